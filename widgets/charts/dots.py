"""Seasons as dots: one dot for each season, in the bin where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import traitlets as t

from engine.study.intervals import wilson
from widgets.charts.moving import Ask, MovingPicture, script
from widgets.text.numbers import share_text
from widgets.text.words import AFTER, BEFORE

ASK = "Ask one season"
INVITE = "Press a dot, or move this with the arrow keys: where did that season go?"
# What a table of the shares shows, and the heads of its columns.
SHARE_COLUMNS = {
    "world": "",
    "bin": "",
    "when": "",
    "text": "share",
    "low_text": "low",
    "high_text": "high",
}
LEGEND = ("One dot is one season.", "Dashed: before.", "Bold edge: ended elsewhere before.")

Bins = Sequence[tuple[str, str]]
Notes = Mapping[tuple[str, str, str], str]
Ends = Mapping[str, tuple[Iterable[int], Iterable[int]]]


class SeasonDots(MovingPicture):
    """Show how seasons end: a dot for each, in bins that keep their order.

    A dot is the same season for good. When new rows come, what ends elsewhere moves there, and
    everything else stays. The dashed outline is the bin before; whiskers are 95 % intervals.

    Parameters
    ----------
    bins : sequence of (str, str)
        Name and shape of each bin: "circle", "square", "diamond", "ring" or "triangle".
    ends : mapping of str to (before, after)
        For each world by its name, the bin in which each season ends, before and after. Several
        worlds stand one above the other.
    description : str
        One sentence for those who cannot see the picture.
    notes : mapping of (world, bin, "before" or "after") to str, optional
        What to say in the place of a share, such as why a bin stays empty.
    ask : callable, optional
        From ``{"world": number, "season": number}``, both from 0, to what to tell about that dot.
    falls : bool, default False
        Whether the dots fall into their bins when the picture is first shown.

    Attributes
    ----------
    rows : dict
        "worlds" (name, before, after) and "shares", a row for each world, bin and time: world,
        bin, when, count, share, low, high, their texts, text, range.

    Examples
    --------
    >>> bins = [("match", "circle"), ("no place", "ring")]
    >>> dots = SeasonDots(bins, {"": ([0, 1, 1], [0, 0, 1])}, "One more season ends in a match.")
    >>> [row["text"] for row in dots.rows["shares"]]
    ['33%', '67%', '67%', '33%']
    >>> dots.show({"": ([0, 1, 1], [0, 0, 0])}, "All seasons end in a match.")
    >>> dots.rows["worlds"][0]["after"]
    [0, 0, 0]
    """

    _esm = script("moving.js", "dots.js")

    bins: t.List[list[str]] = t.List().tag(sync=True)
    legend: t.List[str] = t.List(list(LEGEND)).tag(sync=True)
    ask_label = t.Unicode(ASK).tag(sync=True)
    ask_invite = t.Unicode(INVITE).tag(sync=True)
    falls = t.Bool().tag(sync=True)

    def __init__(
        self,
        bins: Bins,
        ends: Ends,
        description: str,
        *,
        notes: Notes | None = None,
        ask: Ask | None = None,
        falls: bool = False,
    ) -> None:
        super().__init__(
            dot_rows(bins, ends, notes),
            description,
            ask=ask,
            bins=[list(one) for one in bins],
            falls=falls,
        )

    @classmethod
    def of_rows(cls, bins: Bins, rows: Mapping[str, Any], description: str) -> SeasonDots:
        """Draw rows that `dot_rows` made."""
        ends = {world["name"]: (world[BEFORE], world[AFTER]) for world in rows["worlds"]}
        dots = cls(bins, ends, description)
        dots.update(rows={name: rows[name] for name in ("worlds", "shares")})  # with their notes
        return dots

    def show(self, ends: Ends, description: str, notes: Notes | None = None) -> None:
        """Show other ends; as when it is made."""
        bins = [(name, shape) for name, shape in self.bins]
        self.update(rows=dot_rows(bins, ends, notes), description=description)

    def _shows(self, asked: dict[str, Any]) -> bool:
        world = self.rows["worlds"][asked["world"] :][:1]
        return bool(world) and asked["season"] < len(world[0][AFTER])


def dot_rows(bins: Bins, ends: Ends, notes: Notes | None = None) -> dict[str, list[dict[str, Any]]]:
    """Turn the ends of seasons into the rows of `SeasonDots`.

    Parameters
    ----------
    bins, ends, notes
        As for `SeasonDots`.

    Returns
    -------
    dict of str to list of dict
        "worlds" and "shares".
    """
    worlds, shares = [], []
    for world, times in ends.items():
        before, after = ([int(code) for code in codes] for codes in times)
        worlds.append({"name": world, BEFORE: before, AFTER: after})
        for code, (name, _shape) in enumerate(bins):
            for when, codes in ((BEFORE, before), (AFTER, after)):
                count = codes.count(code)
                note = (notes or {}).get((world, name, when), "")
                low, high = (float(bound) for bound in wilson(count, len(codes)))
                shares.append(
                    {
                        "world": world,
                        "bin": name,
                        "when": when,
                        "count": count,
                        "share": count / len(codes),
                        "low": low,
                        "high": high,
                        "low_text": "" if note else share_text(low),
                        "high_text": "" if note else share_text(high),
                        "text": note or share_text(count / len(codes)),
                        "range": "" if note else f"({100 * low:.0f}–{100 * high:.0f})",
                        "note": bool(note),
                    }
                )
    return {"worlds": worlds, "shares": shares}
