"""The algorithm of the Match, one event at a time, for whoever wants to watch it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.matching.lists import Lists, read_market


@dataclass(frozen=True)
class Step:
    """One event of the algorithm.

    Attributes
    ----------
    kind : str
        ``"proposes"``, ``"holds"``, ``"bumps"`` or ``"rejects"``.
    applicant, program : str
        Who tries which program.
    bumped : str or None
        Who loses the place to `applicant` (``"bumps"`` only).
    matching : dict of str to (str or None)
        The tentative matching after the event.
    sentence : str
        The event in plain words.
    """

    kind: str
    applicant: str
    program: str
    bumped: str | None
    matching: dict[str, str | None]
    sentence: str


def steps(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
) -> Iterator[Step]:
    """Run the Match for single applicants and yield its events.

    Applicants start in the order given; whoever is bumped goes on at once.

    Parameters
    ----------
    applicants, programs : mapping of str to list of str
        Rank order lists, best first.
    quotas : mapping of str to int
        Positions of each program, zero or more.

    Returns
    -------
    iterator of Step
        Every proposal, each followed by what came of it. The matching of the
        last step is final.

    Raises
    ------
    MarketError
        At once, listing every fault of the input.

    Examples
    --------
    >>> events = steps({"Ana": ["City"], "Bo": ["City"]}, {"City": ["Bo", "Ana"]}, {"City": 1})
    >>> for step in events:
    ...     print(step.sentence)
    Ana proposes to City, rank 1 on Ana's list.
    City holds Ana, rank 2 on its list: a position was open.
    Bo proposes to City, rank 1 on Bo's list.
    City holds Bo, rank 1 on its list, and lets go of Ana, rank 2.
    """
    return _events(read_market(applicants, programs, quotas))


def _events(market: Lists) -> Iterator[Step]:
    """Yield the events of a market that has been checked."""
    quotas = dict(zip(market.programs, market.quotas.tolist(), strict=True))
    matching: dict[str, str | None] = dict.fromkeys(market.applicants)
    untried = {name: iter(listed) for name, listed in market.ranked.items()}
    held: dict[str, list[str]] = {program: [] for program in market.programs}
    for name in market.applicants:
        free: str | None = name
        while free is not None and (program := next(untried[free], None)) is not None:
            rank = market.ranked[free].index(program) + 1
            said = f"{free} proposes to {program}, rank {rank} on {free}'s list."
            yield Step("proposes", free, program, None, dict(matching), said)
            place = market.places[program]
            kind, bumped, said = _verdict(free, program, held[program], place, quotas[program])
            applicant = free
            if bumped is not None:
                held[program].remove(bumped)
                matching[bumped] = None
            if kind != "rejects":
                held[program].append(applicant)
                matching[applicant] = program
                free = bumped
            yield Step(kind, applicant, program, bumped, dict(matching), said)


def _verdict(
    applicant: str, program: str, held: list[str], place: dict[str, int], quota: int
) -> tuple[str, str | None, str]:
    """Return what the program does, whom it lets go of, and the sentence."""
    if applicant not in place:
        return "rejects", None, f"{program} turns down {applicant}, whom it did not rank."
    if quota == 0:
        return "rejects", None, f"{program} turns down {applicant}: it has no positions."
    here = f"{applicant}, rank {place[applicant] + 1} on its list"
    if len(held) < quota:
        return "holds", None, f"{program} holds {here}: a position was open."
    lowest = max(held, key=place.__getitem__)
    last = f"{lowest}, rank {place[lowest] + 1}"
    if place[lowest] < place[applicant]:
        return "rejects", None, f"{program} turns down {here}: it is full down to {last}."
    return "bumps", lowest, f"{program} holds {here}, and lets go of {last}."
