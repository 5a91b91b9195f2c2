"""What the words of chapter 02 say of its pictures is what the engine computes."""

from pathlib import Path

import pytest

from engine.formulas import bucket, too_risky
from engine.sources.lexicon import phrases
from engine.study.cases import FAVORITE, MISTRUST, NIGHTS, stories
from engine.study.early_story import played_early
from engine.study.exercises import exercise
from tests.chapters.pages import page_named
from widgets.safe_rank_only_too_risky import BeforeAllIn, EarlyOffer, VetoOrMean
from widgets.safe_rank_only_too_risky.early_offer import EGO, NOVEMBERS, OFFER, SAFE, TOO_LATE
from widgets.safe_rank_only_too_risky.words import RULES


@pytest.fixture(scope="module")
def words():
    return " ".join(page_named("02-safe-rank-only-too-risky").markdown.split())


@pytest.fixture(scope="module")
def steps():
    return {one.step: one for one in played_early(stories()["S3-37"])}


def test_the_opening_shows_what_the_folded_answer_says(words):
    opening = EarlyOffer()
    silent = opening.result.after["source"].count(OFFER)
    opening.chief.value, opening.home.value = NIGHTS, FAVORITE
    told, found = opening.result.after["source"], opening.result.after["evidence"]
    assert "makes you safe in nearly every November, and brings an offer in most" in words
    assert sum(one <= SAFE for one in told) > 0.9 * NOVEMBERS
    assert told.count(OFFER) > NOVEMBERS / 2
    assert "If the studies are right the offers are far fewer" in words
    assert found.count(OFFER) < told.count(OFFER) / 2
    assert "One doubt of the chief ends it" in words
    opening.chief.value = MISTRUST
    assert opening.result.after["source"].count(OFFER) == 0
    assert "whatever the other says and whatever the rule" in words
    assert "averaged, and then nobody is too risky" in words
    for doubted, came in (((MISTRUST, FAVORITE), (2, 2, 2)), ((NIGHTS, EGO), (2, 1, None))):
        opening.chief.value, opening.home.value = doubted
        for rule, fate in zip(RULES, came, strict=True):
            opening.rule.value = rule
            seen = set(opening.result.after["source"])
            assert seen == {fate} if fate else 2 not in seen
    opening.rule.value, opening.home.value = "veto", FAVORITE
    assert "it is as if nobody had spoken" in words
    opening.chief.value, opening.when.value = NIGHTS, TOO_LATE
    assert abs(opening.result.after["source"].count(OFFER) - silent) <= 2
    assert "nobody is asked, and nothing is offered" in words
    opening.all_in.value = True
    assert opening.result.after["source"].count(OFFER) == 0
    assert f"{'fifty' if NOVEMBERS == 50 else NOVEMBERS} Novembers" in words


def test_the_replay_shows_what_is_named(words, steps):
    a, b = steps["applicant A"], steps["applicant B"]
    assert a.offered > 0.5 * a.interviewed
    assert "B loses the offer before any tie is counted" in words
    assert b.offered == 0
    assert "Two good words later change nothing for B, unless voices are averaged" in words
    assert steps["B, and two good words"].offered == 0
    assert steps["B, and two good words, by the average"].offered > 0
    assert steps["A, but the chief does not trust A's judgment"].offered == 0
    late, silent = steps["A, but all is said in January"], steps["nobody says anything"]
    assert late.safe == silent.safe


def test_the_guess_of_the_buckets_is_the_rule(words):
    said = ["I'd take them here any day", FAVORITE, "bit defensive with feedback"]
    assert bucket(0, [phrases()[text].code for text in said]) == "rank only"
    assert "Under it a third voice can only hurt" in words
    assert bucket(0, [3, 2.5]) == "safe"


def test_a_good_applicant_is_hurt_by_the_veto_too():
    picture = VetoOrMean()
    picture.who.value, picture.asked.text = "1", "8"
    assert picture.result.chance("veto", 8) > 5 * picture.result.chance("mean", 8)


def test_an_early_offer_moves_a_chain_of_others(words):
    assert "An early offer makes no new position" in words
    table = BeforeAllIn().result.displaced()
    assert table["moved"].sum() > table["lost"].sum() > 1


def test_the_numbers_named_for_instructors():
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    assert f"{100 * too_risky(3):.0f}%; {100 * too_risky(8):.0f}% of eight" in told
    alarms = exercise("2.2").parts[1]
    assert f"**.30 for {alarms.answer:.2f}**".replace(" 0.", " .") in told
    assert any(slip.answer == pytest.approx(0.30) for slip in alarms.slips)
    assert any(slip.answer == 0.5 for slip in exercise("2.4").parts[0].slips)
    assert any(slip.answer == 12 for slip in exercise("2.7").parts[0].slips)
    assert len(exercise("2A").parts) == 6
