"""At which weight of the phone does the better score lose?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine.formulas import SOAP_WEIGHTS, file_score, flip_weight, phrase_unit, score_unit
from widgets.charts.marks import BLUE, GRAY, ORANGE, PALE, VERMILION, framed, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.three_sentences_on_a_phone.words import (
    DIFFICULT,
    LADDER,
    PARTS,
    RELIABLE,
    SCORES_HIGH,
    SCORES_LOW,
    code_of,
    quoted,
)

WEIGHT = "What the phone counts for"
WEIGHT_HELP = "{:g} in the document, which gives Step 2 {:g} (S0-10)"
SCORE, SAID = "Step 2 CK score of {}", "On the phone, about {}"
A, B = "A", "B"
TITLE, X_TITLE = "What each file adds up to", "raw points"
LINE_TITLE, LINE_X, LINE_Y = "How far B leads", "what the phone counts for", "points"
LEADS = "{ahead} leads by {gap:.1f} of {most:.0f} points ({high:.1f} against {low:.1f})."
LEVEL = "The two are level, at {low:.1f} of {most:.0f} points."
TIE = " They tie where the phone counts for {tie:.1f}."
TIE_FAR = " They would tie only where the phone counted for {tie:.1f}."
SAME_SAID = " The same is said of both, so no weight of the phone turns it round."
NO_TIE = " {ahead} leads in both, so no weight of the phone turns it round."
NUMBERS = "one document's ratings (S0-10); both scales, and the weight itself, are our choice"
LIMITS = (
    "A teaching formula (F1): what is said, the Step 2 score from {low} to {high}, and a dean's "
    "letter, statement and research that are average for both, added up with the document's "
    "ratings. No program was found that adds files up like this."
)
TABLES = {
    "parts": TableSpec(TITLE, {"file": "file", "part": "part", "text": X_TITLE}),
    "line": TableSpec(LINE_TITLE, {"weight": LINE_X, "gap": LINE_Y}),
}
MOST_WEIGHT = 100
_COLORS = [BLUE, ORANGE, "#999999", "#bdbdbd", PALE]
_ON_PALE = "#111111"  # dark on a dark page too: the pale fills stay as they are


@dataclass(frozen=True)
class Flip:
    """Two files: their scores, what is said of each, and what the phone counts for."""

    weight: float
    step2: tuple[float, float]
    said: tuple[str, str]

    @property
    def weights(self) -> dict[str, float]:
        """The document's ratings, but for the phone."""
        return {**SOAP_WEIGHTS, "backchannel": self.weight}

    @property
    def total(self) -> float:
        """The most a file can reach."""
        return sum(self.weights.values())

    @property
    def codes(self) -> tuple[float, float]:
        """The codes of what is said."""
        return code_of(self.said[0]), code_of(self.said[1])

    @property
    def points(self) -> tuple[float, float]:
        """What each file adds up to."""
        both = np.asarray(file_score(self.step2, self.codes, weights=self.weights)) * self.total
        return float(both[0]), float(both[1])

    @property
    def tie(self) -> float:
        """What the phone would count for where they tie; not finite or negative where never."""
        return flip_weight(self.step2[0], self.codes[0], self.step2[1], self.codes[1])


def rows(flip: Flip) -> Rows:
    """Turn two files into the parts of their bars, the line of the lead, and its marks."""
    parts: list[dict[str, Any]] = []
    for file, step2, code in zip((A, B), flip.step2, flip.codes, strict=True):
        start = 0.0
        for name, label in PARTS.items():
            unit = {"backchannel": phrase_unit(code), "step2": score_unit(step2)}.get(name, 0.5)
            points = flip.weights[name] * float(unit)
            place = {"from": start, "to": start + points, "mid": start + points / 2}
            said = {"shown": _shown(name, points), "text": f"{points:.1f}"}
            parts.append({"file": file, "part": label, **said, **place})
            start += points
    line = []
    for weight in range(0, MOST_WEIGHT + 1, 5):
        a, b = Flip(weight, flip.step2, flip.said).points
        line.append({"weight": weight, "gap": b - a})
    a, b = flip.points
    reached = math.isfinite(flip.tie) and 0 <= flip.tie <= MOST_WEIGHT
    gaps = [row["gap"] for row in line]
    tie = {
        "weight": flip.tie,
        "gap": 0.0,
        "text": f"tie at {flip.tie:.1f}",
        "low": -min(gaps) < 0.12 * (max(gaps) - min(gaps)),  # the axis is near
    }
    totals = [
        {"file": file, "points": points, "text": f"{points:.1f}"}
        for file, points in zip((A, B), (a, b), strict=True)
    ]
    now = [{"weight": flip.weight, "gap": b - a}]
    ties = [tie] if reached else []
    return {"parts": parts, "totals": totals, "line": line, "now": now, "tie": ties}


def _shown(name: str, points: float) -> str:
    """Write its points on a part of a bar, if there is room; the quiet parts say nothing."""
    return f"{points:.0f}" if name in ("backchannel", "step2") and points >= 8 else ""


