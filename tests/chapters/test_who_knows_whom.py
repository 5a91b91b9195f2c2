"""What the words of chapter 03 say of its pictures is what the engine computes."""

from pathlib import Path

import pytest

from engine import claim, figure
from engine.formulas import match_probability
from engine.study.exercises import exercise
from tests.chapters.pages import page_named
from widgets.text.words import IF_TRUE
from widgets.who_knows_whom import LateCall, SeasonClock, Silence, WhoHears

ROOT = Path(__file__).parents[2]
ARTICLES, STUDIES = IF_TRUE["source"], IF_TRUE["evidence"]


@pytest.fixture(scope="module")
def words():
    return " ".join(page_named("03-who-knows-whom").markdown.split())


def test_the_opening_shows_what_the_folded_answer_says(words):
    call = LateCall()

    def points(world):
        one = call.result.worlds[world]
        return 100 * (one.after.share("matched") - one.before.share("matched"))

    late = points(ARTICLES)
    call.said.value = "I'd be cautious"
    assert "a late warning takes much more than late praise adds" in words
    assert -points(ARTICLES) > 2 * abs(late) + 10
    call.start_over()
    call.when.value = "by September"
    assert "Early praise does far more than late praise" in words
    assert points(ARTICLES) > 2 * max(late, 5)
    assert "In the studies' world every effect is small" in words
    assert abs(points(STUDIES)) < 10
    call.speaker.value = "attending"
    assert "A stranger does almost nothing in either world" in words
    assert max(abs(points(ARTICLES)), abs(points(STUDIES))) < 5


def test_the_list_of_the_frontier_is_the_one_described(words):
    assert "fills to about place `30` of its list, give or take `6`" in words
    assert match_probability(30) == pytest.approx(0.5)
    assert match_probability(36) == pytest.approx(0.16, abs=0.01)
    assert match_probability(12) > 0.99
    assert "Move your place to `12`, and to `70`" in words
    assert match_probability(70, 20) < 0.005  # the call does nothing there


def test_the_map_answers_as_the_fold_says(words):
    heard = WhoHears()
    once = heard.result.reaches[0].mean()
    heard.reading.value = "split"
    assert "As parts of one harm the word reaches nearly everybody" in words
    assert heard.result.reaches[0].mean() > 30 > once
    heard.start_over()
    heard.place.text, heard.preset.value = "0", "evidence"
    senior, abroad = heard.result.reaches
    assert "it starts at more places for the US senior" in words
    assert senior.tied.sum() > abroad.tied.sum()


def test_the_studies_world_shrinks_what_silence_tells(words):
    silence = Silence()
    assert "Say it is `10` of `100`, and that you got `3` interviews" in words
    assert (silence.prior.value, silence.seen.value) == (10, 3)
    told = silence.result.sure
    silence.preset.value = "evidence"
    assert "so few interviews never come there" in words
    assert min(silence.result.without.min(), silence.result.told.min()) > 3
    assert "Then set them to `6`. With a warning they come as often as without" in words
    silence.seen.text = "6"
    both = silence.result.told, silence.result.without
    with_it, without = ((counts <= 6).mean() for counts in both)
    assert with_it == pytest.approx(without, abs=0.02)
    assert 0.2 < without < 0.95
    assert silence.result.sure < told


def test_to_somebody_at_the_top_a_call_adds_little(words):
    clock = SeasonClock()
    clock.group.value = "top"
    assert max(abs(p) for by_moment in clock.result.points.values() for p in by_moment) < 5
    assert "to who is safe anyway it adds little" in words
    assert "To whom does a call add least?" in words
    top = max(clock.result.points["source"])
    for group in ("borderline", "flagged"):
        clock.group.value = group
        assert 0 < top < max(clock.result.points["source"]) / 5


def test_the_reports_are_those_of_the_figures(words):
    for who, said in (("known mentor", "41%"), ("unknown mentor", "14%"), ("applicant", "3%")):
        assert said in words
        assert f"{figure('rank_higher_given_endorsement', who).value:.0%}" == said


def test_the_numbers_of_the_document_are_its_claims(words):
    assert "600 files for 40 interviews" in words
    assert claim("S1-09", "applications").value == 600
    assert claim("S1-09", "interview slots").value == 40
    told = [claim("S1-21", who).value for who in (
        "top applicants", "borderline applicants", "red-flag concerns")]  # fmt: skip
    assert told == [10, 40, 70]
    assert "10 for the top, 40 for borderline files and 70" in words


def test_the_exercises_of_the_chapter_are_all_there():
    text = " ".join("".join(cell["source"]) for cell in page_named("03-who-knows-whom").code)
    for number in range(1, 7):
        assert exercise(f"3.{number}").parts
        assert f'Exercise("3.{number}")' in text


def test_the_answers_named_for_instructors_are_those_of_the_engine():
    text = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
    told = text[text.index("## Chapter 3") : text.index("## Chapter 4")]
    gains = [match_probability(place, 20) - match_probability(place) for place in range(1, 81)]
    assert "place 40; nothing at 12, nothing at 70" in told
    assert gains.index(max(gains)) + 1 == 40
    assert max(gains[11], gains[69]) < 0.005
    known = figure("rank_higher_given_endorsement", "known mentor").value
    assert f"{match_probability(45, 20, known):.0%}; {match_probability(45):.0%}" in told
    assert f"| {Silence().result.sure:.0%} |" in told
    reach = WhoHears().result.reaches[0]
    assert "about a fifth of the other programs" in told
    assert 0.17 < (reach.mean() - 1) / (len(reach.program) - 1) < 0.25
    calls, text_low = exercise("3.1").parts[0], exercise("3.2").parts
    assert f"24 for {calls.answer:g}" in told
    assert f"60 to 90 for {text_low[0].answer:g} to {text_low[1].answer:g}" in told
    assert ".657" in told
    assert exercise("3.6").parts[0].answer == pytest.approx(0.657)
