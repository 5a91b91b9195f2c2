"""The base of pictures whose marks move: drawn as SVG by a few lines, without any library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import anywidget
import traitlets as t

PictureRows: TypeAlias = Mapping[str, Iterable[Any]]
Ask: TypeAlias = Callable[[dict[str, Any]], str]


def script(*names: str) -> str:
    """Join files of JavaScript that stand beside this module into one, as the browser gets it."""
    return "".join(Path(__file__).with_name(name).read_text("utf-8") for name in names)


class MovingPicture(anywidget.AnyWidget):
    """A picture that follows its rows, says its sentence, and can be asked about a mark.

    A subclass names its JavaScript. The browser keeps every mark and moves it to where the new
    rows put it; with reduced motion it is there at once.

    Parameters
    ----------
    rows : mapping of str to iterable
        What is shown, by name.
    description : str
        One sentence for those who cannot see the picture.
    ask : callable, optional
        From a mark, as the subclass says, to what there is to tell about it.

    Attributes
    ----------
    rows : dict of str to list
        The rows shown now.
    description : str
        The accessible name of the picture now.
    asked : dict
        The mark asked about last; empty while none is.
    answer : str
        What is told about it.
    told : dict
        The mark that `answer` is about, so that the browser shows no older answer beside a new one.
    ask : callable or None
        What tells it.

    Raises
    ------
    ValueError
        When the description is empty.
    """

    _css = Path(__file__).with_suffix(".css")

    rows = t.Dict().tag(sync=True)
    description = t.Unicode().tag(sync=True)
    asked = t.Dict().tag(sync=True)
    answer = t.Unicode().tag(sync=True)
    told = t.Dict().tag(sync=True)

    def __init__(
        self, rows: PictureRows, description: str, *, ask: Ask | None = None, **settings: Any
    ) -> None:
        if not description:
            raise ValueError(
                "the picture needs a description: one sentence that says what it shows"
            )
        self.ask = ask
        super().__init__(rows=_listed(rows), description=description, **settings)

    def update(self, *, rows: PictureRows | None = None, description: str | None = None) -> None:
        """Change what is shown, in one message to the browser.

        Parameters
        ----------
        rows : mapping of str to iterable, optional
            New rows by their names; the others stay.
        description : str, optional
            The new accessible name.

        Raises
        ------
        ValueError
            When the picture has no rows of such a name.
        """
        for name in rows or {}:
            if name not in self.rows:
                raise ValueError(f"the picture has no rows {name!r}, only {sorted(self.rows)}")
        with self.hold_sync():
            if rows is not None:
                self.rows = {**self.rows, **_listed(rows)}
            if description is not None:
                self.description = description
            self._tell()  # the same mark, in what is shown now

    @t.observe("asked")
    def _tell(self, _change: object = None) -> None:
        known = self.ask is not None and self.asked and self._shows(self.asked)
        answer = self.ask(self.asked) if self.ask is not None and known else ""
        with self.hold_sync():
            self.answer, self.told = answer, dict(self.asked)

    def _shows(self, _asked: dict[str, Any]) -> bool:
        """Whether there is such a mark now; a question may be older than what is shown."""
        return True


def _listed(rows: PictureRows) -> dict[str, list[Any]]:
    return {name: list(some) for name, some in rows.items()}
