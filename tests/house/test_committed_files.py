"""Nothing that is committed names a package registry or a path of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces, so that this file does not hold what it looks for.
DOT = r"\."
HOSTS = [
    ["pypi", "org"],
    ["pythonhosted", "org"],
    ["npmjs", "(org|com)"],
    ["anaconda", "(org|com)"],
    ["debian", "org"],
    ["jsdelivr", "net"],
    ["unpkg", "com"],
    ["esm", "sh"],
]
HOST = re.compile(r"\b(" + "|".join(DOT.join(host) for host in HOSTS) + r")\b")
PATH = re.compile(r"(?<![\w.-])(/(work|root|home|Users|opt)/[\w.]|[A-Z]:\\+Users\\)")


def faults(text):
    return [found[0] for pattern in (HOST, PATH) for found in pattern.finditer(text)]


def test_no_registry_and_no_machine_in_any_committed_file():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout, so there is nothing committed to look at")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    files = [path for path in files if path.is_file()]
    assert len(files) >= 20
    wrong = {str(path): faults(path.read_text("utf-8", errors="replace")) for path in files}
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        "from https://cdn." + "jsdelivr" + ".net/npm/vega",
        "see /" + "home/ana/course",
        "cd /" + "work/main",
        "C:\\" + "Users\\Ana",
    ],
)
def test_the_walk_sees_a_host_or_a_path(text):
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    "text", ["at home/work", "the page /users of https://example.com/home/x", "opt/out"]
)
def test_the_walk_lets_other_words_pass(text):
    assert faults(text) == []
