"""What the words of chapter 05 say of its pictures is what the engine computes."""

from pathlib import Path

import pytest

from engine import phrases
from engine.formulas import sounds_better
from engine.scenario.rules import Move, judge
from engine.sources.evidence import findings
from engine.study.exercises import exercise
from tests.chapters.pages import page_named
from widgets.three_sentences_on_a_phone import FlipPoint, OneSentence, PhraseLadder, ReliableOne
from widgets.three_sentences_on_a_phone.reliable_one import BOTH, ONLY_HIGH, ONLY_LOW
from widgets.three_sentences_on_a_phone.words import CAUTIOUS, FAINT, TAKE


@pytest.fixture(scope="module")
def words():
    return " ".join(page_named("05-three-sentences-on-a-phone").markdown.split())


@pytest.fixture(scope="module")
def opening():
    return OneSentence()


def offers(explorer, world="source"):
    return explorer.result.spoken[world].offers


def test_the_opening_is_as_described(words, opening):
    assert "A score of `229`, one of `100` files for four positions." in words
    assert (opening.score.value, opening.waiting.value) == (229, "100")
    assert '"Yes, and I\'d take them"' in words
    assert '"They were okay, just not our top group"' in words


def test_what_the_sentences_do_is_as_the_folded_answer_says(words, opening):
    assert "praise brings many more offers, faint praise costs some, and" in words
    found = {}
    for said in ("", TAKE, FAINT, CAUTIOUS):
        opening.said.value = said
        found[said] = offers(opening)
    assert found[TAKE] - found[""] > 0.2 > found[""] - found[FAINT] > 0.05
    assert found[CAUTIOUS] == 0
    assert "With `20` files it costs a place or two" in words
    opening.waiting.value = "20"
    silent, spoken = opening.result.silent["source"], opening.result.spoken["source"]
    both = (silent.place >= 0) & (spoken.place >= 0)
    assert 0.5 < (spoken.place - silent.place)[both].mean() < 2.5
    assert "With `400` files the program mostly never asks about you at all." in words
    opening.waiting.value = "400"
    assert opening.result.silent["source"].asked.mean() < 0.5
    assert "The attending's praise is hardly heard." in words
    opening.said.value, opening.speaker.value, opening.waiting.value = TAKE, "attending", "100"
    assert abs(offers(opening) - found[""]) < 0.05
    assert "If the studies are right, all of this shrinks." in words
    opening.speaker.value = "clerkship director"
    gain = offers(opening, "evidence") - opening.result.silent["evidence"].offers
    assert 0 < gain < found[TAKE] - found[""]


def test_the_flip_lies_between_the_two_weights_to_be_tried(words):
    assert "Set the phone to `18`, then to `19`." in words
    assert 18 < FlipPoint().result.tie < 19
    assert "even where the phone counts far less than the score" in words
    assert FlipPoint().result.tie < 60 / 2
    codes = [phrases()[said].code for said in ("a machine", "difficult to work with")]
    assert "Five steps between two sentences" in words
    assert codes[0] - codes[1] == 5


def test_faint_praise_costs_more_places_among_fifty(words):
    assert "with `5` other files and then with `50`" in words
    ladder = PhraseLadder()
    lost = []
    for many in ("5", "50"):
        ladder.waiting.value = many
        lost.append(ladder.result.place(FAINT) - ladder.result.place(""))
    assert lost[1] > lost[0]


def test_the_doubt_does_more_than_the_praise(words):
    assert "Which of the two words does more, the doubt or the praise?" in words
    told = ReliableOne().result.shares["source"]
    assert told[ONLY_HIGH] > told[ONLY_LOW]
    assert told[BOTH] > 0.5


def test_the_guess_says_of_which_weeks_it_asks():
    (guess,) = (
        "".join(cell["source"])
        for cell in page_named("05-three-sentences-on-a-phone").cells
        if cell["id"] == "replay-predict"
    )
    assert "of the weeks in which either is on the list" in guess
    assert "Equal places count half" in guess


def test_the_advice_that_breaks_the_rule_and_the_one_that_keeps_it(words):
    assert "Both start on your side." in words
    for act in ("ask a mentor to contact programs", "contact the program"):
        assert judge(Move(actor="applicant", phase="SOAP before contact", act=act)).blocked
    assert "The program may ask: you, your school, other directors" in words
    asked = Move(actor="program", phase="SOAP before contact", act="ask about an applicant")
    assert not judge(asked).blocked


def test_what_directors_said_they_would_do(words):
    assert "about four in ten, as directors said of mentors they know" in words
    assert "41% of 63" in findings()["E03"].finding


def test_what_instructors_are_told_is_what_the_room_will_see(opening):
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text("utf-8")
    assert "half of the weeks in silence, in four of five after praise, in none after" in told
    opening.start_over()
    assert offers(opening) == pytest.approx(0.5, abs=0.08)
    opening.said.value = TAKE
    assert offers(opening) == pytest.approx(0.8, abs=0.08)
    opening.said.value = CAUTIOUS
    assert offers(opening) == 0
    assert "of the weeks in which either is on the list, about a tenth with studies'" in told
    assert "about a tenth with studies' numbers, nine in ten with the document's; 14%" in told
    shares = ReliableOne().result.shares
    assert shares["evidence"][BOTH] == pytest.approx(0.1, abs=0.03)
    assert shares["source"][BOTH] == pytest.approx(0.9, abs=0.05)
    assert "| 61%; 0.69; 0.38 |" in told
    found = sounds_better(0.5), sounds_better(0.5, 3), sounds_better(0.0, 3, bias=0.3)
    assert [round(one, 2) for one in found] == [0.61, 0.69, 0.38]
    for id, first in (("5.1", ".80 for .381"), ("5.3", "80 for 18.5"), ("5.5", "1 for 2")):
        answer = exercise(id).parts[0].answer
        assert f"**{first}** in {id}" in told
        assert float(first.split()[-1]) == pytest.approx(answer, abs=0.05)
