"""The picture of a walk through the Match: both sides' lists as boxes of names."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from widgets.charts.marks import BLUE, GRAY, rows_named, with_narrow
from widgets.explorer.explorer import Rows
from widgets.match import words
from widgets.match.market_text import SmallMarket
from widgets.match.playback import Walk

_HIGH, _GAP, _PAD = 22, 3, 3  # pixels: a row, between boxes, beside a name
_BOLD = 1.12  # how much wider bold letters are
_TELEPHONE = 345  # pixels
_NARROW = "narrow_"  # how the fields begin that hold a place on a telephone
_SIDES = ("left", "top", "right", "bottom")
_Row = dict[str, Any]


@dataclass(frozen=True)
class Layout:
    """Where things stand, in pixels.

    `label`, `own` and `theirs` are the widths of a label, of a box of an applicant's list and of
    one of a program's, and `own_beside` and `theirs_beside` how many boxes stand side by side;
    `tops` has the top of the line of each applicant, program and title.
    """

    label: int
    own: int
    theirs: int
    own_beside: int
    theirs_beside: int
    tops: dict[str, float]
    width: int
    height: int


def layout(market: SmallMarket, most: int | None = None) -> Layout:
    """Give every list its place; it depends on the market alone.

    Where the picture may be `most` pixels wide, a long list goes on below its first boxes.

    >>> layout(SmallMarket({"Ana": ("City",)}, {"City": ("Ana",)}, {"City": 1})).tops
    {"Applicants' rank order lists, best first": 0.0, 'Ana': 22.0, \
"Programs' rank order lists, and positions held": 52.0, 'City': 74.0}
    """
    members = [name for one, other, _ in market.couples for name in (one, other)]
    singles = [name for name in market.applicants if name not in members]
    parts = {
        words.APPLICANT_LISTS: singles,
        words.COUPLE_LISTS: members,
        words.PROGRAM_LISTS: list(market.programs),
    }
    labels = [*market.applicants, *(_held_of(p, q, q) for p, q in market.quotas.items())]
    label = round(_BOLD * max(map(_wide, labels))) + 8
    own, theirs = (
        max(_wide(words.STATES["held"].format(name=name)) for name in side) + 2 * _PAD + _GAP
        for side in (market.programs, market.applicants)
    )
    ranked = {**market.applicants, **market.programs}
    lengths = {name: len(ranks) for name, ranks in ranked.items()}
    lengths |= {name: len(pairs) for *couple, pairs in market.couples for name in couple}
    longest = max(lengths[name] for name in market.applicants)
    listed = max(lengths[name] for name in market.programs)
    own_beside, theirs_beside = (
        length if most is None else max(1, min(length, (most - label) // wide))
        for length, wide in ((longest, own), (listed, theirs))
    )
    tops: dict[str, float] = {}
    top = 0.0
    for title, names in parts.items():
        if not names:
            continue
        beside = theirs_beside if title == words.PROGRAM_LISTS else own_beside
        for name in (title, *names):
            tops[name] = top
            top += _HIGH * max(1, math.ceil(lengths.get(name, 1) / max(1, beside)))
        top += 8
    titles = round(_BOLD * max(_wide(title) for title, names in parts.items() if names) * 13 / 12)
    width = max(label + own * own_beside, label + theirs * theirs_beside, most or titles)
    return Layout(label, own, theirs, own_beside, theirs_beside, tops, width, round(top - 8))


def rows(walk: Walk, step: int) -> Rows:
    """Turn one step of a walk into the rows of the picture: boxes and labels.

    Each has a second place, for a telephone, in fields that begin with narrow.
    """
    wide, narrow = layout(walk.market), layout(walk.market, _TELEPHONE)
    return {
        name: [
            {**row, **{f"{_NARROW}{side}": other[side] for side in _SIDES if side in other}}
            for row, other in zip(make(walk, step, wide), make(walk, step, narrow), strict=True)
        ]
        for name, make in (("boxes", _boxes), ("labels", _labels))
    }


@debug_mode(False)  # not held against its schema here; see `widgets.explorer.picture.pictured`
def draw(walk: Walk, first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the lists and, above them, what the signs mean; the market fixes the layout."""
    key = list(_key(bool(walk.market.couples)))
    high, wide = (round(max(box[side] for box in key)) for side in ("bottom", "right"))
    found = {**first, "key": key}

    def lists(data: Callable[[str], alt.Data], where: Layout, place: str = "") -> alt.VConcatChart:
        legend = _boxes_of_names(data("key"), height=high + _GAP, width=wide)
        size = {"height": where.height, "width": where.width}
        under = _boxes_of_names(data("boxes"), data("labels"), **size, place=place)
        both: alt.VConcatChart = alt.vconcat(legend, under, spacing=10, bounds="flush")
        return both

    plain = lists(lambda name: rows_named(name, found[name]), layout(walk.market))
    chart: alt.VConcatChart = plain.properties(description=sentence, padding=5).configure_view(
        stroke=None
    )
    narrow = lists(lambda name: alt.Data(name=name), layout(walk.market, _TELEPHONE), _NARROW)
    return with_narrow(chart, narrow)


