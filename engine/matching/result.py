"""What came of a Match, ready to be asked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.matching import reasons
from engine.matching.placement import Placement

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 30  # of the table that a notebook shows
_COLUMNS = ("applicant", "program", "the first choice")


@dataclass(frozen=True, repr=False)
class Match(Placement):
    """A matching of applicants to programs, and the answers to questions about it.

    Two are equal where everybody is placed alike and all else below is the same, but for `lists`:
    the markets may differ, as in their quotas. A match holds dictionaries and has no hash.

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
    first_year : dict of str to (str or None)
        Of everybody with supplemental lists, the preliminary program from the list for the
        advanced position they hold; None where nothing holds. A preliminary program that is
        ranked for itself is in `placed`.
    reverted : tuple of (str, str, int)
        Donor, receiver, and how many positions went from one to the other.

    Examples
    --------
    >>> from engine.matching import match
    >>> result = match({"Ana": ["City"], "Bo": ["City"]}, {"City": ["Bo", "Ana"]}, {"City": 1})
    >>> result
    <Match: stable, 1 of 2 applicants placed, 1 at the first rank, 0 positions unfilled>
    >>> result.roster, result.cutoffs, result.unfilled, result.ranks
    ({'City': ('Bo',)}, {'City': 1}, {'City': 0}, {'Ana': None, 'Bo': 1})
    """

    def __repr__(self) -> str:
        counts = self.rank_counts()
        placed = len(self.placed) - counts.get(None, 0)
        said = [
            self.status,
            f"{placed} of {_many(len(self.placed), 'applicant')} placed",
            f"{counts.get(1, 0)} at the first rank",
            f"{_many(sum(self.unfilled.values()), 'position')} unfilled",
        ]
        if self.blocking_pairs:
            said.append(_many(len(self.blocking_pairs), "blocking pair"))
        return f"<Match: {', '.join(said)}>"

    def _repr_html_(self) -> str:
        """Show who is placed where in a notebook, and why at the first choice or not."""
        from html import escape

        head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
        shown = list(self.placed.items())[:_ROWS]
        rows = [(name, program or "unmatched", self._first_choice(name)) for name, program in shown]
        body = [f"<td>{'</td><td>'.join(map(escape, row))}</td>" for row in rows]
        if len(self.placed) > _ROWS:
            rest = f"and {len(self.placed) - _ROWS:,} more"
            body.append(f'<td colspan="{len(_COLUMNS)}">{rest}</td>')
        return (
            f"<table><caption>{escape(repr(self)[1:-1])}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(f'<tr>{cells}</tr>' for cells in body)}</tbody></table>"
        )

    def _first_choice(self, name: str) -> str:
        """Say why somebody is, or is not, at the first program of the own list."""
        ranked = self.lists.ranked[name]
        return self.why(name, ranked[0]) if ranked else f"{name} ranked no program."

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
            the program's list, 1 = best; partner in a couple; first_year, the
            preliminary program beside an advanced position; part, the type of
            position of somebody who holds a part of the training only.
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
                "first_year": [self.first_year.get(name) for name in names],
                "part": [self.partially_matched.get(name) for name in names],
            }
        )


def _many(count: int, what: str) -> str:
    """Return '1 position' or '7 positions'."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
