"""Will the offers get down to you? A place on a SOAP list, round by round."""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import numpy as np

from engine.formulas import fill_probability, offer_probability
from widgets.charts.marks import BLUE, GRAY, VERMILION, rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.numbers import share_text

POSITIONS, PLACE, PUSH = "Open positions", "Your place on the list", "Places gained by a word"
HOME, ROUNDS = "Positions taken by the program's own students", "Offer rounds"
ACCEPT = "Share of offers accepted"
ROUNDS_HELP = "four by the rules (R12), three in the document (S2-37)"
ACCEPT_HELP = "0.6 is our choice"
MORE = "Rounds, and how people answer"
TITLE = "Chance that an offer gets down to a place"
X_TITLE, Y_TITLE = "place on the list, those taken first left out", "chance of an offer"
MOST = 40
LINES = {True: "as it is", False: "without own students"}
BEFORE, AFTER = "before the word", "after"
SENTENCE = (
    "At place {before} an offer comes in {low}, at place {after} in {high}. At most {most} offers "
    "can go out, and {all} in {fill}."
)
ALL, THE_ONE = "all {} positions fill", "the one position fills"
NONE = "No position is left for anybody else: the program's own students have taken all {taken}."
NUMBERS = "a formula (F3); the share accepted is our choice"
LIMITS = (
    "A teaching model: each offer is accepted with the same chance, whoever gets it, and no "
    "program repeats one (R13). No published count of offers by place was found. The weeks of the "
    "other pictures do without this formula."
)
TABLES = {"steps": TableSpec(TITLE, {"place": "place", "line": "", "text": Y_TITLE})}
_COLORS = [BLUE, GRAY]


@dataclass(frozen=True)
class Offers:
    """A list, and your place on it before and after somebody's word."""

    positions: int
    home: int
    place: int
    push: int
    rounds: int
    accept: float

    @property
    def left(self) -> int:
        """Positions for everybody else."""
        return max(self.positions - self.home, 0)

    @property
    def moved(self) -> int:
        """The place after the word; nobody rises above the first."""
        return max(self.place - self.push, 1)

    def chance(self, place: int) -> float:
        """Chance of an offer at a place of the others."""
        return _exact(offer_probability(place, self.left, self.rounds, self.accept))


def rows(view: Offers) -> Rows:
    """Turn a list into the chance at each place, with and without own students, and your two."""
    steps = [
        {
            "place": place,
            "line": line,
            "chance": chance,
            "text": f"{chance:.1%}",
        }
        for line, one in ((LINES[True], view), (LINES[False], replace(view, home=0)))
        for place in range(1, MOST + 1)
        for chance in [one.chance(place)]
    ]
    you = [
        {"place": place, "chance": view.chance(place), "when": when}
        for place, when in ((view.place, BEFORE), (view.moved, AFTER))
    ]
    return {"steps": steps, "you": you}


def describe(view: Offers) -> str:
    """Say what both places are worth, and how far the offers can go."""
    if not view.left:
        return NONE.format(taken=view.positions)
    return SENTENCE.format(
        before=view.place,
        after=view.moved,
        low=share_text(view.chance(view.place), digits=1),
        high=share_text(view.chance(view.moved), digits=1),
        most=view.left * view.rounds,
        all=THE_ONE if view.left == 1 else ALL.format(view.left),
        fill=share_text(_exact(fill_probability(view.left, view.rounds, view.accept)), digits=1),
    )


def _exact(chance: object) -> float:
    """Return a chance without what adding it up has lost: what is certain is 1."""
    return round(float(np.asarray(chance)), 12)


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the chance as steps down the list, and both places of yours."""
    x = alt.X("place:Q", title=X_TITLE).scale(domain=[1, MOST]).axis(tickMinStep=1)
    y = alt.Y("chance:Q", title=Y_TITLE).axis(format="%").scale(domain=[0, 1])
    top = alt.Legend(title=None, orient="top", symbolOpacity=1)
    lines = alt.Chart(rows_named("steps", first["steps"])).encode(
        x=x,
        y=y,
        color=alt.Color("line:N", legend=top).scale(domain=list(LINES.values()), range=_COLORS),
        strokeDash=alt.StrokeDash("line:N", legend=top).scale(
            domain=list(LINES.values()), range=[[1, 0], [4, 3]]
        ),
    )
    shape = alt.Shape("when:N", legend=top).scale(
        domain=[BEFORE, AFTER], range=["circle", "diamond"]
    )
    fill = alt.Fill("when:N", legend=top).scale(domain=[BEFORE, AFTER], range=["white", VERMILION])
    you = alt.Chart(rows_named("you", first["you"])).encode(x=x, y=y, shape=shape, fill=fill)
    return alt.LayerChart(
        layer=[
            lines.mark_line(interpolate="step", strokeWidth=2),
            you.mark_point(size=120, strokeWidth=2, opacity=1, stroke=VERMILION),
        ],
        title=TITLE,
        description=sentence,
        width=400,
        height=210,
    )


class PlaceAndRounds(Explorer[Offers]):
    """Move up a SOAP list, or let own students go first, and see whether offers get to you.

    Attributes
    ----------
    positions, place, push, home, rounds, accept : NumberControl
        The list, your place, what a word gains, who goes first, and how offers go.

    Examples
    --------
    >>> PlaceAndRounds().sentence.text[:75]
    'At place 20 an offer comes in 0%, at place 8 in 26.8%. At most 16 offers ca'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    file_name = "place-and-rounds"
    tables = TABLES

    def __init__(self) -> None:
        self.place = number(PLACE, 20, 1, MOST, 1)
        self.push = number(PUSH, 12, 0, 30, 1)
        self.home = number(HOME, 0, 0, 4, 1)
        self.positions = number(POSITIONS, 4, 1, 10, 1)
        self.rounds = number(ROUNDS, 4, 1, 4, 1, ROUNDS_HELP)
        self.accept = number(ACCEPT, 0.6, 0.1, 1, 0.05, ACCEPT_HELP)
        main = [self.place, self.push, self.home]
        more = [self.positions, self.rounds, self.accept]
        super().__init__(
            main,
            more={MORE: more},
        )

    def simulate(self) -> Offers:
        """Take the controls as they are."""
        return Offers(
            positions=self.positions.value,
            home=self.home.value,
            place=self.place.value,
            push=self.push.value,
            rounds=self.rounds.value,
            accept=float(self.accept.value),
        )

    def limits(self) -> str:
        """Say what the formula assumes."""
        return LIMITS
