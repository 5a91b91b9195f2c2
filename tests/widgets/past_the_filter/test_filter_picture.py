"""Who is stopped by what: the picture and its sentence say what the table says."""

import pytest

from engine import Scenario, simulate
from engine.base.codes import FILTERS, TYPES
from widgets.past_the_filter.filters import filter_box, filter_picture, filter_sentence


@pytest.fixture(scope="module")
def table():
    return simulate(Scenario(), 1).filters()


def test_every_cell_is_drawn_with_its_number(table):
    spec = filter_picture(table).to_dict()
    cells = spec["data"].get("values")
    cells = cells or next(iter(spec["datasets"].values()))
    assert len(cells) == len(TYPES) * len(FILTERS)  # "passes" goes, "stopped in all" comes
    said = {(cell["type"], cell["filter"].replace("\n", " ")): cell["text"] for cell in cells}
    for row in table[table["filter"] != "passes"].itertuples():
        assert said[row.applicant_type, row.filter] == f"{row.share:.0%}"
    passes = table[table["filter"] == "passes"].set_index("applicant_type")["share"]
    for kind in TYPES:
        assert said[kind, "stopped in all"] == f"{1 - passes[kind]:.0%}"


def test_the_description_is_the_sentence(table):
    assert filter_picture(table).to_dict()["description"] == filter_sentence(table)


def test_the_sentence_follows_the_table(table):
    share = table.set_index(["applicant_type", "filter"])["share"]
    visa, stopped = share["non-US IMG", "visa"], 1 - share["US MD senior", "passes"]
    assert f"{visa:.0%} for a non-US IMG" in filter_sentence(table)
    assert f"and {stopped:.0%} of those of a US MD senior" in filter_sentence(table)
    changed = table.copy()
    chosen = (changed["applicant_type"] == "US DO senior") & (changed["filter"] == "exam cut")
    changed.loc[chosen, "share"] = 0.99
    told = filter_sentence(changed)
    assert "exam cut stops the largest share of one type: 99% for a US DO senior" in told


def test_the_box_shows_both(table):
    sentence, picture, _ = filter_box(table).parts
    assert filter_sentence(table) in sentence.value
    assert picture.description == filter_sentence(table)
