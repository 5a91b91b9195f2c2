"""Does asking one more person make it fairer? The veto against the average."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np

from engine.formulas import too_risky, voice_reliability
from engine.formulas.vetting import VOICE_RELIABILITY
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import share_text

ASKED, RELIABILITY = "People asked", "How far two voices agree, 0.1 to 0.9"
RELIABILITY_HELP = "{:g} between two referees (E12); fixed questions bring more (E13)"
WHO = "The applicant is truly"
QUALITY = {"-1": "1 SD below average", "0": "average", "1": "1 SD above average"}
RULES = {"veto": "one clear doubt is enough", "mean": "their average decides"}
TITLE, Y_TITLE, X_TITLE = "Too risky, by chance alone", "chance", "people asked"
MOST = 8
SENTENCE = (
    "Of applicants who are {who}, {veto} are too risky when {asked} asked and one clear doubt "
    "is enough, and {mean} when the average decides. Together they are reliable to {all:.2f}."
)
ONE, SEVERAL = "one person is", "{} people are"
NUMBERS = "agreement of referees in other work (E12); the line of the buckets is our choice"
LIMITS = (
    "A teaching model: every voice is the truth plus noise, independent of the others, without "
    "bias. Real voices hear each other, and share their prejudices; asking more of them does not "
    "help against that."
)
TABLES = {"lines": TableSpec(TITLE, {"voices": X_TITLE, "rule": "", "text": Y_TITLE})}
_SHAPES, _COLORS = ["circle", "diamond"], [VERMILION, BLUE]


@dataclass(frozen=True)
class Vetoed:
    """An applicant of some quality, a reliability, and how many are asked."""

    asked: int
    quality: float
    reliability: float

    def chance(self, rule: str, voices: int) -> float:
        """Chance that so many voices put the applicant out."""
        if rule == "veto":
            return float(too_risky(voices, self.quality, "veto", self.reliability))
        return float(too_risky(voices, self.quality, "mean", self.reliability))


def rows(view: Vetoed) -> Rows:
    """Turn a view into both curves, and the point that is asked about."""
    lines = [
        {
            "voices": voices,
            "rule": label,
            "chance": view.chance(rule, voices),
            "text": f"{view.chance(rule, voices):.1%}",
        }
        for rule, label in RULES.items()
        for voices in range(MOST + 1)
    ]
    return {"lines": lines, "asked": [{"voices": view.asked}]}


def describe(view: Vetoed) -> str:
    """Say what the number asked does under either rule."""
    return SENTENCE.format(
        who=QUALITY[f"{view.quality:g}"],
        asked=ONE if view.asked == 1 else SEVERAL.format(view.asked),
        veto=share_text(view.chance("veto", view.asked)),
        mean=share_text(view.chance("mean", view.asked)),
        all=float(np.asarray(voice_reliability(view.asked, view.reliability))),
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw both curves, and a line at the number asked."""
    labels, top = list(RULES.values()), alt.Legend(title=None, orient="top")
    x = alt.X("voices:Q", title=X_TITLE).axis(tickMinStep=1)
    base = alt.Chart(rows_named("lines", first["lines"])).encode(
        x=x,
        y=alt.Y("chance:Q", title=Y_TITLE).axis(format="%").scale(domain=[0, 1]),
        color=alt.Color("rule:N", legend=top).scale(domain=labels, range=_COLORS),
    )
    shape = alt.Shape("rule:N", legend=top).scale(domain=labels, range=_SHAPES)
    asked = alt.Chart(rows_named("asked", first["asked"])).encode(x=x)
    return alt.LayerChart(
        layer=[
            asked.mark_rule(strokeDash=[4, 3], color=GRAY),
            base.mark_line(strokeWidth=1.5),
            base.mark_point(size=60, filled=True, opacity=1).encode(shape=shape),
        ],
        title=TITLE,
        description=sentence,
        width=420,
        height=230,
    )


class VetoOrMean(Explorer[Vetoed]):
    """Ask more and more people about one applicant, under the veto and by the average.

    Attributes
    ----------
    asked, reliability : NumberControl
        How many are asked, and how far two of them agree.
    who : ChoiceControl
        How good the applicant truly is.

    Examples
    --------
    >>> VetoOrMean().sentence.text[:55]
    'Of applicants who are average, 22% are too risky when 3'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "veto-or-mean"
    tables = TABLES

    def __init__(self) -> None:
        self.asked = number(ASKED, 3, 1, MOST, 1)
        self.who = choice(WHO, QUALITY, "0")
        help = RELIABILITY_HELP.format(VOICE_RELIABILITY)
        self.reliability = number(RELIABILITY, VOICE_RELIABILITY, 0.1, 0.9, 0.05, help)
        super().__init__([self.asked, self.who, self.reliability])

    def simulate(self) -> Vetoed:
        """Take the controls as they are."""
        return Vetoed(self.asked.value, float(self.who.value), float(self.reliability.value))

    def limits(self) -> str:
        """Say what the curves assume."""
        return LIMITS
