"""One set of versions, wherever the course is opened."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.txt").read_text("utf-8")
PINS = dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", LOCK))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BINDER = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def names(requirements):
    return {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}


def test_the_lock_holds_every_direct_dependency():
    direct = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["lab"])
    assert len(direct) >= 10
    assert direct <= set(PINS)


def test_the_lock_has_one_version_and_a_hash_for_each_package_and_no_address():
    entries = re.split(r"(?m)^(?=[a-z])", LOCK)[1:]
    assert len(entries) == len(PINS) >= 100
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in LOCK
    assert "index" not in LOCK


@pytest.mark.parametrize(
    ("extra", "lock"), [("dev", "requirements-dev.txt"), ("book", "book/requirements.txt")]
)
def test_what_tests_and_the_book_need_besides_stands_apart_and_readers_are_spared_it(extra, lock):
    lock = (ROOT / lock).read_text("utf-8")
    pins = dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", lock))
    assert names(PROJECT["optional-dependencies"][extra]) <= set(pins) | set(PINS)
    assert not set(pins) & set(PINS)
    assert set(pins) & names(PROJECT["optional-dependencies"][extra])
    entries = re.split(r"(?m)^(?=[a-z])", lock)[1:]
    assert len(entries) == len(pins) >= 15
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in lock
    assert "index" not in lock


def test_binder_gets_what_opens_the_course_at_the_versions_of_the_lock():
    pip = next(part["pip"] for part in BINDER["dependencies"] if isinstance(part, dict))
    pinned = dict(pin.split("==") for pin in pip)
    opening = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["lab"])
    assert set(pinned) == opening
    assert pinned == {name: PINS[name] for name in opening}


def test_binder_gets_python_and_pip_and_nothing_else_from_conda():
    assert BINDER["channels"] == ["conda-forge"]
    conda = [part for part in BINDER["dependencies"] if isinstance(part, str)]
    assert names(conda) == {"python", "pip"}
    version = next(part for part in conda if part.startswith("python="))
    assert re.fullmatch(r"python=3\.1[1-4]", version)


@pytest.mark.skipif(sys.platform == "win32", reason="repo2docker does not run on Windows")
def test_repo2docker_accepts_the_repository():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    everything = told.stdout + told.stderr
    assert told.returncode == 0, everything[-2000:]
    # The environment is built before the course is copied, so a commit does not build it again.
    update, copy, build = (
        everything.index(words)
        for words in ('--file "environment.yml"', "COPY --chown=0:0 src/ ", "RUN ./postBuild")
    )
    assert update < copy < build
