"""How long does a bad word last? What later words can do, and how reputation is said to grow."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np

from engine.formulas import voices_to_mend
from engine.formulas.vetting import CODE_PER_SD, HINT_BELOW
from engine.sources.lexicon import phrases
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.safe_rank_only_too_risky.words import quoted
from widgets.text.numbers import signed

SAID, LATER = "What was said in October", "What later voices say"
BAD = (
    "Not unsafe, but unreliable",
    "some concerns about professionalism",
    "I don't completely trust their judgment",
)
GOOD = (
    "I think they'd be a good resident",
    "really matured since then",
    "seemed genuine and humble",
)
TITLE, X_TITLE, Y_TITLE = "After one bad word", "good words that follow", "held against the line"
RULES = {"veto": "one doubt is enough", "mean": "the average decides"}
MOST = 6
LINE = "below: a hint"
SENTENCE = (
    "Where the average decides, it takes {number} to make up for it; where one doubt is enough, no "
    "number of them does."
)
ONE, SEVERAL, NEVER = "one such word", "{:.0f} such words", "more than any number of such words"
NUMBERS = "our coding of the documents' phrases"
LIMITS = (
    "The documents differ: a bad name is rarely mended within a season (S3-41), or a strong "
    "recent word beats an early mistake if the behavior has changed (S0-68). In one set of records "
    "students who took responsibility seldom got another report (E11). Nobody has followed what "
    "directors remember (E31)."
)
TABLES = {"steps": TableSpec(TITLE, {"words": X_TITLE, "rule": "", "text": Y_TITLE})}


@dataclass(frozen=True)
class Mended:
    """One bad word, and the code of those that follow."""

    bad: float
    good: float


def rows(view: Mended) -> Rows:
    """Turn the words into what is held against the line, as good ones follow."""
    found = []
    for rule, label in RULES.items():
        for later in range(MOST + 1):
            mean = (view.bad + later * view.good) / (later + 1)
            held = view.bad if rule == "veto" else mean
            found.append({"words": later, "rule": label, "held": held, "text": signed(held, 2)})
    return {"steps": found}


def describe(view: Mended) -> str:
    """Say how many good words it takes."""
    number = voices_to_mend(view.bad, view.good, rule="mean")
    said = NEVER if np.isinf(number) else ONE if number == 1 else SEVERAL.format(number)
    return SENTENCE.format(number=said)


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw both rules as steps, and the line of a hint."""
    labels = list(RULES.values())
    x = alt.X("words:Q", title=X_TITLE).axis(tickMinStep=1)
    y = alt.Y("held:Q", title=Y_TITLE).scale(domain=[-3, 3])
    base = alt.Chart(rows_named("steps", first["steps"])).encode(x=x, y=y)
    line = alt.Chart(rows_named("line", [{"held": HINT_BELOW * CODE_PER_SD, "text": LINE}]))
    color = alt.Color("rule:N").scale(domain=labels, range=[VERMILION, BLUE])
    shape = alt.Shape("rule:N").scale(domain=labels, range=["circle", "diamond"])
    top = alt.Legend(title=None, orient="top")
    return alt.LayerChart(
        layer=[
            line.mark_rule(strokeDash=[4, 3], color=GRAY).encode(y=y),
            line.mark_text(align="right", dy=10, fontSize=12).encode(
                y=y, x=alt.XValue(355), text=alt.Text("text:N")
            ),
            base.mark_line(strokeWidth=1.5).encode(color=color.legend(top)),
            base.mark_point(size=60, filled=True, opacity=1).encode(
                color=color.legend(top), shape=shape.legend(top)
            ),
        ],
        title=TITLE,
        description=sentence,
        width=360,
        height=190,
    )


class BadName(Explorer[Mended]):
    """Let good words follow a bad one, under two rules.

    Attributes
    ----------
    bad, good : ChoiceControl
        What was said first, and what later.

    Examples
    --------
    >>> BadName().sentence.text[:49]
    'Where the average decides, it takes 2 such words '
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "bad-name"
    tables = TABLES

    def __init__(self) -> None:
        self.bad = choice(SAID, quoted(BAD), BAD[2])
        self.good = choice(LATER, quoted(GOOD), GOOD[1])
        super().__init__([self.bad, self.good])

    def simulate(self) -> Mended:
        """Look the words up."""
        return Mended(phrases()[self.bad.value].code, phrases()[self.good.value].code)

    def limits(self) -> str:
        """Say where the documents disagree."""
        return LIMITS
