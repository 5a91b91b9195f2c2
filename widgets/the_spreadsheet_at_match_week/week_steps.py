"""The steps of one week of SOAP, told by the official clock: what happens to all, and to you."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.base.codes import NOT_REACHED, STOPPED, VETOED
from engine.base.grouping import Ints
from engine.matching.soap_clock import official_clock, time_text
from widgets.charts.playing import Step
from widgets.text.numbers import counted, ordinal
from widgets.the_spreadsheet_at_match_week import week_words as words
from widgets.the_spreadsheet_at_match_week.one_soap_week import OneSoapWeek
from widgets.the_spreadsheet_at_match_week.week_people import nearest, standings, why_unread


def steps(one: OneSoapWeek) -> list[Step]:
    """Tell a week step by step, from Monday at ten until SOAP ends.

    Parameters
    ----------
    one : OneSoapWeek
        Whose SOAP "you" take part in.

    Returns
    -------
    list of Step
        Kinds: "open", "apply", "files", "lists"; for each round "offers" and "answers"; "end".
    """
    return [*_until_the_lists(one), *_rounds(one)]


def _until_the_lists(one: OneSoapWeek) -> Iterator[Step]:
    week, clock = one.week, official_clock()
    mine, sent, open_to = one.mine(one.market.you), len(one.week.stage), int(one.opened.sum())
    opening = words.OPEN_ALL.format(
        people=len(one.crowd), programs=len(one.programs), positions=open_to
    )
    yield Step(
        "open",
        time_text(clock.status),
        words.NO_LIST_ALL.format(opening, one.without_list) if one.without_list else opening,
        words.OPEN_YOU,
    )
    names = one.market.programs.names
    yours = ", ".join(names[p] for p in week.program[mine])
    files = counted(len(mine), "application")
    yield Step(
        "apply",
        time_text(clock.applications),
        words.APPLY_ALL.format(
            people=_people(week.applicant),
            sent=counted(sent, "application"),
            programs=len(one.programs),
        ),
        words.APPLY_YOU.format(words.AND.format(files, yours) if yours else words.NOTHING),
    )
    read, unread = int(one.read.sum()), int((week.stage == NOT_REACHED).sum())
    looked_at = words.FILES_ALL.format(
        stopped=int((week.stage == STOPPED).sum()), sent=sent, read=read
    )
    yours_read = int(one.read[mine].sum())
    yield Step(
        "files",
        time_text(clock.files),
        words.TIME_UP.format(looked_at, unread) if unread else looked_at,
        words.FILES_YOU.format(
            yours_read, "is" if yours_read == 1 else "are", why_unread(one, mine)
        ),
    )
    yield Step(
        "lists",
        words.LISTS.format(time_text(clock.rounds[0][0])),
        words.LISTS_ALL.format(
            read=read,
            listed=int(week.listed.sum()),
            barred=int((week.stage == VETOED).sum()) or words.NOBODY,
        ),
        words.LISTS_YOU.format(standings(one, mine) or words.ON_NO_LIST),
    )


def _rounds(one: OneSoapWeek) -> Iterator[Step]:
    week, clock, names = one.week, official_clock(), one.market.programs.names
    mine, left, opened = one.mine(one.market.you), int(one.opened.sum()), int(one.opened.sum())
    took = mine[week.rounds.accepted[mine] > 0].tolist()
    have = words.HAVE_YOU.format(names[week.program[took[-1]]]) if took else ""
    for number, (opens, closes) in enumerate(clock.rounds[: one.rounds], 1):
        out, taken = week.rounds.offered == number, week.rounds.accepted == number
        offers = words.OPENS_ALL.format(
            offers=counted(int(out.sum()), "offer goes", "offers go"),
            people=_people(week.applicant[out]),
            open=left,
        )
        yours = _named(names, week.program[mine[out[mine]]])
        before = bool(took) and int(week.rounds.accepted[took[-1]]) < number
        waits = have if before else _waits(one, mine, number)
        yield Step(
            "offers",
            words.OPENS.format(time_text(opens), number),
            offers if out.any() else words.NO_OFFERS,
            words.OFFER_YOU.format(yours) if yours else waits,
            number,
        )
        left -= int(taken.sum())
        answer = words.GONE_YOU.format(yours) if yours else have if before else words.WAIT_YOU
        if taken[mine].any():
            answer = words.ACCEPT_YOU.format(_named(names, week.program[mine[taken[mine]]]))
        yield Step(
            "answers",
            words.CLOSES.format(time_text(closes), number),
            words.CLOSES_ALL.format(
                taken=int(taken.sum()),
                refused=int((out & one.refused).sum()),
                lapsed=int((out & one.lapsed).sum()),
                left=counted(left, words.POSITION, words.POSITIONS),
            ),
            answer,
            number,
        )
    yield Step(
        "end",
        words.END.format(time_text(clock.end)),
        words.END_ALL.format(
            placed=int((week.rounds.accepted > 0).sum()),
            people=len(one.crowd),
            open=opened,
            left=f"{left} {words.STAYS if left == 1 else words.STAY}",
        ),
        have or words.END_NOT,
    )


def _waits(one: OneSoapWeek, mine: Ints, number: int) -> str:
    """Say to somebody without an offer how near the offers have come by a round."""
    row = nearest(one, mine, number)
    if row is None or one.reach(number)[one.week.program[row]] < 0:
        return words.NO_OFFER_YOU
    program = one.week.program[row]
    return words.REACH_YOU.format(
        words.NO_OFFER_YOU,
        one.market.programs.names[program],
        ordinal(int(one.week.standing[row]) + 1),
        ordinal(int(one.reach(number)[program]) + 1),
    )


def _named(names: tuple[str, ...], programs: Ints) -> str:
    return " and ".join(names[p] for p in programs.tolist())


def _people(applicants: Ints) -> str:
    return counted(len(np.unique(applicants)), "person", "people")
