"""The Match by name: lists and quotas in, a result that answers questions out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from engine.base.grouping import Ints, group_of
from engine.base.settings import choice_problem
from engine.matching.couples.exact import SearchTooLongError, search_stable, small_enough
from engine.matching.couples.market import CoupleMarket, CoupleOutcome
from engine.matching.couples.settling import match_with_couples
from engine.matching.deferred import deferred_acceptance, program_proposing
from engine.matching.lists import Lists, Pair, read_market
from engine.matching.placement import BlockingPair
from engine.matching.reading import read_sequence
from engine.matching.result import Match


def match(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
    couples: Iterable[tuple[str, str, Sequence[Pair]]] | None = None,
    proposing: str = "applicants",
    *,
    stability: str = "choice",
) -> Match:
    """Run the Match.

    Parameters
    ----------
    applicants : mapping of str to list of str
        Rank order list of each applicant, best first: a list, a tuple or a
        one-dimensional array. Members of couples are here too, with an empty list.
    programs : mapping of str to list of str
        Rank order list of each program, best first.
    quotas : mapping of str to int
        Positions of each program, zero or more.
    couples : iterable of (str, str, list of pairs), optional
        Two applicants and the pairs of programs they rank, best first. None in
        a pair = that partner stays unmatched. A couple is placed on the highest
        pair where both positions hold, or not at all.
    proposing : str, default "applicants"
        ``"applicants"`` as the NRMP does, the best stable matching for them; or
        ``"programs"``, the best one for programs (single applicants only).
    stability : str, default "choice"
        What a couple does with its positions while it considers others:
        ``"choice"``, it first leaves them, so one partner may take over what
        the other leaves; ``"keep"``, programs choose while it still holds them.

    Returns
    -------
    Match
        Placements, and the answers to questions about them.

    Raises
    ------
    MarketError
        Listing every fault of the input. That couples leave no stable matching
        is no fault: see `Match.status`.

    Notes
    -----
    Accents may be typed in two ways (Unicode NFC is compared); the result spells
    a name as the key of its owner does.

    With couples, a market of up to 30 applicants and 8 couples is searched
    completely when the usual procedure finds nothing, so no stable matching is
    missed. Left out: supplemental lists, reversions of positions between
    programs, and quotas that must be even or odd.

    Examples
    --------
    >>> result = match(
    ...     applicants={"Ana": ["City", "Lake"], "Bo": ["City"], "Di": [], "Ed": []},
    ...     programs={"City": ["Bo", "Ana", "Di"], "Lake": ["Ana", "Ed"]},
    ...     quotas={"City": 1, "Lake": 1},
    ...     couples=[("Di", "Ed", [("City", "Lake"), ("City", None)])],
    ... )
    >>> result.status, result.placed
    ('stable', {'Ana': 'Lake', 'Bo': 'City', 'Di': None, 'Ed': None})
    """
    found = (
        choice_problem("proposing", proposing, ("applicants", "programs")),
        choice_problem("stability", stability, ("choice", "keep")),
    )
    problems = [problem for problem in found if problem is not None]
    given = () if couples is None else couples
    paired = read_sequence(given, "couples", "couples", problems, ordered=False)
    if paired and found[0] is None and proposing == "programs":
        problems.append("with couples, only applicants can propose")
    lists = read_market(applicants, programs, quotas, paired, problems=problems)
    status = "stable"
    blocking: list[BlockingPair] = []
    pairs: tuple[int | None, ...] = ()
    if lists.couples:
        at, status, blocking, pairs = _with_couples(lists, stability)
    else:
        solve = deferred_acceptance if proposing == "applicants" else program_proposing
        at = solve(lists.start, lists.program, lists.standing, lists.quotas)
    names = (*lists.programs, None)  # -1, unmatched, reads the last of them
    return Match(
        placed={name: names[n] for name, n in zip(lists.applicants, at.tolist(), strict=True)},
        status=status,
        blocking_pairs=blocking,
        unreciprocated=lists.unreciprocated,
        proposing=proposing,
        stability=stability,
        lists=lists,
        pairs=pairs,
    )


def _with_couples(
    lists: Lists, stability: str
) -> tuple[Ints, str, list[BlockingPair], tuple[int | None, ...]]:
    """Return each applicant's program or -1, the status, what blocks, and each couple's pair."""
    market = CoupleMarket(
        lists.start,
        lists.program,
        lists.standing,
        lists.quotas,
        lists.members,
        lists.pair_start,
        lists.first,
        lists.second,
        stability,
    )
    outcome = match_with_couples(market)
    status = "stable" if outcome.blocks == 0 else "not found"
    if outcome.blocks and small_enough(market):
        try:
            found = search_stable(market)
        except SearchTooLongError:
            pass
        else:
            status = "none exists" if found is None else "stable"
            outcome = found or outcome
    at = np.full(len(lists.applicants), -1, np.int64)
    placed = outcome.row >= 0
    at[placed] = lists.program[outcome.row[placed]]
    held = zip(outcome.pair.tolist(), lists.pair_start[:-1].tolist(), strict=True)
    pairs = tuple([None if pair < 0 else pair - begin for pair, begin in held])
    return at, status, _blocking_names(lists, outcome), pairs


def _blocking_names(lists: Lists, outcome: CoupleOutcome) -> list[BlockingPair]:
    """Name what blocks."""
    owner = group_of(np.diff(lists.start))
    named: list[BlockingPair] = [
        (lists.applicants[owner[row]], lists.programs[lists.program[row]])
        for row in outcome.blocking_rows
    ]
    for pair in outcome.blocking_pairs:
        couple = int(np.searchsorted(lists.pair_start, pair, side="right")) - 1
        one, other, pairs = lists.couples[couple]
        named.append(((one, other), pairs[pair - int(lists.pair_start[couple])]))
    return named
