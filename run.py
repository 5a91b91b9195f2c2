#!/usr/bin/env python3
"""Open the course or test it; the first time, set up all it needs.

python3 run.py              open the course
python3 run.py course ...   the same; further words go to Jupyter (--no-browser)
python3 run.py lab ...      the same in JupyterLab, for those who write
python3 run.py test ...     run the tests, or `all` of them; other words go to pytest (-k voices)
python3 run.py check        lint, format, types, clean notebooks
python3 run.py fix          mend what the check can mend by itself
python3 run.py bench ...    run every script in benchmarks, or those named
python3 run.py calibrate ...  fit the free dials; --help says how
python3 run.py site ...     build the folder in which the course runs in a browser, without a server
python3 run.py mutate ...   take each mechanism out, or those of some rows, and see it missed
python3 run.py lock ...     choose the versions again; further words go to uv (--upgrade)
python3 run.py handout 02   write a chapter, or all, as pages and PDFs to print
python3 run.py book         build the book: chapters with still pictures, tables, API
python3 run.py setup ...    set up and do nothing more; `tests` adds what they need
python3 run.py doctor       say what this machine has, what is missing, and how to get it
"""

# No syntax newer than Python 3.6 here: an old Python must get as far as its one sentence.
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # some settings keep a script's own folder out
from tools import doctor as machine  # noqa: E402
from tools.lock import choose_versions  # noqa: E402

VENV = ROOT / ".venv"
MARKER = VENV / "ready.json"
LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"  # what testing and writing need besides
BOOK_LOCK = ROOT / "book" / "requirements.txt"  # what the book needs besides
PROJECT = ROOT / "pyproject.toml"
BUNDLE_MAKER = ROOT / "widgets" / "charts" / "bundle.py"
BUNDLE = ROOT / "widgets" / "charts" / "vega_bundle.js"
READER = ROOT / "widgets" / "reader" / "labextension"
START_PAGE = "chapters/00-start-here.ipynb"
NOTEBOOKS = ("chapters/*.ipynb", "tests/browser/notebooks/*.ipynb")

# JupyterLab asks on its first start whether it may fetch news, and looks for updates. Not here.
# And it may let the messages of one control run at the same time in several threads of the kernel,
# so that a later press can overtake an earlier one. Not here either.
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
}


def python_of(environment: pathlib.Path) -> str:
    """Return the path of the Python inside a virtual environment."""
    return str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


PYTHON = python_of(VENV)


def key(*parts: object) -> str:
    """Return a digest of files and texts, which changes when any of them does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, pathlib.Path) else str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def make_environment() -> None:
    """Make `.venv` anew and install the locked packages into it, each checked by its hash."""
    found = machine.python_makes_environments()
    if not found.fine:
        raise OSError(found.sentence)
    import venv

    print("Setting up the course: about a minute, this once.", flush=True)
    venv.create(str(VENV), with_pip=True, clear=True)
    # The lock is complete; without this, an older pip looks for a newer jsonschema, and stops.
    pip_install("--require-hashes", "--no-deps", "-r", str(LOCK))


def overrides_of(environment: pathlib.Path) -> pathlib.Path:
    """Say where an environment keeps what it sets otherwise in JupyterLab."""
    return environment / "share" / "jupyter" / "lab" / "settings" / "overrides.json"


def write_lab_settings(environment: pathlib.Path) -> None:
    """Write the course's settings of JupyterLab into an environment, here or on Binder."""
    overrides = overrides_of(environment)
    overrides.parent.mkdir(parents=True, exist_ok=True)
    overrides.write_text(json.dumps(LAB_SETTINGS), encoding="utf-8")


def set_up_lab() -> None:
    """Write the course's settings of JupyterLab into `.venv`."""
    write_lab_settings(VENV)


def reader_of(environment: pathlib.Path) -> pathlib.Path:
    """Say where an environment keeps the reader's view, which the notebook loads from there."""
    return environment / "share" / "jupyter" / "labextensions" / "behind-the-match"


