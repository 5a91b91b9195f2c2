"""A chapter on paper: what is printed, where the answers stand, and what is not there."""

import base64
import re
from pathlib import Path

import nbformat
import pytest

from book.chapter import CHAPTERS, Cell, Chapter, Picture, chapters_named, run_chapter
from book.handout import TURNED, handout, on_paper
from tools.browser import print_pdf
from widgets.explorer.later import COMING
from widgets.season.words import SO_FAR

FOLD = '<details class="btm-answer"><summary>What comes out</summary><p>it is 26.6</p></details>'
CELLS = (
    Cell("title", "# A title & more\n\nSo it *begins* \\[[S3-01](#src-S3-01), [R7](#src-R7)\\]."),
    Cell("ask", code="Prediction('1A')", shown="<p>Guess!</p>" + FOLD),
    Cell("name", "**Name it.** See [the next](02-x.ipynb).", after="1A"),
    Cell("try", "Try it.\n\n<details><summary>Answer</summary>\n\nForty.\n\n</details>"),
    Cell("deeper", "## Go deeper\n\nEach heading opens."),
    Cell("found", "## What studies found", folded=True),
    Cell("found-more", code="box()", shown="<p>much more</p>"),
    Cell("exercises", "## Exercises on this", folded=True),
    Cell("exercise", code="Exercise('1.1')", shown="<p>Exercise 1.1</p>"),
    Cell("rules-more", "## The rules in full", folded=True),
    Cell("rules-box", code="rules_box()", shown="<table><tr><td>R7</td></tr></table>" + FOLD),
    Cell("keep", "## Keep what you found", folded=True),
    Cell("keep-sentence", code="OwnSentence('1')", shown="<p>In your words</p>"),
)


@pytest.fixture(scope="module")
def pages():
    whole = handout(Chapter(Path("01-made-up.ipynb"), CELLS, ()))
    core, _, last = whole.partition(f"<h2>{TURNED}</h2>")
    return core, last


def test_the_core_the_exercises_and_the_rules_are_printed(pages):
    core, _ = pages
    told = re.sub(r"<style>.*?</style>", "", core, flags=re.DOTALL)
    for said in (
        "A title &amp; more",
        "<em>begins</em>",
        "Guess!",
        "Exercise 1.1",
        "In your words",
    ):
        assert said in told
    for said in ("Go deeper", "What studies found", "much more", "Keep what you found"):
        assert said not in told
    assert '<div class="btm-rules"><table>' in told


def test_no_code_is_printed(pages):
    for cell in CELLS:
        assert not cell.code or cell.code not in "".join(pages)


def test_what_tells_an_answer_stands_on_the_last_pages_where_the_core_says(pages):
    core, last = pages
    for said in ("26.6", "Name it.", "Forty."):
        assert said not in core
        assert said in last
    assert "under 1." in core
    assert "under 3." in core
    assert re.findall(r"<h3>(\d+\. [^<]+)</h3>", last) == [
        "1. What comes out",
        "2. After guess 1A",
        "3. Answer",
    ]


def test_marks_are_explained_and_no_link_is_left_in_the_text(pages):
    core, last = pages
    assert "<small>[S3-01, R7]</small>" in core
    assert 'id="src-S3-01"' in last
    assert 'id="src-R7"' in last
    assert "02-x.ipynb" not in last


def test_a_table_stays_where_it_is_and_pictures_are_in_the_page():
    table = "<details><summary>As a table</summary><table><tr><td>9</td></tr></table></details>"
    picture = Picture("p-1.svg", "<svg/>", "Six & seven.", "ask")
    cells = (Cell("title", "# T"), Cell("ask", code="x", shown=picture.figure() + table))
    whole = handout(Chapter(Path("x.ipynb"), cells, (picture,)))
    data = base64.b64encode(b"<svg/>").decode()
    assert f'src="data:image/svg+xml;base64,{data}" alt="Six &amp; seven."' in whole
    assert "<td>9</td>" in whole
    assert TURNED not in whole
    assert "p-1.svg" not in whole


def test_every_chapter_prints_its_core():
    assert len(CHAPTERS) == 7
    for path in CHAPTERS:
        cells = []
        for one in nbformat.read(path, as_version=4).cells:
            folded = bool(one.metadata.get("jp-MarkdownHeadingCollapsed"))
            text = one.source if one.cell_type == "markdown" else ""
            cells.append(Cell(one.id, text, "" if text else one.source, folded=folded))
        printed = {cell.id for cell in on_paper(cells)}
        assert "title" in printed
        assert "deeper" not in printed
        assert not {"sources-box", "provenance-box", "keep-log"} & printed
        if path.stem[:2] not in ("00", "06"):  # a start page, and a list of claims
            assert {"rules-box", "keep-sentence", "control"} <= printed
            assert any(id.startswith("exercise") for id in printed)


def test_a_chapter_that_is_not_there_is_refused_by_name():
    with pytest.raises(ValueError, match="no-such; there are 00-start-here"):
        chapters_named(["01", "no-such"])


MADE_UP = """
import altair as alt
from widgets.charts import LiveChart, SeasonDots
from widgets.learning import Prediction

bars = alt.Data(name="bars", values=[{"stage": "applied", "count": 60}])
chart = LiveChart(alt.Chart(bars, description="60 applied.").mark_bar().encode(x="count:Q"))
dots = SeasonDots([("match", "circle")], {"": ([0, 0], [0, 0])}, "Two match.", falls=True)
Prediction("1", "How many?", "", 0, 100, lambda: (60, chart), meanwhile=lambda: dots)
"""
# What a page plays when it has come to rest, and step by step: all of it, on paper.
SLOW = """
from engine import Scenario
from widgets.explorer import Later
from widgets.season import WhereToApply

Later(lambda: WhereToApply(Scenario().with_strategy(applications=3)))
"""


@pytest.fixture(scope="module")
def made_up(a_browser, tmp_path_factory):
    path = tmp_path_factory.mktemp("chapter") / "09-made-up.ipynb"
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("# Made up", id="title")]
    notebook.cells.append(nbformat.v4.new_code_cell(MADE_UP, id="asks"))
    notebook.cells.append(nbformat.v4.new_code_cell(SLOW, id="plays"))
    nbformat.write(notebook, path)
    before = path.read_bytes()
    chapter = run_chapter(path)
    assert path.read_bytes() == before
    return chapter


def test_a_chapter_runs_and_the_browser_draws_what_it_shows(made_up):
    dots, bars, _ = made_up.pictures
    assert (dots.description, bars.description) == ("Two match.", "60 applied.")
    assert dots.svg.count('class="btm-dot') == 2
    for picture in made_up.pictures:
        assert 'xmlns="http://www.w3.org/2000/svg"' in picture.svg
        assert f'role="img" aria-label="{picture.description}"' in picture.svg
        assert "<script" not in picture.svg
    shown = made_up.cells[1].shown
    assert shown.index(dots.name) < shown.index("<details") < shown.index(bars.name)


def test_what_a_page_would_play_later_is_there_in_full(made_up):
    shown = made_up.cells[2].shown
    assert made_up.pictures[2].name in shown
    assert COMING not in shown
    assert SO_FAR.format("") not in shown


def test_a_handout_is_printed(made_up, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(handout(made_up), encoding="utf-8")
    print_pdf(page, tmp_path / "page.pdf")
    raw = (tmp_path / "page.pdf").read_bytes()
    assert raw.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) == 2  # the guess, and what comes out
