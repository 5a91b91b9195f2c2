"""Rank order lists that have an end: where you stand on each, and where it filled."""

from __future__ import annotations

from collections.abc import Mapping, Iterable
from typing import Any

import traitlets as t

from widgets.charts.moving import MovingPicture, script

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
    description : str
        One sentence for those who cannot see the picture.

    Attributes
    ----------
    rows : dict
        "lists": the rows.

    Examples
    --------
    >>> city = {"program": "City", "length": 32, "end": 21, "end_low": 18, "end_high": 25}
    >>> city |= {"before": 22, "after": 20, "text": "22nd → 20th of 32", "more": "", "closed": ""}
    >>> ListsWithEnds([city], "City: 22nd, then 20th; the last one in is 21st.").rows["lists"][0]["end"]
    21
    """

    _esm = script("moving.js", "lists.js")

    legend: t.List[str] = t.List(list(LEGEND)).tag(sync=True)

    def __init__(self, lists: Iterable[Mapping[str, Any]], description: str) -> None:
        super().__init__({"lists": [dict(row) for row in lists]}, description)
