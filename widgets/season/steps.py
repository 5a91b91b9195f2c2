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
    return [
        _apply(season),
        _filters(season),
        _calls(season),
        _interviews(season),
        _lists(season),
        *_early(season),
        _match(season),
        *_soap(season),
        _end(season),
    ]


def _apply(season: OneSeason) -> Step:
    market = season.market
    everybody = words.APPLY_ALL.format(
        people=int(market.certifies.sum()),
        sent=f"{len(season.reached):,}",
        programs=len(market.programs.names),
    )
    yours = words.APPLY_YOU.format(len(season.reached[season.mine(market.you)]))
    return Step("apply", words.APPLY, everybody, yours)


def _filters(season: OneSeason) -> Step:
    market, reached, mine = season.market, season.reached, season.mine(season.market.you)
    programs = market.program[mine]
    codes = stopped_by(market.applicants, market.programs, market.applicant[mine], programs)
    unread = codes[reached[mine] < SCREENED_IN]
    by_filter = [
        f"{count} {FILTERS[code]}"
        for code, count in enumerate(np.bincount(unread, minlength=len(FILTERS)).tolist())
        if count
    ]
    stopped = int((reached == APPLIED).sum())
    everybody = words.FILTERS_ALL.format(stopped=f"{stopped:,}", sent=f"{len(reached):,}")
    yours = words.FILTERS_YOU.format(
        len(programs) - len(unread), ", ".join(by_filter) or words.NONE_STOPPED
    )
    return Step("filters", words.FILTERS, everybody, yours)


def _calls(season: OneSeason) -> Step:
    who, where, praise = season.words
    names = season.market.programs.names
    about = ", ".join(names[p] for p in sorted(set(where[who == season.market.you].tolist())))
    everybody = words.CALLS_ALL.format(
        words=counted(len(who), "word"),
        people=counted(len(set(who.tolist())), "person", "people"),
        warnings=int((~praise).sum()),
    )
    return Step("calls", words.CALLS, everybody, words.CALLS_YOU.format(about or words.NO_WORD))


def _interviews(season: OneSeason) -> Step:
    market, met = season.market, season.reached >= INTERVIEWED
    without = int(market.certifies.sum()) - len(set(market.applicant[met].tolist()))
    mine = season.mine(market.you)
    visited = [market.programs.names[p] for p in market.program[mine][met[mine]]]
    said = f"{len(visited)}: {', '.join(visited)}" if visited else words.NO_INTERVIEW
    everybody = words.INTERVIEWS_ALL.format(held=f"{int(met.sum()):,}", without=without)
    return Step("interviews", words.INTERVIEWS, everybody, words.INTERVIEWS_YOU.format(said))


def _lists(season: OneSeason) -> Step:
    market, standing, mine = season.market, season.standing, season.mine(season.market.you)
    lists = [
        f"{ordinal(int(place) + 1)} of {season.list_length[program]} "
        f"at {market.programs.names[program]}"
        for place, program in zip(standing[mine], market.program[mine], strict=True)
        if place >= 0
    ]
    everybody = words.LISTS_ALL.format(
        ranked=f"{int((standing >= 0).sum()):,}",
        held=f"{int((season.reached >= INTERVIEWED).sum()):,}",
    )
    yours = words.LISTS_YOU.format(", ".join(lists) or words.NOT_RANKED)
    return Step("lists", words.LISTS, everybody, yours)


def _early(season: OneSeason) -> Iterator[Step]:
    """Tell of early offers, where somebody signed one."""
    batch, you = season.batch, season.market.you
    early = int((batch.outcome[0] == PREMATCH).sum())
    if not early:
        return
    signed = words.DO_NOT_SIGN
    if batch.outcome[0, you] == PREMATCH:
        signed = words.SIGN.format(season.market.programs.names[int(batch.program[0, you])])
    everybody = words.EARLY_ALL.format(counted(early, "person", "people"))
    yield Step("early", words.EARLY, everybody, words.EARLY_YOU.format(signed))


def _match(season: OneSeason) -> Step:
    market, batch, you = season.market, season.batch, season.market.you
    ended, where = int(batch.outcome[0, you]), int(batch.program[0, you])
    names = market.programs.names
    yours = words.MATCH_GONE if ended == PREMATCH else words.MATCH_NO
    if ended == MATCHED:
        mine = season.mine(you)
        nth = int(season.choice[mine][market.program[mine] == where][0])
        beside = int(batch.first_year[0, you])
        lacks = _lacks_after_the_match(season)
        part = words.BESIDE.format(names[beside]) if beside >= 0 else words.MISSING[lacks]
        yours = words.MATCH_YOU.format(names[where], ordinal(nth + 1))
        yours = f"{yours}; {part}" if part else yours
    everybody = words.MATCH_ALL.format(
        matched=int((batch.outcome[0] == MATCHED).sum()),
        open=_open_after_the_match(season),
        positions=int(market.programs.positions.sum()),
    )
    return Step("match", words.MATCH, everybody, yours)


def _soap(season: OneSeason) -> Iterator[Step]:
    """Tell of the rounds in which places were filled, and of those before."""
    batch, you = season.batch, season.market.you
    rounds = np.stack([batch.round[0], batch.second_round[0]])
    left, held = _open_after_the_match(season), _held(season, you)
    waits = words.SOAP_WAIT if _lacks_after_the_match(season) else words.SOAP_NOT
    for number in range(1, int(rounds.max(initial=0)) + 1):
        filled = int((rounds == number).sum())
        names = season.market.programs.names
        taken = [names[program] for program, late in held if 0 < late <= number]
        yours = words.SOAP_YOU.format(words.AND.join(taken)) if taken else waits
        everybody = words.SOAP_ALL.format(filled=filled, open=left)
        yield Step("soap", words.SOAP.format(number), everybody, yours, number)
        left -= filled


def _end(season: OneSeason) -> Step:
    market, outcome = season.market, season.batch.outcome[0]
    without = int((outcome == UNPLACED).sum())
    everybody = words.END_ALL.format(placed=len(outcome) - without, without=without)
    if registrants := int((~market.certifies).sum()):
        everybody = words.END_REGISTRANTS.format(everybody, registrants)
    held = [market.programs.names[program] for program, _ in _held(season, market.you)]
    end = words.PLACED.format(words.AND.join(held)) if held else words.UNPLACED
    return Step("end", words.END, everybody, words.END_YOU.format(end))


def _lacks_after_the_match(season: OneSeason) -> int:
    """Which part of their training you lack when the Match is over."""
    batch = season.batch
    return _lacks(season, batch.before_soap, batch.first_year, season.market.you)


def _open_after_the_match(season: OneSeason) -> int:
    """How many positions are open when the Match is over."""
    batch = season.batch
    return int(positions_left(season.market, batch.before_soap, batch.first_year).sum())


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
