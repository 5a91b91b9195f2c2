"""Every number the course shows: what was published, what the documents claim, and how sure we are.

The tables live in ``engine/data`` as plain CSV (its README explains the columns). A number
leaves this module only together with its kind, so that no caller can print a secondary or
sourceless figure as if it were a measurement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from engine.base.errors import MarketError
from engine.base.settings import shown

if TYPE_CHECKING:
    import pandas as pd

# What `Figure.cite` puts in front of the source, so that doubt is never dropped.
_LABELS: Mapping[str, str] = {
    "primary": "primary",
    "secondary": "secondary",
    "derived": "derived",
    "none": "no source read",
    "claim": "an author's claim, not a measurement",
}

# The model's words for groups that the NRMP names differently; tried when the word itself fails.
_NRMP_WORDS: Mapping[str, str] = {
    "us img": "us citizen img",
    "non-us img": "non-us citizen img",
    "previous graduate": "previous graduates, canadian and other",
    "all": "all active applicants",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number somebody published or claimed, with its year, kind and source.

    Examples
    --------
    >>> figure("PGY1_match_rate", "US MD senior", 2024).value
    93.5
    """

    quantity: str  # what is counted or measured
    group: str  # of whom or what: an applicant type, a specialty, "all"
    year: int | None  # Match year or year of publication; None when the source gives none
    value: float  # the number, in `unit`
    unit: str  # with a remark in brackets where the source needs one
    # "primary" (the publisher's own page was read, at least in part), "secondary" (a copy or
    # quotation), "derived" (arithmetic on such figures), "none" (general knowledge, no source
    # read) or "claim" (one of the five documents says so)
    kind: str
    source: str  # title of what was read, or the item of the documents
    address: str  # where it was read; empty for claims and for figures without a source

    def cite(self) -> str:
        """Return the number with its year, kind and source on one line, for a note or a caption.

        It always says when the figure is secondary, derived, a claim, or has no source.

        Examples
        --------
        >>> print(figure("PGY1_match_rate", "US MD senior", 2024).cite())
        93.5 % (2024, secondary: Physicians Weekly, Match Day 2024)
        >>> print(claim("S0-44").cite())
        50 programs (an author's claim, not a measurement: S0-44, looks desperate and backfires)
        """
        unit = f" {self.unit}"
        if self.unit.startswith("percent"):
            unit = " %" + self.unit.removeprefix("percent")
        elif self.unit.startswith("count"):
            unit = self.unit.removeprefix("count")
        year = "" if self.year is None else f"{self.year}, "
        return f"{self.value:,.10g}{unit} ({year}{_LABELS[self.kind]}: {self.source})"


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Read one of the tables in ``engine/data``, once: per row, column name to text, read-only.

    >>> [row["code"] for row in table("phrases") if row["phrase"] == "I'd take them"]
    ['3']
    """
    # Imported here: most sessions never look a figure up, and start-up time is counted.
    import csv
    from importlib.resources import files
    from types import MappingProxyType

    place = files("engine") / "data" / f"{name}.csv"
    if not place.is_file():
        raise MarketError([f"there is no table {shown(name)} in engine/data"])
    lines = place.read_text(encoding="utf-8").splitlines()
    return tuple(MappingProxyType(row) for row in csv.DictReader(lines))


def figure(quantity: str, group: str = "all", year: int | None = None) -> Figure:
    """Look up a published figure.

    Parameters
    ----------
    quantity : str
        For example "PGY1_match_rate"; upper and lower case are the same.
    group : str
        For example "US MD senior" or a specialty. The model's names of applicant types are
        understood where the NRMP uses others ("US IMG" for "US citizen IMG").
    year : int, optional
        The latest year by default; figures without a year count as oldest.

    Returns
    -------
    Figure
        The one row of that quantity, group and year.

    Raises
    ------
    MarketError
        Naming the culprit and the nearest known names.

    Examples
    --------
    >>> print(figure("SOAP_positions_filled").cite())  # doctest: +ELLIPSIS
    2,632 (2026, secondary: ...)
    >>> figure("rank_higher_given_endorsement", "unknown mentor").value
    0.14
    >>> figure("PGY1_match_rate", "non-US IMG", 2025).group
    'non-US citizen IMG'
    """
    groups = _published().get(_key(quantity))
    if groups is None:
        names = {rows[0].quantity for known in _published().values() for rows in known.values()}
        raise MarketError([f"no published quantity {shown(quantity)}; {_nearest(quantity, names)}"])
    key = _key(group)
    rows = groups.get(key) or groups.get(_NRMP_WORDS.get(key, key))
    if rows is None:
        names = {known[0].group for known in groups.values()}
        raise MarketError(
            [f"{shown(quantity)} has no group {shown(group)}; {_nearest(group, names)}"]
        )
    if year is None:
        return rows[-1]
    for row in rows:
        if row.year == year:
            return row
    years = ", ".join(str(row.year or "not stated") for row in rows)
    raise MarketError(
        [f"{shown(quantity)} of {shown(group)} has no year {shown(year)}; known: {years}"]
    )


def claim(id: str, group: str | None = None) -> Figure:
    """Look up a number that one of the five documents claims.

    Parameters
    ----------
    id : str
        The item, "S0-10" to "S4-35".
    group : str, optional
        Which of the item's numbers; needed when it has several.

    Returns
    -------
    Figure
        Of kind "claim", without a year. Where the number is a rating, share, probability, index
        or the like, its unit says so: the documents mix these scales without labels.

    Raises
    ------
    MarketError
        Naming the culprit and what is known.

    Examples
    --------
    >>> claim("S0-10", "backchannel reference").value
    80.0
    >>> claim("S0-10", "backchannel reference").unit
    'points (rating)'
    """
    rows = [row for row in table("claimed") if _key(row["id"]) == _key(id)]
    if not rows:
        names = {row["id"] for row in table("claimed")}
        raise MarketError([f"no claimed number {shown(id)}; {_nearest(id, names)}"])
    chosen = [row for row in rows if group is None or _key(row["group"]) == _key(group)]
    if len(chosen) != 1:
        known = ", ".join(repr(row["group"]) for row in rows)
        asked = (
            f"{id} has no group {shown(group)}"
            if group is not None
            else f"{id} has several numbers"
        )
        raise MarketError([f"{asked}; choose one of {known}"])
    row = chosen[0]
    plain = row["scale"] in (row["unit"], "count")
    return Figure(
        quantity=row["quantity"],
        group=row["group"],
        year=None,
        value=float(row["value"]),
        unit=row["unit"] if plain else f"{row['unit']} ({row['scale']})",
        kind="claim",
        source=f"{row['id']}, {row['text']}",
        address="",
    )


def published() -> pd.DataFrame:
    """Return every published figure as a table; a year that is not stated is missing.

    >>> sorted(published()["kind"].unique())
    ['derived', 'none', 'primary', 'secondary']
    """
    import pandas as pd

    frame = pd.DataFrame([dict(row) for row in table("published")])
    year = pd.to_numeric(frame["year"]).astype("Int64")
    return frame.assign(year=year, value=pd.to_numeric(frame["value"]).astype(float))


def claimed() -> pd.DataFrame:
    """Return every number the five documents claim as a table; compare only those of one scale.

    >>> table = claimed()
    >>> float(table[table["id"] == "S0-10"]["value"].sum())   # ratings: not a whole
    210.0
    """
    import pandas as pd

    frame = pd.DataFrame([dict(row) for row in table("claimed")])
    return frame.assign(value=pd.to_numeric(frame["value"]).astype(float))


@cache
def _published() -> dict[str, dict[str, tuple[Figure, ...]]]:
    """Return figures by quantity and group, each tuple in the order of years."""
    found: dict[str, dict[str, list[Figure]]] = {}
    for row in table("published"):
        year = int(row["year"]) if row["year"] else None
        rest = {name: row[name] for name in ("unit", "kind", "source", "address")}
        item = Figure(row["quantity"], row["group"], year, float(row["value"]), **rest)
        groups = found.setdefault(_key(row["quantity"]), {})
        groups.setdefault(_key(row["group"]), []).append(item)
    return {
        quantity: {
            group: tuple(sorted(rows, key=lambda item: item.year or -math.inf))
            for group, rows in groups.items()
        }
        for quantity, groups in found.items()
    }


def _key(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _nearest(asked: object, names: Iterable[str]) -> str:
    """Return a clause with the few known names most like the one asked for."""
    from difflib import get_close_matches

    by_key = {_key(name): name for name in sorted(names)}
    # Likeness is searched slowly: the beginning of what was asked will do.
    near = get_close_matches(_key(asked)[:60], by_key, n=4, cutoff=0.3) or sorted(by_key)[:4]
    word = "nearest" if len(by_key) > len(near) else "known"
    return f"{word}: " + ", ".join(repr(by_key[key]) for key in near)
