"""Who is placed where, and what follows from it: rosters, ranks, cut-offs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from engine.matching.lists import Lists, Pair
from engine.matching.positions import CATEGORICAL, still_lacks

BlockingPair = tuple[str, str] | tuple[tuple[str, str], Pair]


@dataclass(frozen=True, repr=False)
class Placement:
    """A matching of a market, with everything that can be read off it; see `Match`."""

    placed: dict[str, str | None]
    status: str
    blocking_pairs: list[BlockingPair]
    unreciprocated: list[tuple[str, str]]
    proposing: str = "applicants"
    stability: str = "choice"
    lists: Lists = field(compare=False, kw_only=True)
    pairs: tuple[int | None, ...] = field(default=(), kw_only=True)
    first_year: dict[str, str | None] = field(default_factory=dict, kw_only=True)
    reverted: tuple[tuple[str, str, int], ...] = field(default=(), kw_only=True)

    @cached_property
    def roster(self) -> dict[str, tuple[str, ...]]:
        """Applicants placed at each program, in the order of its list."""
        at: dict[str, list[str]] = {program: [] for program in self.lists.programs}
        for name, program in (*self.placed.items(), *self.first_year.items()):
            if program is not None:
                at[program].append(name)
        places = self.lists.places
        return {p: tuple(sorted(names, key=places[p].__getitem__)) for p, names in at.items()}

    @cached_property
    def partially_matched(self) -> dict[str, str]:
        """Who holds a part of the training only: the type of position that each of them holds."""
        types = self.lists.position_types
        return {
            name: types[program]
            for name, program in self.placed.items()
            if program is not None
            and self.first_year.get(name) is None
            and still_lacks(types.get(program, CATEGORICAL))
        }

    @cached_property
    def quotas(self) -> dict[str, int]:
        """Positions of each program, after reversions."""
        return dict(zip(self.lists.programs, self.lists.quotas.tolist(), strict=True))

    @cached_property
    def unfilled(self) -> dict[str, int]:
        """Positions of each program that nobody holds."""
        return {
            program: self.quotas[program] - len(names) for program, names in self.roster.items()
        }

    @cached_property
    def cutoffs(self) -> dict[str, int | None]:
        """Rank of the last admitted at each program that is full, 1 = best; else None."""
        return {
            program: self.lists.places[program][names[-1]] + 1
            if names and not self.unfilled[program]
            else None
            for program, names in self.roster.items()
        }

    @cached_property
    def ranks(self) -> dict[str, int | None]:
        """Rank of each placement on the own list, 1 = first; for a couple, of the pair.

        None = unmatched. A partner left unmatched by the couple's pair has that
        pair's rank too.
        """
        ranks: dict[str, int | None] = {
            name: None if program is None else self.lists.ranked[name].index(program) + 1
            for name, program in self.placed.items()
        }
        for (one, other, _), pair in zip(self.lists.couples, self.pairs, strict=True):
            ranks[one] = ranks[other] = None if pair is None else pair + 1
        return ranks

    @cached_property
    def couple_of(self) -> dict[str, int]:
        """Number of the couple that a member of one is in."""
        return {
            name: number
            for number, (one, other, _) in enumerate(self.lists.couples)
            for name in (one, other)
        }
