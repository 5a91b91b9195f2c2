"""The official rounds of SOAP: offers in list order, answers, nothing repeated.

What happens in a round, and the rule behind it:

1. Only programs file a list; applicants file none (R13).
2. When a round opens, each program's offers go out through the official system
   alone, in list order, to as many applicants still available as it has open
   positions. A program may not ask beforehand whether an offer would be taken
   (R5), so nothing here lets an offer depend on the answer.
3. An applicant may hold several offers, accepts one or none, and an acceptance
   binds. What is refused or left to lapse is never offered again by that
   program (R13), and the position waits for the next round.
4. There are four rounds (R12).

R5: NRMP, "Can programs ask me to commit to a SOAP offer prior to the offer
being extended to me through the R3 system?". R12: NRMP, "Fourth Offer Round
Added". R13: OU College of Medicine, "SOAP" (a secondary source).

This module knows the rules only. Who applies, how lists come about and what
people answer is behavior, and is given to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import MarketError, raise_if_any
from engine.base.grouping import Ints, group_sizes, ranges
from engine.base.names import same_text
from engine.base.settings import number_problem, shown
from engine.matching.keys import whole_arrays
from engine.matching.reading import read_counts, read_lists

ROUNDS = 4
_MOST_ROUNDS = 1_000_000_000

Answer = Callable[[str, list[str], int], "str | None"]


@dataclass(frozen=True)
class Soap:
    """What came of the offer rounds."""

    # Round, program, applicant, and "accepted" or "declined" (which includes lapsed): by round,
    # then program, then place on its list.
    offers: list[tuple[int, str, str, str]]
    placed: dict[str, str | None]  # program of everybody on a list, in the order of names
    unfilled: dict[str, int]  # positions of every program that are still open


@dataclass(frozen=True)
class OfferRounds:
    """What came of the offer rounds, as arrays."""

    placed: Ints  # (A,): program that each applicant accepted, the last of two, or -1
    round: Ints  # (A,): round of that, from 1; 0 = none
    offered: Ints  # (E,): round in which each row's offer went out, from 1; 0 = none
    filled: Ints  # (rounds, P): positions that each program filled in each round
    accepted: Ints  # (E,): round in which each row's offer was accepted, from 1; 0 = none


def run_soap(
    lists: Mapping[str, Sequence[str]],
    positions: Mapping[str, int],
    answer: Answer,
    rounds: int = ROUNDS,
) -> Soap:
    """Run the offer rounds, asking every applicant with offers for an answer.

    Parameters
    ----------
    lists : mapping of str to list of str
        Each program's preference list, best first.
    positions : mapping of str to int
        Each program's open positions, zero or more.
    answer : callable
        ``answer(applicant, offers, round)`` returns the offer that is accepted,
        or None to let all lapse. `offers` are program names in alphabetical
        order; applicants are asked in alphabetical order; rounds count from 1.
        What it raises arrives as the cause of a `MarketError`.
    rounds : int, default 4
        Number of rounds, at least 1; they end early when nothing can go out any more.

    Returns
    -------
    Soap
        Offers, placements and the positions left.

    Raises
    ------
    MarketError
        Listing every fault of the input; or when an answer is not one of the
        offers.

    Examples
    --------
    Ana lets the first offer lapse; it goes to Bo in round 2 and never returns.

    >>> def answer(applicant, offers, round):
    ...     return None if applicant == "Ana" else offers[0]
    >>> result = run_soap({"City": ["Ana", "Bo"]}, {"City": 1}, answer)
    >>> result.offers
    [(1, 'City', 'Ana', 'declined'), (2, 'City', 'Bo', 'accepted')]
    >>> result.placed, result.unfilled
    ({'Ana': None, 'Bo': 'City'}, {'City': 0})
    """
    problems: list[str] = []
    read = read_lists(lists, "lists", problems)
    left = read_counts(positions, "positions", "number of positions", read, problems)
    problems += _rounds_problem(rounds)
    if not callable(answer):
        problems.append("answer must be a function of applicant, offers and round")
    raise_if_any(problems)
    waiting = {program: list(listed) for program, listed in read.items()}
    placed: dict[str, str | None] = dict.fromkeys(
        sorted({name for listed in read.values() for name in listed})
    )
    offers: list[tuple[int, str, str, str]] = []
    for number in range(1, rounds + 1):
        going_out: list[tuple[str, str]] = []
        for program in sorted(waiting):
            here = [name for name in waiting[program] if placed[name] is None]
            going_out += [(program, name) for name in here[: left[program]]]
            waiting[program] = here[left[program] :]
        if not going_out:
            break  # nor will anything go out later
        held: dict[str, list[str]] = {}
        for program, name in going_out:
            held.setdefault(name, []).append(program)
        for name in sorted(held):
            placed[name] = _answered(answer, name, held[name], number, problems)
        raise_if_any(problems)
        for program, name in going_out:
            took = placed[name] == program
            left[program] -= took
            offers.append((number, program, name, "accepted" if took else "declined"))
    return Soap(offers, placed, {program: left[program] for program in read})


def _answered(
    answer: Answer, name: str, offers: list[str], number: int, problems: list[str]
) -> str | None:
    """Ask one applicant; note an answer that is none of the offers."""
    try:
        said = answer(name, list(offers), number)
    except Exception as error:  # theirs, whatever it is; the cause stays with it
        failed = f"answer failed for {shown(name)} in round {number}: {shown(error)}"
        raise MarketError([*problems, failed]) from error
    if said is None:
        return None
    for offer in offers:
        if isinstance(said, str) and same_text(said) == same_text(offer):
            return offer
    problems.append(
        f"{shown(name)} answered {shown(said)} in round {number}; "
        f"it must be None or one of {shown(offers)}"
    )
    return None


def offer_rounds(
    program: ArrayLike,
    applicant: ArrayLike,
    standing: ArrayLike,
    preference_key: ArrayLike,
    open_positions: ArrayLike,
    answers: ArrayLike,
    rounds: int = ROUNDS,
    *,
    applicants: int,
    covers: ArrayLike | None = None,
    lacks: ArrayLike | None = None,
) -> OfferRounds:
    """Run the offer rounds of many markets at once, laid out as a block diagonal.

    A row is one SOAP application, one per pair of the A applicants and the P programs; those of
    a second market are numbered after those of the first. `standing` is the place on the
    program's preference list, -1 = not listed, shape (E,), or (rounds, E) where programs change
    their lists between rounds; `preference_key` is the applicant's order of programs: smaller is
    better, equal ones go to the earlier row. `answers`, shape (E,) or (rounds, E), is False where
    the applicant would let an offer lapse; of the others, the most liked one is accepted.
    `open_positions` is what each program has before round 1. `covers`, shape (P,), and `lacks`,
    shape (A,), are the years of training that positions cover and that people look for, as in
    `engine.matching.positions`; all the same where they are not given.

    One position; applicant 0 lets the offer lapse, applicant 1 takes it in round 2:

    >>> result = offer_rounds([0, 0], [0, 1], [0, 1], [0, 0], [1], [False, True], applicants=2)
    >>> result.placed, result.round
    (array([-1,  0]), array([0, 2]))
    """
    where, who, preference_key, opened = whole_arrays(
        program=program,
        applicant=applicant,
        preference_key=preference_key,
        open_positions=open_positions,
    )
    will, place = np.asarray(answers), np.asarray(standing)
    parts = (
        (np.ones(opened.size) if covers is None else covers),
        (np.ones(max(applicants, 0)) if lacks is None else lacks),
    )
    covered, lacking = (np.array(part, np.int64) for part in parts)
    _refuse_misfits(where, who, place, preference_key, opened, will, rounds, applicants)
    raise_if_any(
        f"{name} has shape {part.shape}; ({size},) fits"
        for name, part, size in (("covers", covered, opened.size), ("lacks", lacking, applicants))
        if part.shape != (size,)
    )
    left = opened.copy()
    rows = where.size
    placed = np.full(applicants, -1, np.int64)
    accepted_in = np.zeros(applicants, np.int64)
    offered, accepted = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    filled = np.zeros((rounds, left.size), np.int64)
    will = np.broadcast_to(will.astype(bool, copy=False), (rounds, rows))
    lists = np.broadcast_to(place.astype(np.int64, copy=False), (rounds, rows))
    wanted = covered[where]
    order = _list_order(where, lists[0], left, wanted & ~lacking[who] == 0)
    for number in range(rounds):
        if number and place.ndim == 2:
            useful = (offered == 0) & (wanted & ~lacking[who] == 0)
            order = _list_order(where, lists[number], left, useful)
        at = where[order]
        edges = np.searchsorted(at, np.arange(left.size + 1))
        going = np.minimum(left, np.diff(edges))
        window = ranges(edges[:-1], going)
        out = order[window]
        offered[out] = number + 1
        taken = _most_liked(out[will[number, out]], who, preference_key, applicants)
        placed[who[taken]] = where[taken]
        accepted_in[who[taken]] = accepted[taken] = number + 1
        lacking[who[taken]] &= ~wanted[taken]
        filled[number] = group_sizes(where[taken], left.size)
        left -= filled[number]
        # What was offered, full programs and who lacks nothing there any more drop out.
        stays = left[at] > 0
        stays[window] = False
        stays[stays] = wanted[order[stays]] & ~lacking[who[order[stays]]] == 0
        order = order[stays]
    return OfferRounds(placed, accepted_in, offered, filled, accepted)


def _rounds_problem(rounds: object) -> list[str]:
    """Say what is wrong with a number of rounds, if anything is."""
    problem = number_problem("rounds", rounds, 1, _MOST_ROUNDS, whole=True)
    return [] if problem is None else [problem]


def _refuse_misfits(
    where: Ints,
    who: Ints,
    place: NDArray[Any],
    preference_key: Ints,
    opened: Ints,
    will: NDArray[np.bool_],
    rounds: int,
    applicants: int,
) -> None:
    """Refuse arrays that do not describe a table of applications."""
    rows, problems = where.size, _rounds_problem(rounds)
    if will.dtype.kind != "b" and will.size:
        problems.append("answers must be True or False for each row")
    elif will.shape not in ((rows,), (rounds, rows)):
        problems.append(f"answers has shape {will.shape}; ({rows},) or ({rounds}, {rows}) fits")
    problems += [
        f"{name} has {column.size} rows but program has {rows}"
        for name, column in (
            ("applicant", who),
            ("standing", place),
            ("preference_key", preference_key),
        )
        if column.size != rows and column.ndim < 2
    ]
    if place.size and place.dtype.kind not in "iu":
        problems.append("standing must be whole numbers")
    elif place.ndim > 1 and place.shape != (rounds, rows):
        problems.append(f"standing has shape {place.shape}; ({rows},) or ({rounds}, {rows}) fits")
    problems += [
        f"{name} must be from 0 to {top - 1}"
        for name, column, top in (("program", where, opened.size), ("applicant", who, applicants))
        if column.size and (column.min() < 0 or column.max() >= top)
    ]
    if rows and place.size and place.min() < -1:
        problems.append("standing must be 0 or more, or -1 for not listed")
    if opened.size and opened.min() < 0:
        problems.append("open_positions must be zero or more")
    raise_if_any(problems)


def _list_order(where: Ints, place: Ints, left: Ints, useful: NDArray[np.bool_]) -> Ints:
    """Sort the useful rows on lists of programs with open positions: by program, place, row."""
    listed = np.flatnonzero((place >= 0) & (left[where] > 0) & useful)
    if not listed.size:
        return listed
    row_bits = int(where.size).bit_length()
    place_bits = int(place.max()).bit_length()
    if int(where.max()).bit_length() + place_bits + row_bits > 63:
        return listed[np.lexsort((place[listed], where[listed]))]
    # One sort of one integer per row is many times faster than a sort by two columns.
    key = ((where[listed] << place_bits | place[listed]) << row_bits) | listed
    key.sort()
    key &= (1 << row_bits) - 1
    return key


def _most_liked(rows: Ints, who: Ints, preference_key: Ints, applicants: int) -> Ints:
    """Of the offers in `rows`, the one that each applicant likes best."""
    top = np.iinfo(np.int64).max
    best = np.full(applicants, top, np.int64)
    np.minimum.at(best, who[rows], preference_key[rows])
    rows = rows[preference_key[rows] == best[who[rows]]]
    first = np.full(applicants, top, np.int64)
    np.minimum.at(first, who[rows], rows)
    winners: Ints = rows[first[who[rows]] == rows]
    return winners