def describe(flip: Flip) -> str:
    """Say who leads, by how much, and at which weight that turns round."""
    a, b = flip.points
    about: dict[str, Any] = {"low": min(a, b), "high": max(a, b)}
    about |= {"most": flip.total, "tie": flip.tie}
    about["ahead"] = B if b > a else A
    told = LEVEL if f"{a:.1f}" == f"{b:.1f}" else LEADS
    text = told.format(gap=abs(b - a), **about)
    if math.isnan(flip.tie) or math.isinf(flip.tie):
        return text + SAME_SAID
    if flip.tie < 0:
        return text + NO_TIE.format(**about)
    return text + (TIE if flip.tie <= MOST_WEIGHT else TIE_FAR).format(**about)


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the two files as bars of parts, and below them the lead against the weight."""
    return framed(alt.vconcat(_bars(first), _line(first), spacing=26), sentence)


def _bars(first: Rows) -> alt.LayerChart:
    names = list(PARTS.values())
    quiet = alt.Axis(ticks=False, domain=False, labelPadding=9, labelFontSize=13)
    y = alt.Y("file:N", sort=[A, B], title=None, axis=quiet)
    room = alt.Scale(domain=[0, 240], nice=False)
    base = alt.Chart(rows_named("parts", first["parts"])).encode(y=y)
    color = alt.Color("part:N", sort=names).scale(domain=names, range=_COLORS)
    legend = alt.Legend(title=None, orient="top")
    ink = alt.condition(f"datum.part == {names[0]!r}", alt.value("white"), alt.value(_ON_PALE))
    totals = alt.Chart(rows_named("totals", first["totals"])).encode(y=y)
    return alt.LayerChart(
        layer=[
            base.mark_bar(stroke="white", strokeWidth=1.5, height=30).encode(
                x=alt.X("from:Q", title=X_TITLE, scale=room).axis(grid=False, tickCount=5),
                x2=alt.X2("to:Q"),
                color=color.legend(legend),
            ),
            base.mark_text(fontSize=12).encode(
                x=alt.X("mid:Q", scale=room), text=alt.Text("shown:N"), color=ink
            ),
            totals.mark_text(align="left", dx=7, fontWeight="bold").encode(
                x=alt.X("points:Q", scale=room), text=alt.Text("text:N")
            ),
        ],
        title=TITLE,
        width=470,
        height=96,
    )


def _line(first: Rows) -> alt.LayerChart:
    x = alt.X("weight:Q", title=LINE_X).scale(domain=[0, MOST_WEIGHT]).axis(grid=False)
    y = alt.Y("gap:Q", title=LINE_Y).axis(grid=False, tickCount=5)
    zero = alt.Chart().mark_rule(color=GRAY, strokeDash=[4, 3], aria=False).encode(y=alt.YDatum(0))
    line = alt.Chart(rows_named("line", first["line"])).encode(x=x, y=y)
    now = alt.Chart(rows_named("now", first["now"])).encode(x=x, y=y)
    tie = alt.Chart(rows_named("tie", first["tie"])).encode(x=x, y=y)
    return alt.LayerChart(
        layer=[
            zero,
            line.mark_line(strokeWidth=2, color="black"),
            tie.mark_point(size=90, strokeWidth=2, color=VERMILION, opacity=1),
            *(
                tie.transform_filter(f"datum.low == {low}")
                .mark_text(align="left", dx=dx, dy=dy)
                .encode(text=alt.Text("text:N"))
                for low, dx, dy in (("false", 9, 13), ("true", 50, -8))
            ),
            now.mark_point(size=110, shape="diamond", filled=True, color=BLUE, opacity=1),
        ],
        title=LINE_TITLE,
        width=470,
        height=130,
    )


class FlipPoint(Explorer[Flip]):
    """Weigh what is said against a score, for two files.

    Attributes
    ----------
    weight, score_a, score_b : NumberControl
        What the phone counts for, and the scores.
    said_a, said_b : ChoiceControl
        What is said of each.

    Examples
    --------
    >>> flip = FlipPoint()
    >>> flip.weight.text = "10"
    >>> flip.sentence.text.split(" by ")[0]
    'A leads'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "flip-point"
    tables = TABLES

    def __init__(self) -> None:
        told = SOAP_WEIGHTS["backchannel"]
        help = WEIGHT_HELP.format(told, SOAP_WEIGHTS["step2"])
        self.weight = number(WEIGHT, int(told), 0, MOST_WEIGHT, 1.0, help)
        options = {said: quoted(said) for said in (RELIABLE, *LADDER)}
        self.said_a = choice(SAID.format(A), options, DIFFICULT)
        self.score_a = number(SCORE.format(A), 247, SCORES_LOW, SCORES_HIGH, 1)
        self.said_b = choice(SAID.format(B), options, RELIABLE)
        self.score_b = number(SCORE.format(B), 229, SCORES_LOW, SCORES_HIGH, 1)
        super().__init__([self.weight, self.score_a, self.said_a, self.score_b, self.said_b])

    def simulate(self) -> Flip:
        """Take the controls as they are."""
        return Flip(
            float(self.weight.value),
            (float(self.score_a.value), float(self.score_b.value)),
            (self.said_a.value, self.said_b.value),
        )

    def limits(self) -> str:
        """Say what the formula is."""
        return LIMITS.format(low=SCORES_LOW, high=SCORES_HIGH)
