"""The steps of one season, told: what happens to everybody, and what happens to you."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    APPLIED,
    FILTERS,
    INTERVIEWED,
    MATCHED,
    PREMATCH,
    SCREENED_IN,
    SOAP,
    TYPES,
    UNPLACED,
)
from engine.season.ends import lacking
from engine.season.filters import stopped_by
from engine.season.stages import positions_left
from widgets.charts.playing import Step
from widgets.season import playing_words as words
from widgets.season.fate import end_text
from widgets.season.one_season import OneSeason, nearest
from widgets.text.numbers import counted, ordinal

Places = NDArray[np.int32]


def steps(season: OneSeason) -> list[Step]:
    """Tell a season step by step, from the applications to the end.

    Parameters
    ----------
    season : OneSeason
        Which.

    Returns
    -------
    list of Step
        Early offers only where somebody signed one; of SOAP the rounds in which places were filled.
    """
    return [*_until_the_lists(season), *_from_the_match_on(season)]


def _until_the_lists(season: OneSeason) -> Iterator[Step]:
    market, reached, you = season.market, season.reached, season.market.you
    mine = season.mine(you)
    sent, people = len(reached), int(market.certifies.sum())
    names = market.programs.names
    programs = market.program[mine]
    yield Step(
        "apply",
        words.APPLY,
        words.APPLY_ALL.format(people=people, sent=f"{sent:,}", programs=len(names)),
        words.APPLY_YOU.format(len(programs)),
    )
    stopped = int((reached == APPLIED).sum())
    codes = stopped_by(market.applicants, market.programs, market.applicant[mine], programs)
    unread = codes[reached[mine] < SCREENED_IN]
    by_filter = [
        f"{count} {FILTERS[code]}"
        for code, count in enumerate(np.bincount(unread, minlength=len(FILTERS)).tolist())
        if count
    ]
    yield Step(
        "filters",
        words.FILTERS,
        words.FILTERS_ALL.format(stopped=f"{stopped:,}", sent=f"{sent:,}"),
        words.FILTERS_YOU.format(
            len(programs) - len(unread), ", ".join(by_filter) or words.NONE_STOPPED
        ),
    )
    who, where, praise = season.words
    about = ", ".join(names[p] for p in sorted(set(where[who == you].tolist())))
    yield Step(
        "calls",
        words.CALLS,
        words.CALLS_ALL.format(
            words=counted(len(who), "word"),
            people=counted(len(set(who.tolist())), "person", "people"),
            warnings=int((~praise).sum()),
        ),
        words.CALLS_YOU.format(about or words.NO_WORD),
    )
    met = reached >= INTERVIEWED
    with_any = set(market.applicant[met].tolist())
    visited = [names[p] for p in programs[met[mine]]]
    yield Step(
        "interviews",
        words.INTERVIEWS,
        words.INTERVIEWS_ALL.format(held=f"{int(met.sum()):,}", without=people - len(with_any)),
        words.INTERVIEWS_YOU.format(
            f"{len(visited)}: {', '.join(visited)}" if visited else words.NO_INTERVIEW
        ),
    )
    standing = season.standing
    lists = [
        f"{ordinal(int(place) + 1)} of {season.list_length[program]} at {names[program]}"
        for place, program in zip(standing[mine], programs, strict=True)
        if place >= 0
    ]
    yield Step(
        "lists",
        words.LISTS,
        words.LISTS_ALL.format(
            ranked=f"{int((standing >= 0).sum()):,}", held=f"{int(met.sum()):,}"
        ),
        words.LISTS_YOU.format(", ".join(lists) or words.NOT_RANKED),
    )


def _from_the_match_on(season: OneSeason) -> Iterator[Step]:
    market, batch, you = season.market, season.batch, season.market.you
    outcome, program = batch.outcome[0], batch.program[0]
    rounds = np.stack([batch.round[0], batch.second_round[0]])
    names, ended, where = market.programs.names, int(outcome[you]), int(program[you])
    positions = int(market.programs.positions.sum())
    early, matched = (int((outcome == code).sum()) for code in (PREMATCH, MATCHED))
    if early:
        signed = words.SIGN.format(names[where]) if ended == PREMATCH else words.DO_NOT_SIGN
        yield Step(
            "early", words.EARLY, words.EARLY_ALL.format(counted(early, "person", "people")),
            words.EARLY_YOU.format(signed),
        )  # fmt: skip
    lacks = _lacks(season, batch.before_soap, batch.first_year, you)
    your_match = words.MATCH_GONE if ended == PREMATCH else words.MATCH_NO
    if ended == MATCHED:
        mine = season.mine(you)
        nth = int(season.choice[mine][market.program[mine] == where][0])
        beside = int(batch.first_year[0, you])
        part = words.BESIDE.format(names[beside]) if beside >= 0 else words.MISSING[lacks]
        your_match = words.MATCH_YOU.format(names[where], ordinal(nth + 1))
        your_match = f"{your_match}; {part}" if part else your_match
    left = int(positions_left(market, batch.before_soap, batch.first_year).sum())
    yield Step(
        "match",
        words.MATCH,
        words.MATCH_ALL.format(matched=matched, open=left, positions=positions),
        your_match,
    )
    held = _held(season, you)
    for number in range(1, int(rounds.max(initial=0)) + 1):
        filled = int((rounds == number).sum())
        taken = [names[program] for program, late in held if 0 < late <= number]
        yours = words.SOAP_WAIT if lacks else words.SOAP_NOT
        if taken:
            yours = words.SOAP_YOU.format(words.AND.join(taken))
        yield Step(
            "soap",
            words.SOAP.format(number),
            words.SOAP_ALL.format(filled=filled, open=left),
            yours,
            number,
        )
        left -= filled
    without = int((outcome == UNPLACED).sum())
    everybody = words.END_ALL.format(placed=len(outcome) - without, without=without)
    registrants = int((~market.certifies).sum())
    end = words.AND.join(names[program] for program, _ in held)
    end = words.PLACED.format(end) if held else words.UNPLACED
    yield Step(
        "end",
        words.END,
        words.END_REGISTRANTS.format(everybody, registrants) if registrants else everybody,
        words.END_YOU.format(end),
    )


def _held(season: OneSeason, applicant: int) -> list[tuple[int, int]]:
    """Which programs somebody is at in the end, and the round of SOAP of each; 0 = before."""
    batch = season.batch
    places = ((batch.program, batch.round), (batch.second, batch.second_round))
    both = [(int(where[0, applicant]), int(rounds[0, applicant])) for where, rounds in places]
    return [place for place in both if place[0] >= 0]


def _lacks(season: OneSeason, place: Places, second: Places, applicant: int) -> int:
    """Which years of training somebody lacks who holds these, each (R, A): bits."""
    return int(lacking(season.market.programs, place[0, applicant], second[0, applicant]))


def _second(season: OneSeason, applicant: int) -> str:
    """Tell of somebody's second place, or of what is missing to the end of the season."""
    batch, names = season.batch, season.market.programs.names
    missing = words.MISSING[_lacks(season, batch.program, batch.second, applicant)]
    if missing:
        return f" {missing.capitalize()}."
    places = _held(season, applicant)
    if len(places) < 2:
        return ""
    program, late = places[1]
    if late:
        return f" {words.ALSO_IN_SOAP.format(names[program], late)}"
    beside = words.BESIDE.format(names[program])
    return f" {beside[0].upper()}{beside[1:]}."


