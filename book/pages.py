"""The pages of the book, as Sphinx reads them: chapters that have run, tables, what docs say."""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from book.chapter import ROOT, Cell, Chapter, headings
from engine import ledger
from engine.scenario.rules import official_rules
from widgets.sources import rules_box

HERE = Path(__file__).parent
DOCS = ROOT / "docs"
GLOSSARY = ROOT / "widgets" / "reader" / "labextension" / "static" / "glossary.js"
PICTURES = "_pictures"

# The book lies in the folder `book` of the site, beside the notebooks that can be played.
PLAYER = "../../notebooks/index.html?path=chapters/{}.ipynb"
PLAY = f'<a class="btm-play" href="{PLAYER}">Play this page</a>'
AFTER = "After guess {}"

ROOMS = (
    *("past_the_filter", "safe_rank_only_too_risky", "who_knows_whom"),
    *("the_spreadsheet_at_match_week", "three_sentences_on_a_phone"),
    *("season", "match", "learning", "sources", "explorer", "charts", "controls"),
)

INDEX = """# The book of the course

Medical students are told that residency places follow scores. Five documents say otherwise:
informal references, "the backchannel", move interviews, rank lists, pre-match offers and SOAP. Each
has a chapter here. The pictures of this book stand still, as the chapters first show them; *Play
this page* opens a chapter where you can change them, in your browser and without any installation.

```{{toctree}}
:caption: Chapters
:maxdepth: 1

{chapters}
```

```{{toctree}}
:caption: To look things up
:maxdepth: 1

gallery
glossary
rules
ledger
```

```{{toctree}}
:caption: How it is made
:maxdepth: 1

{docs}
benchmarks
api/index
```
"""

_MARK = re.compile(r"\[([^\[\]]+)\]\((#src-[^()]+)\)")
_TERM = re.compile(r'(?m)^  "?([^":]+)"?: "(.*)",$')
_ARROW = re.compile(r"(?m)^\s+(\w+)(?:\[(.*?)\])? --.*?> (\w+)(?:\[(.*?)\])?$")
_LEDGER_NOTE = (
    "Every item of the five documents, and every contradiction between them: whether it is "
    "modeled, shown or left out, where, and which test proves it. `engine.ledger()` returns this "
    "table."
)
_GALLERY_NOTE = (
    "Every picture of the course as it first stands, with the sentence that says what it shows."
)
_RULES_NOTE = (
    "In the course's words, each with the date on which it was last checked. They are no advice: "
    "read the agreement of your own year."
)


def write_pages(chapters: Sequence[Chapter], to: Path) -> None:
    """Write all that Sphinx needs into a folder of its own.

    Parameters
    ----------
    chapters : sequence of Chapter
        All, as they have run.
    to : Path
        The folder; what it held is gone.
    """
    shutil.rmtree(to, ignore_errors=True)
    for name in ("chapters", "api", "_static", f"_extra/{PICTURES}"):
        (to / name).mkdir(parents=True)
    shutil.copy(HERE / "conf.py", to)
    shutil.copy(HERE / "book.css", to / "_static")
    docs = sorted(DOCS.glob("*.md"))
    pages = {
        "index": INDEX.format(
            chapters="\n".join(f"chapters/{one.path.stem}" for one in chapters),
            docs="\n".join(path.stem for path in docs),
        ),
        "gallery": gallery(chapters),
        "glossary": glossary(),
        "rules": rules_page(),
        "ledger": ledger_page(),
        "benchmarks": benchmarks(to),
        **{path.stem: plain_page(path.read_text("utf-8")) for path in docs},
        **api_pages(),
    }
    for name, text in pages.items():
        (to / f"{name}.md").write_text(text, encoding="utf-8")
    for chapter in chapters:
        nbformat.write(chapter_page(chapter), to / "chapters" / chapter.path.name)
        for picture in chapter.pictures:
            file = to / "_extra" / PICTURES / picture.name
            file.write_text(picture.svg, encoding="utf-8")


def chapter_page(chapter: Chapter) -> Any:
    """Make a notebook with what its cells show at first, and its code folded away."""
    cells = [_page_cell(cell, chapter) for cell in chapter.cells]
    first, *rest = cells
    play = nbformat.v4.new_markdown_cell(PLAY.format(chapter.path.stem), id="play")
    title, _, text = first.source.partition("\n")
    first.source = title
    opening = nbformat.v4.new_markdown_cell(text, id="opening")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[first, play, opening, *rest], metadata={"kernelspec": kernel}
    )


def _page_cell(cell: Cell, chapter: Chapter) -> Any:
    if cell.text:
        text = _MARK.sub(r'<a href="\2">\1</a>', cell.text)
        if cell.after and not headings(text):
            text = _folded(AFTER.format(cell.after), text)
        return nbformat.v4.new_markdown_cell(text, id=cell.id)
    shown = cell.shown
    for picture in chapter.pictures:
        shown = shown.replace(f'src="{picture.name}"', f'src="../{PICTURES}/{picture.name}"')
    outputs = [nbformat.v4.new_output("display_data", {"text/html": shown})] if shown else []
    hidden = {"tags": ["hide-input"]}
    return nbformat.v4.new_code_cell(cell.code, id=cell.id, metadata=hidden, outputs=outputs)


