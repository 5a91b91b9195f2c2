"""A cell run again: its tools note and tell what is shown now, not what was there before."""

from types import SimpleNamespace

import pytest
from IPython.core.events import EventManager, available_events

from engine import Scenario
from widgets.explorer import ScenarioText, shown
from widgets.learning import Log, NoteButton
from widgets.past_the_filter import CutLine
from widgets.season import SeasonExplorer


@pytest.fixture
def notebook(monkeypatch):
    """A notebook without a kernel: names, and word of each cell that has run."""
    page = SimpleNamespace(user_ns={}, events=EventManager(None, available_events))
    monkeypatch.setattr(shown, "get_ipython", lambda: page)
    return page


def run(notebook, **names):
    """Run a cell that gives names to things."""
    notebook.user_ns.update(names)
    notebook.events.trigger("post_run_cell", None)


def noted(log):
    return [entry["settings"]["you"]["step2"] for entry in log.entries]


def test_what_is_noted_is_what_is_shown_when_the_explorers_cell_was_run_again(notebook):
    log, first, second = Log(), SeasonExplorer(), SeasonExplorer()
    run(notebook, explorer=first)
    note = NoteButton(first, "season explorer", log)
    first.score.text = "250"
    note.note.press()
    run(notebook, explorer=second)
    assert note.note.help == ""
    second.score.text = "260"
    note.note.press()
    assert noted(log) == [250, 260]
    assert log.entries[-1]["result"] == second.sentence.text
    second.score.text = "-5"
    note.note.press()
    assert note.note.problem


def test_two_explorers_of_one_kind_are_kept_apart_by_their_names(notebook):
    log, low, high = Log(), SeasonExplorer(), SeasonExplorer()
    run(notebook, low=low, high=high)
    notes = [NoteButton(one, "explorer", log) for one in (low, high)]
    low.score.text, high.score.text = "210", "270"
    run(notebook, low=(again := SeasonExplorer()))
    again.score.text = "220"
    for note in notes:
        note.note.press()
    assert noted(log) == [220, 270]


def test_a_name_that_now_holds_something_else_is_not_followed(notebook):
    log, first = Log(), SeasonExplorer()
    run(notebook, explorer=first)
    note = NoteButton(first, "season explorer", log)
    for other in (CutLine(), "text", None):
        run(notebook, explorer=other)
        note.note.press()
    del notebook.user_ns["explorer"]
    run(notebook)
    note.note.press()
    assert noted(log) == [234] * 4


def test_results_that_the_notebook_numbers_are_no_names(notebook):
    log, first, second = Log(), SeasonExplorer(), SeasonExplorer()
    run(notebook, _=first, _3=first, explorer=first)
    note = NoteButton(first, "season explorer", log)
    second.score.text = "260"
    run(notebook, _="something else", explorer=second)
    note.note.press()
    assert noted(log) == [260]


def test_the_scenario_as_text_is_that_of_the_explorer_shown(notebook):
    first, second = SeasonExplorer(), SeasonExplorer()
    run(notebook, explorer=first)
    text = ScenarioText(first)
    run(notebook, explorer=second)
    second.score.text = "260"
    assert text.box.text == second.scenario.to_json()
    text.box.text = "being pasted"
    first.score.text = "211"  # it is gone from the page
    assert text.box.text == "being pasted"
    first.score.text = "234"
    text.box.text = Scenario().with_you(step2=222).to_json()
    text.apply.press()
    assert (first.score.text, second.score.text) == ("234", "222")


def test_outside_a_notebook_a_tool_keeps_to_what_it_was_made_for(monkeypatch):
    monkeypatch.setattr(shown, "get_ipython", lambda: None)
    log, explorer = Log(), SeasonExplorer()
    NoteButton(explorer, "season explorer", log).note.press()
    assert noted(log) == [234]
