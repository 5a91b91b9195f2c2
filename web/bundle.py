"""The packages as the browser gets them: compiled, without what the course does not use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from web.fetch import CACHE, HERE, PARTS, ROOT, pyodide_files, sum_of, tools, wheels
from web.licenses import licenses

LIBRARY = "python_stdlib.zip"  # which comes as text
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY)
# The kernel asks for these by name as it starts: each is in `packages`, or not needed in a page.
ASKED = ("comm", "ipykernel", "ipython", "jedi", "micropip", "piplite", "pyodide-kernel")
FIRST = ("numpy", "packages", "course", *ASKED)
LATER = {"pandas": ["numpy", "python-dateutil", "pytz"], "python-dateutil": ["six"]}
LATER |= {"pytz": [], "six": []}
DROPPED: dict[str, list[str]] = PARTS["dropped"]
NO_TIME = (1980, 1, 1, 0, 0, 0)


def put_python(target: Path) -> None:
    """Write Python and all its packages into a folder of the site."""
    target.mkdir(parents=True)
    files = pyodide_files()
    compiled = _packages(files)
    for name in CORE:
        shutil.copy(compiled / name if name == LIBRARY else files[name], target)
    rows = []
    for path in (compiled / "packages.zip", compiled / "numpy.zip", _course(target)):
        if path.parent != target:
            shutil.copy(path, target)
        rows.append(_row(path, path.stem))
    for name in ASKED:
        rows.append(_row(_pack(target / f"{name}.zip", {f"{name}.asked": b""}), name))
    for name, depends in LATER.items():
        (wheel,) = (path for file, path in files.items() if file.startswith(f"{_snake(name)}-"))
        rows.append(_row(Path(shutil.copy(wheel, target)), name, depends))
    (target / "pyodide-lock.json").write_text(_lock(rows), "utf-8")
    held = [*wheels(), *(path for path in files.values() if path.suffix == ".whl")]
    (target / "licenses.txt").write_text(licenses(held), "utf-8")


def _packages(files: dict[str, Path]) -> Path:
    """Return the folder with the compiled packages; it is made anew when any of them changes."""
    own = sorted((HERE / "kernel").rglob("*.py"))
    kernel = tools() / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static"
    parts = [*wheels(), *sorted(kernel.glob("pypi/ipykernel-*")), *kernel.glob("pypi/pyodide_k*")]
    numpy = next(path for name, path in files.items() if name.startswith("numpy-"))
    makes = (HERE / "compile.mjs", HERE / "site.toml", HERE / "bundle.py", *own)
    key = sum_of(b"".join(path.read_bytes() for path in (*sorted(parts), numpy, *makes)))
    place = CACHE / f"compiled-{key[:16]}"
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            modules = Path(folder, "modules")
            for part in parts:
                _unpack(part, modules / "packages")
            shutil.copytree(HERE / "kernel", modules / "packages", dirs_exist_ok=True)
            _unpack(numpy, modules / "numpy")
            _unpack(files[LIBRARY], modules / Path(LIBRARY).stem)
            made = _compile(modules, Path(folder, "made"))
            made.rename(place)
    return place


def _course(target: Path) -> Path:
    """Build the course's own package as everywhere, and compile it."""
    with tempfile.TemporaryDirectory() as folder:
        build = f"from hatchling.build import build_wheel; build_wheel({folder!r})"
        subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
        _unpack(next(Path(folder).glob("*.whl")), Path(folder, "modules", "course"))
        made = _compile(Path(folder, "modules"), Path(folder, "made"))
        return Path(shutil.copy(made / "course.zip", target))


def _unpack(wheel: Path, folder: Path) -> None:
    """Unpack what of a wheel a page can use."""
    with zipfile.ZipFile(wheel) as held:
        for name in held.namelist():
            if is_used(PurePosixPath(name)):
                held.extract(name, folder)


def is_used(path: PurePosixPath) -> bool:
    """Whether a page can use a file of a wheel.

    >>> [is_used(PurePosixPath(name)) for name in ("a/b.py", "a/b.pyi", "a/tests/b.py")]
    [True, False, False]
    """
    top = path.parts[0]
    if top.endswith(".dist-info"):
        return path.name == "METADATA"  # some ask for a version
    if top.endswith(".data") or set(path.parts) & set(DROPPED["folders"]):
        return False
    if path.name.endswith((*DROPPED["suffixes"], "linux-gnu.so")):
        return False
    dropped = any(path.is_relative_to(one) for one in DROPPED["paths"])
    return not dropped or path.as_posix() in DROPPED["kept"]


def _compile(modules: Path, made: Path) -> Path:
    """Compile modules by the browser's own Python in the Node of Playwright; pack each folder."""
    import playwright

    driver = Path(playwright.__file__).parent / "driver"
    node = next(path for name in ("node", "node.exe") if (path := driver / name).exists())
    made.mkdir()
    core = made / "core"
    core.mkdir()
    files = pyodide_files()
    for name in CORE:
        shutil.copy(files[name], core)
    (core / "pyodide-lock.json").write_text(_lock([]), "utf-8")
    subprocess.run([node, HERE / "compile.mjs", core, modules], check=True)
    shutil.rmtree(core)
    for folder in modules.iterdir():
        paths = (path for path in folder.rglob("*") if path.is_file())
        held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        _pack(made / f"{folder.name}.zip", held)
    return made


def _pack(place: Path, held: dict[str, bytes]) -> Path:
    """Pack files, the same ones the same way every time."""
    with zipfile.ZipFile(place, "w") as packed:
        for name, data in sorted(held.items()):
            packed.writestr(zipfile.ZipInfo(name, NO_TIME), data, zipfile.ZIP_DEFLATED, 9)
    return place


def _row(path: Path, name: str, depends: Iterable[str] = ()) -> dict[str, Any]:
    """Return the row of a package in the lock of the browser's Python."""
    return {
        "name": name,
        "version": "0",
        "file_name": path.name,
        "sha256": sum_of(path.read_bytes()),
        "imports": [{"python-dateutil": "dateutil"}.get(name, name)] if name in LATER else [],
        "depends": list(depends),
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def _lock(rows: Iterable[dict[str, Any]]) -> str:
    packages = {row["name"]: row for row in rows}
    return json.dumps({"info": PARTS["pyodide"]["info"], "packages": packages}, indent=1)


def _snake(name: str) -> str:
    return name.replace("-", "_")
