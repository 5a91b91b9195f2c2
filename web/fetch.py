"""Where the parts of the site come from: each is checked by its sum and kept for the next time."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
CACHE = HERE / ".cache"
PARTS: dict[str, Any] = tomllib.loads((HERE / "site.toml").read_text("utf-8"))
LOCKS = (HERE / "requirements.txt", ROOT / "requirements.txt")
TOOLS = ("doit", "jupyterlite-core", "jupyterlite-pyodide-kernel", "pkginfo")
NEW = "--python-version=3.14"  # that of Pyodide, which need not be ours
PATIENCE = 20  # seconds for the first word of the host of the archive
NO_PACKAGES = "The packages for it could not be had: is there a network?"


class MissingError(Exception):
    """The network does not give what is still missing."""


def sum_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in digits.

    >>> sum_of(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def pyodide_files() -> dict[str, Path]:
    """Return the files of Python for the browser by name, after seeing that each is the right one.

    What is not kept yet comes from the release archive, or else out of a package.
    """
    wanted: dict[str, str] = PARTS["pyodide"]["files"]
    places = {name: CACHE / sum[:16] / name for name, sum in wanted.items()}

    def keep(name: str, data: bytes) -> None:
        if sum_of(data) != wanted[name]:
            raise MissingError(f"{name} is not the file that web/site.toml names: its sum differs.")
        places[name].parent.mkdir(parents=True, exist_ok=True)
        aside = places[name].with_suffix(".part")
        aside.write_bytes(data)
        aside.replace(places[name])

    for source in (_from_archive, _from_package):
        missing = {name for name, place in places.items() if not place.exists()}
        if missing:
            source(missing, keep)
    return places


def _from_archive(missing: set[str], keep: Callable[[str, bytes], None]) -> None:
    """Read the release archive as far as needed; where it cannot be had, leave all as it is."""
    try:
        with (
            urllib.request.urlopen(PARTS["pyodide"]["archive"], timeout=PATIENCE) as answer,
            tarfile.open(fileobj=answer, mode="r|bz2") as archive,
        ):
            left = set(missing)
            for member in archive:
                name = PurePosixPath(member.name).name
                if name in left and (file := archive.extractfile(member)):
                    keep(name, file.read())
                    left.discard(name)
                if not left:
                    return
    except (OSError, tarfile.TarError, EOFError):
        return


def _from_package(missing: set[str], keep: Callable[[str, bytes], None]) -> None:
    """Take what is missing out of a package that carries it."""
    with tempfile.TemporaryDirectory() as folder:
        parts = PARTS["pyodide"]
        (wheel,) = download([f"{parts['package']} --hash=sha256:{parts['package_sum']}"], folder)
        with zipfile.ZipFile(wheel) as held:
            for member in held.namelist():
                path = PurePosixPath(member)
                if path.name in missing and path.parent.name == "pyodide":
                    keep(path.name, held.read(member))


def pins(*names: str) -> list[str]:
    """Return the lines of the lock files, with their sums, for some packages.

    >>> [line.split()[0] for line in pins("jsonschema", "altair")][0]
    'jsonschema==4.17.3'
    """
    found: dict[str, str] = {}
    for lock in LOCKS:
        text = lock.read_text("utf-8").replace("\\\n", " ")
        for name, version, sums in re.findall(
            r"(?m)^([\w.-]+)==([^\s;]+)[^\n]*?( --hash.*)$", text
        ):
            found.setdefault(name, f"{name}=={version}{sums}")
    return [found[name] for name in names]


def wheels() -> list[Path]:
    """Return the wheels that the course needs in the browser, besides those of Pyodide."""
    pure, stripped = (pins(*PARTS["wheels"][kind]) for kind in ("names", "stripped"))

    def get(folder: str) -> None:
        download(pure, folder, "--platform=any", "--implementation=py", "--abi=none", NEW)
        download(stripped, folder, "--platform=manylinux2014_x86_64", "--implementation=cp", NEW)

    return sorted(_kept("wheels", pure + stripped, get).glob("*.whl"))


def tools() -> Path:
    """Return the folder that holds JupyterLite, beside the environment and not in it."""
    lines = pins(*TOOLS)
    return _kept("tools", lines, lambda folder: _pip("install", lines, f"--target={folder}"))


def _kept(name: str, lines: list[str], get: Callable[[str], None]) -> Path:
    """Return the folder that holds what some lines of a lock name; get it when it is not there."""
    folder = CACHE / f"{name}-{sum_of(chr(10).join(lines).encode())[:16]}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as aside:
            got = Path(aside, name)
            got.mkdir()
            get(str(got))
            got.rename(folder)
    return folder


def download(lines: Iterable[str], folder: str | Path, *words: str) -> list[Path]:
    """Download packages as wheels, each checked by its sum; return where they are."""
    _pip("download", lines, "--dest", str(folder), *words)
    return sorted(Path(folder).glob("*.whl"))


def _pip(verb: str, lines: Iterable[str], *words: str) -> None:
    """Let pip get packages that are named with their sums; it knows its registry by itself."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "asked.txt")
        asked.write_text("\n".join(lines), "utf-8")
        options = "-q -q --disable-pip-version-check --no-deps --require-hashes --only-binary=:all:"
        command = [sys.executable, "-m", "pip", verb, *options.split(), "-r", str(asked), *words]
        if subprocess.run(command, check=False).returncode:
            raise MissingError(NO_PACKAGES)
