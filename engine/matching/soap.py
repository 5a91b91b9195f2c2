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
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import refuse_if_any
from engine.base.grouping import ranges
from engine.matching.reading import read_counts, read_lists

ROUNDS = 4

Ints = NDArray[np.int64]
Answer = Callable[[str, list[str], int], "str | None"]


@dataclass(frozen=True)
class Soap:
    """What came of the offer rounds.

    Attributes
    ----------
    offers : list of (int, str, str, str)
        Round, program, applicant, and ``"accepted"`` or ``"declined"`` (which
        includes lapsed): by round, then program, then place on its list.
    placed : dict of str to (str or None)
        Program of every applicant that is on a list, in the order of names.
    unfilled : dict of str to int
        Positions of every program that are still open.
    """

    offers: list[tuple[int, str, str, str]]
    placed: dict[str, str | None]
    unfilled: dict[str, int]


@dataclass(frozen=True)
class OfferRounds:
    """What came of the offer rounds, as arrays.

    Attributes
    ----------
    placed : ndarray of int64, shape (A,)
        Program of each applicant, or -1.
    round : ndarray of int64, shape (A,)
        Round in which each applicant accepted, from 1; 0 = none.
    offered : ndarray of int64, shape (E,)
        Round in which each row's offer went out, from 1; 0 = none.
    filled : ndarray of int64, shape (rounds, P)
        Positions that each program filled in each round.
    """

    placed: Ints
    round: Ints
    offered: Ints
    filled: Ints


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
    rounds : int, default 4
        Number of rounds, at least 1.

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
    _check_rounds(rounds, problems)
    if not callable(answer):
        problems.append("answer must be a function of applicant, offers and round")
    refuse_if_any(problems)
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
        held: dict[str, list[str]] = {}
        for program, name in going_out:
            held.setdefault(name, []).append(program)
        for name in sorted(held):
            accepted = answer(name, list(held[name]), number)
            if accepted is not None and accepted not in held[name]:
                problems.append(
                    f"{name!r} answered {accepted!r} in round {number}; "
                    f"it must be None or one of {held[name]}"
                )
            placed[name] = accepted
        refuse_if_any(problems)
        for program, name in going_out:
            took = placed[name] == program
            left[program] -= took
            offers.append((number, program, name, "accepted" if took else "declined"))
    return Soap(offers, placed, {program: left[program] for program in read})


def offer_rounds(
    program: ArrayLike,
    applicant: ArrayLike,
    standing: ArrayLike,
    liking: ArrayLike,
    open_positions: ArrayLike,
    answers: ArrayLike,
    rounds: int = ROUNDS,
    *,
    applicants: int,
) -> OfferRounds:
    """Run the offer rounds of many markets at once.

    A row is one SOAP application. Several markets are laid out as a block
    diagonal: the programs and the applicants of the second are numbered after
    those of the first.

    Parameters
    ----------
    program, applicant : array_like of int, shape (E,)
        Program and applicant of each row; one row per pair.
    standing : array_like of int, shape (E,)
        Place on that program's preference list: smaller is better, -1 = not
        listed. Equal places go to the earlier row.
    liking : array_like of int, shape (E,)
        The applicant's order of programs: smaller is better. Equal ones go to
        the earlier row.
    open_positions : array_like of int, shape (P,)
        Positions open before round 1.
    answers : array_like of bool, shape (E,) or (rounds, E)
        False = the applicant lets an offer from that program lapse (in that
        round). Of the others, the most liked one is accepted.
    rounds : int, default 4
        Number of rounds.
    applicants : int
        Number of applicants, A.

    Returns
    -------
    OfferRounds
        Placements, rounds, and the positions filled in each round.

    Raises
    ------
    MarketError
        If the arrays do not fit together.

    Examples
    --------
    One position; applicant 0 lets the offer lapse, applicant 1 takes it in round 2.

    >>> result = offer_rounds([0, 0], [0, 1], [0, 1], [0, 0], [1], [False, True], applicants=2)
    >>> result.placed, result.round
    (array([-1,  0]), array([0, 2]))
    """
    columns = [np.asarray(a) for a in (program, applicant, standing, liking, open_positions)]
    will = np.asarray(answers)
    _refuse_misfits(columns, will, rounds, applicants)
    where, who, place, wish = (column.astype(np.int64, copy=False) for column in columns[:4])
    left = columns[4].astype(np.int64)
    rows = where.size
    placed = np.full(applicants, -1, np.int64)
    accepted_in = np.zeros(applicants, np.int64)
    offered = np.zeros(rows, np.int64)
    filled = np.zeros((rounds, left.size), np.int64)
    will = np.broadcast_to(will.astype(bool, copy=False), (rounds, rows))
    order = _list_order(where, place, left)
    at = where[order]
    for number in range(rounds):
        edges = np.searchsorted(at, np.arange(left.size + 1))
        going = np.minimum(left, np.diff(edges))
        window = ranges(edges[:-1], going)
        out = order[window]
        offered[out] = number + 1
        taken = _most_liked(out[will[number, out]], who, wish, applicants)
        placed[who[taken]] = where[taken]
        accepted_in[who[taken]] = number + 1
        filled[number] = np.bincount(where[taken], minlength=left.size)
        left -= filled[number]
        # What was offered, full programs and placed applicants drop out.
        useful = left[at] > 0
        useful[window] = False
        stays = np.flatnonzero(useful)
        stays = stays[placed[who[order[stays]]] < 0]
        order, at = order[stays], at[stays]
    return OfferRounds(placed, accepted_in, offered, filled)


