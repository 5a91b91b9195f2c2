"""A chapter on paper: its core, with still pictures and lines to write on, and no code.

What would tell an answer stands on the last pages. ``python3 run.py handout 02`` writes a page and
a PDF; without a number, those of every chapter.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

import mistune

from book.chapter import ROOT, Cell, Chapter, chapters_named, headings, run_chapter
from tools.browser import print_pdf
from widgets.sources.boxes import cited, sources_box

OUT = ROOT / "build" / "handout"
STYLE = Path(__file__).with_name("handout.css")

COURSE = "Behind the Match"
TURN = "The answer is on the last pages, under {}."
TURNED = "Turn here once you have written your guesses"
AFTER = "After guess {}"
SOURCES = "The marks in the text"

# Parts that are folded in the chapter and stand on paper all the same, by how their titles begin.
KEPT = ("Exercise", "The rules in full")
OWN_SENTENCE = "keep-sentence"  # this cell too, wherever it stands
RULES = "rules-box"
NOT_PRINTED = ("06-every-claim",)  # a list to search in; printed only when it is named
NOT_ON_PAPER = ("deeper",)  # it says that headings open

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} · {course}</title><style>{style}</style></head>
<body><main><p class="btm-course">{course}</p>
{core}
{answers}
{marks}
</main></body></html>
"""

_MORE = re.compile(r'<details class="btm-more">.*?</details>', re.DOTALL)
_FOLD = re.compile(r"<details[^>]*>\s*<summary[^>]*>(.*?)</summary>(.*?)</details>", re.DOTALL)
OPENED = r'<p class="btm-turn"><b>\1</b></p>\2'
_MARKS = re.compile(r"\\\[((?:\[[^\[\]]+\]\(#src-[^()]+\)[,; ]*)+)\\\]")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\([^()\s]+\)")
_markdown = mistune.create_markdown(escape=False, plugins=["table"])


def handout(chapter: Chapter) -> str:
    """Write a chapter as one page of HTML that holds all it needs.

    Parameters
    ----------
    chapter : Chapter
        One that has run.

    Returns
    -------
    str
        HTML, laid out for paper.
    """
    answers: list[tuple[str, str]] = []

    def put_off(fold: re.Match[str]) -> str:
        """Move what is folded to the last pages, and say where it went; a table stays."""
        if "<table" in fold[2]:
            return fold[2]
        answers.append((fold[1], fold[2]))
        return f'<p class="btm-turn">{TURN.format(len(answers))}</p>'

    core: list[str] = []
    marks: dict[str, None] = {}
    for cell in on_paper(chapter.cells):
        marks |= dict.fromkeys(cited(cell.text))
        html = _MORE.sub("", cell.shown) if cell.shown else _text(cell.text)
        if cell.id == RULES:
            html = f'<div class="btm-rules">{_FOLD.sub("", html)}</div>'
        if not cell.after:
            core.append(f'<section id="{cell.id}">{_FOLD.sub(put_off, html)}</section>')
            continue
        # What follows one guess stands together.
        title, inside = AFTER.format(escape(cell.after)), _FOLD.sub(OPENED, html)
        if answers and answers[-1][0] == title:
            inside = answers.pop()[1] + inside
        answers.append((title, inside))
    whole = PAGE.format(
        title=escape(chapter.title),
        course=COURSE,
        style=STYLE.read_text("utf-8"),
        core="\n".join(core),
        answers=_last_pages(answers),
        marks=_marks(marks),
    )
    for picture in chapter.pictures:
        data = base64.b64encode(picture.svg.encode()).decode()
        whole = whole.replace(f'src="{picture.name}"', f'src="data:image/svg+xml;base64,{data}"')
    return whole


def _last_pages(answers: Iterable[tuple[str, str]]) -> str:
    """Write what would tell an answer, numbered as the core names it."""
    every = "\n".join(
        f'<div class="btm-answer"><h3>{number}. {title}</h3>{inside}</div>'
        for number, (title, inside) in enumerate(answers, 1)
    )
    return f'<section class="btm-turned"><h2>{TURNED}</h2>{every}</section>' if every else ""


def _marks(ids: Iterable[str]) -> str:
    """List the sources that the printed texts name."""
    if not (chosen := list(ids)):
        return ""
    inside = _FOLD.sub("", sources_box(*chosen).value)
    return f'<section class="btm-marks"><h2>{SOURCES}</h2>{inside}</section>'


def on_paper(cells: Iterable[Cell]) -> list[Cell]:
    """Choose the cells that are printed: the core, the exercises and the rules."""
    chosen, printed = [], True
    for cell in cells:
        if cell.text and (titles := headings(cell.text)) and (cell.folded or not printed):
            printed = not cell.folded or titles[0].startswith(KEPT)
        if cell.id == OWN_SENTENCE or (printed and cell.id not in NOT_ON_PAPER):
            chosen.append(cell)
    return chosen


def _text(markdown: str) -> str:
    """Turn a text into HTML; what is linked on a screen is only named on paper."""

    def mark(found: re.Match[str]) -> str:
        return f"<small>[{_unlinked(found[1])}]</small>"

    return str(_markdown(_unlinked(_MARKS.sub(mark, markdown))))


def _unlinked(markdown: str) -> str:
    return _LINK.sub(r"\1", markdown)


def main(words: list[str]) -> int:
    """Write the handouts of the chapters named, or of all."""
    try:
        named = chapters_named(words)
    except ValueError as error:
        print(error)
        return 1
    chosen = [path for path in named if words or path.stem not in NOT_PRINTED]
    OUT.mkdir(parents=True, exist_ok=True)
    for path in chosen:
        page = OUT / f"{path.stem}.html"
        page.write_text(handout(run_chapter(path)), encoding="utf-8")
        print_pdf(page, page.with_suffix(".pdf"))
        print(f"{page.relative_to(ROOT)} and .pdf")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
