"""The licenses of the packages that a page runs, kept beside them in one text.

Those of JupyterLite's own JavaScript stand in its `third-party-licenses.json`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from web.fetch import PARTS, ROOT

PYODIDE = "Pyodide {}, whose source is https://github.com/pyodide/pyodide, is under the MPL 2.0."


def licenses(wheels: Iterable[Path]) -> str:
    """Return the license of the course, where Pyodide's is, and those of some wheels."""
    parts = [(ROOT / "LICENSE").read_text("utf-8"), PYODIDE.format(PARTS["pyodide"]["version"])]
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as held:
            texts = [held.read(name).decode() for name in held.namelist() if is_license(name)]
        parts.append("\n\n".join(["-".join(wheel.name.split("-")[:2]), *texts]))
    return f"\n\n{'-' * 70}\n\n".join(part.strip() for part in parts) + "\n"


def is_license(name: str) -> bool:
    """Whether a file of a wheel tells its license.

    >>> [is_license(f"a-1.dist-info/{name}") for name in ("licenses/COPYING", "LICENSE", "RECORD")]
    [True, True, False]
    """
    path = PurePosixPath(name)
    if not path.parts[0].endswith(".dist-info") or name.endswith("/"):
        return False
    told = ("license", "licence", "copying", "notice", "authors")
    return "licenses" in path.parts or path.name.lower().startswith(told)
