"""One person in a week of SOAP: how far they came by a step, and why they are where they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.base.codes import (
    CUT,
    FILTERS,
    INTERVIEWED,
    NEVER_HERE,
    NOT_REACHED,
    STOPPED,
    TYPES,
    VETOED,
)
from engine.base.grouping import Ints
from widgets.charts.playing import Step
from widgets.text.numbers import counted, ordinal
from widgets.the_spreadsheet_at_match_week import week_words as words
from widgets.the_spreadsheet_at_match_week.one_soap_week import OneSoapWeek

_KNOWN = ("open", "apply", "files", "lists")  # each tells one more thing of a person


def person(one: OneSoapWeek, applicant: int, step: Step) -> str:
    """Tell who somebody is, how far they came by a step, and why they are where they are.

    Parameters
    ----------
    one : OneSoapWeek
        Which week.
    applicant : int
        Who, by place in the market.
    step : Step
        Of `steps`; what comes later is not told.

    Returns
    -------
    str
    """
    people, week, rows = one.market.applicants, one.week, one.mine(applicant)
    before = one.season.mine(applicant)
    listed = int((one.season.standing[before] >= 0).sum())
    met = int((one.season.reached[before] >= INTERVIEWED).sum())
    in_match = words.IN_MATCH.format(counted(met, "interview"), counted(listed, "list"))
    told = [
        words.PERSON.format(
            (words.WHO_YOU if applicant == one.market.you else words.WHO).format(
                TYPES[people.kind[applicant]]
            ),
            int(people.step2[applicant]),
            in_match if one.market.certifies[applicant] else words.NO_LIST,
        ),
        words.SENT.format(counted(len(rows), "application")),
        words.READ_ONE.format(int(one.read[rows].sum()), why_unread(one, rows)),
        _listing(one, rows),
    ]
    if step.kind in _KNOWN:
        return " ".join(told[: _KNOWN.index(step.kind) + 1])
    number = step.round or one.rounds
    told += _offers(one, rows, number, step.kind != "offers")
    if step.kind == "end" and not (week.rounds.accepted[rows] > 0).any():
        told += [words.NO_PLACE, *_ended(one, rows)]
    return " ".join(told)


def _listing(one: OneSoapWeek, rows: Ints) -> str:
    """Say on which lists somebody stands, or why on none of those that read the file."""
    if one.week.listed[rows].any():
        number = counted(int(one.week.listed[rows].sum()), "list")
        return words.LISTED_ONE.format(number, standings(one, rows))
    stage = one.week.stage[rows]
    cut, barred = (int(np.isin(stage, some).sum()) for some in ((NEVER_HERE, CUT), (VETOED,)))
    why = [text.format(n) for text, n in ((words.CUT, cut), (words.BARRED, barred)) if n]
    return words.ON_NONE.format(f" ({', '.join(why)})" if why else "")


def _offers(one: OneSoapWeek, rows: Ints, until: int, answered: bool) -> Iterator[str]:
    """Tell the offers to somebody up to a round, and what came of those that were answered."""
    rounds, names = one.week.rounds, one.market.programs.names
    for number in range(1, until + 1):
        for row in rows[rounds.offered[rows] == number].tolist():
            text = words.OFFERED
            if number < until or answered:
                text = words.LAPSED if one.lapsed[row] else words.REFUSED
                text = words.ACCEPTED if rounds.accepted[row] else text
            yield text.format(number, names[one.week.program[row]])


def nearest(one: OneSoapWeek, rows: Ints, number: int) -> int | None:
    """Return the row of the list on which the offers came nearest to somebody by a round."""
    waits = rows[one.week.listed[rows] & (one.week.rounds.offered[rows] == 0)]
    if not len(waits):
        return None
    behind = one.week.standing[waits] - one.reach(number)[one.week.program[waits]]
    return int(waits[np.argmin(behind)])


def _ended(one: OneSoapWeek, rows: Ints) -> Iterator[str]:
    """Say where the offers ended on the list that came nearest to somebody."""
    row = nearest(one, rows, one.rounds)
    if row is None:
        return
    program, place = int(one.week.program[row]), int(one.week.standing[row])
    name, end = one.market.programs.names[program], int(one.reach(one.rounds)[program])
    if end < 0:
        yield words.NO_OFFER_MADE.format(name)
        return
    standing = f"{ordinal(place + 1)} of {one.list_length[program]}"
    changed = words.CHANGED if place < end else ""
    yield words.NEAREST.format(name, standing, ordinal(end + 1), changed)


def standings(one: OneSoapWeek, rows: Ints) -> str:
    """Name the lists that somebody stands on, and where."""
    names = one.market.programs.names
    return ", ".join(
        words.STANDING.format(
            ordinal(int(one.week.standing[row]) + 1),
            one.list_length[one.week.program[row]],
            names[one.week.program[row]],
        )
        for row in rows[one.week.listed[rows]].tolist()
    )


def why_unread(one: OneSoapWeek, rows: Ints) -> str:
    """Say what kept the files of somebody from being read, in brackets."""
    stopped = np.bincount(one.week.stopped[rows][one.week.stage[rows] == STOPPED])
    by_filter = [f"{count} {FILTERS[code]}" for code, count in enumerate(stopped.tolist()) if count]
    late = int((one.week.stage[rows] == NOT_REACHED).sum())
    why = [words.STOPPED_BY.format(", ".join(by_filter))] if by_filter else []
    why += [words.LATE.format(late)] if late else []
    return f" ({'; '.join(why)})" if why else ""
