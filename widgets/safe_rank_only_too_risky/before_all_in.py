"""Who gains and who loses a place by early offers: the world before All In, beside today's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt

from engine import Scenario
from engine.base.codes import PREMATCH, TYPES
from engine.sources.figures import figure
from engine.study.comparison import Comparison
from engine.study.simulation import simulate
from widgets.charts.marks import BLUE, VERMILION, rows_named
from widgets.controls.make import choice
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.text.words import BELIEVED, IF_TRUE, PRESET

SEASONS = 40
TITLE = "Early offers, against everything through the Match"
X_TITLE = "people per season, of each type"
CHANGES = {"lost": "lose their place", "gained": "gain a place"}
SENTENCE = (
    "{world}, {signed:.1f} of {positions} positions a season are signed before the Match; because "
    "of that {lost:.1f} people lose a place they would have had, {gained:.1f} gain one, and "
    "{moved:.1f} end at another program."
)
NUMBERS = "early positions as published for 2010; whom programs think safe is our model"
LIMITS = (
    "In 2010, {share:.0f}% of the positions in internal medicine were filled outside the Match "
    "({source}). As many are offered early here, by community programs, and fewer are taken: who "
    "is thought safe often has better to hope for. {seasons} seasons of one class."
)
TABLES = {"changes": TableSpec(TITLE, {"type": "applicants", "change": "", "text": "per season"})}


@lru_cache(maxsize=2)
def _compared(world: str) -> Comparison:
    """Play both worlds of one preset, with the same chance."""
    today, before = (simulate(Scenario(preset=world, rules=on), SEASONS) for on in (True, False))
    return Comparison(today, before)


def rows(found: Comparison) -> Rows:
    """Turn who gained and lost into a row for each type and change."""
    changes: list[dict[str, Any]] = []
    for row in found.others():
        for change, label in CHANGES.items():
            number = getattr(row, change)
            signed = -number if change == "lost" else number
            text = f"{number:.1f}"
            changes.append(
                {"type": row.applicant_type, "change": label, "number": signed, "text": text}
            )
    return {"changes": changes}


def describe(found: Comparison) -> str:
    """Say how many sign, and what that does to others."""
    others = found.others()
    season = found.after
    return SENTENCE.format(
        world=IF_TRUE[season.scenario.preset],
        signed=float((season.outcome == PREMATCH).sum()) / season.replicates,
        positions=int(season.market.programs.positions.sum()),
        **{name: sum(getattr(row, name) for row in others) for name in ("lost", "gained", "moved")},
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw losses to the left and gains to the right, with their numbers."""
    labels = list(CHANGES.values())
    base = alt.Chart(rows_named("changes", first["changes"])).encode(
        y=alt.Y("type:N", sort=list(TYPES), title=None).axis(
            ticks=False, domain=False, labelPadding=9
        ),
        yOffset=alt.YOffset("change:N", sort=labels),
        x=alt.X("number:Q", title=X_TITLE).axis(format=".1f", labelExpr="abs(datum.value)"),
    )
    legend = alt.Legend(title=None, orient="top")
    color = alt.Color("change:N", legend=legend).scale(domain=labels, range=[VERMILION, BLUE])
    shape = alt.Shape("change:N", legend=legend).scale(domain=labels, range=["square", "diamond"])
    return alt.LayerChart(
        layer=[
            base.mark_rule(strokeWidth=2).encode(x2=alt.X2Datum(0), color=color),
            base.mark_point(size=60, filled=True, opacity=1).encode(color=color, shape=shape),
            # An unseen mark leaves room for the number beside the longest line.
            base.transform_calculate(room="1.3 * datum.number")
            .mark_point(opacity=0)
            .encode(x=alt.X("room:Q")),
            base.mark_text(align="left", dx=8, fontSize=12)
            .transform_filter("datum.number >= 0")
            .encode(text=alt.Text("text:N")),
            base.mark_text(align="right", dx=-8, fontSize=12)
            .transform_filter("datum.number < 0")
            .encode(text=alt.Text("text:N")),
        ],
        title=TITLE,
        description=sentence,
        width=340,
        height=36 * len(TYPES),
    )


class BeforeAllIn(Explorer[Comparison]):
    """Let programs offer positions early again, and see who gains and who loses by it.

    Attributes
    ----------
    world : ChoiceControl
        Whose numbers.

    Examples
    --------
    >>> "signed before the Match" in BeforeAllIn().sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "before-all-in"
    tables = TABLES

    def __init__(self) -> None:
        self.world = choice(PRESET, BELIEVED, "source")
        super().__init__([self.world])

    @property
    def scenario(self) -> Scenario:
        """The world before All In."""
        return Scenario(preset=self.world.value, rules=False)

    def simulate(self) -> Comparison:
        """Play today's world and the one before All In."""
        return _compared(self.world.value)

    def limits(self) -> str:
        """Say how many positions were filled so, and that here fewer are."""
        known = figure("share_positions_filled_outside_match", "internal medicine", 2010)
        source = known.source.partition(" on ")[0]
        return LIMITS.format(share=known.value, source=source, seasons=SEASONS)
