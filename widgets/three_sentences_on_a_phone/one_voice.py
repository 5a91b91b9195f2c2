"""How good is one voice? Noise, which more voices cure, and bias, which they do not."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import altair as alt
import numpy as np

from engine.formulas import sounds_better
from engine.formulas.vetting import VOICE_RELIABILITY
from widgets.charts.marks import BLUE, GRAY, RED, VERMILION, framed, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

VOICES = "Voices about each"
RELIABILITY, RELIABILITY_HELP = (
    "How far two voices agree, 0.1 to 0.9",
    "{:g} between two referees (E12); fixed questions bring more (E13)",
)
GAP = "How much better Ana truly is, SD"
BIAS, BIAS_HELP = "How far voices misjudge Ana downward, SD", "0 is fair"
TITLE, X_TITLE = "What is heard about each", "how good they sound"
LINE_TITLE, LINE_X, LINE_Y = "Ana sounds better", "voices about each", "probability"
ANA, BO = "Ana", "Bo"
FAIR, BIASED = "fair voices", "voices as set"
MOST = 8
SENTENCE = "{who} sounds better with a probability of {chance} by {heard} each. {more}"
BETTER, EQUAL = "Ana, who is truly better by {:g} SD,", "Ana, who is truly as good as Bo,"
ONE, SEVERAL = "one voice", "{} voices"
HELPS = "With {most} voices it would be {then}, so asking more people helps."
HURTS = "With {most} voices it would be {then}: all lean the same way, so asking more is worse."
HARDLY = "With {most} voices it would be hardly different."
SAME = "More voices change nothing: it is a coin toss."
NUMBERS = (
    "agreement of referees in other work (E12); the bias is yours to set, nobody measured it here"
)
LIMITS = (
    "A teaching formula (F4): every voice is the truth plus noise, and independent of the others. "
    "Ana and Bo are made up. A bias here belongs to the voices and not to Ana: it says that "
    "whoever speaks of people like Ana hears them judged lower than they are."
)
TABLES = {
    "line": TableSpec(LINE_TITLE, {"voices": LINE_X, "who": "", "text": LINE_Y}),
}
_COLORS = [BLUE, VERMILION]  # Okabe and Ito's
_NEAR = 0.15  # probabilities: so near to each other or to the axis, two texts would touch


@dataclass(frozen=True)
class Heard:
    """How many voices, how reliable, how much better Ana is, and how far they misjudge her."""

    voices: int
    reliability: float
    gap: float
    bias: float

    def chance(self, voices: int, bias: float) -> float:
        """Return the probability that Ana sounds better."""
        found = sounds_better(self.gap, voices, bias=bias, reliability=self.reliability)
        return float(np.asarray(found))


def rows(heard: Heard) -> Rows:
    """Turn a view into two densities, two lines, and the point that is asked about."""
    root = heard.reliability**0.5
    noise = ((1 - heard.reliability) / heard.voices) ** 0.5
    centers = {ANA: root * (heard.gap - heard.bias), BO: 0.0}
    # Both on one scale that stays: the tallest curve of these settings is 1.
    densities = [
        {"x": round(float(x), 3), "who": who, "density": _bell(float(x), center, noise)}
        for who, center in centers.items()
        for x in np.linspace(-3, 3, 121)
    ]
    line: list[dict[str, Any]] = []
    for who, bias in ((FAIR, 0.0), (BIASED, heard.bias)):
        for voices in range(1, MOST + 1):
            chance = heard.chance(voices, bias)
            line.append({"voices": voices, "who": who, "chance": chance, "text": _text(chance)})
    now = heard.chance(heard.voices, heard.bias)
    asked = [{"voices": heard.voices, "chance": now, "text": _text(now), "low": now < _NEAR}]
    ahead = ANA if centers[ANA] >= centers[BO] else BO
    tops = [
        {"x": center, "who": who, "density": 1.0, "right": who == ahead}
        for who, center in centers.items()
    ]
    last = [row for row in line if row["voices"] == MOST and (row["who"] == FAIR or heard.bias)]
    near = abs(last[0]["chance"] - last[-1]["chance"]) < _NEAR
    ends = [{**row, "below": near and row["who"] == BIASED} for row in last]
    return {"densities": densities, "tops": tops, "line": line, "ends": ends, "asked": asked}


def _text(chance: float) -> str:
    """Write a probability; what is not certain is not rounded to it."""
    text = f"{chance:.2f}"
    return {"0.00": "under 0.01", "1.00": "over 0.99"}.get(text, text)


def _bell(x: float, center: float, noise: float) -> float:
    """Return the height of a bell curve, 1 at its top."""
    bell = NormalDist(center, noise)
    return bell.pdf(x) / bell.pdf(center)


def describe(heard: Heard) -> str:
    """Say how often the better one sounds better, and what more voices do."""
    now, then = heard.chance(heard.voices, heard.bias), heard.chance(MOST, heard.bias)
    who = BETTER.format(heard.gap) if heard.gap else EQUAL
    if f"{heard.gap:g}" == f"{heard.bias:g}":
        more = SAME
    elif heard.voices == MOST:
        more = ""
    elif _text(now) == _text(then):
        more = HARDLY.format(most=MOST)
    else:
        more = (HELPS if then > now else HURTS).format(most=MOST, then=_text(then))
    voices = ONE if heard.voices == 1 else SEVERAL.format(heard.voices)
    return SENTENCE.format(who=who, chance=_text(now), heard=voices, more=more).strip()


def draw(first: Rows, sentence: str) -> alt.HConcatChart:
    """Draw what is heard about both, and beside it the probability by number of voices."""
    return framed(alt.hconcat(_densities(first), _line(first), spacing=50), sentence)


def _densities(first: Rows) -> alt.LayerChart:
    who = [ANA, BO]
    x = alt.X("x:Q", title=X_TITLE).axis(grid=False, values=[-2, 0, 2])
    height = alt.Y("density:Q", axis=None, stack=None).scale(domain=[0, 1.15])
    color = alt.Color("who:N", legend=None).scale(domain=who, range=_COLORS)
    dash = alt.StrokeDash("who:N", legend=None).scale(domain=who, range=[[1, 0], [5, 3]])
    base = alt.Chart(rows_named("densities", first["densities"])).encode(x=x, y=height, color=color)
    tops = alt.Chart(rows_named("tops", first["tops"])).encode(
        x=x,
        y=height,
        text=alt.Text("who:N"),
        color=alt.condition(f"datum.who == '{ANA}'", alt.value(BLUE), alt.value(RED)),
    )
    bold: dict[str, Any] = {"fontWeight": "bold", "dy": -4}
    return alt.LayerChart(
        layer=[
            base.mark_area(opacity=0.2),
            base.mark_line(strokeWidth=2).encode(strokeDash=dash),
            tops.transform_filter("datum.right").mark_text(align="left", dx=4, **bold),
            tops.transform_filter("!datum.right").mark_text(align="right", dx=-4, **bold),
        ],
        title=TITLE,
        width=215,
        height=220,
    )


def _line(first: Rows) -> alt.LayerChart:
    who = [FAIR, BIASED]
    x = alt.X("voices:Q", title=LINE_X).axis(grid=False, tickMinStep=1)
    y = alt.Y("chance:Q", title=LINE_Y).scale(domain=[0, 1]).axis(values=[0, 0.5, 1], grid=True)
    base = alt.Chart(rows_named("line", first["line"])).encode(x=x, y=y)
    asked = alt.Chart(rows_named("asked", first["asked"])).encode(x=x, y=y)
    ends = alt.Chart(rows_named("ends", first["ends"])).encode(x=x, y=y, text=alt.Text("who:N"))
    return alt.LayerChart(
        layer=[
            base.mark_line(strokeWidth=2).encode(
                stroke=alt.Stroke("who:N", legend=None).scale(domain=who, range=[GRAY, _COLORS[0]]),
                strokeDash=alt.StrokeDash("who:N", legend=None).scale(
                    domain=who, range=[[5, 3], [1, 0]]
                ),
            ),
            ends.transform_filter("!datum.below").mark_text(align="right", dy=-10),
            ends.transform_filter("datum.below").mark_text(align="right", dy=14),
            asked.mark_point(size=110, shape="diamond", filled=True, color=_COLORS[0], opacity=1),
            *(
                asked.transform_filter(f"datum.low == {low}")
                .mark_text(align="left", dx=4, dy=dy, fontWeight="bold")
                .encode(text=alt.Text("text:N"))
                for low, dy in (("false", 16), ("true", -13))
            ),
        ],
        title=LINE_TITLE,
        width=215,
        height=220,
    )


class OneVoice(Explorer[Heard]):
    """Ask one voice or many about two people, noisy ones and biased ones.

    Attributes
    ----------
    voices, reliability, gap, bias : NumberControl
        What can be set.

    Examples
    --------
    >>> OneVoice().sentence.text.split(" each")[0]
    'Ana, who is truly better by 0.5 SD, sounds better with a probability of 0.61 by one voice'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "one-voice"
    tables = TABLES

    def __init__(self) -> None:
        self.voices = number(VOICES, 1, 1, MOST, 1)
        self.gap = number(GAP, 0.5, 0, 2, 0.1)
        self.bias = number(BIAS, 0, 0, 1, 0.1, BIAS_HELP)
        help = RELIABILITY_HELP.format(VOICE_RELIABILITY)
        self.reliability = number(RELIABILITY, VOICE_RELIABILITY, 0.1, 0.9, 0.05, help)
        super().__init__([self.voices, self.gap, self.bias, self.reliability])

    def simulate(self) -> Heard:
        """Take the controls as they are."""
        voices, *others = (self.voices, self.reliability, self.gap, self.bias)
        return Heard(voices.value, *(float(dial.value) for dial in others))

    def limits(self) -> str:
        """Say what the curves assume."""
        return LIMITS
