"""The pages of the book: whole, linked, and with nothing from elsewhere."""

import importlib
import re
from pathlib import Path

import pytest

from book.chapter import CHAPTERS, Cell, Chapter, Picture
from book.checks import broken_links, off_site
from book.pages import ROOMS, api_pages, chapter_page, gallery, glossary, ledger_page, plain_page
from engine import ledger
from widgets.sources.boxes import cited

PATH = next(path for path in CHAPTERS if path.stem.startswith("02"))
PICTURE = Picture("02-1.svg", "<svg/>", "Six & seven.", "ask")
CELLS = (
    Cell("title", "# A title\n\nSo it begins \\[[S3-01](#src-S3-01)\\]."),
    Cell("ask", code="Prediction()", shown=PICTURE.figure()),
    Cell("name", "**Name it.**", after="2A"),
    Cell("more", "## A heading", after="2A"),
)
CHAPTER = Chapter(PATH, CELLS, (PICTURE,))


def test_every_chapter_page_can_be_played():
    page = chapter_page(CHAPTER)
    assert [cell.id for cell in page.cells][:3] == ["title", "play", "opening"]
    (path,) = re.findall(
        r'href="\.\./\.\./notebooks/index\.html\?path=([^"]+)"', page.cells[1].source
    )
    assert (PATH.parents[1] / path).is_file()


def test_a_chapter_page_hides_code_shows_pictures_and_folds_what_tells_an_answer():
    _, _, opening, ask, name, more = chapter_page(CHAPTER).cells
    assert 'href="#src-S3-01"' in opening.source
    assert ask.metadata["tags"] == ["hide-input"]
    (output,) = ask.outputs
    assert set(output.data) == {"text/html"}
    assert 'src="../_pictures/02-1.svg" alt="Six &amp; seven."' in output.data["text/html"]
    assert name.source.startswith('<details class="btm-after">')
    assert more.source == "## A heading"


def test_the_gallery_says_each_picture():
    page = gallery([CHAPTER])
    assert 'src="_pictures/02-1.svg"' in page
    assert "<p>Six &amp; seven.</p>" in page
    assert f"(chapters/{PATH.name})" in page


def test_the_glossary_says_what_the_rules_and_the_accreditors_say():
    """R10 has exceptions to All In, and Canadian graduates are IMGs since July 2025."""
    page = glossary()
    assert "United States and Canada" not in page
    assert page.count("Canadian schools count since July 2025") == 2
    assert "only by an exception to All In" in page
    assert "R3 system" in page
    assert "Standard deviation" in page


def test_the_glossary_has_every_term():
    page = glossary()
    file = Path(__file__).parents[2] / "widgets/reader/labextension/static/glossary.js"
    terms = [line for line in file.read_text("utf-8").splitlines() if line.endswith('",')]
    assert len(terms) >= 20
    assert len(re.findall(r"(?m)^  \S", page)) == len(terms)
    assert "blocking pair\n  An applicant and a program" in page


def test_the_ledger_has_every_row():
    page = ledger_page()
    assert page.count("<tr>") == len(ledger()) + 1
    assert "S0-01" in page


def test_every_name_offered_has_its_place_in_the_reference():
    pages = api_pages()
    rooms = Path(__file__).parents[2] / "widgets"
    offering = {
        path.parent.name
        for path in rooms.glob("*/__init__.py")
        if "__all__" in path.read_text("utf-8")
    }
    assert set(ROOMS) == offering
    for door in ("engine", *(f"widgets.{room}" for room in ROOMS)):
        page = pages[f"api/{door.replace('.', '-')}"]
        for name in importlib.import_module(door).__all__:
            assert re.search(rf"(?m)^\.\. auto(class|function|data):: {name}$", page)


def test_a_drawn_flow_becomes_a_table():
    arrows = "    a[settings] --> b[the class]\n    b -- bars --> c[yours]\n"
    drawn = f"```mermaid\nflowchart TD\n{arrows}```"
    assert plain_page(drawn).splitlines()[2:] == [
        "| settings | the class |",
        "| the class | yours |",
    ]
    flows = (Path(__file__).parents[2] / "docs/how-a-season-flows.md").read_text("utf-8")
    arrows = len(re.findall(r"--.*>", re.search(r"```mermaid.*?```", flows, re.DOTALL)[0]))
    assert arrows > 10
    assert plain_page(flows).partition("\n## ")[0].count("\n| ") == arrows + 1


def test_marks_of_the_chapters_are_found_as_links():
    text = "".join(cell.text for cell in CELLS)
    assert cited(text) == ["S3-01"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<script src="https://example.com/x.js"></script>', 1),
        ('<link rel="stylesheet" href="//example.com/x.css">', 1),
        ('<img src="http://example.com/x.png">', 1),
        ("<style>@import 'https://example.com/x.css';</style>", 1),
        ('<p style="background: url(https://example.com/x.png)">x</p>', 1),
        ('<a href="https://example.com">a reader may go there</a>', 0),
        ('<img src="data:image/svg+xml;base64,eA=="><script src="x.js"></script>', 0),
    ],
)
def test_what_a_page_loads_from_elsewhere_is_found(tmp_path, html, found):
    (tmp_path / "page.html").write_text(html)
    (tmp_path / "x.css").write_text("p { color: red }")
    assert len(off_site(tmp_path)) == found
    (tmp_path / "x.css").write_text("@font-face { src: url('https://example.com/x.woff') }")
    assert len(off_site(tmp_path)) == found + 1


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ('<a href="other.html#here">x</a>', []),
        ('<a href="#there"></a><p id="there">x</p>', []),
        ('<a href="https://example.com/none">x</a>', []),
        ('<a href="../play/index.html?path=x">x</a>', []),
        ('<a href="none.html">x</a>', ["page.html: none.html"]),
        ('<a href="other.html#nowhere">x</a>', ["page.html: other.html#nowhere"]),
        ('<a href="#nowhere">x</a>', ["page.html: #nowhere"]),
        ('<img src="none.svg">', ["page.html: none.svg"]),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path, html, broken):
    book = tmp_path / "book"
    book.mkdir()
    (book / "page.html").write_text(html)
    (book / "other.html").write_text('<p id="here">x</p>')
    assert broken_links(book, ["../play/index.html"]) == broken
