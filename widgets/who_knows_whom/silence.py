"""Few interviews: how sure can one be that a word was the cause?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from engine import Scenario, sure_of_a_word
from engine.study.season import Season
from widgets.charts.marks import BLUE, VERMILION, rows_named
from widgets.controls.make import choice, number
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import PlaysSeasons
from widgets.text.words import BELIEVED, PRESET

SEEN, PRIOR = "Interviews you got", "Of 100 like you, warned of"
PRIOR_HELP = "nobody knows this number"
WITH, WITHOUT = "somebody warned three programs", "nobody did"
TITLE, X_TITLE, Y_TITLE = "Seasons by interviews", "interviews", "share of seasons"
SENTENCE = (
    "{seen} or fewer interviews come in {told:.0%} of the seasons with a warning and in "
    "{quiet:.0%} of those without. If {prior:g} of 100 are warned of, then of those who see so few "
    "{sure:.0%} were, and {other:.0%} were not."
)
NEVER = (
    "{seen} or fewer interviews come in no season here, with a warning or without: so few would "
    "say nothing about it."
)
CAVEAT = (
    "The same fictional applicant in {seasons} seasons without the word and in the same seasons "
    "with it. A real person has one season, does not know how many are warned of, and sees no "
    "second picture. The document says so too: it is suspicion, never more (S1-62)."
)
TABLES = {"bars": TableSpec(TITLE, {"count": "interviews", "kind": "world", "text": "share"})}


@dataclass(frozen=True, eq=False)
class SilenceView:
    """Interviews by season, without and with the word; what was seen, and the prior."""

    without: NDArray[np.int16]
    told: NDArray[np.int16]
    seen: int
    prior: float

    @property
    def sure(self) -> float:
        """Chance of the word, given what was seen."""
        return sure_of_a_word(self.without, self.told, self.seen, self.prior)


def rows(view: SilenceView) -> Rows:
    """Turn both kinds of seasons into shares by number of interviews."""
    most = int(max(view.without.max(), view.told.max()))
    bars: list[dict[str, Any]] = []
    for kind, counts in ((WITH, view.told), (WITHOUT, view.without)):
        for count in range(most + 1):
            share = float((counts == count).mean())
            bars.append(
                {"count": count, "kind": kind, "share": share, "text": f"{share:.0%}",
                 "few": count <= view.seen}
            )  # fmt: skip
    return {"bars": bars}


def describe(view: SilenceView) -> str:
    """Say how likely few interviews are with the word and without, and what follows."""
    told, quiet = (float((some <= view.seen).mean()) for some in (view.told, view.without))
    if not told and not quiet:
        return NEVER.format(seen=view.seen)
    return SENTENCE.format(
        seen=view.seen,
        told=told,
        quiet=quiet,
        prior=100 * view.prior,
        sure=view.sure,
        other=1 - view.sure,
    )


def draw(first: Rows, sentence: str) -> alt.LayerChart:
    """Draw the shares side by side; what was seen, and less, is filled."""
    kinds = [WITH, WITHOUT]
    inks = [VERMILION, BLUE]
    legend = alt.Legend(title=None, orient="top", symbolType="square", labelLimit=260)
    base = alt.Chart(rows_named("bars", first["bars"])).encode(
        x=alt.X("count:O", title=X_TITLE, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("kind:N", sort=kinds),
        y=alt.Y("share:Q", title=Y_TITLE, axis=alt.Axis(format="%", tickCount=5)),
        color=alt.Color("kind:N", legend=legend).scale(domain=kinds, range=inks),
    )
    return alt.LayerChart(
        layer=[
            base.mark_bar(strokeWidth=2).encode(
                stroke=alt.Stroke("kind:N", legend=None).scale(domain=kinds, range=inks),
                strokeDash=alt.StrokeDash("kind:N", legend=None).scale(
                    domain=kinds, range=[[4, 3], [1, 0]]
                ),
                fillOpacity=alt.condition("datum.few", alt.value(0.85), alt.value(0.1)),
            )
        ],
        title=TITLE,
        description=sentence,
        width=430,
        height=200,
    )


class Silence(PlaysSeasons[SilenceView]):
    """See few interviews, and ask how sure one can be that somebody warned of you.

    Attributes
    ----------
    seen, prior : NumberControl
        Interviews, and how many of 100 are warned of.
    preset : ChoiceControl
        Whose numbers.

    Examples
    --------
    >>> silence = Silence()
    >>> silence.prior.text = "0"
    >>> silence.result.sure
    0.0
    """

    story = Story(rows, describe, draw)
    sentence_lines = 3
    file_name = "silence"
    tables = TABLES

    def __init__(self) -> None:
        self.seen = number(SEEN, 3, 0, 10, 1)
        self.prior = number(PRIOR, 10, 0, 100, 1.0, PRIOR_HELP)
        self.preset = choice(PRESET, BELIEVED, "source")
        super().__init__([self.seen, self.prior, self.preset])

    def scenarios(self, answers: Answers) -> list[Scenario]:
        """Return the applicant without the word and with it."""
        _seen, _prior, preset = answers.values()
        you = {"applicant_type": "US MD senior", "field": "competitive", "home_program": False}
        quiet = Scenario(preset=preset).with_you(**you, step2=230, research=-0.5)
        quiet = quiet.with_strategy(applications=10)
        return [quiet, quiet.with_voice("clerkship director", "I'd be cautious", 2, 3, known=True)]

    def result_of(self, *played: Season) -> SilenceView:
        """Count the interviews without the word and with it."""
        without, told = (season.interviews[:, -1] for season in played)
        return SilenceView(without, told, self.seen.value, float(self.prior.value) / 100)

    @property
    def scenario(self) -> Scenario:
        """The applicant without the word."""
        return self.scenarios(self.answers)[0]

    def limits(self) -> str:
        """Say why a real person cannot do this."""
        return CAVEAT.format(seasons=len(self.result.without))
