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
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from benchmarks import matching
from benchmarks.matching import compared, import_milliseconds, milliseconds
from engine import Scenario, simulate
from engine.season import applications, play, stages
from engine.season.flow import STAGES
from engine.study import simulation

HERE = Path(__file__)
REPLICATES = (1, 10, 50, 200, 1_000, 3_000, 10_000)
APPLICANTS = (30, 100, 300, 1_000, 3_000, 10_000, 30_000)
CHUNK = 50  # seasons for which the yardstick draws at once
WIDEST = "X86_V4 AVX512_SKX AVX512_ICL AVX512_SPR"  # numpy's vectors of 512 bits, by its names


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
        simulation.recent_seasons.clear(classes=not drawn)
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


def your_turn(replicates: int, base: Scenario) -> Callable[[], object]:
    """Return the work of a turn of one of your dials, for a class that has played its seasons.

    Parameters
    ----------
    replicates : int
        How many seasons.
    base : Scenario
        Where the dial stands at first: your score, which goes on by two points at each call.

    Returns
    -------
    callable
        The work.
    """
    simulate(base, replicates)
    scores = cycle(range(226, 256, 2))

    def work() -> object:
        return simulate(base.with_you(step2=next(scores)), replicates)

    return work


def everything(replicates: int, base: Scenario) -> Callable[[], object]:
    """Return the work of playing everything again for a turn of one of your dials.

    Parameters
    ----------
    replicates : int
        How many seasons.
    base : Scenario
        As of `your_turn`.

    Returns
    -------
    callable
        The work, in pieces that fit a processor's cache.
    """
    others, yours = simulation.class_and_you(base.with_you(step2=240))
    pieces = np.array_split(np.arange(replicates), -(-replicates // CHUNK))

    def work() -> object:
        return [play(others, yours, 1, piece) for piece in pieces]

    return work


def stage_table(replicates: int) -> list[str]:
    """Measure how long each stage of a season takes.

    Parameters
    ----------
    replicates : int
        How many seasons of the default class.

    Returns
    -------
    list of str
        Lines of a table: stage, milliseconds, share. Least of several repetitions.
    """
    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            begin = time.process_time()
            found = function(*args, **named)
            spent[name] = spent.get(name, 0.0) + 1000 * (time.process_time() - begin)
            return found

        return run

    work = everything(replicates, Scenario())
    # Words are heard, and passed on, by methods of the applications.
    called = [
        (place, stage)
        for stage in STAGES
        for place in (stages, applications)
        if hasattr(place, stage.function.__name__)
    ]
    least: dict[str, float] = {}
    with ExitStack() as changed:
        for place, stage in called:
            name = stage.function.__name__
            run = timed(stage.name, getattr(place, name))
            changed.enter_context(mock.patch.object(place, name, run))
        for _ in range(5):
            spent.clear()
            spent["the rest"] = milliseconds(work)
            spent["the rest"] -= sum(spent.values()) - spent["the rest"]
            for name, took in spent.items():
                least[name] = min(took, least.get(name, np.inf))
    whole = sum(least.values())
    rows = sorted(least.items(), key=lambda row: -row[1])
    return [
        "| stage | ms | share |",
        "|---|---|---|",
        *(f"| {name} | {took:.0f} | {took / whole:.0%} |" for name, took in rows if took >= 0.5),
    ]


def without_the_widest(disabled: str) -> tuple[float, float]:
    """Measure a sort and whole seasons in a fresh interpreter, some of numpy's vectors disabled.

    Parameters
    ----------
    disabled : str
        Names of numpy's, with spaces between; those it does not have are no fault.

    Returns
    -------
    tuple of float
        Milliseconds of sorting 300,000 scattered whole numbers, and of 1,000 seasons.
    """
    code = (
        "import numpy as np\n"
        "from benchmarks.matching import milliseconds\n"
        "from benchmarks.season import seasons\n"
        "numbers = np.random.default_rng(1).integers(0, 2**62, (7, 300_000))\n"
        "print(min(milliseconds(row.sort) for row in numbers))\n"
        "print(min(milliseconds(seasons(1_000)) for _ in range(4)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "NPY_DISABLE_CPU_FEATURES": disabled},
        capture_output=True,
        text=True,
        check=True,
    )
    sort, whole = map(float, told.stdout.split())
    return sort, whole


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
        f"{date.today().isoformat()}, {matching.processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}; one core. "
        "Made by `python -m benchmarks.season`.",
        "",
        "| what | time | yardstick | ratio | range | target, at most | met |",
        "|---|---|---|---|---|---|---|",
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
        *(
            (
                f"a turn of your dial, 1,000 seasons{world}, against playing everything again",
                your_turn(1_000, base),
                everything(1_000, base),
                1.0,
                1 / 50,
            )
            for world, base in (
                ("", Scenario()),
                (", the articles' world", Scenario(preset="source")),
                (", early offers", Scenario(rules=False)),
            )
        ),
    ):
        ours, theirs, ratios = compared(engine, yardstick, scale)
        digits = 2 if target >= 1 else 3
        spread = f"{min(ratios):.{digits}f} to {max(ratios):.{digits}f}"
        ratio = statistics.median(ratios)
        lines.append(
            f"| {what} | {ours:.1f} ms | {theirs:.1f} ms | {ratio:.{digits}f} | {spread} "
            f"| {target:g} | {'yes' if ratio <= target else 'no'} |"
        )
    shown = sorted(milliseconds(seasons(200)) for _ in range(9))
    took = import_milliseconds()
    (wide, season_wide), (narrow, season_narrow) = map(without_the_widest, ("", WIDEST))
    lines += [
        "",
        "The first ratio depends on how fast a machine draws normals, which sorting and looking "
        "up, what a season mostly is, do not follow. Sorting 300,000 scattered keys takes "
        f"{wide:.1f} ms here, and {narrow:.1f} ms where numpy may not use vectors of 512 bits "
        "(`NPY_DISABLE_CPU_FEATURES`; processors differ in which is faster); the 1,000 seasons "
        f"take {season_wide:.0f} and {season_narrow:.0f} ms. A turn of your dial is spread over "
        "all stages: your files up to the certified lists, a chain in the Match, the piles in SOAP "
        "that your file reaches (the largest part), your places on the lists, and a copy of "
        "every result.",
        "",
        f"- The 200 seasons that an explorer shows, class drawn anew: {shown[4]:.0f} ms "
        f"({shown[0]:.0f} to {shown[-1]:.0f}).",
        f"- Memory of 10,000 seasons over that of the imported engine: {memory(10_000):.0f} MB "
        f"(of 200 seasons: {memory(200):.0f} MB); target, at most 150 MB.",
        f"- Importing what a study needs, after numpy: {statistics.median(took):.0f} ms "
        f"({min(took):.0f} to {max(took):.0f}); target, at most 50 ms.",
    ]
    lines += ["", "Where 1,000 seasons of the default class spend their time:", ""]
    lines += stage_table(1_000)
    if plot(costs()):
        lines += ["", "![Cost against seasons and applicants](season.svg)"]
    text = "\n".join(lines) + "\n"
    HERE.with_suffix(".md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