def install_course() -> None:
    """Install `engine` and `widgets` where they stand, and a copy of the reader's view."""
    pip_install("--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT))


def make_bundle() -> None:
    """Make the one JavaScript file that draws every chart."""
    # -P: the script's folder holds modules with everyday names, which must not hide others.
    subprocess.run([PYTHON, "-P", str(BUNDLE_MAKER)], check=True)


def pip_install(*words: str) -> None:
    """Run pip inside `.venv`."""
    quiet = ["-q", "-q", "--disable-pip-version-check"]  # errors only
    subprocess.run([PYTHON, "-m", "pip", "install", *quiet, *words], check=True)


def steps_to_do() -> "tuple[dict[str, str], list[tuple[str, str, Callable[[], None]]]]":
    """Return which steps of the set-up are done, by their keys, and those that are not."""
    reader = sorted(path for path in READER.rglob("*") if path.is_file())
    steps = (
        ("environment", key(LOCK, sys.version, str(VENV)), VENV / "pyvenv.cfg", make_environment),
        ("settings", key(json.dumps(LAB_SETTINGS)), overrides_of(VENV), set_up_lab),
        ("course", key(PROJECT, *reader), reader_of(VENV), install_course),
        ("bundle", key(BUNDLE_MAKER), BUNDLE, make_bundle),
    )
    try:
        done = json.loads(MARKER.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        done = {}
    left: list[tuple[str, str, Callable[[], None]]] = []
    for name, wanted, result, make in steps:
        # A new environment needs the later steps again.
        anew = bool(left) and left[0][0] == "environment"
        if anew or done.get(name) != wanted or not result.exists():
            left.append((name, wanted, make))
    return done, left


def set_up() -> None:
    """Do the steps of the set-up that are not done yet, and remember each one as it is done."""
    done, left = steps_to_do()
    for name, wanted, make in left:
        if name == "environment":
            done = {}
        make()
        done[name] = wanted
        MARKER.write_text(json.dumps(done), encoding="utf-8")


def install_besides(name: str, lock: pathlib.Path) -> None:
    """Install what not everybody needs, where that is not done yet, and remember it."""
    done = steps_to_do()[0]
    wanted = key(lock, done["environment"])
    if done.get(name) != wanted:
        print("Adding what this needs besides the course, this once.", flush=True)
        pip_install("--require-hashes", "--no-deps", "-r", str(lock))
        MARKER.write_text(json.dumps(dict(done, **{name: wanted})), encoding="utf-8")


def run(*words: str) -> int:
    """Run a Python module of the environment in the course's folder; return its exit code."""
    process = subprocess.Popen([PYTHON, "-m", *words], cwd=str(ROOT))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # the program got the interrupt too, and answers it in its own way


def open_course(app: str, address: str, words: "list[str]") -> int:
    """Open the start page, unless another notebook is named, as an application of Jupyter does."""
    named = [word for word in words if word.endswith(".ipynb")]
    page = pathlib.PurePath(*named[:1] or [START_PAGE]).as_posix()
    options = [
        "--ServerApp.root_dir=" + str(ROOT),
        address + page,
        # The kernel starts while the browser does, and nobody looks for tools of programmers.
        "--ServerApp.jpserver_extensions=widgets.reader.prestart=True",
        "--LanguageServerManager.autodetect=False",
    ]
    # Jupyter refuses to start for root, which is who one is in most containers.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return run("jupyter", app, *options, *(word for word in words if word not in named))


def course(words: "list[str]") -> int:
    """Open one page of the course, as a reader meets it."""
    return open_course("notebook", "--JupyterNotebookApp.default_url=/notebooks/", words)


def lab(words: "list[str]") -> int:
    """Open JupyterLab, with all that an author needs."""
    return open_course("lab", "--LabApp.default_url=/lab/tree/", words)


def test(words: "list[str]") -> int:
    """Run the tests, those of the browser apart, or `all`, or those that words for pytest name."""
    if words not in ([], ["all"]):
        return run("pytest", *words)
    # All cores; a file's tests stay together, for they share what it costs to make.
    spread = ["--numprocesses=auto", "--dist=loadfile", *([] if words else ["-m", "not long"])]
    codes = [run("pytest", *spread, half) for half in ("--ignore=tests/browser", "tests/browser")]
    # The code of a run that a signal ended is below 0.
    return next((max(code, 1) for code in codes if code), 0)


def notebooks() -> "list[str]":
    """List the notebooks that are kept clean."""
    found = [path for pattern in NOTEBOOKS for path in ROOT.glob(pattern)]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def in_turn(*commands: "list[str]") -> int:
    """Run all the commands, whatever becomes of each; return 1 when one of them failed."""
    failed = []
    for command in commands:
        print("-- " + " ".join(command[:3]), flush=True)
        if run(*command):
            failed.append(command[0])
    if failed:
        print("Failed: " + ", ".join(failed))
    return int(bool(failed))


STRIP = ["nbstripout", "--keep-id", "--extra-keys", "metadata.language_info"]


def check(words: "list[str]") -> int:
    """Lint, format, types, clean notebooks; nothing is changed."""
    return in_turn(
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        *([[*STRIP, "--verify", *notebooks()]] if notebooks() else []),
    )


def fix(words: "list[str]") -> int:
    """Mend what the check can mend by itself."""
    return in_turn(
        ["ruff", "format", "."],  # breaks most of the lines that are too long for the next
        ["ruff", "check", "--fix", "."],
        ["ruff", "format", "."],
        *([[*STRIP, *notebooks()]] if notebooks() else []),
    )


def bench(words: "list[str]") -> int:
    """Run the scripts in benchmarks, all or those named."""
    found = sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py"))
    unknown = sorted(set(words) - set(found))
    if unknown or not found:
        print("No such benchmark: {}; there is {}".format(unknown, found or "none yet"))
        return 1
    return in_turn(*(["benchmarks." + name] for name in words or found))


def calibrate(words: "list[str]") -> int:
    """Fit the free dials to published figures, look for other worlds, or write their tables."""
    return run("calibration", *words)


def mutate(words: "list[str]") -> int:
    """Ask of every mechanism whether a season would miss it, and its test; takes long."""
    return in_turn(["tests.mutations", "off", *words], ["tests.mutations", "code", *words])


def site(words: "list[str]") -> int:
    """Build the site, in `site` or in the folder named."""
    return run("web", *words)


def lock(words: "list[str]") -> int:
    """Choose the versions again, for every system and Python, and pin environment.yml to them."""
    return choose_versions(ROOT, words)


def handout(words: "list[str]") -> int:
    """Write chapters, all or those named by number, as pages to print."""
    return run("book.handout", *words)


def book(words: "list[str]") -> int:
    """Build the book."""
    return run("book", *words)


def doctor(words: "list[str]") -> int:
    """Say what this machine has, what is missing, and how to get it; nothing is changed."""
    missing = [name for name, _, _ in steps_to_do()[1]]
    small = re.search(r"(?m)^hatchling==[^\s;]+", LOCK.read_text(encoding="utf-8"))
    return machine.report(machine.examine(ROOT, missing, small[0] if small else "hatchling"))


def setup(words: "list[str]") -> int:
    """Do nothing more: what is asked for has been set up before."""
    print("The course is set up; open it with: python3 run.py")
    return 0


READING = (course, lab, handout, book, site, setup, lock, doctor)
WRITING = (test, check, fix, bench, calibrate, mutate)  # with what the tests need besides
VERBS = {verb.__name__: verb for verb in (*READING, *WRITING)}


def is_set_up_for(verb: str, words: "list[str]") -> bool:
    """Do what a verb needs done before, and say whether it is; or else what stopped it."""
    try:
        if verb not in ("lock", "doctor"):
            set_up()
        if VERBS[verb] in WRITING or (verb, words) == ("setup", ["tests"]):
            install_besides("dev", DEV_LOCK)
        if verb == "book":
            install_besides("book", BOOK_LOCK)
    except BrokenPipeError:
        raise
    except (OSError, subprocess.CalledProcessError) as error:
        failed = isinstance(error, subprocess.CalledProcessError)
        print("The set-up stopped: " + ("the step above failed." if failed else str(error)))
        print(
            "Check the network, close any JupyterLab of this course, and run the command again. "
            "What is missing, and how to get it: python3 run.py doctor"
        )
        return False
    return True


def main(words: "list[str]") -> int:
    """Set up what is missing, then do what the first word says."""
    python = machine.python_is_new_enough(tuple(sys.version_info[:2]))
    if words[:1] != ["doctor"] and not python.fine and python.counts == machine.NEEDED:
        print(python.sentence)
        return 1
    verb, *rest = words or ["course"]
    if verb not in VERBS:
        print(__doc__.strip())
        return 0 if verb in ("help", "-h", "--help") else 2
    try:
        return VERBS[verb](rest) if is_set_up_for(verb, rest) else 1
    except subprocess.CalledProcessError:
        print(f"A step of `{verb}` failed; it says above why.")
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the next run takes up where this one ended.")
        return 130


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
