"""Look at the machine: what the course needs, what is there, and how to get what is missing.

The standard library only, and no syntax newer than Python 3.6: whoever has an old Python asks too.
"""

import importlib
import pathlib
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable

from tools.browser import find_browser, no_browser

OLDEST, NEWEST = (3, 11), (3, 14)  # of Python; newer ones have not been tried
ROOM = 1.5e9  # bytes on the disk, while it is set up
PORT = 8888  # where Jupyter begins to look for one

# By `sys.platform`; Linux is what stands for the others as well.
HOW = {
    "python": {
        "win32": "winget install Python.Python.3.13, or the installer of python.org",
        "darwin": "brew install python@3.13, or the installer of python.org",
        "linux": "apt-get install python3 python3-venv (Debian 12, Ubuntu 24.04 and later), or "
        "dnf install python3.13 (Fedora)",
    },
    "tools": {
        "win32": "run the installer of python.org again, choose Modify, and tick pip",
        "darwin": "brew reinstall python@3.13, or run the installer of python.org again",
        "linux": "apt-get install python3-venv (Debian, Ubuntu); elsewhere install Python's venv",
    },
    "network": {
        "win32": "connect, or set HTTPS_PROXY where your school has a proxy",
        "darwin": "connect, or set HTTPS_PROXY where your school has a proxy",
        "linux": "connect, or set HTTPS_PROXY where your school has a proxy",
    },
    "folder": {
        "win32": "move the folder into Documents, and not into OneDrive or a zip file",
        "darwin": "move the folder into your home folder",
        "linux": "move the folder into your home folder, or chown it",
    },
}

# How a finding counts: what is needed, what only tests, paper and the book need, what just is so.
NEEDED, WANTED, NOTED = "needed", "wanted", "noted"


class Finding:
    """What was found.

    Attributes
    ----------
    fine : bool
        Whether all is well.
    counts : str
        How it counts: `NEEDED`, `WANTED` or `NOTED`.
    sentence : str
        What there is, or how to get it.
    """

    def __init__(self, fine: bool, counts: str, sentence: str) -> None:
        self.fine, self.counts, self.sentence = fine, counts, sentence


def how(what: str, system: str = sys.platform) -> str:
    """Say how to get something on a system, in the words of its own package manager."""
    return HOW[what].get(system, HOW[what]["linux"])


def python_is_new_enough(version: "tuple[int, ...]" = sys.version_info[:2]) -> Finding:
    """Look at the version of Python."""
    have = "Python {}.{}".format(*version)
    if version[:2] < OLDEST:
        said = "The course needs Python {}.{} or newer; this is {}. To get one: {}."
        return Finding(False, NEEDED, said.format(*OLDEST, have, how("python")))
    if version[:2] > NEWEST:
        said = (
            "{} is newer than {}.{}, the newest that was tried; if the set-up fails, use that: {}."
        )
        return Finding(False, NOTED, said.format(have, *NEWEST, how("python")))
    return Finding(True, NEEDED, have + " is new enough.")


def python_makes_environments(load: "Callable[[str], object]" = importlib.import_module) -> Finding:
    """Look for the two parts of Python that some systems ship apart."""
    for name in ("venv", "ensurepip"):
        try:
            load(name)
        except ImportError:
            said = "This Python comes without {}, which the set-up needs. To get it: {}."
            return Finding(False, NEEDED, said.format(name, how("tools")))
    return Finding(True, NEEDED, "Python can make environments (venv and ensurepip are there).")


def folder_takes_files(root: pathlib.Path) -> Finding:
    """Try to write into the course's folder."""
    try:
        with tempfile.TemporaryFile(dir=str(root)):
            pass
    except OSError as error:
        said = "Nothing can be written into {} ({}); {}."
        return Finding(False, NEEDED, said.format(root, error.strerror, how("folder")))
    return Finding(True, NEEDED, f"The folder takes files: {root}.")


