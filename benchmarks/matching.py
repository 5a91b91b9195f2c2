"""Measure the Match against flat, pure Python in the same process.

Run it from the root of the project::

    python -m benchmarks.matching

It writes its table to ``benchmarks/matching.md``. Times are of one processor
core. A ratio is taken within one repetition, both sides one after the other,
so that a busy machine slows both; the table gives the median and the range.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.reference import FlatMarket, flat_match
from engine.base.grouping import Ints
from engine.matching import count_blocking_pairs, deferred_acceptance
from engine.matching.couples.market import CoupleMarket
from engine.matching.couples.settling import match_with_couples

Market = tuple[Ints, Ints, Ints, Ints]
REPETITIONS = 9


def national(applicants: int, seed: int, members: int = 0) -> Market:
    """Draw a market in the shape of the national one: 12 ranks, 0.84 positions a person.

    Parameters
    ----------
    applicants : int
        Single applicants.
    seed : int
        Seed of the draw.
    members : int, default 0
        Members of couples, numbered after the single applicants.

    Returns
    -------
    tuple of ndarray of int64
        start, program, standing and quotas.
    """
    rng = np.random.default_rng(seed)
    people, programs = applicants + members, round(0.13 * applicants)
    size = rng.lognormal(0, 0.8, programs)
    quotas = 1 + np.floor(size / size.sum() * (0.84 * applicants - programs)).astype(np.int64)
    weight = np.cumsum(quotas * rng.lognormal(0, 1.1, programs))
    length = np.clip(rng.poisson(12, people), 1, 36)
    drawn = np.searchsorted(weight, rng.random((people, 90)) * weight[-1])
    # Of each person's draws, the first time that each program comes up.
    order = np.argsort(drawn, axis=1, kind="stable")
    sorted_draws = np.take_along_axis(drawn, order, axis=1)
    again = np.zeros(drawn.shape, bool)
    again[:, 1:] = sorted_draws[:, 1:] == sorted_draws[:, :-1]
    fresh = np.empty(drawn.shape, bool)
    np.put_along_axis(fresh, order, ~again, axis=1)
    taken = fresh & (np.cumsum(fresh, axis=1) <= length[:, None])
    start = np.concatenate([[0], np.cumsum(taken.sum(axis=1))])
    program = drawn[taken]
    merit = np.repeat(rng.standard_normal(people), np.diff(start))
    return start, program, _standing(program, merit + 0.7 * _noise(rng, program)), quotas


def classrooms(replicates: int, seed: int, applicants: int = 300, programs: int = 40) -> Market:
    """Draw many classroom markets as one block diagonal.

    Parameters
    ----------
    replicates : int
        Number of markets.
    seed : int
        Seed of the draw.
    applicants, programs : int
        Size of each.

    Returns
    -------
    tuple of ndarray of int64
        start, program, standing and quotas.
    """
    rng = np.random.default_rng(seed)
    appeal = rng.standard_normal(programs)
    liking = appeal + rng.standard_normal((replicates * applicants, programs))
    lists = np.argsort(liking, axis=1)[:, :12]
    block = np.repeat(np.arange(replicates), applicants)[:, None] * programs
    program = (lists + block).ravel()
    start = np.arange(replicates * applicants + 1) * 12
    merit = np.repeat(rng.standard_normal(replicates * applicants), 12)
    quotas = np.tile(rng.integers(1, 13, programs), replicates)
    return start, program, _standing(program, merit + 0.7 * _noise(rng, program)), quotas


def with_couples(applicants: int, couples: int, seed: int) -> CoupleMarket:
    """Draw a national market with couples, each ranking 20 pairs.

    Parameters
    ----------
    applicants, couples : int
        Single applicants and couples.
    seed : int
        Seed of the draw.

    Returns
    -------
    CoupleMarket
        The market.
    """
    start, program, standing, quotas = national(applicants, seed, 2 * couples)
    rng = np.random.default_rng(seed + 1)
    first, second, begin = [], [], [0]
    for couple in range(couples):
        one, other = applicants + 2 * couple, applicants + 2 * couple + 1
        rows, columns = (np.arange(start[a], start[a + 1]) for a in (one, other))
        depth = np.add.outer(np.arange(rows.size), np.arange(columns.size))
        order = np.argsort((depth + 3 * rng.standard_normal(depth.shape)).ravel())[:20]
        first.append(rows[order // columns.size])
        second.append(columns[order % columns.size])
        begin.append(begin[-1] + order.size)
    members = np.arange(applicants, applicants + 2 * couples).reshape(-1, 2)
    return CoupleMarket(
        start,
        program,
        standing,
        quotas,
        members,
        np.array(begin),
        np.concatenate(first),
        np.concatenate(second),
    )


def _noise(rng: np.random.Generator, like: Ints) -> np.ndarray:
    """Return one normal number per row."""
    return rng.standard_normal(like.size)


def _standing(program: Ints, merit: np.ndarray) -> Ints:
    """Return each row's place on its program's list, the highest merit first."""
    order = np.lexsort((-merit, program))
    ordered = program[order]
    standing = np.empty(program.size, np.int64)
    standing[order] = np.arange(program.size) - np.searchsorted(ordered, ordered)
    return standing


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor time that `work` takes.

    Parameters
    ----------
    work : callable
        What to measure.

    Returns
    -------
    float
        Milliseconds.
    """
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1e3


