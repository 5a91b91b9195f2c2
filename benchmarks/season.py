"""Measure whole seasons: against drawing random numbers, in time, memory and size of class.

Run it from the root of the project::

    python -m benchmarks.season

It writes its table to ``benchmarks/season.md`` and, where altair and vl-convert are
installed, a plot to ``benchmarks/season.svg``. Times are of one processor core. A ratio
is taken within one repetition, both sides one after the other; the table gives the
median and the range.
"""

from __future__ import annotations

import importlib.util
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import matching
from benchmarks.matching import compared, import_milliseconds, milliseconds
from engine import Scenario, simulate
from engine.study import simulation

HERE = Path(__file__)
REPLICATES = (1, 10, 50, 200, 1_000, 3_000, 10_000)
APPLICANTS = (30, 100, 300, 1_000, 3_000, 10_000, 30_000)
CHUNK = 50  # seasons for which the yardstick draws at once


def seasons(replicates: int, applicants: int = 300, *, drawn: bool = False) -> Callable[[], object]:
    """Return the work of drawing a class and playing its seasons.

    Parameters
    ----------
    replicates, applicants : int
        How many seasons, of how large a class.
    drawn : bool, default False
        Whether the class was drawn beforehand.

    Returns
    -------
    callable
        The work.
    """
    scenario = Scenario().with_market(applicants=applicants)

    def work() -> object:
        if not drawn:
            simulation.recent_class.cache_clear()
        return simulate(scenario, replicates=replicates)

    return work


def normals(replicates: int) -> Callable[[], None]:
    """Return the work of drawing two standard normals per application and season.

    Parameters
    ----------
    replicates : int
        How many seasons.

    Returns
    -------
    callable
        The work: float32 from PCG64, in pieces that fit a processor's cache.
    """
    applications = len(simulation.class_and_you(Scenario())[0].applications.market.program)
    rng = np.random.Generator(np.random.PCG64(1))

    def work() -> None:
        for _ in range(2 * replicates // CHUNK):
            rng.standard_normal((CHUNK, applications), dtype=np.float32)

    return work


def memory(replicates: int) -> float:
    """Measure the memory a study takes, over that of the imported engine.

    Parameters
    ----------
    replicates : int
        How many seasons.

    Returns
    -------
    float
        Megabytes at the highest, in a fresh interpreter; NaN where the system does not tell.
    """
    if not Path("/proc/self/status").exists():
        return float("nan")
    code = (
        "from engine import Scenario, simulate\n"
        "def kilobytes(name):\n"
        "    lines = open('/proc/self/status').read().splitlines()\n"
        "    return int(next(line for line in lines if line.startswith(name)).split()[1])\n"
        "before = kilobytes('VmRSS')\n"
        f"season = simulate(Scenario(), replicates={replicates})\n"
        "print((kilobytes('VmHWM') - before) / 1024)"
    )
    command = [sys.executable, "-c", code]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def costs() -> list[dict[str, Any]]:
    """Measure the cost of a season against the number of seasons and of applicants.

    Returns
    -------
    list of dict
        Rows of the plot: what is varied, how far, and milliseconds.
    """
    found = []
    for number in REPLICATES:
        took = min(milliseconds(seasons(number)) for _ in range(3))
        found.append({"by": "seasons", "number": number, "milliseconds": took})
    for number in APPLICANTS:
        few = max(1, 60_000 // number)
        work = seasons(few, number, drawn=True)
        work()
        took = min(milliseconds(work) for _ in range(3))
        found.append({"by": "applicants", "number": number, "milliseconds": took / few})
    return found


def plot(rows: list[dict[str, Any]]) -> bool:
    """Draw the costs, where the means to do so are installed.

    Parameters
    ----------
    rows : list of dict
        From `costs`.

    Returns
    -------
    bool
        Whether there is a plot now.
    """
    if not all(importlib.util.find_spec(name) for name in ("altair", "vl_convert")):
        return False
    import altair as alt

    def panel(by: str, x: str, y: str) -> Any:
        data = alt.Data(values=[row for row in rows if row["by"] == by])
        base = alt.Chart(data).encode(
            x=alt.X("number:Q", title=x, scale=alt.Scale(type="log")),
            y=alt.Y("milliseconds:Q", title=y, scale=alt.Scale(type="log")),
        )
        return (base.mark_line() + base.mark_point(filled=True, size=50)).properties(
            width=300, height=220
        )

    chart = alt.hconcat(
        panel("seasons", "seasons of a class of 300", "milliseconds in all"),
        panel("applicants", "applicants in the class", "milliseconds for each season"),
    )
    chart.save(HERE.with_suffix(".svg"))
    return True


def main() -> None:
    """Measure, and write the table and the plot."""
    lines = [
        "# Seasons, measured",
        "",
        f"{date.today().isoformat()}, {matching._processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}; one core. "
        "Made by `python -m benchmarks.season`.",
        "",
        "| what | time | yardstick | ratio | range | target, at most |",
        "|---|---|---|---|---|---|",
    ]
    tenfold = seasons(60, 3_000, drawn=True), seasons(600, 300, drawn=True)
    for what, engine, yardstick, scale, target in (
        (
            "1,000 whole seasons of the default class, against drawing two normals for each "
            "of its applications and seasons",
            seasons(1_000),
            normals(1_000),
            1.0,
            5,
        ),
        ("60 seasons of a class of 3,000, against 600 of 300; per season", *tenfold, 10.0, 11),
        ("ten times as many seasons", seasons(2_000), seasons(200), 1.0, 11),
    ):
        ours, theirs, ratios = compared(engine, yardstick, scale)
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        lines.append(
            f"| {what} | {ours:.1f} ms | {theirs:.1f} ms | {statistics.median(ratios):.2f} "
            f"| {spread} | {target} |"
        )
    shown = sorted(milliseconds(seasons(200)) for _ in range(9))
    took = import_milliseconds()
    lines += [
        "",
        f"- The 200 seasons that an explorer shows, class drawn anew: {shown[4]:.0f} ms "
        f"({shown[0]:.0f} to {shown[-1]:.0f}).",
        f"- Memory of 10,000 seasons over that of the imported engine: {memory(10_000):.0f} MB "
        f"(of 200 seasons: {memory(200):.0f} MB); target, at most 150 MB.",
        f"- Importing the engine after numpy: {statistics.median(took):.0f} ms "
        f"({min(took):.0f} to {max(took):.0f}); target, at most 50 ms.",
    ]
    if plot(costs()):
        lines += ["", "![Cost against seasons and applicants](season.svg)"]
    text = "\n".join(lines) + "\n"
    HERE.with_suffix(".md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
