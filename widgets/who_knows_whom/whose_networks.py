"""Whose network: what voices add to the places of each type, in both worlds, with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from engine import Scenario, whose_network
from engine.base.codes import TYPES
from widgets.charts.both_worlds import looks_of_both_worlds
from widgets.charts.marks import rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import counted, signed
from widgets.text.words import IF_TRUE

NETWORK = "Who is known where"
NETWORKS = {"as they are": "by type", "equal for all": "alike for all"}
TITLE = "Places that voices add or take, of 100"
X_TITLE = "points, 95% interval over classes"
TEXT, STILL = "{gain} [{low}, {high}]", "no change seen"
SENTENCE = (
    "With the articles' numbers, voices move beyond the noise of these classes {told}; with those "
    "of studies, {found}.{within}"
)
NONE, MOVED = "none", "{number} of {types}, most the {kind} ({gain} places in 100 [{low}, {high}])"
WITHIN = " The {kind}'s {gain} [{low}, {high}] may be noise."
CAVEAT = (
    "{classes} fictional classes, {seasons} seasons of each, all words switched off and on with "
    "the same luck. Readiness is alike in every type. The interval says how much classes differ, "
    "not how wrong the model may be. Of twenty such intervals about one misses by luck. Other "
    "settings that fit the published figures as well give other numbers, and how many speakers "
    "each type has is our choice."
)
CLASSES, SEASONS = 12, 3
TABLES = {"gains": TableSpec(TITLE, {"type": "applicant type", "world": "world", "text": "points"})}


@dataclass(frozen=True)
class Gain:
    """What voices add to one type in one world, in points, with its interval.

    Where no two classes differ there is none: `low` and `high` are NaN.
    """

    preset: str
    kind: str
    gain: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether its sign is beyond the noise of the classes."""
        return self.low > 0 or self.high < 0

    def said(self) -> dict[str, str]:
        """Write the three numbers as people do."""
        return {name: signed(getattr(self, name), 1) for name in ("gain", "low", "high")}

    def text(self) -> str:
        """Write the gain, with its interval where it has one."""
        if math.isnan(self.low):
            return signed(self.gain, 1) if self.gain else STILL
        return TEXT.format(**self.said())


@lru_cache(maxsize=2)
def _gains(network: str) -> tuple[Gain, ...]:
    """Measure both worlds, once for each network."""
    found = []
    for preset in IF_TRUE:
        asked = _asked(preset)
        table = asked[asked["network"] == network]
        columns = (table[name].tolist() for name in ("difference", "low", "high"))
        found += [Gain(preset, *row) for row in zip(TYPES, *columns, strict=True)]
    return tuple(found)


@lru_cache(maxsize=2)
def _asked(preset: str) -> Any:
    scenario = Scenario(preset=preset)
    return whose_network(scenario, class_seeds=range(CLASSES), seasons=SEASONS).table()


def rows(view: tuple[Gain, ...]) -> Rows:
    """Turn the gains into one row each."""
    return {
        "gains": [
            {
                "type": one.kind,
                "world": IF_TRUE[one.preset],
                "gain": one.gain,
                # A bar without length does not show.
                "low": one.gain if math.isnan(one.low) else one.low,
                "high": one.gain if math.isnan(one.high) else one.high,
                "text": one.text(),
            }
            for one in view
        ]
    }


def describe(view: tuple[Gain, ...]) -> str:
    """Say for how many types the sign is sure, and whom of these voices move most.

    Where the largest change of all is not sure, that is said of it.
    """
    told, found = ([one for one in view if one.preset == preset] for preset in IF_TRUE)
    most = _most(told)
    within = (
        "" if most.sure or math.isnan(most.low) else WITHIN.format(kind=most.kind, **most.said())
    )
    return SENTENCE.format(told=_moved(told), found=_moved(found), within=within)


def _most(gains: Iterable[Gain]) -> Gain:
    """Return the largest change, up or down."""
    return max(gains, key=lambda one: abs(one.gain))


def _moved(gains: list[Gain]) -> str:
    """Say how many changes are beyond the noise, and which of these is the largest."""
    sure = [one for one in gains if one.sure]
    if not sure:
        return NONE
    most, types = _most(sure), counted(len(gains), "type")
    return MOVED.format(number=len(sure), types=types, kind=most.kind, **most.said())


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw each gain as a mark with its interval; a line stands at nothing."""
    worlds = list(IF_TRUE.values())
    base = alt.Chart(rows_named("gains", first["gains"])).encode(
        y=alt.Y("type:N", sort=list(TYPES), title=None).axis(
            ticks=False, domain=False, labelPadding=9, labelLimit=160
        ),
        yOffset=alt.YOffset("world:N", sort=worlds),
    )
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    looks = looks_of_both_worlds(worlds, legend)
    at = alt.X("gain:Q", title=X_TITLE, axis=alt.Axis(tickCount=6))
    return alt.LayerChart(
        layer=[
            alt.Chart(alt.Data(values=[{"at": 0}]))
            .mark_rule(strokeDash=[4, 3])
            .encode(x=alt.X("at:Q")),
            base.mark_rule(strokeWidth=2).encode(
                x=alt.X("low:Q"), x2=alt.X2("high:Q"), stroke=looks["stroke"]
            ),
            base.mark_point(size=70, strokeWidth=2, opacity=1).encode(
                x=at,
                shape=alt.Shape("world:N", legend=legend).scale(
                    domain=worlds, range=["diamond", "circle"]
                ),
                **looks,
            ),
            base.mark_text(align="left", fontSize=12).encode(
                x=alt.XValue(336), text=alt.Text("text:N")
            ),
        ],
        title=TITLE,
        description=sentence,
        width=330,
        height=48 * len(TYPES),
        padding={"left": 5, "top": 5, "right": 25, "bottom": 5},  # intervals may get longer
    )


class WhoseNetworks(Explorer[tuple[Gain, ...]]):
    """Ask whom voices place, in both worlds, with the networks as drawn or the same for all.

    Attributes
    ----------
    network : ChoiceControl
        Which networks.

    Examples
    --------
    >>> WhoseNetworks().network.value
    'as they are'
    """

    story = Story(rows, describe, draw)
    numbers = "the articles', and those of studies beside them"
    sentence_lines = 3
    file_name = "whose-network"
    tables = TABLES

    def __init__(self) -> None:
        self.network = choice(NETWORK, NETWORKS, "as they are")
        super().__init__([self.network])

    def simulate(self) -> tuple[Gain, ...]:
        """Measure, or take what was measured."""
        return _gains(self.network.value)

    def limits(self) -> str:
        """Say what the interval is, and what it is not."""
        return CAVEAT.format(classes=CLASSES, seasons=SEASONS)
