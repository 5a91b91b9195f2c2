"""How far do studies shrink the story? The same call by four callers, in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from engine import figure
from engine.formulas import match_probability
from engine.sources.figures import claim
from widgets.charts.both_worlds import looks_of_both_worlds
from widgets.charts.marks import rows_named
from widgets.controls.make import number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec

START, SHIFT = "Your place before the call", "Places such a call moves you"
ACTED = "Chance that a known mentor's call is acted on"
ACTED_HELP = (
    "{0.value:g} by eye directors, {1.value:g} by those in obstetrics (their own reports); the "
    "other callers in proportion"
)
CALLERS = {
    "nobody": "nobody calls",
    "applicant": "your own note",
    "unknown mentor": "a mentor they do not know",
    "known mentor": "a mentor they know",
}
ARTICLES = "articles: a known caller, always"
STUDIES = "studies: with the chance you set"
TITLE, X_TITLE = "Chance of a match at this program", "chance"
SENTENCE = (
    "If a call is always acted on, a known mentor takes you from {none:.0%} to {story:.0%}. With "
    "the chance you set it is {known:.0%}, for a mentor they do not know {unknown:.0%}, for your "
    "own note {own:.0%}."
)
NUMBERS = "directors' reports (E03); 20 places by one author (S1-30)"
CAVEAT = (
    "<p>These are chances that directors give for themselves. The one study of outcomes, in "
    "otolaryngology, asked what happened: a mentor's contact went with neither more interviews "
    "(P = {interviews:g}) nor more matches (P = {match:g}; {source}). It was small. One may read "
    "it as: no contact moves anything. That is a chance of 0, for all three callers.</p>"
)
TABLES = {"bars": TableSpec(TITLE, {"caller": "caller", "world": "world", "text": "chance"})}


@dataclass(frozen=True)
class TrustView:
    """The chance of a match by caller: as the articles tell it, and as directors report."""

    articles: dict[str, float]
    studies: dict[str, float]


def rows(view: TrustView) -> Rows:
    """Turn a view into one bar for each caller and world."""
    bars: list[dict[str, Any]] = []
    for caller, words in CALLERS.items():
        for world, chances in ((ARTICLES, view.articles), (STUDIES, view.studies)):
            chance = chances[caller]
            bars.append(
                {"caller": words, "world": world, "chance": chance, "text": f"{chance:.0%}"}
            )
    return {"bars": bars}


def describe(view: TrustView) -> str:
    """Say what is left of the story."""
    return SENTENCE.format(
        none=view.studies["nobody"],
        story=view.articles["known mentor"],
        known=view.studies["known mentor"],
        unknown=view.studies["unknown mentor"],
        own=view.studies["applicant"],
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the bars: the articles' filled, the studies' hollow."""
    worlds = [ARTICLES, STUDIES]
    legend = alt.Legend(
        title=None, orient="top", direction="vertical", labelLimit=420, symbolType="square"
    )
    base = alt.Chart(rows_named("bars", first["bars"])).encode(
        y=alt.Y("caller:N", sort=list(CALLERS.values()), title=None).axis(
            ticks=False, domain=False, labelPadding=9, labelLimit=200
        ),
        yOffset=alt.YOffset("world:N", sort=worlds),
    )
    share = alt.X("chance:Q", title=X_TITLE, axis=alt.Axis(format="%", tickCount=5)).scale(
        domain=[0, 1.15]  # beyond a full bar there is room for its number
    )
    return alt.LayerChart(
        layer=[
            base.mark_bar(strokeWidth=2).encode(x=share, **looks_of_both_worlds(worlds, legend)),
            base.mark_text(align="left", dx=6).encode(x=share, text=alt.Text("text:N")),
        ],
        title=TITLE,
        description=sentence,
        width=320,
        height=44 * len(CALLERS),
    )


class TrustDial(Explorer[TrustView]):
    """Compare callers: what one author tells, and what directors say they would do.

    Attributes
    ----------
    start, shift, acted : NumberControl
        Place, push, and the chance that a known mentor's call is acted on. The other callers
        follow in the proportion that directors report.

    Examples
    --------
    >>> dial = TrustDial()
    >>> dial.acted.text = "0"
    >>> dial.sentence.text.partition("you set ")[2]
    'it is 1%, for a mentor they do not know 1%, for your own note 1%.'
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "trust"
    tables = TABLES

    def __init__(self) -> None:
        known, other = (
            figure("rank_higher_given_endorsement", group)
            for group in ("known mentor", "known mentor, obstetrics-gynecology")
        )
        told = int(claim("S1-30", "rank places gained").value)
        self.acted = number(ACTED, known.value, 0, 1, 0.01, ACTED_HELP.format(known, other))
        self.start = number(START, 45, 1, 80, 1)
        self.shift = number(SHIFT, told, 0, 30, 1.0)
        super().__init__([self.acted, self.start, self.shift])

    def simulate(self) -> TrustView:
        """Work out the chances by caller."""
        told = {
            caller: figure("rank_higher_given_endorsement", caller).value
            for caller in CALLERS
            if caller != "nobody"
        }
        # One dial for how much of it all is so: a stranger must not come to beat a friend.
        known, chance = told["known mentor"], float(self.acted.value)
        acted = {"nobody": 0.0, **{caller: chance * (p / known) for caller, p in told.items()}}
        start, shift = float(self.start.value), float(self.shift.value)
        studies = {who: float(match_probability(start, shift, p)) for who, p in acted.items()}
        articles = {
            who: float(match_probability(start, shift, float(who == "known mentor")))
            for who in CALLERS
        }
        return TrustView(articles, studies)

    def limits(self) -> str:
        """Say that reports are no outcomes."""
        interviews, match = (
            figure("mentor_contact_p_value", f"{what}, otolaryngology")
            for what in ("interviews", "match")
        )
        return CAVEAT.format(
            interviews=interviews.value, match=match.value, source=interviews.source
        )
