"""JupyterLite around the course: its one application, the chapters, and our pages before it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from run import LAB_SETTINGS
from web.bundle import FIRST, put_python
from web.fetch import HERE, PARTS, ROOT, sum_of, tools

START = "chapters/00-start-here.ipynb"
BOOK = "book"  # the folder of the book in the site
KERNEL = "@jupyterlite/pyodide-kernel-extension"
SETTINGS = {
    **LAB_SETTINGS,
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def build(target: Path) -> None:
    """Make the site anew in a folder; one that holds something else is left alone.

    The book, which is made by itself, stays where it is.
    """
    old = [path for path in target.iterdir() if path.name != BOOK] if target.exists() else []
    if old and not (target / "jupyter-lite.json").exists():
        raise OSError(f"{target} holds something that is no such site, and is left as it is.")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "site")
        _lite(Path(folder, "lite"), made)
        put_python(made / "static" / "pyodide")
        thin(made)
        _configure(made)
        _pages(made)
        for path in old:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        shutil.copytree(made, target, dirs_exist_ok=True)


def _lite(work: Path, made: Path) -> None:
    """Let JupyterLite write its application, the extensions and the chapters."""
    chapters = work / "content" / "chapters"
    chapters.mkdir(parents=True)
    for path in sorted((ROOT / "chapters").iterdir()):
        if path.suffix == ".ipynb":
            notebook = json.loads(path.read_text("utf-8"))
            notebook["metadata"]["kernelspec"] = {"display_name": "Python", "name": "python"}
            text = json.dumps(notebook, ensure_ascii=False, separators=(",", ":"))
            (chapters / path.name).write_text(text, "utf-8")
        elif path.suffix == ".toml":
            shutil.copy(path, chapters)
    held = Path(sys.prefix, "share", "jupyter", "labextensions")
    extensions = [
        tools() / "share/jupyter/labextensions" / KERNEL,
        held / "@jupyter-widgets" / "jupyterlab-manager",
        held / "anywidget",
        ROOT / "widgets" / "reader" / "labextension",
    ]
    config = {
        "apps": ["notebooks"],
        "contents": ["content"],
        "federated_extensions": [str(path) for path in extensions],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(made),
        "cache_dir": str(work / "cache"),
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": config}), "utf-8")
    environ = {**os.environ, "PYTHONPATH": str(tools()), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=work, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"JupyterLite could not be built:\n{(done.stdout + done.stderr)[-2000:]}")


def thin(made: Path) -> None:
    """Take away what no page asks for; what should be there to be taken and is not, is said."""
    for pattern in PARTS["pruned"]:
        found = list(made.glob(pattern))
        if not found:
            raise OSError(f"web/site.toml prunes {pattern}, and the site has no such file.")
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _configure(made: Path) -> None:
    """Say where Python is and what it loads first."""
    path = made / "jupyter-lite.json"
    config = json.loads(path.read_text("utf-8"))
    data = config["jupyter-config-data"]
    data["appName"] = "Behind the Match"
    data["settingsOverrides"] = SETTINGS
    data["litePluginSettings"][f"{KERNEL}:kernel"] = {
        "pyodideUrl": "./python.mjs",
        "pipliteUrls": [],
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(FIRST)},
    }
    path.write_text(json.dumps(config, indent=1), "utf-8")


def _pages(made: Path) -> None:
    """Put our own front door, service worker and kernel's worker in the place of JupyterLite's."""
    page(made / "index.html", {"START": START})
    shutil.copy(HERE / "pages" / "manifest.webmanifest", made)
    shell = made / "notebooks" / "index.html"
    text = shell.read_text("utf-8")
    head, _, rest = text.partition("<script>")
    rest = rest.partition("</script>")[2]
    shell.write_text(f'{head}<script src="../start.js"></script>{rest}', "utf-8")
    reader = made / "config-utils.js"  # of settings, which are in one kind of file here
    _replace(reader, "['jupyter-lite.json', 'jupyter-lite.ipynb']", "['jupyter-lite.json']")
    lite: dict[str, Any] = json.loads((made / "jupyter-lite.json").read_text("utf-8"))
    app = lite["jupyter-config-data"]["appVersion"]
    (path,) = (made / "extensions" / KERNEL / "static").glob("comlink.worker.*.js")
    worker = path.relative_to(made).as_posix()
    page(made / "start.js", {"APP_VERSION": app, "WORKER": worker})
    begun = {"PACKAGES": json.dumps(FIRST), "IMPORTS": ", ".join(PARTS["wheels"]["begun"])}
    page(made / "python.mjs", {"WORKER": worker, **begun})
    files = _files(made)
    version = sum_of(json.dumps(files, sort_keys=True).encode())[:16]
    texts = sorted(name for name in files if name.startswith(("api/contents/", "files/")))
    own = (made / "service-worker.js").read_text("utf-8")
    worker = page(made / "service-worker.js", {"VERSION": version, "CONTENTS": json.dumps(texts)})
    (made / "service-worker.js").write_text(f"{worker}\n// JupyterLite's own:\n{own}", "utf-8")


def page(place: Path, words: dict[str, str]) -> str:
    """Write a page of ours with its words in capitals filled in; return it."""
    shutil.copy(HERE / "pages" / place.name, place)
    for word, said in words.items():
        _replace(place, word, said)
    return place.read_text("utf-8")


def _replace(place: Path, word: str, said: str) -> None:
    text = place.read_text("utf-8")
    if word not in text:
        raise OSError(f"{place.name} has no {word} that could be replaced.")
    place.write_text(text.replace(word, said), "utf-8")


def _files(made: Path) -> dict[str, str]:
    """Return all files of the site with their sums."""
    paths = (path for path in made.rglob("*") if path.is_file())
    return {path.relative_to(made).as_posix(): sum_of(path.read_bytes()) for path in paths}
