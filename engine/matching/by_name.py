"""The Match by name: lists and quotas in, a result that answers questions out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from engine.base.grouping import Ints, group_of
from engine.base.settings import choice_problem
from engine.matching.couples.exact import SearchTooLongError, search_stable, small_enough
from engine.matching.couples.market import CoupleOutcome
from engine.matching.couples.settling import match_with_couples
from engine.matching.deferred import deferred_acceptance, program_proposing
from engine.matching.linked import Halves, halves
from engine.matching.lists import Lists, Pair, read_market
from engine.matching.placement import BlockingPair
from engine.matching.reading import read_sequence
from engine.matching.result import Match
from engine.matching.reverting import with_reversions


def match(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
    couples: Iterable[tuple[str, str, Sequence[Pair]]] | None = None,
    proposing: str = "applicants",
    *,
    stability: str = "choice",
    position_types: Mapping[str, str] | None = None,
    supplemental: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    reversions: Mapping[str, Mapping[str, int]] | None = None,
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
    position_types : mapping of str to str, optional
        Type of a program's positions: ``"categorical"`` (where nothing else is said),
        ``"advanced"``, ``"preliminary"``, ``"primary care"`` or ``"physician"``.
    supplemental : mapping of str to mapping of str to list of str, optional
        Of an applicant, for an advanced program on the own list, the preliminary
        programs to go with it, best first. Tried only while the applicant holds the
        advanced position, which stands even if none of them holds.
    reversions : mapping of str to mapping of str to int, optional
        Of a donor program, how many of its positions go to each receiver if they
        stay unfilled.

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
    missed. Whoever has a supplemental list counts as a couple here, for the two
    parts of the training are matched together. A preliminary program that only
    those matched to one advanced program may take is one that stands on supplemental
    lists alone. Left out: supplemental lists of couples' members, and quotas that
    must be even or odd.

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

    Ana holds an advanced position, but no first year on her list for it would take her. She is
    partially matched, and her list is not gone further down.

    >>> result = match(
    ...     applicants={"Ana": ["City", "Lake"], "Bo": ["Oak"]},
    ...     programs={"City": ["Ana"], "Lake": ["Ana"], "Oak": ["Bo", "Ana"]},
    ...     quotas={"City": 1, "Lake": 1, "Oak": 1},
    ...     supplemental={"Ana": {"City": ["Oak"]}},
    ... )
    >>> result.placed["Ana"], result.first_year["Ana"], result.partially_matched
    ('City', None, {'Ana': 'advanced', 'Bo': 'preliminary'})
    """
    found = (
        choice_problem("proposing", proposing, ("applicants", "programs")),
        choice_problem("stability", stability, ("choice", "keep")),
    )
    problems = [problem for problem in found if problem is not None]
    given = () if couples is None else couples
    paired = read_sequence(given, "couples", "couples", problems, ordered=False)
    if found[0] is None and proposing == "programs" and (paired or supplemental):
        which = "couples" if paired else "supplemental lists"
        problems.append(f"with {which}, only applicants can propose")
    lists = read_market(
        applicants,
        programs,
        quotas,
        paired,
        position_types=position_types,
        supplemental=supplemental,
        reversions=reversions,
        problems=problems,
    )

    def solve(lists: Lists) -> Match:
        if lists.couples or lists.supplemental:
            return _with_couples(lists, stability)
        kernel = deferred_acceptance if proposing == "applicants" else program_proposing
        at = kernel(lists.start, lists.program, lists.standing, lists.quotas)
        return Match(
            placed=_named(lists, at),
            status="stable",
            blocking_pairs=[],
            unreciprocated=lists.unreciprocated,
            proposing=proposing,
            stability=stability,
            lists=lists,
        )

    result, reverted = with_reversions(lists, solve, lambda match: match.unfilled)
    return replace(result, reverted=reverted) if reverted else result


def _named(lists: Lists, at: Ints) -> dict[str, str | None]:
    """Name everybody's program; -1, unmatched, reads the last of them."""
    names = (*lists.programs, None)
    return {name: names[n] for name, n in zip(lists.applicants, at.tolist(), strict=True)}


def _with_couples(lists: Lists, stability: str) -> Match:
    """Match couples, those who are couples of halves among them."""
    joint = halves(lists, stability)
    market = joint.market
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
    there = np.flatnonzero(outcome.row[: at.size] >= 0)
    at[there] = market.program[outcome.row[there]]
    placed, first_year = _named(lists, at), {}
    couples = len(lists.couples)
    for name, pair in zip(joint.people, outcome.pair[couples:].tolist(), strict=True):
        nowhere = (None, None)
        placed[name], first_year[name] = nowhere if pair < 0 else joint.options[pair - joint.begin]
    held = zip(outcome.pair[:couples].tolist(), lists.pair_start.tolist(), strict=False)
    return Match(
        placed=placed,
        status=status,
        blocking_pairs=_blocking_names(lists, joint, outcome),
        unreciprocated=lists.unreciprocated,
        stability=stability,
        lists=lists,
        pairs=tuple([None if pair < 0 else pair - begin for pair, begin in held]),
        first_year=first_year,
    )


def _blocking_names(lists: Lists, joint: Halves, outcome: CoupleOutcome) -> list[BlockingPair]:
    """Name what blocks."""
    market = joint.market
    owner = group_of(np.diff(market.start))
    named: list[BlockingPair] = [
        (lists.applicants[owner[row]], lists.programs[market.program[row]])
        for row in outcome.blocking_rows
    ]
    for pair in outcome.blocking_pairs:
        couple = int(np.searchsorted(market.pair_start, pair, side="right")) - 1
        if couple < len(lists.couples):
            one, other, pairs = lists.couples[couple]
            named.append(((one, other), pairs[pair - int(market.pair_start[couple])]))
            continue
        placed, first_year = joint.options[pair - joint.begin]
        held = int(outcome.pair[couple])
        same = held >= 0 and joint.options[held - joint.begin][0] == placed
        wanted = first_year if same and first_year is not None else placed
        named.append((joint.people[couple - len(lists.couples)], wanted))
    return list(dict.fromkeys(named))