def _boxes_of_names(
    rows: alt.Data,
    texts: alt.Data | None = None,
    *,
    height: int,
    width: int,
    place: str = "",
) -> alt.LayerChart:
    """Draw names in boxes; the state of each shows by its sign, its fill and its border.

    A row is a box: left, right, top, bottom (pixels), text (the name with its sign), state (a key
    of `words.STATES`), here (whether it changed just now) and said (all that in words). A text
    stands beside the boxes: left, top (of its middle), text, kind ("title", "name" or "here").
    The fields of their places begin with `place`.
    """
    across, down = (alt.Scale(domain=[0, n], range=[0, n], nice=False) for n in (width, height))
    left, top, right, bottom = (f"{place}{side}" for side in _SIDES)
    boxes = alt.Chart(rows)
    places = boxes.transform_calculate(
        x=f"(datum.{left} + datum.{right}) / 2", y=f"(datum.{top} + datum.{bottom}) / 2"
    ).encode(
        x=alt.X("x:Q", axis=None, scale=across),
        y=alt.Y("y:Q", axis=None, scale=down),
        text=alt.Text("text:N"),
        description=alt.Description("said:N"),
    )
    fills = {"trying": "#ffe9a8", "held": BLUE}
    inks = {"untried": "#1f1f1f", "trying": "black", "held": "white"}
    texts_beside = alt.Chart(texts or alt.Data(values=[])).encode(
        x=alt.X(f"{left}:Q", axis=None, scale=across),
        y=alt.Y(f"{top}:Q", axis=None, scale=down),
        text=alt.Text("text:N"),
    )
    return alt.LayerChart(
        layer=[
            boxes.mark_rect(aria=False).encode(
                x=alt.X(f"{left}:Q", axis=None, scale=across),
                y=alt.Y(f"{top}:Q", axis=None, scale=down),
                x2=alt.X2(f"{right}:Q"),
                y2=alt.Y2(f"{bottom}:Q"),
                fill=alt.Fill("state:N", legend=None).scale(
                    domain=list(words.STATES), range=[fills.get(s, "white") for s in words.STATES]
                ),
                stroke=alt.condition("datum.here", alt.value("black"), alt.value("#8c8c8c")),
                strokeWidth=alt.condition("datum.here", alt.value(2), alt.value(1)),
            ),
            places.mark_text(fontSize=12).encode(
                color=alt.Color("state:N", legend=None).scale(
                    domain=list(words.STATES), range=[inks.get(s, GRAY) for s in words.STATES]
                )
            ),
            texts_beside.transform_filter("datum.kind == 'title'").mark_text(
                align="left", fontSize=13, fontWeight="bold"
            ),
            texts_beside.transform_filter("datum.kind == 'name'").mark_text(align="left"),
            texts_beside.transform_filter("datum.kind == 'here'").mark_text(
                align="left", fontWeight="bold"
            ),
        ],
        height=height,
        width=width,
    )


