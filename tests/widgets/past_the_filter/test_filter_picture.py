"""Who is stopped by what: the picture and its sentence say what the table says."""

from dataclasses import replace

import pytest

from engine import Scenario, simulate
from engine.base.codes import FILTERS, TYPES
from widgets.past_the_filter.filters import filter_box, filter_picture, filter_sentence


@pytest.fixture(scope="module")
def counts():
    return simulate(Scenario(), 1).filter_counts()


def test_every_cell_is_drawn_with_its_number(counts):
    spec = filter_picture(counts).to_dict()
    cells = spec["data"].get("values")
    cells = cells or next(iter(spec["datasets"].values()))
    assert len(cells) == len(TYPES) * len(FILTERS)  # "passes" goes, "stopped in all" comes
    said = {(cell["type"], cell["filter"]): cell["text"] for cell in cells}
    for row in counts:
        if row.filter == "passes":
            assert said[row.applicant_type, "stopped in all"] == f"{1 - row.share:.0%}"
        else:
            assert said[row.applicant_type, row.filter] == f"{row.share:.0%}"


def test_the_description_is_the_sentence(counts):
    assert filter_picture(counts).to_dict()["description"] == filter_sentence(counts)


def test_the_sentence_follows_the_table(counts):
    share = {(row.applicant_type, row.filter): row.share for row in counts}
    most = max(share[one] for one in share if one[1] != "passes")
    assert most == share["US IMG", "seniors only"]
    stopped = 1 - share["US MD senior", "passes"]
    assert f"is {most:.0%}, by “seniors only”, of a US IMG" in filter_sentence(counts)
    assert f"and {stopped:.0%} of those of a US MD senior" in filter_sentence(counts)
    changed = [
        replace(row, share=0.99)
        if (row.applicant_type, row.filter) == ("US DO senior", "exam cut")
        else row
        for row in counts
    ]
    told = filter_sentence(changed)
    assert "is 99%, by “exam cut”, of a US DO senior" in told


def test_the_box_shows_both(counts):
    sentence, picture, _ = filter_box(counts).parts
    assert filter_sentence(counts) in sentence.value
    assert picture.description == filter_sentence(counts)
