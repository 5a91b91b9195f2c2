"""Measure the course in a browser alone beside the course with a kernel of this machine.

Run it from the root of the project; it builds the site first when there is none::

    python -m benchmarks.site

It writes its table to ``benchmarks/site.md``. All is measured in one run, on loopback, in the
machine's own browser: times on a busy machine are long on both sides, so compare the columns.
"""

from __future__ import annotations

import os
import platform
import statistics
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.repaint import PATIENCE, launched, new_page, presses_of_the_score
from tests.browser.server import LabServer
from tests.browser.steps import FIRST_SECONDS
from web.fetch import ROOT
from web.lite import BOOK, build
from web.serve import SiteServer

SITE = ROOT / "site"
START = "chapters/00-start-here.ipynb"
CHAPTER = "chapters/01-past-the-filter.ipynb"
PRESSES = 10
STANDS = """() => window.firstSeconds
    && document.querySelector('.btm-bar-progress progress')?.hidden"""


def first_picture(page: Page, address: str) -> float:
    """Open a page; return the seconds until its first picture or guess stands there."""
    page.goto(address)
    page.wait_for_function("() => window.firstSeconds", timeout=PATIENCE)
    return float(page.evaluate(FIRST_SECONDS))


def all_of_it(page: Page) -> float:
    """Return the seconds from opening the page that is open until all of it has run."""
    page.wait_for_function(STANDS, timeout=PATIENCE)
    return float(page.evaluate("() => performance.now() / 1000"))


def measured(browser: Browser, address_of: Any) -> dict[str, float]:
    """Measure one way to have the course; `address_of` turns a notebook into its address."""
    page = new_page(browser)
    found = {"first visit, first picture (s)": first_picture(page, address_of(START))}
    found["first visit, all of the start page (s)"] = all_of_it(page)
    found["key press to new picture, start page (ms)"] = statistics.median(
        presses_of_the_score(page, PRESSES)
    )
    found["the same, a second after the last picture (ms)"] = statistics.median(
        presses_of_the_score(page, PRESSES, "ArrowLeft", apart=1000)
    )
    found["second visit, first picture (s)"] = first_picture(page, address_of(START))
    found["chapter 01, first picture (s)"] = first_picture(page, address_of(CHAPTER))
    found["chapter 01, all of it (s)"] = all_of_it(page)
    page.context.close()
    return found


def main() -> None:
    """Measure both, and write the table."""
    if not SITE.exists():
        build(SITE)
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with SiteServer(SITE) as site:
            at = f"{site.address}/notebooks/index.html?path="
            alone = measured(browser, lambda name: at + name)
            counts = dict(site.asked)
        lab = LabServer()
        try:
            native = measured(browser, lab.page_url)
        finally:
            lab.stop()
        browser.close()
    parts = [path for path in SITE.iterdir() if path.name != BOOK]
    held = [file for part in parts for file in (part, *part.rglob("*")) if file.is_file()]
    size = sum(file.stat().st_size for file in held)
    lines = [
        "# The course in a browser alone, measured",
        "",
        f"{date.today().isoformat()}, Python {platform.python_version()} here, "
        f"{os.cpu_count()} cores, load {busy:.1f}. Made by `python -m benchmarks.site`.",
        "",
        f"The folder: {size / 1e6:.0f} MB. What both pages asked for, over the wire: "
        f"{sum(counts.values()) / 1e6:.1f} MB in {len(counts)} requests.",
        "",
        "| | in the browser alone | with a kernel of this machine |",
        "|---|---|---|",
        *(f"| {name} | {alone[name]:.1f} | {native[name]:.1f} |" for name in alone),
    ]
    Path(__file__).with_suffix(".md").write_text("\n".join([*lines, ""]), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
