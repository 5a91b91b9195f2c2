"""A chapter as it stands when it has run: its texts, and what its cells show, without code."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from book.pictures import HOLE, draw, holes

ROOT = Path(__file__).parents[1]
CHAPTERS = tuple(sorted((ROOT / "chapters").glob("*.ipynb")))
PRELUDE = "from book.stills import install\ninstall()"
PATIENCE = 600  # seconds for one cell
FIGURE = '<figure class="btm-still"><img src="{}" alt="{}"></figure>'


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes
    ----------
    id : str
        Its name in the notebook.
    text : str
        Markdown; empty where it is code.
    code : str
        Its code; empty where it is text.
    shown : str
        The HTML that its code shows.
    after : str
        The prediction that must be locked before it is shown; may be empty.
    folded : bool
        Whether it opens a part that is closed at first.
    """

    id: str
    text: str = ""
    code: str = ""
    shown: str = ""
    after: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of a chapter.

    Attributes
    ----------
    name : str
        Of its file, under which the cells of the chapter show it.
    svg : str
        The picture.
    description : str
        Its sentence.
    cell : str
        The cell it stands in.
    """

    name: str
    svg: str
    description: str
    cell: str

    def figure(self) -> str:
        """Show it by its name, with its sentence for those who cannot see it."""
        return FIGURE.format(self.name, escape(self.description))


@dataclass(frozen=True)
class Chapter:
    """A chapter that has run."""

    path: Path
    cells: tuple[Cell, ...]
    pictures: tuple[Picture, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.cells[0].text.splitlines()[0].removeprefix("# ").strip()


def chapters_named(words: Sequence[str]) -> list[Path]:
    """Find chapters by number or name; all of them where none is named.

    >>> [path.stem for path in chapters_named(["02", "01-past"])]
    ['02-safe-rank-only-too-risky', '01-past-the-filter']
    """
    found = {word: [path for path in CHAPTERS if path.stem.startswith(word)] for word in words}
    if unknown := [word for word, paths in found.items() if len(paths) != 1 or not word]:
        there = ", ".join(path.stem for path in CHAPTERS)
        raise ValueError(f"No chapter is named so: {', '.join(unknown)}; there are {there}.")
    return [path for paths in found.values() for path in paths] or list(CHAPTERS)


def run_chapter(path: Path) -> Chapter:
    """Run a chapter in a kernel of its own, and draw what it shows.

    Parameters
    ----------
    path : Path
        Of the notebook, which stays as it is.

    Returns
    -------
    Chapter

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(PRELUDE, id="prelude"))
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],  # it would say how kernels are talked to
    )
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), before]))
    try:
        client.execute()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return _drawn(path, [_cell(one) for one in notebook.cells[1:]])


def _cell(one: nbformat.NotebookNode) -> Cell:
    own = one.metadata.get("behind_the_match", {})
    after, folded = own.get("after", ""), bool(one.metadata.get("jp-MarkdownHeadingCollapsed"))
    if one.cell_type == "markdown":
        return Cell(one.id, text=one.source, after=after, folded=folded)
    shown = "".join(output.get("data", {}).get("text/html", "") for output in one.outputs)
    return Cell(one.id, code=one.source, shown=shown, after=after)


def _drawn(path: Path, cells: list[Cell]) -> Chapter:
    """Fill in every picture that the cells left open."""
    open_ones = [(cell.id, hole) for cell in cells for hole in holes(cell.shown)]
    every = draw([hole for _, hole in open_ones])
    pictures = tuple(
        Picture(f"{path.stem}-{nth}.svg", svg, hole["description"], id)
        for nth, (svg, (id, hole)) in enumerate(zip(every, open_ones, strict=True), 1)
    )
    left = iter(pictures)
    filled = (
        replace(cell, shown=HOLE.sub(lambda _: next(left).figure(), cell.shown)) for cell in cells
    )
    return Chapter(path, tuple(filled), pictures)


def headings(text: str) -> list[str]:
    r"""Find the headings in a text.

    >>> headings("# One\n\nmore\n\n## Two")
    ['One', 'Two']
    """
    return re.findall(r"(?m)^#+ (.+)$", text)