_KNOWN = ("apply", "filters", "interviews", "lists")  # each tells one more thing of a person


def person(season: OneSeason, applicant: int, kind: str = "end") -> str:
    """Tell who somebody is, how far they came by a kind of step, and why they are where they are.

    Parameters
    ----------
    season : OneSeason
        Which.
    applicant : int
        Who, by place in the market.
    kind : str, default "end"
        Of the step; what comes later is not told.

    Returns
    -------
    str
    """
    market, batch = season.market, season.batch
    mine, names = season.mine(applicant), market.programs.names
    reached, standing, programs = season.reached[mine], season.standing[mine], market.program[mine]
    facts = [
        counted(len(reached), "application"),
        words.READ.format(int((reached >= SCREENED_IN).sum())),
        counted(int((reached >= INTERVIEWED).sum()), "interview"),
        words.ON_LISTS.format(counted(int((standing >= 0).sum()), "list")),
    ]
    if not market.certifies[applicant]:
        facts = [words.REGISTERED]
    before = {"calls": "filters"}.get(kind, kind)
    known = _KNOWN.index(before) + 1 if before in _KNOWN else len(facts)
    who = words.WHO_YOU if applicant == market.you else words.WHO
    told = words.PERSON.format(
        who.format(TYPES[market.applicants.kind[applicant]]),
        int(market.applicants.step2[applicant]),
        ", ".join(facts[:known]),
    )
    if before in _KNOWN:
        return told
    ended, where = int(batch.outcome[0, applicant]), int(batch.program[0, applicant])
    if ended == PREMATCH:
        return f"{told} {words.AT_EARLY.format(names[where])}"
    if ended == SOAP:
        number = int(batch.round[0, applicant])
        return f"{told} {words.AT_SOAP.format(names[where], number)}{_second(season, applicant)}"
    listed = np.flatnonzero(standing >= 0)
    if ended == MATCHED:
        nth = int(np.flatnonzero(programs == where)[0])
        choices = int((season.choice[mine] >= 0).sum())
        rank = _standing(season, int(standing[nth]), where)
        own = int(season.choice[mine][nth]) + 1
        matched = words.AT_MATCH.format(names[where], own, choices, rank)
        return f"{told} {matched}{_second(season, applicant)}"
    if not len(listed):
        return f"{told} {words.AT_NONE}"
    behind = standing[listed] - season.list_end[programs[listed]]
    nth = int(listed[nearest(behind, market.programs.preliminary[programs[listed]])])
    rank = _standing(season, int(standing[nth]), int(programs[nth]))
    return f"{told} {words.AT_NONE} {words.NEAREST.format(names[programs[nth]], rank)}"


def _standing(season: OneSeason, place: int, program: int) -> str:
    length, end = int(season.list_length[program]), int(season.list_end[program])
    return words.STANDING.format(ordinal(place + 1), length, end_text(end, length))
