"""Where on a list does a call matter? The same push, from every starting place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine.formulas import match_probability
from engine.formulas.places import DEPTH_MEAN, DEPTH_SD
from engine.sources.figures import claim
from widgets.charts.marks import BLUE, GRAY, VERMILION, framed, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import signed

START, SHIFT = "Your place before the call", "Places the call moves you (minus: down)"
DEPTH, SPREAD = "The list fills to about place", "Give or take so many places"
LOWEST = 80
TITLE, GAIN_TITLE = "Chance of a match at each place", "What the call adds, by where it starts"
X_TITLE, Y_TITLE, GAIN_Y = "place on the list, 1 is the top", "chance", "points added"
BEFORE, AFTER = "before", "after"
SAME, NEAR = "before and after: {0:.0%}", "before: {0:.0%}, after: {1:.0%}"
LIKE = 0.1  # chances nearer than this stand on lines too close for a text each
SENTENCE = (
    "From place {start:g} to place {end:g} the chance of a match goes from {before:.0%} to "
    "{after:.0%}. {best}"
)
BEST = "The same {moved} places are worth most from place {place}: {gain}."
WORST = "A fall of {moved} places costs most from place {place}: {gain}."
NONE = "A call that moves nobody is worth the same everywhere."
CAVEAT = (
    "A teaching model of one program of five positions: how deep its list fills varies as a normal "
    "curve. About six ranks per position is near what is published; your own program fills "
    "elsewhere. The 20 places are one author's story (S1-30), and nobody has measured them."
)
NUMBERS = "one author's 20 places; about six ranks per position, as published"
TABLES = {
    "curve": TableSpec(TITLE, {"place": "place", "text": "chance", "gain_text": "the call adds"}),
}


@dataclass(frozen=True)
class FrontierView:
    """A list, a start and a push."""

    start: float
    shift: float
    depth: float
    spread: float

    @property
    def end(self) -> float:
        """The place after the push."""
        return max(self.start - self.shift, 1)

    def chance(self, place: Any, shift: float = 0.0) -> Any:
        """Chance of a match from a place, or from several, moved up by so many."""
        return match_probability(place, shift, depth_mean=self.depth, depth_sd=self.spread)


def rows(view: FrontierView) -> Rows:
    """Turn a view into the curve by place, and the two marks on it."""
    last = max(LOWEST, int(view.end))  # a push down may end beyond the list
    places = np.arange(1, last + 1)
    chance = np.asarray(view.chance(places))
    gain = np.asarray(view.chance(places, view.shift)) - chance
    curve = [
        {
            "place": place,
            "chance": one,
            "gain": more,
            "text": f"{one:.0%}",
            "gain_text": _points(more),
        }
        for place, one, more in zip(places.tolist(), chance.tolist(), gain.tolist(), strict=True)
    ]
    at = {BEFORE: view.start, AFTER: view.end}
    chances = {when: float(view.chance(place)) for when, place in at.items()}
    said = _said(*chances.values())
    room = last - 25 if all(said) else last / 2  # for one number, or for both
    marks = [
        {
            "when": when,
            "place": at[when],
            "chance": chances[when],
            "text": text,
            "far": at[when] > room,
        }
        for when, text in zip((BEFORE, AFTER), said, strict=True)
    ]
    return {"curve": curve, "marks": marks}


def _said(before: float, after: float) -> tuple[str, str]:
    """Write a number beside each mark, or both beside one where they would touch."""
    if abs(after - before) >= LIKE:
        return f"{BEFORE}: {before:.0%}", f"{AFTER}: {after:.0%}"
    same = f"{before:.0%}" == f"{after:.0%}"
    return "", (SAME if same else NEAR).format(before, after)


def _points(gain: float) -> str:
    """Write what is added to a chance: a difference of shares is no share."""
    number = signed(100 * gain)
    return f"{number} {'point' if number[1:] == '1' else 'points'}"


def describe(view: FrontierView) -> str:
    """Say what the push does here, and where it would do most."""
    gains = [row["gain"] for row in rows(view)["curve"]]
    most = int(np.argmax(np.abs(gains)))
    best = (
        (BEST if view.shift > 0 else WORST).format(
            moved=f"{abs(view.shift):g}", place=most + 1, gain=_points(gains[most])
        )
        if view.shift
        else NONE
    )
    return SENTENCE.format(
        start=view.start,
        end=view.end,
        before=float(view.chance(view.start)),
        after=float(view.chance(view.end)),
        best=best,
    )


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the curve with both marks, and below it what the push adds."""
    domain = alt.Scale(domain=alt.DomainUnionWith(unionWith=[1, LOWEST]), nice=False)
    x = alt.X("place:Q", title=X_TITLE, axis=alt.Axis(grid=False)).scale(domain)
    curve = alt.Chart(rows_named("curve", first["curve"]))
    marks = alt.Chart(rows_named("marks", first["marks"]))
    when = [BEFORE, AFTER]
    y = alt.Y("chance:Q", title=Y_TITLE, axis=alt.Axis(format="%", tickCount=5)).scale(
        domain=[0, 1]
    )
    said = marks.encode(x=x, y=y, text=alt.Text("text:N"))
    top = alt.LayerChart(
        layer=[
            curve.mark_line(color=GRAY, strokeWidth=2).encode(x=x, y=y),
            marks.mark_point(size=130, strokeWidth=2, opacity=1).encode(
                x=x,
                y=y,
                shape=alt.Shape("when:N", legend=None).scale(
                    domain=when, range=["circle", "diamond"]
                ),
                fill=alt.Fill("when:N", legend=None).scale(domain=when, range=["white", BLUE]),
                stroke=alt.Stroke("when:N", legend=None).scale(domain=when, range=[GRAY, BLUE]),
            ),
            said.transform_filter("!datum.far").mark_text(dx=10, dy=-10, align="left"),
            said.transform_filter("datum.far").mark_text(dx=-10, dy=-10, align="right"),
        ],
        title=TITLE,
        width=430,
        height=170,
    )
    start = alt.Chart(rows_named("marks", first["marks"])).transform_filter(
        f"datum.when == '{BEFORE}'"
    )
    in_points = "datum.value == 0 ? '0' : format(100 * datum.value, '+.0f')"
    gain = alt.Y("gain:Q", title=GAIN_Y, axis=alt.Axis(labelExpr=in_points, tickCount=4))
    bottom = alt.LayerChart(
        layer=[
            curve.mark_area(color=VERMILION, opacity=0.35, line=True).encode(x=x, y=gain),
            start.mark_rule(strokeDash=[4, 3], color=GRAY, strokeWidth=2).encode(x=x),
        ],
        title=GAIN_TITLE,
        width=430,
        height=90,
    )
    return framed(alt.vconcat(top, bottom, spacing=20), sentence)


class Frontier(Explorer[FrontierView]):
    """Move a starting place and a push, and see where on the list the push is worth something.

    Attributes
    ----------
    start, shift, depth, spread : NumberControl
        What can be set, in places.

    Examples
    --------
    >>> Frontier().sentence.text.split(".")[0]
    'From place 45 to place 25 the chance of a match goes from 1% to 80%'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "frontier"
    tables = TABLES

    def __init__(self) -> None:
        told = int(claim("S1-30", "rank places gained").value)
        self.start = number(START, 45, 1, LOWEST, 1)
        self.shift = number(SHIFT, told, -30, 30, 1.0)
        self.depth = number(DEPTH, int(DEPTH_MEAN), 1, LOWEST, 1.0)
        self.spread = number(SPREAD, int(DEPTH_SD), 1, 20, 1.0)
        super().__init__([self.start, self.shift, self.depth, self.spread])

    def simulate(self) -> FrontierView:
        """Read the controls."""
        dials = (self.start, self.shift, self.depth, self.spread)
        return FrontierView(*(float(dial.value) for dial in dials))

    def limits(self) -> str:
        """Say what this is a model of."""
        return CAVEAT