def _check_rounds(rounds: int, problems: list[str]) -> None:
    """Note a number of rounds that is none."""
    if isinstance(rounds, bool) or not isinstance(rounds, Integral) or rounds < 1:
        problems.append(f"rounds is {rounds!r}; it must be a whole number, 1 or more")


def _refuse_misfits(
    columns: list[NDArray[np.int64]], will: NDArray[np.bool_], rounds: int, applicants: int
) -> None:
    """Refuse arrays that do not describe a table of applications."""
    names = ("program", "applicant", "standing", "liking", "open_positions")
    problems = [
        f"{name} must be a one-dimensional array of whole numbers"
        for name, column in zip(names, columns, strict=True)
        if column.ndim != 1 or (column.size and column.dtype.kind not in "iu")
    ]
    rows = columns[0].size
    _check_rounds(rounds, problems)
    if will.dtype.kind != "b" and will.size:
        problems.append("answers must be True or False for each row")
    elif will.shape not in ((rows,), (rounds, rows)):
        problems.append(f"answers has shape {will.shape}; ({rows},) or ({rounds}, {rows}) fits")
    refuse_if_any(problems)
    for name, column in zip(names[1:4], columns[1:4], strict=True):
        if column.size != rows:
            problems.append(f"{name} has {column.size} rows but program has {rows}")
    for name, column, top in (
        ("program", columns[0], columns[4].size),
        ("applicant", columns[1], applicants),
    ):
        if column.size and (column.min() < 0 or column.max() >= top):
            problems.append(f"{name} must be from 0 to {top - 1}")
    if rows and columns[2].size and columns[2].min() < -1:
        problems.append("standing must be 0 or more, or -1 for not listed")
    if columns[4].size and columns[4].min() < 0:
        problems.append("open_positions must be zero or more")
    refuse_if_any(problems)


def _list_order(where: Ints, place: Ints, left: Ints) -> Ints:
    """Rows on a list of a program with open positions, by program, place and row."""
    listed = np.flatnonzero((place >= 0) & (left[where] > 0))
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


def _most_liked(rows: Ints, who: Ints, wish: Ints, applicants: int) -> Ints:
    """Of the offers in `rows`, the one that each applicant likes best."""
    top = np.iinfo(np.int64).max
    best = np.full(applicants, top, np.int64)
    np.minimum.at(best, who[rows], wish[rows])
    rows = rows[wish[rows] == best[who[rows]]]
    first = np.full(applicants, top, np.int64)
    np.minimum.at(first, who[rows], rows)
    winners: Ints = rows[first[who[rows]] == rows]
    return winners
