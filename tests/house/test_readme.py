"""What the README says in numbers is what the engine says today."""

import re
from pathlib import Path

from engine import ledger
from tests.house.test_floors import ENGINE

README = Path(__file__).parents[2] / "README.md"


def ledger_table():
    """Count the items of the documents by where they are."""
    counts = ledger()["status"].value_counts()
    assert counts.sum() == 298
    lines = ["| status | items |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in counts.items())])


def between(name):
    """Return what stands between two marks of the README."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)[1]


def test_the_ledger_in_the_readme_is_what_the_engine_says():
    """The tables of published figures are compared in `tests/calibration`."""
    assert between("ledger") == ledger_table(), f"\n{ledger_table()}"


def test_every_path_in_the_readme_exists():
    text = README.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:chapters|engine|widgets|benchmarks|tests)/[\w./-]*)`", text)
    paths += re.findall(r"\]\((?!http)([\w./-]+)\)", text)
    assert len(paths) >= 5
    assert [path for path in paths if not (README.parent / path).exists()] == []


def test_the_readme_shows_every_room_of_the_engine_on_its_floor():
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| `(\w+)` \| .+ \|$", text, re.MULTILINE)
    assert len(rows) == len(ENGINE)
    assert {room: int(floor) for floor, room in rows} == ENGINE
