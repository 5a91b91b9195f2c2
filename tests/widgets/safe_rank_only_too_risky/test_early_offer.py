"""The opening of chapter 02: words move Novembers from bin to bin, in both worlds."""

import pytest

from engine.study.cases import FAVORITE, MISTRUST, NIGHTS
from engine.study.early_story import FATES
from widgets.safe_rank_only_too_risky import EarlyOffer
from widgets.safe_rank_only_too_risky.early_offer import (
    BINS,
    BY_RULE,
    LUKEWARM,
    NOVEMBERS,
    OFFER,
    TOO_LATE,
)
from widgets.safe_rank_only_too_risky.words import IF_TRUE

ARTICLES, STUDIES = IF_TRUE["source"], IF_TRUE["evidence"]


@pytest.fixture(scope="module")
def explorer():
    return EarlyOffer()


def count(explorer, name, world=ARTICLES, when="after"):
    """Count the dots of a bin."""
    rows = explorer.picture.rows["shares"]
    return next(
        row["count"]
        for row in rows
        if (row["world"], row["bin"], row["when"]) == (world, name, when)
    )


def test_the_bins_stand_in_the_order_of_the_fates():
    assert len(BINS) == len(FATES) - 1  # who was not interviewed is not shown
    assert FATES[OFFER] == "an early offer"
    assert [name for name, _ in BINS[2:]] == list(FATES[2:4])
    assert len({shape for _, shape in BINS}) == len(BINS)


def test_praise_brings_offers_in_both_worlds_and_doubt_ends_them(explorer):
    explorer.start_over()
    silent = count(explorer, BINS[OFFER][0]), count(explorer, BINS[OFFER][0], STUDIES)
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    praised = count(explorer, BINS[OFFER][0]), count(explorer, BINS[OFFER][0], STUDIES)
    assert praised[0] > 4 * silent[0]
    assert praised[0] > praised[1] > silent[1]
    explorer.chief.value = MISTRUST
    assert count(explorer, BINS[OFFER][0]) == 0
    assert count(explorer, "too risky") == NOVEMBERS
    assert count(explorer, BINS[OFFER][0], when="before") == silent[0]


def test_a_lukewarm_word_brings_little(explorer):
    explorer.start_over()
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    warm = count(explorer, "offer")
    explorer.home.value = LUKEWARM
    assert count(explorer, "offer") < warm


def test_the_average_spares_whom_one_doubt_puts_out(explorer):
    explorer.start_over()
    explorer.home.value, explorer.chief.value = FAVORITE, MISTRUST
    assert count(explorer, "too risky") == NOVEMBERS
    explorer.rule.value = "mean"
    # The chief's no ends it in the articles' world all the same (S3-15).
    assert count(explorer, "too risky") == NOVEMBERS
    assert count(explorer, "too risky", STUDIES) <= NOVEMBERS


def test_in_january_and_under_all_in_nothing_is_offered(explorer):
    explorer.start_over()
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    explorer.when.value = TOO_LATE
    assert count(explorer, BINS[OFFER][0]) <= 1.5 * count(explorer, BINS[OFFER][0], when="before")
    explorer.all_in.value = True
    assert count(explorer, "rank only") == NOVEMBERS
    assert BY_RULE in explorer.sentence.text


def test_the_sentence_counts_what_the_picture_shows(explorer):
    explorer.start_over()
    explorer.chief.value = NIGHTS
    told = explorer.sentence.text
    assert f"an offer in {count(explorer, BINS[OFFER][0])} of {NOVEMBERS} Novembers" in told
    assert f"in {count(explorer, BINS[OFFER][0], STUDIES)} (" in told
    assert explorer.picture.description == told


def test_a_dot_can_be_asked(explorer):
    explorer.start_over()
    explorer.picture.asked = {"world": 0, "season": 4}
    fate = BINS[explorer.result.after["source"][4]][0]
    assert explorer.picture.answer.startswith(f"November 5: {fate}.")
    explorer.picture.asked = {}