def compared(
    engine: Callable[[], object], yardstick: Callable[[], object], scale: float = 1
) -> tuple[float, float, list[float]]:
    """Measure two things side by side.

    Parameters
    ----------
    engine, yardstick : callable
        What is measured, and against what.
    scale : float, default 1
        The ratio is multiplied by it.

    Returns
    -------
    tuple of float, float, list of float
        Median milliseconds of both, and the ratio of each repetition.
    """
    engine()
    yardstick()
    pairs = [(milliseconds(engine), milliseconds(yardstick)) for _ in range(REPETITIONS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return ours, theirs, [scale * one / other for one, other in pairs]


def in_blocks(market: Market, replicates: int, at_once: int) -> Callable[[], None]:
    """Return the work of solving classrooms, some at a time.

    Parameters
    ----------
    market : tuple of ndarray
        All of them as one block diagonal.
    replicates, at_once : int
        How many there are and how many are solved per call.

    Returns
    -------
    callable
        The work.
    """
    start, program, standing, quotas = market
    people, places = (start.size - 1) // replicates, quotas.size // replicates

    def work() -> None:
        for begin in range(0, replicates, at_once):
            end = min(begin + at_once, replicates)
            here = start[begin * people : end * people + 1]
            rows = slice(here[0], here[-1])
            deferred_acceptance(
                here - here[0],
                program[rows] - begin * places,
                standing[rows],
                quotas[begin * places : end * places],
            )

    return work


def import_milliseconds() -> list[float]:
    """Measure importing what a study needs in a fresh interpreter that has numpy already.

    Returns
    -------
    list of float
        Milliseconds of wall time, one per repetition, with compiled files in place.
    """
    code = (
        "import numpy, time; t = time.perf_counter(); "
        "from engine import Scenario, simulate; print(time.perf_counter() - t)"
    )
    with tempfile.TemporaryDirectory() as compiled:
        kept = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, "-c", code]
        runs = [
            subprocess.run(
                command, capture_output=True, text=True, check=True, env={**os.environ, **kept}
            )
            for _ in range(REPETITIONS + 1)
        ]
    return [float(run.stdout) * 1e3 for run in runs[1:]]


def rows() -> list[tuple[str, str, str, list[float], str]]:
    """Measure everything.

    Returns
    -------
    list of tuple
        What, its time, the yardstick's time, the ratios, and the target.
    """
    market = national(50_000, 1)
    flat = FlatMarket(*market)
    placed = deferred_acceptance(*market)
    assert placed.tolist() == flat_match(flat)
    assert count_blocking_pairs(*market, placed) == 0
    table = []

    def add(
        what: str,
        engine: Callable[[], object],
        yardstick: Callable[[], object],
        target: str,
        scale: float = 1,
    ) -> None:
        ours, theirs, ratios = compared(engine, yardstick, scale)
        table.append((what, f"{ours:.1f} ms", f"{theirs:.1f} ms", ratios, target))

    def solve() -> Ints:
        return deferred_acceptance(*market)

    def yardstick() -> list[int]:
        return flat_match(flat)

    add("match, 50,000 applicants x 12 ranks, against flat Python", solve, yardstick, "0.10")

    rooms = classrooms(1_000, 2)
    flat_rooms = FlatMarket(*rooms)
    assert deferred_acceptance(*rooms).tolist() == flat_match(flat_rooms)
    add(
        "1,000 classroom matches (300 x 40), against flat Python",
        in_blocks(rooms, 1_000, 200),
        lambda: flat_match(flat_rooms),
        "0.17",
    )
    add(
        "stability check of 50,000 applicants, against the match",
        lambda: count_blocking_pairs(*market, placed),
        solve,
        "1",
    )
    couples = with_couples(50_000, 1_200, 3)
    assert match_with_couples(couples).blocks == 0
    add(
        "1,200 couples among 50,000, checked over everybody, against flat Python without couples",
        lambda: match_with_couples(couples),
        yardstick,
        "0.5",
    )
    large = national(400_000, 4)
    add(
        "400,000 against 50,000 applicants, time per applicant",
        lambda: deferred_acceptance(*large),
        solve,
        "2",
        scale=1 / 8,
    )
    return table


def main() -> None:
    """Measure, and write the table."""
    lines = [
        "# The Match, measured",
        "",
        f"{date.today().isoformat()}, {processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}; one core. "
        "Made by `python -m benchmarks.matching`.",
        "",
        "The engine's times include checking its arrays and packing its keys; "
        "the yardstick's lists are built beforehand.",
        "",
        "| what | time | yardstick | ratio | range | target, at most |",
        "|---|---|---|---|---|---|",
    ]
    for what, ours, theirs, ratios, target in rows():
        spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
        median = statistics.median(ratios)
        lines.append(f"| {what} | {ours} | {theirs} | {median:.3f} | {spread} | {target} |")
    took = import_milliseconds()
    lines += [
        "",
        f"Importing the whole engine after numpy: {statistics.median(took):.0f} ms "
        f"({min(took):.0f} to {max(took):.0f}); target, at most 50 ms.",
    ]
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def processor() -> str:
    """Return the processor's name, as far as the system tells."""
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
