"""Rank order lists that have an end: where you stand on each, and where it filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import traitlets as t

from widgets.charts.moving import MovingPicture, PictureRows, script

TITLE = "Rank order lists."
NONE = "No program ranks you."
LEGEND = (
    "Each small dot is a person on the list, best placed at the left.",
    "Bar: the last one in, in the middle season; band: in 9 of 10 seasons.",
    "Hollow: you before. Diamond: you now.",
)


class ListsWithEnds(MovingPicture):
    """Show rank order lists as rows of people, with the last one in marked, and you on each.

    Left of the mark is enough, right of it is not. Each row has its own scale and leaves out the
    far end of a long list, where neither you nor the mark come.

    Parameters
    ----------
    lists : iterable of mapping
        From top to bottom: program; length (of the list); end (place of the last one in, the
        length where positions stay open), end_low, end_high (its range); before, after (your
        places, 1 = best, None where you are not on the list); text and more (two short lines of
        words); closed (why there is no list with you on it; empty where there is).

    Attributes
    ----------
    rows : dict
        "lists": the rows.
    description : str
        What the words of the rows say; computed.

    Examples
    --------
    >>> city = {"program": "City", "length": 32, "end": 21, "end_low": 18, "end_high": 25}
    >>> city |= {"before": 22, "after": 20, "text": "22nd → 20th of 32", "more": "", "closed": ""}
    >>> ListsWithEnds([city]).description
    'Rank order lists. City: 22nd → 20th of 32.'
    """

    _esm = script("moving.js", "lists.js")

    legend: t.List[str] = t.List(list(LEGEND)).tag(sync=True)

    def __init__(self, lists: Iterable[Mapping[str, Any]]) -> None:
        rows = [dict(row) for row in lists]
        super().__init__({"lists": rows}, lists_sentence(rows))

    def update(self, *, rows: PictureRows | None = None, description: str | None = None) -> None:
        """Show other lists; what they say follows by itself unless a description is given."""
        if rows is not None and description is None:
            description = lists_sentence(rows.get("lists", ()))
        super().update(rows=rows, description=description)


def lists_sentence(rows: Iterable[Mapping[str, Any]]) -> str:
    """Say in words what the rows of `ListsWithEnds` show.

    >>> lists_sentence([])
    'Rank order lists. No program ranks you.'
    """
    said = [
        f"{row['program']}: {'; '.join(part for part in (row['text'], row['more']) if part)}."
        for row in rows
    ]
    return " ".join([TITLE, *(said or [NONE])])
