"""Several pictures that are told together: one set of rows, one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as ipw
import traitlets as t

from widgets.charts.moving import MovingPicture, PictureRows


class Several(ipw.VBox):
    """Pictures one below the other that change together, as one picture does.

    Parameters
    ----------
    pictures : sequence of MovingPicture
        From top to bottom. The first bears the sentence of all; the others say their own.
    tables : mapping of str to iterable, optional
        Rows that no picture draws, for tables.

    Attributes
    ----------
    rows : dict of str to list
        Those of all, by their names.
    description : str
        The accessible name of the first.

    Examples
    --------
    >>> from widgets.charts.dots import SeasonDots
    >>> from widgets.charts.lists import ListsWithEnds
    >>> dots = SeasonDots([("match", "circle")], {"": ([0], [0])}, "All match.")
    >>> both = Several([dots, ListsWithEnds([])])
    >>> sorted(both.rows), both.description
    (['lists', 'shares', 'worlds'], 'All match.')
    """

    rows = t.Dict()
    description = t.Unicode().tag(sync=True)  # a saved picture bears it as its title

    def __init__(
        self, pictures: Sequence[MovingPicture], tables: PictureRows | None = None
    ) -> None:
        self.pictures = tuple(pictures)
        rows = {name: some for picture in pictures for name, some in picture.rows.items()}
        rows |= {name: list(some) for name, some in (tables or {}).items()}
        super().__init__(self.pictures, rows=rows, description=self.pictures[0].description)

    def update(self, *, rows: PictureRows | None = None, description: str | None = None) -> None:
        """Change what is shown; as in one picture, see `MovingPicture.update`."""
        fresh = {name: list(some) for name, some in (rows or {}).items()}
        for name in fresh:
            if name not in self.rows:
                raise ValueError(f"the picture has no rows {name!r}, only {sorted(self.rows)}")
        for picture in self.pictures:
            own = {name: some for name, some in fresh.items() if name in picture.rows}
            picture.update(
                rows=own or None, description=description if picture is self.pictures[0] else None
            )
        self.rows = {**self.rows, **fresh}
        if description is not None:
            self.description = description
