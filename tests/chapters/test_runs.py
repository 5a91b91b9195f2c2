"""Each chapter run as a learner runs it: all cells first, then every guess locked."""

import ast

import altair as alt
import pytest

from tests.chapters.pages import pages, source
from tests.house.test_notebooks import NOTEBOOKS
from widgets.charts import LiveChart
from widgets.explorer.explorer import Explorer
from widgets.learning import Exercise, Log, Prediction
from widgets.season import where_to_apply

PAGES = pages()


@pytest.fixture(scope="module")
def few():
    """Let a list be chosen and tested on few seasons: here nobody reads what it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where_to_apply, "CHOSEN_ON", 20)
        patch.setattr(where_to_apply, "TESTED_ON", 40)
        yield


@pytest.fixture(scope="module", params=PAGES, ids=[page.name for page in PAGES])
def shown(request, few):
    """What every cell of a chapter shows, after all of them have run."""
    names, values = {"__name__": "__main__"}, {}
    for cell in request.param.code:
        *before, last = ast.parse(source(cell)).body
        exec(compile(ast.Module(before, []), cell["id"], "exec"), names)
        values[cell["id"]] = eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
    yield request.param, values
    Log.shared().clear()


def parts(shown, kind):
    """List the widgets of a kind among what is shown, inside boxes too."""
    found, waiting = [], list(shown.values())
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, kind):
            found.append(one)
        waiting += getattr(one, "children", getattr(one, "parts", ()))
    return found


def test_every_chapter_runs():
    assert len(PAGES) == NOTEBOOKS


def test_every_guess_is_answered_after_all_cells_have_run(shown):
    page, values = shown
    asked = parts(values, Prediction)
    assert len(asked) == sum(source(cell).count("Prediction(") for cell in page.code)
    assert bool(asked) == page.asks
    for guess in asked:
        if hasattr(guess.guess, "options"):
            guess.guess.value = guess.guess.options[-1][0]
        else:
            guess.guess.text = "40"
        guess.lock.press()
        assert guess.problem.text == ""
        assert guess.said.text
        assert any(guess.picture is part for part in parts({"guess": guess}, object))
        assert not guess.lock.enabled


def test_every_exercise_takes_its_own_answers(shown):
    _, values = shown
    for asked in parts(values, Exercise):
        for part, control in zip(asked.question.parts, asked.answers, strict=True):
            if part.options:
                control.value = part.answer
            else:
                control.text = f"{part.answer:.6f}"
        asked.check.press()
        assert asked.feedback.text == f"{len(asked.answers)} of {len(asked.answers)} right."


def test_every_explorer_says_what_it_shows(shown):
    page, values = shown
    explorers = parts(values, Explorer)
    assert bool(explorers) == page.asks
    for explorer in explorers:
        assert explorer.sentence.text == explorer.picture.description
        assert explorer.problem.text == ""


def test_every_chart_keeps_to_its_schema(shown):
    """Where it is drawn, nobody holds it against the schema: that takes longer than to draw it."""
    page, values = shown
    charts = parts(values, LiveChart)
    assert bool(charts) == page.asks
    for chart in charts:
        wide = dict(chart.structure)
        specs = [wide, *wide.pop("usermeta", {}).values()]  # and the picture for narrow places
        for spec in specs:
            alt.TopLevelSpec.validate({**spec, "datasets": chart.rows})
