"""The document's two files, replayed."""

import pytest

from engine import claim
from engine.formulas import truly_above
from engine.study.soap_answer import WEEKS, Told, stands_above, weeks_of
from tests.widgets.seen import check_refusal
from widgets.three_sentences_on_a_phone import ReliableOne
from widgets.three_sentences_on_a_phone.reliable_one import (
    BOTH,
    HIGH,
    LOW,
    ONLY_HIGH,
    ONLY_LOW,
    SILENT,
    STRANGERS,
    TWIN_STEP,
    TWINS,
)
from widgets.three_sentences_on_a_phone.words import DIFFICULT, RELIABLE


@pytest.fixture(scope="module")
def replay():
    return ReliableOne()


def shares(replay, world="source"):
    return replay.result.shares[world]


def test_the_two_files_are_the_documents():
    assert tuple(claim("S0-35", said).value for said in (DIFFICULT, RELIABLE)) == (HIGH, LOW)
    assert claim("S0-29", "low").value <= TWINS <= claim("S0-29", "high").value


def test_the_steps_are_those_of_the_weeks(replay):
    replay.start_over()
    a, b = (weeks_of(Told(*told), "source") for told in ((HIGH, DIFFICULT), (LOW, RELIABLE)))
    assert shares(replay)[BOTH] == stands_above(b, a)
    assert len(shares(replay)) == len(replay.picture.rows["steps"]) / 2 == 6


def test_the_articles_take_the_reliable_one_and_the_studies_do_not(replay):
    replay.start_over()
    told, found = shares(replay), shares(replay, "evidence")
    assert told[BOTH] > 0.8 > 0.2 > told[SILENT]
    assert 0.5 > found[BOTH] > found[SILENT]
    assert told[ONLY_HIGH] > told[ONLY_LOW] > told[SILENT]
    assert abs(told[STRANGERS] - told[SILENT]) < 0.1
    assert told[TWIN_STEP] > found[TWIN_STEP] > 0.5


def test_offers_can_be_counted_instead(replay):
    replay.start_over()
    title = replay.picture.rows["title"]
    replay.measure.value = "offer"
    assert replay.picture.rows["title"] != title
    assert shares(replay)[BOTH] == weeks_of(Told(LOW, RELIABLE), "source").offers
    assert shares(replay)[BOTH] > shares(replay)[SILENT]
    assert shares(replay)[ONLY_HIGH] == shares(replay)[SILENT]  # nothing is said of B


def test_it_says_of_which_weeks_the_shares_are(replay):
    replay.start_over()
    above = "Of the weeks in which either is on the list (equal places count half), the 229 stands"
    assert replay.sentence.text.startswith(above)
    pair = [weeks_of(Told(*told), "source") for told in ((HIGH, DIFFICULT), (LOW, RELIABLE))]
    listed = sum((pair[0].place >= 0) | (pair[1].place >= 0))
    assert listed < WEEKS
    assert 2 * listed * shares(replay)[BOTH] % 1 == pytest.approx(0)
    replay.measure.value = "offer"
    assert replay.sentence.text.startswith("Of all weeks, the 229 gets an offer in")


def test_the_sentence_says_how_often_the_word_is_unjust(replay):
    replay.start_over()
    assert "14% of those called" in replay.sentence.text
    replay.reliability.text = "0.9"
    assert "under 1% of those called" in replay.sentence.text
    replay.reliability.text = "0.2"
    assert f"{truly_above(-2, 0.2):.0%} of those called" in replay.sentence.text
    assert replay.picture.description == replay.sentence.text
    check_refusal(replay, replay.reliability, "1")
