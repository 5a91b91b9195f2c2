"""Measure SOAP at the size of the nation against flat, pure Python in the same process.

Run it from the root of the project::

    python -m benchmarks.soap

It writes its table to ``benchmarks/soap.md``; how it is measured is in `benchmarks.matching`.
"""

from __future__ import annotations

import platform
import statistics
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.matching import compared
from engine.base.grouping import Ints
from engine.base.ordering import fixed_point, program_order
from engine.matching.soap import ROUNDS, OfferRounds, offer_rounds

ELIGIBLE, APPLICATIONS = 9_000, 45
PROGRAMS, POSITIONS = 1_000, 2_851  # positions of 2026; how many programs was not found


@dataclass(frozen=True)
class Week:
    """A national week as arrays; a row is one application."""

    program: Ints
    applicant: Ints
    appeal: np.ndarray  # how each program sees each applicant
    liking: Ints  # smaller is better
    positions: Ints
    answers: np.ndarray  # whether an offer would be answered


def national(seed: int) -> Week:
    """Draw a week in which everybody sends 45 applications.

    Parameters
    ----------
    seed : int
        Seed of the draw.

    Returns
    -------
    Week
        405,000 applications.
    """
    rng = np.random.default_rng(seed)
    positions = np.bincount(rng.integers(0, PROGRAMS, POSITIONS), minlength=PROGRAMS)
    wanted = np.cumsum(rng.lognormal(0, 0.7, PROGRAMS))
    drawn = np.searchsorted(wanted, rng.random((ELIGIBLE, 6 * APPLICATIONS)) * wanted[-1])
    program = np.concatenate([list(dict.fromkeys(own))[:APPLICATIONS] for own in drawn.tolist()])
    rows = program.size
    applicant = np.repeat(np.arange(ELIGIBLE), APPLICATIONS)
    merit = rng.standard_normal(ELIGIBLE)[applicant]
    return Week(
        program=program.astype(np.int64),
        applicant=applicant,
        appeal=merit + 0.7 * rng.standard_normal(rows),
        liking=rng.permutation(rows),
        positions=positions.astype(np.int64),
        answers=rng.random(rows) > 0.1,
    )


def with_arrays(week: Week) -> OfferRounds:
    """Make the programs' lists and run the rounds, as a season does.

    Parameters
    ----------
    week : Week
        The applications.

    Returns
    -------
    OfferRounds
        What came of it.
    """
    standing = program_order(week.program, fixed_point(week.appeal), PROGRAMS)
    return offer_rounds(
        week.program,
        week.applicant,
        standing,
        week.liking,
        week.positions,
        week.answers,
        applicants=ELIGIBLE,
    )


class FlatWeek:
    """A week as plain lists, ready for `flat_soap`.

    Parameters
    ----------
    week : Week
        The applications.
    """

    def __init__(self, week: Week) -> None:
        self.program, self.applicant = week.program.tolist(), week.applicant.tolist()
        self.key = fixed_point(week.appeal).tolist()
        self.liking, self.answers = week.liking.tolist(), week.answers.tolist()
        self.positions = week.positions.tolist()


def flat_soap(week: FlatWeek) -> list[int]:
    """Make the programs' lists and run the rounds, one offer at a time.

    Parameters
    ----------
    week : FlatWeek
        The applications.

    Returns
    -------
    list of int
        Program of each applicant, or -1.
    """
    program, applicant, key, liking = week.program, week.applicant, week.key, week.liking
    lists: list[list[int]] = [[] for _ in week.positions]
    for row, where in enumerate(program):
        lists[where].append(row)
    for own in lists:
        own.sort(key=key.__getitem__)
    left, placed = week.positions.copy(), [-1] * ELIGIBLE
    upcoming = [0] * len(lists)
    for _ in range(ROUNDS):
        best: dict[int, int] = {}
        for where, own in enumerate(lists):
            going, at = left[where], upcoming[where]
            while going and at < len(own):
                row = own[at]
                at += 1
                who = applicant[row]
                if placed[who] < 0:
                    going -= 1
                    if week.answers[row] and (who not in best or liking[row] < liking[best[who]]):
                        best[who] = row
            upcoming[where] = at
        for who, row in best.items():
            placed[who] = program[row]
            left[program[row]] -= 1
    return placed


def main() -> None:
    """Measure, and write the table."""
    week = national(1)
    flat = FlatWeek(week)
    found = with_arrays(week)
    assert found.placed.tolist() == flat_soap(flat)
    ours, theirs, ratios = compared(lambda: with_arrays(week), lambda: flat_soap(flat))
    cells = (
        f"SOAP, {ELIGIBLE:,} eligible x {APPLICATIONS} applications for {POSITIONS:,} positions, "
        "lists and rounds, against flat Python",
        f"{ours:.1f} ms",
        f"{theirs:.1f} ms",
        f"{statistics.median(ratios):.3f}",
        f"{min(ratios):.3f} to {max(ratios):.3f}",
    )
    lines = [
        "# SOAP, measured",
        "",
        f"{date.today().isoformat()}, Python {platform.python_version()}, "
        f"numpy {np.__version__}; one core. Made by `python -m benchmarks.soap`.",
        "",
        "The engine's time includes checking its arrays and sorting the lists, as does the "
        f"yardstick's. {int((found.placed >= 0).sum()):,} positions fill.",
        "",
        "| what | time | yardstick | ratio | range |",
        "|---|---|---|---|---|",
        f"| {' | '.join(cells)} |",
        "",
    ]
    Path(__file__).with_suffix(".md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
