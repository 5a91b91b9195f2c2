"""Choose the versions of all packages, for every system and Python; uv does it.

The standard library only, and no syntax newer than Python 3.6: `run.py` reads this file too.
"""

import os
import pathlib
import re
import subprocess
import tempfile

UV = "uv==0.13.9"  # in an environment of its own
COURSE = "requirements.txt"
BESIDES = {  # what the tests and the book take besides
    "requirements-dev.txt": ["--extra=lab", "--extra=dev"],
    "book/requirements.txt": ["--extra=book"],
}
# One version of a package for every Python, and no address of any registry.
OPTIONS = (
    "--universal --python-version 3.11 --fork-strategy fewest "
    "--generate-hashes --no-annotate --no-emit-index-url --quiet"
)
PIN = re.compile(r"(?m)^([\w.-]+)==([^\s;]+)")


def choose_versions(root: pathlib.Path, words: "list[str]") -> int:
    """Write all locks anew, and bring environment.yml along; `words` go to uv."""
    with tempfile.TemporaryDirectory() as folder:
        import venv

        venv.create(folder, with_pip=True)
        python = os.path.join(folder, "Scripts/python.exe" if os.name == "nt" else "bin/python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", UV], check=True)
        command = [python, "-m", "uv", "pip", "compile", "pyproject.toml", *OPTIONS.split(), *words]
        name = dict(os.environ, UV_CUSTOM_COMPILE_COMMAND="python3 run.py lock")
        earlier = []  # type: list[str]
        for lock, extras in {COURSE: ["--extra=lab"], **BESIDES}.items():
            held = ["--constraint=" + one for one in earlier]
            line = [*command, *extras, *held, "--output-file=" + lock]
            subprocess.run(line, cwd=str(root), env=name, check=True)
            earlier.append(lock)
    chosen = dict(PIN.findall(_read(root / COURSE)))
    for lock in BESIDES:
        _write(root / lock, less(_read(root / lock), chosen))
    pin = re.compile(r"(?m)^(\s+- )([\w.-]+)==\S+$")
    binder = root / "environment.yml"
    _write(binder, pin.sub(lambda m: m[1] + m[2] + "==" + chosen[m[2]], _read(binder)))
    return 0


def less(lock: str, others: "dict[str, str]") -> str:
    r"""Return a lock without the packages that another one holds.

    >>> print(less("# made\na==1 \\\n    --hash=x\nb==2 \\\n    --hash=y", {"a": "1"}))
    # made
    b==2 \
        --hash=y
    """
    parts = re.split(r"(?m)^(?=[a-z0-9])", lock)
    return "".join(one for one in parts if re.split(r"==|\[", one)[0] not in others)


def _read(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: pathlib.Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
