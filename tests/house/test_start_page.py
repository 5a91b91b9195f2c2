"""The numbers in the words of the start page are those of the class it opens."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import Scenario, compare, figure, phrases, simulate
from widgets.explorer import SEASONS

PAGE = Path(__file__).parents[2] / "chapters" / "00-start-here.ipynb"


@pytest.fixture(scope="module")
def words():
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


@pytest.fixture(scope="module")
def season():
    return simulate(Scenario(), replicates=SEASONS)


def test_the_applicant_is_the_one_the_page_introduces(words, season):
    market, you = season.market, Scenario().you
    assert market.applicants.needs_visa[-1]
    assert you.applicant_type == "non-US IMG"
    assert (you.mspe, you.letters, you.research, you.statement) == (0, 0, 0, 0)
    sent = int(np.diff(market.start)[-1])
    assert f"with a Step 2 CK score of {you.step2} and an average file" in words
    assert f"applies to {sent} programs and needs a visa" in words
    assert f"Raise the score from {you.step2} to {you.step2 + 10}" in words


def test_the_class_has_the_size_the_page_says(words, season):
    market = season.market
    size = f"One class of {market.you} fictional applicants and {len(market.programs)} programs"
    assert size in words
    applicants = figure("active_applicants", "all", 2026).value
    programs = figure("programs_certified_tracks", "all", 2026).value
    assert f"more than {applicants // 1000:.0f},000 and {programs // 100 * 100:,.0f}" in words


def test_the_page_counts_the_seasons_of_its_explorer(words):
    assert f"what becomes of {SEASONS} seasons" in words
    assert f"each of {SEASONS} seasons" in words


def test_the_word_it_lets_one_try_does_what_the_page_claims():
    """More in the documents' world than in the studies', and something in both."""
    assert "I'd take them" in phrases()

    def gain(preset):
        plain = Scenario(preset=preset)
        vouched = plain.with_voice("home program director", "I'd take them", programs=4)
        change = compare(plain, vouched, replicates=SEASONS).outcomes().set_index("outcome")
        return -float(change["difference"]["unplaced"])

    assert gain("source") > gain("evidence") > 0.03
