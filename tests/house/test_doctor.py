"""What `run.py doctor` says of a machine, and how to get what is missing."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import doctor
from tools.doctor import HOW, NEEDED, NOTED, WANTED, Finding

ROOT = Path(__file__).parents[2]
SYSTEMS = ["win32", "darwin", "linux"]


def without(*missing):
    def load(name):
        if name in missing:
            raise ImportError(name)

    return load


@pytest.mark.parametrize("what", HOW)
def test_how_to_get_a_thing_is_said_for_each_system(what):
    said = {doctor.how(what, system) for system in SYSTEMS}
    assert all(said)
    assert doctor.how(what, "freebsd13") == doctor.how(what, "linux")


def test_windows_macos_and_linux_get_python_and_its_tools_each_in_their_own_way():
    for what in ("python", "tools"):
        assert len({doctor.how(what, system) for system in SYSTEMS}) == 3
    assert "apt-get install python3-venv" in doctor.how("tools", "linux")


@pytest.mark.parametrize(
    ("finding", "fine", "counts", "says"),
    [
        (doctor.python_is_new_enough((3, 11)), True, NEEDED, "Python 3.11"),
        (doctor.python_is_new_enough((3, 14)), True, NEEDED, "Python 3.14"),
        (doctor.python_is_new_enough((3, 10)), False, NEEDED, "3.11 or newer"),
        (doctor.python_is_new_enough((3, 15)), False, NOTED, "newer than 3.14"),
        (doctor.python_makes_environments(without()), True, NEEDED, "venv"),
        (doctor.python_makes_environments(without("ensurepip")), False, NEEDED, "ensurepip"),
        (doctor.disk_has_room(ROOT, False, 10**9), False, NEEDED, "1.0 GB are free"),
        (doctor.disk_has_room(ROOT, True, 10**9), True, NEEDED, "1.0 GB are free"),
        (doctor.environment_is_ready([]), True, NOTED, "Everything is set up"),
        (doctor.environment_is_ready(["course", "bundle"]), False, NOTED, "course, bundle"),
        (doctor.browser_is_there("chromium"), True, WANTED, "chromium"),
        (doctor.browser_is_there(None), False, WANTED, "BTM_BROWSER"),
    ],
)
def test_a_finding_counts_and_says_what_it_should(finding, fine, counts, says):
    assert (finding.fine, finding.counts) == (fine, counts)
    assert says in finding.sentence


def test_a_folder_is_tried_by_writing_into_it(tmp_path):
    assert doctor.folder_takes_files(tmp_path).fine
    assert list(tmp_path.iterdir()) == []
    gone = doctor.folder_takes_files(tmp_path / "gone")
    assert not gone.fine
    assert "No such file" in gone.sentence or "cannot find" in gone.sentence


def test_a_port_that_is_taken_is_only_noted():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = doctor.port_is_free(port)
    assert (found.fine, found.counts) == (True, NOTED)
    assert "taken" in found.sentence
    assert doctor.port_is_free(port).counts == NEEDED


@pytest.mark.parametrize(
    ("code", "fine", "counts"),
    [
        ("pass", True, NEEDED),
        ("raise SystemExit(1)", False, NEEDED),
        ("raise SystemExit('No module named pip')", True, NOTED),
    ],
)
def test_pip_is_asked_for_one_package(code, fine, counts):
    found = doctor.packages_come("six", [sys.executable, "-c", code])
    assert (found.fine, found.counts) == (fine, counts)
    assert not doctor.packages_come("six", ["no-such-program"]).fine


@pytest.mark.parametrize(
    ("findings", "code", "mark"),
    [
        ([Finding(True, NEEDED, "There.")], 0, "ok"),
        ([Finding(False, WANTED, "No browser.")], 0, "note"),
        ([Finding(False, NOTED, "Not yet.")], 0, "note"),
        ([Finding(True, NEEDED, "There."), Finding(False, NEEDED, "Gone.")], 1, "MISSING"),
    ],
)
def test_the_code_says_whether_something_needed_is_missing(findings, code, mark, capsys):
    assert doctor.report(findings) == code
    told = capsys.readouterr().out.splitlines()
    assert told[len(findings)].startswith(mark)
    assert len(told) == len(findings) + 2


def test_the_network_is_asked_only_while_something_must_be_fetched(tmp_path, monkeypatch):
    asked = []
    found = Finding(True, NEEDED, "Packages come.")
    monkeypatch.setattr(doctor, "packages_come", lambda *words: asked.append(words) or found)
    doctor.examine(tmp_path, ["course"], "six")
    assert asked == []
    doctor.examine(tmp_path, ["environment", "course"], "six")
    assert len(asked) == 1


def test_the_doctor_changes_nothing_and_answers_before_anything_is_set_up(tmp_path):
    """In a copy without an environment; the packages are asked for, and may not come."""
    for name in ("run.py", "requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for folder in ("tools", "widgets/charts", "book"):
        (tmp_path / folder).mkdir(parents=True)
    for file in (*(ROOT / "tools").glob("*.py"), ROOT / "widgets/charts/bundle.py"):
        (tmp_path / file.relative_to(ROOT)).write_bytes(file.read_bytes())
    before = set(tmp_path.rglob("*"))
    words = [sys.executable, "-B", str(tmp_path / "run.py"), "doctor"]
    told = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert told.stderr == ""
    assert "Still to be set up: environment, settings, course, bundle." in told.stdout
    assert set(tmp_path.rglob("*")) == before
