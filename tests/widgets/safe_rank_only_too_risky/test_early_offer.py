"""The opening of chapter 02: words move Novembers from bin to bin, in both worlds."""

import pytest

from engine.scenario.assumptions import dial
from engine.study.cases import FAVORITE, MISTRUST, NIGHTS
from engine.study.early_story import FATES
from widgets.safe_rank_only_too_risky import EarlyOffer
from widgets.safe_rank_only_too_risky.early_offer import (
    BINS,
    BY_RULE,
    CHIEF_NO,
    EGO,
    LUKEWARM,
    NOVEMBERS,
    OFFER,
    SAFE,
    TOO_LATE,
    WHY,
)
from widgets.safe_rank_only_too_risky.words import RULES
from widgets.text.words import IF_TRUE

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


def offers(explorer, world="source"):
    """Count the offers."""
    return explorer.result.after[world].count(OFFER)


def test_the_bins_are_the_buckets_in_the_order_of_the_fates():
    assert [name for name, _ in BINS[1:]] == list(FATES[2:4])
    assert FATES[SAFE + 1].startswith(BINS[SAFE][0])
    assert FATES[OFFER + 1] == "an early offer"
    assert len({shape for _, shape in BINS}) == len(BINS)


def test_praise_makes_safe_in_both_worlds_and_doubt_ends_it(explorer):
    explorer.start_over()
    silent = offers(explorer), offers(explorer, "evidence")
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    praised = offers(explorer), offers(explorer, "evidence")
    assert praised[0] > 4 * silent[0]
    assert praised[0] > praised[1] > silent[1]
    assert count(explorer, "safe") >= praised[0]
    explorer.chief.value = MISTRUST
    assert offers(explorer) == 0
    assert count(explorer, "too risky") == NOVEMBERS
    assert count(explorer, "too risky", when="before") < NOVEMBERS / 4


def test_a_lukewarm_word_brings_little(explorer):
    explorer.start_over()
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    warm = count(explorer, "safe")
    explorer.home.value = LUKEWARM
    assert count(explorer, "safe") < warm


def test_the_chiefs_no_ends_it_by_the_average_too(explorer):
    """S3-15, in the articles' world; with studies' numbers it does so now and then."""
    explorer.start_over()
    explorer.home.value, explorer.chief.value = FAVORITE, MISTRUST
    explorer.rule.value = "mean"
    assert count(explorer, "too risky") == NOVEMBERS


def test_what_one_doubt_costs_follows_the_rule(explorer):
    """I-31: the list, the offer alone, or nothing that praise of the same does not outweigh."""
    explorer.start_over()
    explorer.chief.value, explorer.home.value = NIGHTS, EGO
    for rule, name in {"veto": "too risky", "no hint": "rank only"}.items():
        explorer.rule.value = rule
        assert count(explorer, name) == NOVEMBERS
        assert explorer.sentence.text.endswith(WHY[rule][[bin for bin, _ in BINS].index(name)])
    explorer.rule.value = "mean"
    assert count(explorer, "too risky") == 0
    assert count(explorer, "safe") > NOVEMBERS / 4


def test_no_rule_is_said_to_spare_or_average_what_it_does_not(explorer):
    """A chief's clear no is enough under each, and the sentence says that and no rule."""
    explorer.start_over()
    explorer.chief.value, explorer.home.value = MISTRUST, FAVORITE
    for rule in RULES:
        explorer.rule.value = rule
        assert count(explorer, "too risky") == NOVEMBERS
        assert explorer.sentence.text.endswith(CHIEF_NO)
        explorer.picture.asked = {"world": 0, "season": 4}
        assert explorer.picture.answer.endswith(CHIEF_NO)
        explorer.picture.asked = {}
    explorer.when.value = TOO_LATE
    assert CHIEF_NO not in explorer.sentence.text


def test_a_dot_of_the_studies_is_told_by_the_rule_it_was_played_by(explorer):
    explorer.start_over()
    explorer.home.value = EGO
    for rule, played in {"veto": "mean", "no hint": "no hint", "mean": "mean"}.items():
        explorer.rule.value = rule
        fate = max(explorer.result.after["evidence"][4], SAFE)
        explorer.picture.asked = {"world": 1, "season": 4}
        assert explorer.picture.answer.split(". ", 1)[1].startswith(WHY[played][fate])
        explorer.picture.asked = {}
    chance = float(dial("chief_veto")["evidence"])
    assert f"in {100 * chance:.0f} of 100 cases" in explorer.rule.help
    assert dial("vetting_rule")["evidence"] == "mean"


def test_in_january_and_under_all_in_nothing_is_offered(explorer):
    explorer.start_over()
    silent = offers(explorer)
    explorer.chief.value, explorer.home.value = NIGHTS, FAVORITE
    explorer.when.value = TOO_LATE
    assert offers(explorer) <= silent + 2
    explorer.all_in.value = True
    assert offers(explorer) == 0
    assert count(explorer, "rank only") == NOVEMBERS
    assert BY_RULE in explorer.sentence.text


def test_the_sentence_counts_what_the_picture_shows(explorer):
    explorer.start_over()
    explorer.chief.value = NIGHTS
    told = explorer.sentence.text
    assert f"safe in {count(explorer, 'safe')} of {NOVEMBERS} Novembers" in told
    assert f"with an early offer in {offers(explorer)} (" in told
    assert f"safe in {count(explorer, 'safe', STUDIES)}, with an offer in" in told
    assert explorer.picture.description == told


def test_no_score_makes_safe_what_one_sentence_does(explorer):
    explorer.start_over()
    silent = count(explorer, "safe")
    for score in ("240", "265"):
        explorer.score.text = score
        assert len(explorer.result.after["source"]) == NOVEMBERS
        assert abs(count(explorer, "safe") - silent) < 10
    explorer.score.text = "243"
    explorer.chief.value = NIGHTS
    assert count(explorer, "safe") > silent + 15


def test_a_dot_can_be_asked(explorer):
    explorer.start_over()
    explorer.picture.asked = {"world": 0, "season": 4}
    bucket = BINS[max(explorer.result.after["source"][4], SAFE)][0]
    assert explorer.picture.answer.startswith(f"November 5: {bucket}.")
    explorer.picture.asked = {}
