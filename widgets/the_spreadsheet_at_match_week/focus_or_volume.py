"""Many SOAP applications or few that fit: which gets at least one offer more often?"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from engine.formulas import at_least_one
from widgets.charts.marks import BLUE, VERMILION, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import counted, share_text

MOST = 45
FEW, EACH_FEW = "Applications, focused", "Chance of an offer from each, focused, %"
MANY, EACH_MANY = "Applications, wide", "Chance of an offer from each, wide, %"
ALIKE = "How alike programs judge you, 0 to 1"
ALIKE_HELP = "0: each judges anew; 1: all see the same file in the same way"
MORE = "The wide plan"
WAYS = {"focused": "focused", "wide": "wide"}
TITLE, X_TITLE, Y_TITLE = "At least one offer", "applications sent", "chance of at least one offer"
SENTENCE = (
    "The chance of at least one offer is {focused} from {few} and {wide} from {many}. {verdict}"
)
FEW_SENT, MANY_SENT = "focused application", "wide one"
EVEN = "There is nothing between them."
FOCUSED = "Focused is ahead; wide would need {needed} applications to draw level."
NEVER = "Focused is ahead; wide would not draw level with all 45 that the rules allow."
WIDE = "Wide is ahead."
NUMBERS = "the chances are examples, not measured"
LIMITS = (
    "A teaching model. Nobody has measured what a SOAP application is worth, or how much less it "
    "is worth when a program thinks that you apply everywhere (S2-39). The rules allow 45 to each "
    "application service (R12)."
)
TABLES = {"lines": TableSpec(TITLE, {"sent": X_TITLE, "way": "", "text": Y_TITLE})}
_COLORS, _SHAPES = [BLUE, VERMILION], ["diamond", "circle"]


@dataclass(frozen=True)
class Plans:
    """Two ways to apply: how many, and what each is worth, by way."""

    sent: dict[str, int]
    each: dict[str, float]
    alike: float

    def chance(self, way: str, sent: int | None = None) -> float:
        """Chance of at least one offer, of all that are sent or of so many."""
        count = self.sent[way] if sent is None else sent
        return float(at_least_one(self.each[way], count, self.alike))

    @property
    def needed(self) -> int | None:
        """How many wide applications equal the focused ones; None where the cap is not enough."""
        goal = self.chance("focused")
        return next((n for n in range(MOST + 1) if self.chance("wide", n) >= goal), None)


def rows(plans: Plans) -> Rows:
    """Turn both ways into a curve each, and the point that is chosen."""
    lines = [
        {"sent": sent, "way": way, "chance": chance, "text": f"{chance:.1%}"}
        for way in WAYS
        for sent in range(MOST + 1)
        for chance in [plans.chance(way, sent)]
    ]
    chosen = [{"sent": plans.sent[way], "way": way, "chance": plans.chance(way)} for way in WAYS]
    return {"lines": lines, "chosen": chosen}


def describe(plans: Plans) -> str:
    """Say what both are worth, and what would draw level."""
    focused, wide = plans.chance("focused"), plans.chance("wide")
    if f"{focused:.3f}" == f"{wide:.3f}":
        verdict = EVEN
    elif wide > focused:
        verdict = WIDE
    else:
        verdict = NEVER if plans.needed is None else FOCUSED.format(needed=plans.needed)
    return SENTENCE.format(
        few=counted(plans.sent["focused"], FEW_SENT),
        many=counted(plans.sent["wide"], MANY_SENT),
        focused=share_text(focused, digits=1),
        wide=share_text(wide, digits=1),
        verdict=verdict,
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw both curves, and the two plans on them."""
    x = alt.X("sent:Q", title=X_TITLE).scale(domain=[0, MOST])
    y = alt.Y("chance:Q", title=Y_TITLE).axis(format="%").scale(domain=[0, 1])
    top = alt.Legend(title=None, orient="top", symbolOpacity=1)
    color = alt.Color("way:N", legend=top).scale(domain=list(WAYS), range=_COLORS)
    shape = alt.Shape("way:N", legend=top).scale(domain=list(WAYS), range=_SHAPES)
    lines = alt.Chart(rows_named("lines", first["lines"])).encode(x=x, y=y, color=color)
    chosen = alt.Chart(rows_named("chosen", first["chosen"])).encode(
        x=x, y=y, color=color, shape=shape
    )
    return alt.LayerChart(
        layer=[
            lines.mark_line(strokeWidth=1.5),
            chosen.mark_point(size=120, filled=True, opacity=1),
        ],
        title=TITLE,
        description=sentence,
        width=400,
        height=210,
    )


class FocusOrVolume(Explorer[Plans]):
    """Weigh many SOAP applications against few that fit.

    Attributes
    ----------
    few, each_few, many, each_many, alike : NumberControl
        Both ways, and how alike programs judge.

    Examples
    --------
    >>> FocusOrVolume().sentence.text[:57]
    'The chance of at least one offer is 64.2% from 20 focused'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "focus-or-volume"
    tables = TABLES

    def __init__(self) -> None:
        self.few = number(FEW, 20, 0, MOST, 1)
        self.each_few = number(EACH_FEW, 5, 0, 30, 0.5)
        self.many = number(MANY, MOST, 0, MOST, 1)
        self.each_many = number(EACH_MANY, 2, 0, 30, 0.5)
        self.alike = number(ALIKE, 0, 0, 1, 0.1, ALIKE_HELP)
        main, more = [self.few, self.each_few, self.alike], [self.many, self.each_many]
        super().__init__(
            main,
            more={MORE: more},
        )

    def simulate(self) -> Plans:
        """Take the controls as they are."""
        sent = {"focused": self.few.value, "wide": self.many.value}
        each = {
            "focused": float(self.each_few.value) / 100,
            "wide": float(self.each_many.value) / 100,
        }
        return Plans(sent, each, float(self.alike.value))

    def limits(self) -> str:
        """Say that the chances are examples."""
        return LIMITS
