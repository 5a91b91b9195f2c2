"""Why somebody is, or is not, placed at a program, in sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.base.errors import raise_if_any
from engine.base.names import same_text
from engine.base.settings import shown
from engine.matching.lists import Option, Unit
from engine.matching.placement import Placement


@dataclass(frozen=True)
class Link:
    """One refusal in a chain of them."""

    applicant: str  # who was refused ...
    program: str  # ... where
    last_admitted: str  # the lowest on the program's list of those who are there instead
    sentence: str  # the refusal in words


@dataclass(frozen=True)
class _Refusal:
    """What a program says to those who would come."""

    applicant: str
    program: str
    text: str
    last_admitted: str | None


def why(match: Placement, applicant: str, program: str) -> str:
    """Answer `Match.why`."""
    applicant, program = _known(match, applicant, program)
    couple = match.couple_of.get(applicant)
    ranked, places = match.lists.ranked[applicant], match.lists.places[program]
    attached = match.lists.supplemental.get(applicant, {})
    lists_for = [to for to, listed in attached.items() if program in listed]
    if lists_for and (program not in ranked or match.first_year[applicant] == program):
        return _why_first_year(match, applicant, program, lists_for)
    if program not in ranked:
        where = "did not rank"
        if couple is not None:
            one, other, _ = match.lists.couples[couple]
            partner = other if applicant == one else one
            where = f"and {partner} have no pair with {applicant} at"
        if applicant not in places:
            return f"{applicant} {where} {program}, and {program} did not rank {applicant}."
        return f"{applicant} {where} {program}, so {program}'s rank of {applicant} is ignored."
    if applicant not in places:
        return f"{program} did not rank {applicant}, so {applicant}'s rank of {program} is ignored."
    if couple is not None:
        return _why_couple(match, couple, applicant, program)
    rank, at = ranked.index(program) + 1, match.placed[applicant]
    if at == program:
        return (
            f"{applicant} is placed at {program}: rank {rank} of {len(ranked)} on {applicant}'s "
            f"list, rank {places[applicant] + 1} of {len(places)} on {program}'s."
        )
    if at is not None and (held := ranked.index(at) + 1) < rank:
        mine = f"rank {held} on {applicant}'s list"
        return f"{applicant} is placed at {at}, {mine}, above {program}, rank {rank}."
    refusal = _refusal(match, program, (applicant,), ())
    if refusal is None:
        than = f"to {at}" if at is not None else "to staying unmatched"
        return (
            f"{applicant} and {program} block this matching: {applicant} prefers {program} {than}, "
            f"and {program} would take {applicant}."
        )
    return _below(match, applicant, program, refusal)


def _below(match: Placement, applicant: str, program: str, refusal: _Refusal) -> str:
    """Say that a program is filled above an applicant, or why else it refused."""
    if refusal.last_admitted is None:
        return f"{refusal.text}."
    places = match.lists.places[program]
    cutoff = places[refusal.last_admitted] + 1
    return (
        f"{program} ranked {applicant} {places[applicant] + 1}, below the last admitted: "
        f"its {_positions(match, program)} filled down to rank {cutoff} ({refusal.last_admitted})."
    )


def _why_first_year(
    match: Placement, applicant: str, program: str, lists_for: Sequence[str]
) -> str:
    """Answer for a program on supplemental lists, those ``lists_for`` these advanced programs."""
    places, at = match.lists.places[program], match.placed[applicant]
    if applicant not in places:
        return f"{program} did not rank {applicant}, so {applicant}'s rank of {program} is ignored."
    if at is None or at not in lists_for:
        return (
            f"{applicant} is not placed at {' or '.join(lists_for)}, so no supplemental list "
            f"with {program} is tried."
        )
    listed = match.lists.supplemental[applicant][at]
    rank, own = listed.index(program) + 1, f"{applicant}'s supplemental list for {at}"
    held = match.first_year[applicant]
    if held == program:
        return (
            f"{applicant} has the first year at {program}: rank {rank} of {len(listed)} on {own}, "
            f"rank {places[applicant] + 1} of {len(places)} on {program}'s."
        )
    if held is not None and listed.index(held) + 1 < rank:
        return (
            f"{applicant} has the first year at {held}, rank {listed.index(held) + 1} on {own}, "
            f"above {program}, rank {rank}."
        )
    refusal = _refusal(match, program, (applicant,), ())
    if refusal is None:
        return (
            f"{applicant} and {program} block this matching: {applicant} would have the first year "
            f"there, and {program} would take {applicant}."
        )
    return _below(match, applicant, program, refusal)


def chain(match: Placement, applicant: str, program: str) -> tuple[Link, ...]:
    """Answer `Match.chain`."""
    applicant, program = _known(match, applicant, program)
    links: list[Link] = []
    refusal = _first_refusal(match, applicant, program)
    told: set[tuple[str, str]] = set()
    while refusal is not None and refusal.last_admitted is not None:
        last = refusal.last_admitted
        told.add((refusal.applicant, refusal.program))
        sentence = f"{refusal.text}."
        if links:
            sentence = f"{links[-1].last_admitted} is there because {sentence}"
        above = (found for found in _refusals(match, last) if found.last_admitted is not None)
        following = next(above, None)
        if match.first_year.get(last) == refusal.program:
            sentence += f" {last} has it as the first year for {match.placed[last]}."
            following = None
        elif following is None:
            first = match.ranks[last] == 1
            end = f"{last}'s first rank" if first else f"the best that was open to {last}"
            sentence += f" It is {end}."
        elif (following.applicant, following.program) in told:
            again = f"{following.program} refused {following.applicant}"
            sentence += f" {last} is there because {again}: a circle."
            following = None
        links.append(Link(refusal.applicant, refusal.program, last, sentence))
        refusal = following
    return tuple(links)


def _first_refusal(match: Placement, applicant: str, program: str) -> _Refusal | None:
    """Return what kept an applicant from a program, alone or with the partner."""
    if match.placed[applicant] == program:
        return None
    unit, options, held = _unit(match, applicant)
    side = unit.index(applicant)
    for option in options[:held]:
        if option[side] == program:
            for refusal in _refusals_of(match, unit, option, held):
                if refusal.last_admitted is not None:
                    return refusal
    return None


def _unit(match: Placement, applicant: str) -> tuple[Unit, tuple[Option, ...], int | None]:
    """Return an applicant, with the partner if there is one, what they rank, and what they hold."""
    couple = match.couple_of.get(applicant)
    unit = (applicant,) if couple is None else match.lists.couples[couple][:2]
    rank = match.ranks[applicant]
    return unit, match.lists.options[unit], None if rank is None else rank - 1


def _known(match: Placement, applicant: str, program: str) -> tuple[str, str]:
    """Return both names as the market writes them, or refuse those that it does not have."""
    found, problems = [], []
    known: tuple[Mapping[str, Any], ...] = (match.placed, match.lists.places)
    for name, names, side in zip(
        (applicant, program), known, ("applicants", "programs"), strict=True
    ):
        text = same_text(name) if isinstance(name, str) else ""
        if text not in names:  # the owner may have typed the accents in another way
            text = next((other for other in names if same_text(other) == text), "")
        if not text:
            problems.append(f"{shown(name)} is not among the {side}")
        found.append(text)
    raise_if_any(problems)
    return found[0], found[1]


def _positions(match: Placement, program: str) -> str:
    """Return '1 position is' or '7 positions are'."""
    quota = match.quotas[program]
    return "1 position is" if quota == 1 else f"{quota} positions are"


def _refusals(match: Placement, applicant: str) -> Iterator[_Refusal]:
    """Yield what kept an applicant from better placements, the nearest above first."""
    unit, options, held = _unit(match, applicant)
    for option in reversed(options[:held]):
        yield from _refusals_of(match, unit, option, held)


def _refusals_of(match: Placement, unit: Unit, option: Option, held: int | None) -> list[_Refusal]:
    """Return what the programs of an option say to a unit; nothing when it would hold."""
    own = unit if match.stability == "choice" and held is not None else ()
    coming: dict[str, Unit] = {}
    for name, program in zip(unit, option, strict=True):
        if program is not None:
            coming[program] = (*coming.get(program, ()), name)
    said = [_refusal(match, program, names, own) for program, names in coming.items()]
    return [refusal for refusal in said if refusal is not None]


def _refusal(
    match: Placement, program: str, coming: tuple[str, ...], leaving: tuple[str, ...]
) -> _Refusal | None:
    """Return what a program says to newcomers; None when it would take them all."""
    places, quota = match.lists.places[program], match.quotas[program]
    for name in coming:
        if name not in places:
            return _Refusal(name, program, f"{program} did not rank {name}", None)
    lowest = max(coming, key=places.__getitem__)
    if quota < len(coming):
        had = "no positions" if quota == 0 else "1 position only"
        return _Refusal(lowest, program, f"{program} has {had}", None)
    others = [n for n in match.roster[program] if n not in coming and n not in leaving]
    ahead = bisect_left([places[name] for name in others], places[lowest])
    if ahead + len(coming) <= quota:
        return None
    rank = places[lowest] + 1
    last = others[ahead - 1]
    text = (
        f"{program}, filled down to rank {places[last] + 1} ({last}), "
        f"refused {lowest} (rank {rank})"
    )
    if len(coming) == 2:
        text = (
            f"{program} refused both: {ahead} of its {quota} positions are held by applicants "
            f"above {lowest} (rank {rank}), the last of them {last} (rank {places[last] + 1})"
        )
    return _Refusal(lowest, program, text, last)


def _why_couple(match: Placement, couple: int, applicant: str, program: str) -> str:
    """Answer for a member of a couple whom the program ranked."""
    one, other, pairs = match.lists.couples[couple]
    side = 0 if applicant == one else 1
    held = match.pairs[couple]
    with_it = [number for number, pair in enumerate(pairs) if pair[side] == program]
    if match.placed[applicant] == program:
        assert held is not None
        return f"{one} and {other} are placed on {_pair(match, couple, held)}."
    better = [number for number in with_it if held is None or number < held]
    if not better:
        assert held is not None
        return (
            f"{one} and {other} are placed on {_pair(match, couple, held)}, above "
            f"pair {with_it[0] + 1}, the first with {applicant} at {program}."
        )
    parts = []
    for number in better:
        said = _refusals_of(match, (one, other), pairs[number], held)
        if said:
            because = "failed because " + " and ".join(refusal.text for refusal in said)
        else:
            because = "would hold and blocks this matching"
        parts.append(f"{_pair(match, couple, number)} {because}")
    return f"For {one} and {other}, {'; '.join(parts)}."


def _pair(match: Placement, couple: int, number: int) -> str:
    """Return 'pair 2 of 5 (Di at City, Ed unmatched)'."""
    one, other, pairs = match.lists.couples[couple]
    where = [
        f"{name} unmatched" if program is None else f"{name} at {program}"
        for name, program in zip((one, other), pairs[number], strict=True)
    ]
    return f"pair {number + 1} of {len(pairs)} ({', '.join(where)})"
