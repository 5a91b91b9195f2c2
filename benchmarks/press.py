"""Measure one press of a key in the season explorer: in the kernel by parts, and in a browser.

Run it from the root of the project::

    python -m benchmarks.press

It writes its table to ``benchmarks/press.md``. Times in the kernel are those of the processor, so
that a busy machine counts little; those in the browser are by its clock, from the key to the
changed picture, on a quiet machine and beside a process that never rests.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from time import process_time

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.repaint import launched, new_page, presses_of_the_score
from engine import Scenario
from tests.browser.server import LabServer
from widgets.season import SeasonExplorer
from widgets.season.story import describe, rows

SCORES = {  # the default applicant; where few seasons come to SOAP, and where most do
    "at a score of 250 to 269": range(250, 270),
    "at a score of 205 to 224": range(205, 225),
}
APART = {  # ms from a picture to the next press, which the page uses to prepare for it
    0: "as soon as the last picture stood",
    400: "400 ms after that, the page prepared",
}


def milliseconds(act: Callable[..., object], *what: object) -> float:
    """Return how long the processor works on something, in ms."""
    begun = process_time()
    act(*what)
    return 1000 * (process_time() - begun)


def pressed(explorer: SeasonExplorer, scores: Iterable[int]) -> dict[str, list[float]]:
    """Move the score, and measure each press as a whole and in its parts.

    Parameters
    ----------
    explorer : SeasonExplorer
        What is moved.
    scores : iterable of int
        Where to.

    Returns
    -------
    dict of str to list of float
        Milliseconds of each press, by part.
    """
    found: dict[str, list[float]] = {
        name: []
        for name in ("a press", "the seasons of both worlds", "rows", "sentence", "as text")
    }
    for score in scores:
        found["a press"].append(milliseconds(setattr, explorer.score, "text", f"{score}"))
        found["rows"].append(milliseconds(rows, explorer.result))
        found["sentence"].append(milliseconds(describe, explorer.result))
        sent = explorer.picture.rows, explorer.says
        found["as text"].append(milliseconds(json.dumps, sent))
        # What is left: the controls' own lines are a tenth of a millisecond.
        parts = found["rows"][-1] + found["sentence"][-1]
        found["the seasons of both worlds"].append(found["a press"][-1] - parts)
    return found


def in_a_browser(number: int = 15) -> dict[str, list[float]]:
    """Measure presses on the start page in the machine's browser, its kernel on this machine.

    Parameters
    ----------
    number : int, default 15
        How many presses of each.

    Returns
    -------
    dict of str to list of float
        Milliseconds from the key to the changed picture, by how it was pressed.
    """
    found = {}
    lab = LabServer()
    try:
        with sync_playwright() as playwright:
            browser = launched(playwright)
            page = new_page(browser)
            page.goto(lab.page_url("chapters/00-start-here.ipynb"))
            for apart, how in APART.items():
                found[f"{how}, quiet"] = presses_of_the_score(page, number, "ArrowRight", apart)
                restless = subprocess.Popen([sys.executable, "-c", "while True: pass"])
                try:
                    busy = presses_of_the_score(page, number, "ArrowLeft", apart)
                finally:
                    restless.kill()
                found[f"{how}, beside a busy process"] = busy
            browser.close()
    finally:
        lab.stop()
    return found


def main() -> None:
    """Measure, and write the table."""
    explorer = SeasonExplorer(Scenario())
    pressed(explorer, range(230, 235))
    lines = [
        "# One press of a key, measured",
        "",
        f"{date.today().isoformat()}, Python {platform.python_version()}, numpy "
        f"{np.__version__}; processor time, medians. Made by `python -m benchmarks.press`.",
        "",
        "The season explorer, 200 seasons in each of both worlds. What is sent as text is "
        "measured besides; it is no part of the press.",
        "",
        f"| part | {' | '.join(SCORES)} |",
        "|---|---|---|",
    ]
    columns = [pressed(explorer, scores) for scores in SCORES.values()]
    for part in columns[0]:
        cells = [f"{statistics.median(column[part]):.1f} ms" for column in columns]
        lines.append(f"| {part} | {' | '.join(cells)} |")
    lines += ["", "From the key to the changed picture in Chromium, by its clock:", ""]
    for when, times in in_a_browser().items():
        slow = statistics.quantiles(times, n=10)[-1]
        median = statistics.median(times)
        lines.append(f"- {when}: median {median:.0f} ms, slowest tenth {slow:.0f} ms")
    Path(__file__).with_suffix(".md").write_text("\n".join([*lines, ""]), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
