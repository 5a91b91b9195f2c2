"""A season that plays: from September to March, everybody a dot, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine import Scenario, simulate
from engine.base.codes import INTERVIEWED, RANKED, SCREENED_IN
from widgets.charts.playing import PLAYER, PlayingPicture, step_rows, steps_table
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.season import playing_words as words
from widgets.season.one_season import OneSeason
from widgets.season.steps import person, steps
from widgets.text.html import folded, text_box


class SeasonPicture(PlayingPicture):
    """The moving part of `PlayingSeason`: people, programs and the lines between them."""

    _esm = PLAYER + Path(__file__).with_suffix(".js").read_text("utf-8")


class PlayingSeason(Form):
    """Play one season: applications, filters, calls, interviews, lists, the Match, SOAP.

    Everybody is a dot, "you" are marked, and any dot can be asked who it is and why it is where it
    is. The steps can be played, paused, moved through by a slider or by the keyboard, and read as
    a table below.

    Parameters
    ----------
    scenario : Scenario, optional
        Whose season.
    seed : int, default 1
        Seed of what a season varies.
    number : int, default 0
        Which season of that seed, from 0.
    plays : bool, default False
        Whether it begins by itself, where the reader does not prefer less motion.

    Attributes
    ----------
    season : OneSeason
        The season, with everything in it.
    steps : list of Step
        Its steps.
    picture : SeasonPicture
        What moves.
    table : Note
        The steps as a table, folded.

    Examples
    --------
    >>> playing = PlayingSeason()
    >>> [step.kind for step in playing.steps][:5]
    ['apply', 'filters', 'calls', 'interviews', 'lists']
    >>> playing.picture.step = 5
    >>> playing.picture.asked = {"person": playing.season.market.you}
    >>> playing.picture.answer.startswith("You (non-US IMG), Step 2 CK 234: 23 applications")
    True
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        seed: int = 1,
        number: int = 0,
        plays: bool = False,
    ) -> None:
        played = simulate(scenario or Scenario(), replicates=1, seed=seed)
        self.season = OneSeason(played.replay(number))
        self.steps = steps(self.season)
        self.picture = SeasonPicture(
            {**season_rows(self.season), "steps": step_rows(self.steps)},
            " ".join(step.sentence for step in self.steps),
            legend=words.LEGEND,
            ask=self._tell_person,
            plays=plays,
        )
        told = folded(words.TABLE, steps_table(words.CAPTION, self.steps))
        self.table = Note(text_box(told).value)
        super().__init__([self.picture, self.table])

    def _tell_person(self, asked: dict[str, int]) -> str:
        """Tell of somebody what is known by the step that is shown."""
        return person(self.season, asked["person"], self.steps[self.picture.step].kind)


def season_rows(season: OneSeason) -> dict[str, list[Any]]:
    """Turn a season into plain columns for the browser.

    Parameters
    ----------
    season : OneSeason
        Which.

    Returns
    -------
    dict of str to list
        "people": for each, type, outcome, program and round. "programs": for each, name, positions
        and how many files it receives, reads, interviews and ranks. "applications": for each,
        applicant, program, how far it got and its place on the list. "calls": for each word,
        applicant, program, and 1 for praise or 0. All in the order of the market, "you" last.
    """
    market, batch = season.market, season.batch
    programs, people = market.programs, market.applicants
    counts = [season.count(stage).tolist() for stage in (0, SCREENED_IN, INTERVIEWED, RANKED)]
    columns = (people.kind, batch.outcome[0], batch.program[0], batch.round[0])
    who, where, praise = season.words
    return {
        "people": [list(row) for row in zip(*(c.tolist() for c in columns), strict=True)],
        "programs": [
            {"name": name, "positions": int(positions), "counts": list(count)}
            for name, positions, *count in zip(
                programs.names, programs.positions, *counts, strict=True
            )
        ],
        "applications": [
            list(row)
            for row in zip(
                market.applicant.tolist(),
                market.program.tolist(),
                season.reached.tolist(),
                season.standing.tolist(),
                strict=True,
            )
        ],
        "calls": [
            list(row)
            for row in zip(who.tolist(), where.tolist(), praise.astype(int).tolist(), strict=True)
        ],
    }
