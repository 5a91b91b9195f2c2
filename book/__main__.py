"""Build the book: run the chapters, write its pages, have Sphinx make them, look at the outcome."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from book.chapter import CHAPTERS, ROOT, run_chapter
from book.checks import broken_links, off_site
from book.pages import write_pages

PAGES = ROOT / "build" / "book"
OUT = ROOT / "site" / "book"
PLAYER = ("../notebooks/index.html",)  # the site brings it


def main(words: list[str]) -> int:
    """Build the book into a folder, by default where the site looks for it."""
    from sphinx.cmd.build import build_main

    begun = time.monotonic()
    out = Path(words[0]).resolve() if words else OUT
    chapters = []
    for path in CHAPTERS:
        print(f"Running {path.name}", flush=True)
        chapters.append(run_chapter(path))
    write_pages(chapters, PAGES)
    ran = time.monotonic() - begun
    os.environ["BTM_ROOT"] = str(ROOT)
    # Everything anew, and a warning is an error; all of them are shown before it ends.
    if build_main(["-q", "-E", "-a", "-W", "--keep-going", str(PAGES), str(out)]):
        return 1
    problems = [*off_site(out), *broken_links(out, PLAYER)]
    print("\n".join(problems) or f"The book is in {out}: {_size(out):.1f} MB.")
    print(f"{ran:.0f} s for the chapters, {time.monotonic() - begun - ran:.0f} s for the pages.")
    return int(bool(problems))


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
