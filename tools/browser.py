"""The machine's own browser: found, asked for a page as it stands when drawn, or for a PDF of it.

The standard library only, and no syntax newer than Python 3.6: `run.py doctor` reads this file too.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
        "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
        "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
        "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
        "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
    ),
}
INSTALL = {
    "darwin": "brew install --cask chromium",
    "win32": "winget install Google.Chrome",
    "linux": "apt-get install chromium",
}
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 180  # seconds


def find_browser(
    environ: "Mapping[str, str]" = os.environ, platform: str = sys.platform
) -> "str | None":
    """Return the path of a Chromium-like browser, or None."""
    if environ.get("BTM_BROWSER"):
        return shutil.which(environ["BTM_BROWSER"])
    places = [
        place.replace("{" + name + "}", value)
        for place in PLACES.get(platform, ())
        for name, value in [("", ""), *environ.items()]
        if "{" + name + "}" in place or "{" not in place
    ]
    found = [shutil.which(name, path=environ.get("PATH")) for name in NAMES]
    found += [place for place in places if pathlib.Path(place).is_file()]
    return next(filter(None, found), None)


def no_browser(platform: str = sys.platform) -> str:
    """Say in one sentence how to get a browser."""
    command = INSTALL.get(platform, INSTALL["linux"])
    return (
        "No Chromium, Chrome or Edge was found: install one with "
        f"`{command}`, or set BTM_BROWSER to the path of one."
    )


def as_drawn(page: pathlib.Path) -> str:
    """Return the HTML of a page of this machine after its own scripts have drawn it."""
    options = ["--virtual-time-budget=60000", "--force-prefers-reduced-motion", "--dump-dom"]
    return _browse(page, *options).decode("utf-8")


def print_pdf(page: pathlib.Path, pdf: pathlib.Path) -> None:
    """Print a page of this machine into a file."""
    _browse(page, "--no-pdf-header-footer", "--print-to-pdf=" + str(pdf))
    if not pdf.exists():
        raise RuntimeError(f"The browser printed nothing into {pdf}.")


def _browse(page: pathlib.Path, *options: str) -> bytes:
    browser = find_browser()
    if browser is None:
        raise RuntimeError(no_browser())
    # Chromium refuses to start its sandbox for root, which is who one is in most containers.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options += ("--no-sandbox",)
    with tempfile.TemporaryDirectory() as profile:
        words = [browser, "--headless=new", *QUIET, "--user-data-dir=" + profile, *options]
        done = subprocess.run(  # noqa: UP022 (Python 3.6 has no word for both)
            [*words, page.resolve().as_uri()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    if done.returncode:
        raise RuntimeError("The browser failed: " + done.stderr.decode("utf-8", "replace")[-500:])
    return done.stdout
