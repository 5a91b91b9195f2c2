"""The tables of mutations fit the code and the ledger, so that the long checks can run."""

import pytest

from engine import ledger
from tests.engine.sources.test_ledger import all_tests
from tests.mutations.code_taken_out import ROOT, entries, mutated
from tests.mutations.switches import OFF, SETTINGS, closed_form, measurement, pairs

MODELED = ledger().query("status == 'modeled'").set_index("id")
REFERENCES = sorted({one for cell in MODELED["where"] for one in cell.split("; ")})
ENTRIES = entries()


def test_there_is_something_to_take_out():
    assert len(ENTRIES) >= 20
    rows = {row for entry in ENTRIES for row in entry["rows"]}
    assert rows <= set(MODELED.index)


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["says"] for entry in ENTRIES])
def test_the_code_stands_there_once_and_its_test_exists(entry):
    assert set(entry) == {"rows", "says", "file", "code", "without", "test"}
    assert mutated(entry) != (ROOT / entry["file"]).read_text(encoding="utf-8")
    path, _, name = entry["test"].partition("::")
    stem = path.removesuffix(".py").rpartition("/")[2]
    assert f"{stem}::{name.split('[')[0]}" in all_tests()


def test_whatever_the_ledger_refers_to_can_be_switched_off():
    assert len(REFERENCES) > 100
    switched = [one for one in REFERENCES if not (closed_form(one) or measurement(one))]
    assert len(switched) > 100
    no_switch = [reference for reference in switched if not pairs(reference)]
    assert no_switch == []
    known = {reference.partition(".")[2] for reference in REFERENCES}
    assert set(OFF) | {name.partition(".")[2] for name in SETTINGS} <= known
