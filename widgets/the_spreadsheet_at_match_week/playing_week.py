"""A week of SOAP that plays: Monday to Thursday by the clock, everybody without a place a dot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine import Scenario, figure, simulate
from engine.market.counts import registrants_per_applicant
from widgets.charts.playing import COLUMNS, PLAYER, PlayingPicture, step_rows
from widgets.controls.make import choice, number, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.season.one_season import OneSeason
from widgets.text.numbers import counted
from widgets.text.words import IF_TRUE
from widgets.the_spreadsheet_at_match_week import week_words as words
from widgets.the_spreadsheet_at_match_week.one_soap_week import OneSoapWeek
from widgets.the_spreadsheet_at_match_week.week_people import person
from widgets.the_spreadsheet_at_match_week.week_steps import steps
from widgets.the_spreadsheet_at_match_week.without_match import by_the_clock, seasons_without_match
from widgets.the_spreadsheet_at_match_week.words import WEEK, WORLD

WEEKS = 40
BUSY_WEEK = 9  # shown first: you are on two lists, offers lapse, and a position stays open
TABLES = {"steps": TableSpec(words.TITLE, COLUMNS)}


class WeekPicture(PlayingPicture):
    """The moving part of `PlayingWeek`: people, programs, and the offers between them."""

    _esm = PLAYER + Path(__file__).with_suffix(".js").read_text("utf-8")


def rows(one: OneSoapWeek) -> Rows:
    """Turn a week into plain columns for the browser.

    Parameters
    ----------
    one : OneSoapWeek
        Which.

    Returns
    -------
    dict of str to list
        "people": for each without a place, type, program that takes them or -1, and in which round.
        "programs": for each with open positions, name, positions, and how many files it receives,
        reads and lists. "applications": for each, applicant and program as numbers of these,
        whether it was sent, read or listed (0 to 2), its place, and the rounds in which an offer
        went out and was accepted. "steps": as `step_rows` gives them. "You" are last.
    """
    week, people, programs = one.week, one.market.applicants, one.market.programs
    sent = np.ones(len(week.stage), bool)
    counts = [one.count(some)[one.programs] for some in (sent, one.read, week.listed)]
    where = np.searchsorted(one.programs, one.season.batch.program[0][one.crowd])
    round_of = week.rounds.round[one.crowd]
    who = np.searchsorted(one.crowd, week.applicant)
    to = np.searchsorted(one.programs, week.program)
    far = one.read.astype(np.int64) + week.listed
    columns = who, to, far, week.standing, week.rounds.offered, week.rounds.accepted
    place = np.where(round_of > 0, where, -1)
    return {
        "people": np.stack([people.kind[one.crowd], place, round_of], axis=1).tolist(),
        "programs": [
            {"name": programs.names[p], "positions": int(one.opened[p]), "counts": list(count)}
            for p, *count in zip(one.programs.tolist(), *(c.tolist() for c in counts), strict=True)
        ],
        "applications": np.stack(columns, axis=1).tolist(),
        "steps": step_rows(steps(one)),
    }


def describe(one: OneSoapWeek) -> str:
    """Say what the week comes to, for all and for you."""
    made, mine = one.week.rounds, one.mine(one.market.you)
    took = mine[made.accepted[mine] > 0]
    listed = int(one.week.listed[mine].sum())
    lists = counted(listed, "list") if listed else words.NO_LISTS
    you = words.YOU_NOT.format(lists=lists)
    for row in took.tolist():
        name = one.market.programs.names[one.week.program[row]]
        you = words.YOU_PLACED.format(lists=lists, program=name, round=made.accepted[row])
    return words.SENTENCE.format(
        people=len(one.crowd),
        programs=len(one.programs),
        open=one.opened.sum(),
        rounds=one.rounds,
        made=counted(int((made.offered > 0).sum()), "offer"),
        filled=int((made.accepted > 0).sum()),
        more=words.TO_REGISTRANTS.format(one.to_registrants) if one.without_list else "",
        you=you,
    )


def draw(first: Rows, sentence: str) -> WeekPicture:
    """Draw the week at its first step."""
    return WeekPicture(first, sentence, legend=words.LEGEND)


class PlayingWeek(Explorer[OneSoapWeek]):
    """Play one week of SOAP: the list, applications, files, lists, offer rounds and their answers.

    Everybody without a place is a dot, "you" are marked, and any dot can be asked who it is and why
    it is where it is. The steps can be played, paused, moved through by a slider or by the
    keyboard, and read as a table below.

    Attributes
    ----------
    world : ChoiceControl
        Whose week.
    week : NumberControl
        Which, of the seasons in which you do not match.
    registrants : ToggleControl
        Whether those take part who registered and certified no list.

    Examples
    --------
    >>> playing = PlayingWeek()
    >>> [step["title"] for step in playing.picture.rows["steps"]][:3]
    ['Monday 10 am', 'Monday 11 am', 'Tuesday 8 am']
    """

    story = Story(rows, describe, draw)
    file_name = "week-of-soap"
    tables = TABLES

    def __init__(self) -> None:
        self.week = number(WEEK, BUSY_WEEK, 1, WEEKS, 1)
        self.world = choice(WORLD, IF_TRUE, "evidence")
        registered, active = (
            int(figure(f"{who}_applicants", "all", 2026).value) for who in ("registered", "active")
        )
        told = words.REGISTRANTS_HELP.format(
            more=registered - active, registered=registered, active=active
        )
        self.registrants = toggle(words.REGISTRANTS, help=told)
        super().__init__([self.week, self.world, self.registrants])

    @property
    def scenario(self) -> Scenario:
        """Whose week it is."""
        first = by_the_clock(self.world.value)
        if not self.registrants.value:
            return first
        return first.with_assumptions(soap_without_list=round(registrants_per_applicant(), 2))

    def simulate(self) -> OneSoapWeek:
        """Open the week that is asked for."""
        season = int(seasons_without_match(self.world.value)[self.week.value - 1])
        return OneSoapWeek(OneSeason(simulate(self.scenario, replicates=1).replay(season)))

    def limits(self) -> str:
        """Say whose week this is."""
        return words.LIMITS.format(
            number=self.week.value, weeks=WEEKS, step2=self.scenario.you.step2
        )

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell of somebody what is known by the step that is shown."""
        now = steps(self.result)[self.picture.step]  # type: ignore[attr-defined]
        return person(self.result, int(self.result.crowd[asked["person"]]), now)