def gallery(chapters: Iterable[Chapter]) -> str:
    """Show every picture once more, by its chapter."""
    parts = ["# Gallery", _GALLERY_NOTE]
    for chapter in chapters:
        parts.append(f"## {chapter.title}")
        parts.append(f"[Read the chapter](chapters/{chapter.path.name})")
        for picture in chapter.pictures:
            file = f"{PICTURES}/{picture.name}"
            shown = picture.figure().replace(f'src="{picture.name}"', f'src="{file}"')
            parts.append(_raw(f"{shown}<p>{escape(picture.description)}</p>"))
    return "\n\n".join(parts)


def glossary() -> str:
    """Write the one glossary of the course as a page."""
    terms = dict(_TERM.findall(GLOSSARY.read_text("utf-8")))
    told = "\n\n".join(f"{term}\n  {said}" for term, said in sorted(terms.items(), key=_by_name))
    return f"# Glossary\n\n```{{glossary}}\n{told}\n```\n"


def _by_name(entry: tuple[str, str]) -> str:
    return entry[0].lower()


def rules_page() -> str:
    """Write every official rule, with its dates."""
    return f"# The official rules\n\n{_RULES_NOTE}\n\n{_raw(rules_box(*official_rules()).value)}"


def ledger_page() -> str:
    """Write every row of the ledger."""
    table = ledger()
    names = ["id", "says", "status", "evidence", "rule", "where", "test"]
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(
        "<tr>{}</tr>".format("".join(f"<td>{escape(str(row[name]))}</td>" for name in names))
        for row in table.to_dict("records")
    )
    head, body = f"<thead><tr>{heads}</tr></thead>", f"<tbody>{rows}</tbody>"
    whole = _raw(f'<table class="table btm-ledger">{head}{body}</table>')
    return f"# Ledger\n\n{_LEDGER_NOTE}\n\n{len(table)} rows.\n\n{whole}"


def benchmarks(to: Path) -> str:
    """Put what was measured on one page."""
    parts = ["# Benchmarks"]
    for path in sorted((ROOT / "benchmarks").glob("*.md")):
        text = path.read_text("utf-8").replace("\n# ", "\n## ").removeprefix("# ")
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text):
            shutil.copy(path.with_name(name), to)
        parts.append(f"## {text}")
    return "\n\n".join(parts)


def plain_page(text: str) -> str:
    """Write a page of docs so that no script is needed: a drawn flow becomes a table."""
    return re.sub(r"```mermaid\n(.*?)```", lambda found: _flow(found[1]), text, flags=re.DOTALL)


def _flow(drawn: str) -> str:
    names: dict[str, str] = {}
    rows = []
    for one, label, other, other_label in _ARROW.findall(drawn):
        names |= {key: said for key, said in ((one, label), (other, other_label)) if said}
        rows.append((one, other))
    table = "\n".join(
        f"| {names.get(one, one)} | {names.get(other, other)} |" for one, other in rows
    )
    return f"| from | to |\n|---|---|\n{table}\n"


def api_pages() -> dict[str, str]:
    """Write a page for the engine's public names, and one for each room that chapters import."""
    doors = ["engine", *(f"widgets.{room}" for room in ROOMS)]
    listed = "\n".join(door.replace(".", "-") for door in doors)
    index = f"# API\n\nWhat is offered to users and chapters.\n\n```{{toctree}}\n{listed}\n```\n"
    return {"api/index": index} | {
        f"api/{door.replace('.', '-')}": _api_page(door) for door in doors
    }


def _api_page(door: str) -> str:
    module = importlib.import_module(door)
    names = list(module.__all__)
    lines = [f"# {door}", f"```{{eval-rst}}\n.. currentmodule:: {door}"]
    first = (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
    lines.insert(1, first)
    listed = "\n".join(f"   {name}" for name in names)
    lines.append(f".. autosummary::\n   :nosignatures:\n\n{listed}")
    for name in names:
        offered = getattr(module, name)
        if isinstance(offered, type):
            members = "\n   :members:" if door == "engine" else ""
            lines.append(f".. autoclass:: {name}{members}")
        elif callable(offered):
            lines.append(f".. autofunction:: {name}")
        else:
            lines.append(f".. autodata:: {name}")
    return "\n\n".join(lines) + "\n```\n"


def _folded(title: str, markdown: str) -> str:
    return (
        f'<details class="btm-after"><summary>{escape(title)}</summary>\n\n{markdown}\n\n</details>'
    )


def _raw(html: str) -> str:
    return f"```{{raw}} html\n{html}\n```"
