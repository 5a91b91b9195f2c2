"""What came of a Match, ready to be asked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from engine.matching import reasons
from engine.matching.lists import Lists, Pair

if TYPE_CHECKING:
    import pandas as pd

BlockingPair = tuple[str, str] | tuple[tuple[str, str], Pair]


@dataclass(frozen=True)
class Match:
    """A matching of applicants to programs, and the answers to questions about it.

    Attributes
    ----------
    placed : dict of str to (str or None)
        Program of each applicant; None = unmatched.
    status : str
        ``"stable"``; ``"none exists"`` when it is proved that couples leave no
        stable matching; ``"not found"`` when none was found and none ruled out.
    blocking_pairs : list
        Empty when stable. Otherwise `placed` is the last tentative matching and
        these block it: an applicant and a program, or a couple and its pair of
        programs.
    unreciprocated : list of (str, str)
        Who ranked whom without being ranked in return; these ranks are ignored.
    proposing : str
        The side that proposed, ``"applicants"`` or ``"programs"``.
    stability : str
        What a couple does with its positions while it considers others:
        ``"choice"``, it first leaves them; ``"keep"``, it still holds them.
    lists : Lists
        The market.
    pairs : tuple of (int or None)
        The pair each couple is placed on, 0 = first; None = unmatched.
    """

    placed: dict[str, str | None]
    status: str
    blocking_pairs: list[BlockingPair]
    unreciprocated: list[tuple[str, str]]
    proposing: str = "applicants"
    stability: str = "choice"
    lists: Lists = field(repr=False, compare=False, kw_only=True)
    pairs: tuple[int | None, ...] = field(default=(), repr=False, kw_only=True)

    @cached_property
    def roster(self) -> dict[str, tuple[str, ...]]:
        """Applicants placed at each program, in the order of its list."""
        at: dict[str, list[str]] = {program: [] for program in self.lists.programs}
        for name, program in self.placed.items():
            if program is not None:
                at[program].append(name)
        places = self.lists.places
        return {p: tuple(sorted(names, key=places[p].__getitem__)) for p, names in at.items()}

    @cached_property
    def quotas(self) -> dict[str, int]:
        """Positions of each program."""
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

    def rank_counts(self) -> dict[int | None, int]:
        """Count applicants by the rank of their placement.

        Returns
        -------
        dict of (int or None) to int
            How many are placed at their first rank, their second, ...; None =
            unmatched, at the end. Only ranks that occur.

        Examples
        --------
        >>> from engine.matching import match
        >>> result = match({"Ana": ["City"], "Bo": ["City"]}, {"City": ["Bo", "Ana"]}, {"City": 1})
        >>> result.rank_counts()
        {1: 1, None: 1}
        """
        counts = Counter(self.ranks.values())
        order = sorted(counts, key=lambda rank: (rank is None, rank or 0))
        return {rank: counts[rank] for rank in order}

    def why(self, applicant: str, program: str) -> str:
        """Say in one sentence why an applicant is, or is not, placed at a program.

        Parameters
        ----------
        applicant, program : str
            Any two names of the market.

        Returns
        -------
        str
            The reason, with the ranks it rests on.

        Raises
        ------
        MarketError
            If a name is unknown.

        Examples
        --------
        >>> from engine.matching import match
        >>> result = match({"Ana": ["City"], "Bo": ["City"]}, {"City": ["Bo", "Ana"]}, {"City": 1})
        >>> print(result.why("Ana", "City"))
        City ranked Ana 2, below the last admitted: its 1 position is filled down to rank 1 (Bo).
        """
        return reasons.why(self, applicant, program)

    def chain(self, applicant: str, program: str) -> tuple[reasons.Link, ...]:
        """Follow the refusals that keep an applicant out of a program.

        The program is full, and its last admitted is there because a program
        that person ranked higher is full as well, and so on, up to somebody
        who is at the first rank. The chain is read off the final matching, so
        it does not depend on the order in which proposals were made.

        Parameters
        ----------
        applicant, program : str
            Any two names of the market.

        Returns
        -------
        tuple of Link
            The refusals, the one asked about first. Empty when the applicant
            was not refused for somebody else.

        Raises
        ------
        MarketError
            If a name is unknown.

        Examples
        --------
        >>> from engine.matching import match
        >>> result = match({"Ana": ["City"], "Bo": ["Lake", "City"], "Cy": ["Lake"]},
        ...                {"City": ["Bo", "Ana"], "Lake": ["Cy", "Bo"]}, {"City": 1, "Lake": 1})
        >>> for link in result.chain("Ana", "City"):
        ...     print(link.sentence)
        City, filled down to rank 1 (Bo), refused Ana (rank 2).
        Bo is there because Lake, filled down to rank 1 (Cy), refused Bo (rank 2). \
It is Cy's first rank.
        """
        return reasons.chain(self, applicant, program)

    def to_frame(self) -> pd.DataFrame:
        """Return the matching as a table, one row per applicant.

        Returns
        -------
        DataFrame
            applicant; program (missing = unmatched); rank on the own list (of
            the pair, for a couple); ranked, the length of that list; place on
            the program's list, 1 = best; partner in a couple.
        """
        import pandas as pd

        partner, length = {}, {name: len(listed) for name, listed in self.lists.ranked.items()}
        for one, other, pairs in self.lists.couples:
            partner[one], partner[other] = other, one
            length[one] = length[other] = len(pairs)
        place = {
            name: None if program is None else self.lists.places[program][name] + 1
            for name, program in self.placed.items()
        }
        names = list(self.placed)
        return pd.DataFrame(
            {
                "applicant": names,
                "program": [self.placed[name] for name in names],
                "rank": pd.array([self.ranks[name] for name in names], dtype="Int64"),
                "ranked": [length[name] for name in names],
                "place": pd.array([place[name] for name in names], dtype="Int64"),
                "partner": [partner.get(name) for name in names],
            }
        )