def disk_has_room(root: pathlib.Path, ready: bool, free: "int | None" = None) -> Finding:
    """Look at how much room there is where the course stands."""
    free = shutil.disk_usage(str(root)).free if free is None else free
    have = f"{free / 1e9:.1f} GB are free on the disk"
    if free < ROOM and not ready:
        said = "{}; the set-up needs {:.1f} GB. Free some, or move the folder to another disk."
        return Finding(False, NEEDED, said.format(have, ROOM / 1e9))
    return Finding(True, NEEDED, have + ".")


def environment_is_ready(missing: "list[str]") -> Finding:
    """Say what of the set-up is still to do."""
    if missing:
        said = "Still to be set up: {}. `python3 run.py setup` does it, and so does the next start."
        return Finding(False, NOTED, said.format(", ".join(missing)))
    return Finding(True, NOTED, "Everything is set up, for this requirements.txt and this Python.")


def packages_come(package: str, command: "list[str]") -> Finding:
    """Ask pip for one small package, as the set-up will for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        words = [
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-cache-dir",
        ]
        words += ["--timeout=10", "--retries=1", "--dest=" + folder, package]
        try:
            asked = subprocess.run(  # noqa: UP022 (Python 3.6 has no word for both)
                [*command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=90
            )
        except (OSError, subprocess.TimeoutExpired):
            reached = False
        else:
            reached = asked.returncode == 0
            if b"No module named pip" in asked.stderr:
                said = "This Python has no pip to ask; the set-up brings its own."
                return Finding(True, NOTED, said)
    if reached:
        return Finding(True, NEEDED, "Packages come: pip reaches where it looks for them.")
    said = "pip does not reach where it looks for packages, and the set-up needs them: {}."
    return Finding(False, NEEDED, said.format(how("network")))


def browser_is_there(found: "str | None") -> Finding:
    """Look for a browser that programs can use."""
    if found:
        return Finding(True, WANTED, f"A browser for tests, handouts and the book: {found}.")
    said = "{} Only browser tests, handouts and the book need it."
    return Finding(False, WANTED, said.format(no_browser()))


def port_is_free(port: int = PORT) -> Finding:
    """Try to listen as Jupyter does, on this machine alone."""
    for one in (port, 0):
        try:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", one))
        except OSError:
            continue
        if one:
            return Finding(True, NEEDED, f"Port {port} is free.")
        said = (
            "Port {} is taken; Jupyter takes the next one that is free, so nothing is to be done."
        )
        return Finding(True, NOTED, said.format(port))
    said = "No port of this machine can be listened on; a firewall or a sandbox may forbid it."
    return Finding(False, NEEDED, said)


def examine(root: pathlib.Path, missing: "list[str]", package: str) -> "list[Finding]":
    """Look at everything.

    Parameters
    ----------
    root : Path
        The course's folder.
    missing : list of str
        The steps of the set-up that are not done.
    package : str
        A small one of the lock, with its version, to ask pip for.

    Returns
    -------
    list of Finding
        In the order in which to mend what is wrong.
    """
    findings = [
        python_is_new_enough(),
        python_makes_environments(),
        folder_takes_files(root),
        disk_has_room(root, not missing),
        environment_is_ready(missing),
    ]
    if "environment" in missing:  # else nothing has to be fetched
        findings.append(packages_come(package, [sys.executable, "-m", "pip"]))
    return [*findings, browser_is_there(find_browser()), port_is_free()]


def report(findings: "list[Finding]") -> int:
    """Say all of it, a line each; return 1 when something is missing that the course needs."""
    print(f"{platform.system()} {platform.release()}, {platform.machine()}")
    for finding in findings:
        mark = "ok     " if finding.fine else {NEEDED: "MISSING"}.get(finding.counts, "note   ")
        print(mark + "  " + finding.sentence)
    wrong = [finding for finding in findings if not finding.fine and finding.counts == NEEDED]
    print(
        "The course can be opened: python3 run.py" if not wrong else "Mend what is MISSING first."
    )
    return int(bool(wrong))
