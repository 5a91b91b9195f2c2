"""Fetch a large package at the first import of it, wherever that stands.

The kernel of a page loads packages before a cell runs, by what the cell itself imports. The engine
imports pandas only where a table leaves it, which no cell shows. So the import waits for the files.
"""

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

WITH = {"pandas": ("six", "python-dateutil", "pytz", "pandas")}


class OnDemand(MetaPathFinder):
    """Find a package by fetching it, when the usual finders have found none."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a package is after it was fetched; None for any other module."""
        if name not in WITH:
            return None
        for part in WITH[name]:
            _fetch(part)
        importlib.invalidate_caches()
        return PathFinder.find_spec(name, path, target)


def _fetch(part: str) -> None:
    """Fetch and unpack one package of the lock while everything else waits."""
    import pyodide_js
    from js import XMLHttpRequest
    from pyodide._package_loader import get_install_dir, unpack_buffer

    file = getattr(pyodide_js.lockfile.packages, part).file_name
    request = XMLHttpRequest.new()
    request.open("GET", f"{pyodide_js.lockfileBaseUrl}{file}", False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise ImportError(f"{part} could not be fetched: is there a network?")
    unpack_buffer(request.response, filename=file, extract_dir=str(get_install_dir("site")))


sys.meta_path.append(OnDemand())