def _boxes(walk: Walk, step: int, where: Layout) -> Iterator[_Row]:
    """Yield a box for every rank of both sides."""
    market, moment = walk.market, walk.moments[step]
    before = walk.moments[max(step - 1, 0)]
    for unit, options in walk.result.lists.options.items():
        for line, option in enumerate(options):
            for name, program in zip(unit, option, strict=True):
                key = (name, line)
                yield _box(
                    program or words.UNMATCHED,
                    moment.own.get(key, "untried"),
                    program is None or name in market.programs[program],
                    moment.own.get(key) != before.own.get(key),
                    f"{name}, rank {line + 1}",
                    _place(where, line, where.own_beside, where.own, name),
                )
    wanted = {
        (program, name)
        for unit, options in walk.result.lists.options.items()
        for option in options
        for name, program in zip(unit, option, strict=True)
    }
    for program, ranks in market.programs.items():
        for place, name in enumerate(ranks):
            pair = (program, name)
            yield _box(
                name,
                moment.theirs.get(pair, "untried"),
                pair in wanted,
                moment.theirs.get(pair) != before.theirs.get(pair),
                f"{program}, rank {place + 1}",
                _place(where, place, where.theirs_beside, where.theirs, program),
            )


def _place(
    where: Layout, nth: int, beside: int, wide: int, name: str
) -> tuple[float, float, float]:
    """Return left, top and width of the nth box of a list."""
    below, along = divmod(nth, beside)
    return (where.label + along * wide, where.tops[name] + below * _HIGH, wide)


def _box(
    name: str, state: str, ranked: bool, here: bool, whose: str, place: tuple[float, float, float]
) -> _Row:
    left, top, wide = place
    sign = words.ONE_SIDED if state == "untried" and not ranked else words.STATES[state]
    said = words.STATES_SAID[state] if ranked else f"{words.STATES_SAID[state]}, {words.NOT_RANKED}"
    return {
        "left": left,
        "right": left + wide - _GAP,
        "top": top,
        "bottom": top + _HIGH - _GAP,
        "text": sign.format(name=name),
        "state": state,
        "here": here,
        "said": f"{whose}: {name}, {said}",
    }


def _labels(walk: Walk, step: int, where: Layout) -> Iterator[_Row]:
    """Yield titles and names, programs with the positions they hold."""
    market, moment = walk.market, walk.moments[step]
    placed = list(moment.matching.values())
    for name, top in where.tops.items():
        text, kind = name, "here" if name in moment.here else "name"
        if name in market.programs:
            text = _held_of(name, placed.count(name), market.quotas[name])
        elif name not in market.applicants:
            kind = "title"
        yield {"left": 0, "top": top + (_HIGH - _GAP) / 2, "text": text, "kind": kind}


def _key(couples: bool) -> Iterator[_Row]:
    """Yield one box for each state, with what it means, in rows no wider than a telephone."""
    shown = [(state, True) for state in words.STATES if couples or state != "left"]
    left = top = 0.0
    for state, ranked in [*shown, ("untried", False)]:
        name = words.STATES_SAID[state] if ranked else words.NOT_RANKED
        wide = _wide(_box(name, state, ranked, False, words.KEY, (0, 0, 0))["text"]) + 12
        if left + wide > _TELEPHONE:
            left, top = 0.0, top + _HIGH + _GAP
        box = _box(name, state, ranked, False, words.KEY, (left, top, 0))
        yield {**box, "right": left + wide}
        left += wide + 8


def _held_of(program: str, held: int, quota: int) -> str:
    return words.HELD_OF.format(program=program, held=held, quota=quota)


def _wide(text: str) -> int:
    """Return the width of a text in pixels, in a wide font of 12 pixels."""
    narrow, wide = sum(c in "ijlftrI .,'-()" for c in text), sum(c in "mwMW@%" for c in text)
    return round(7.7 * len(text) - 3 * narrow + 3.5 * wide)
