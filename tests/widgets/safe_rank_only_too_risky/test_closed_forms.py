"""The pictures of chapter 02 that play no season: they move, and say what the engine says."""

import pytest

from engine.formulas import bucket, too_risky, updated_share, voices_to_mend
from engine.scenario.early_path import QUESTIONS, early_path
from engine.sources.lexicon import phrases
from widgets.safe_rank_only_too_risky import (
    BadName,
    MayTheyOffer,
    ThreeBuckets,
    TwoGraduates,
    VetoOrMean,
)
from widgets.safe_rank_only_too_risky.may_they import UNASKED
from widgets.safe_rank_only_too_risky.three_buckets import SAYINGS, VOICES
from widgets.safe_rank_only_too_risky.veto_or_mean import MOST, RULES


def rows(explorer, name):
    return explorer.story.rows(explorer.result)[name]


GUESSED = [  # as the cell of the guess has it
    "I'd take them here any day",
    "one of our favorites… Very reliable",
    "bit defensive with feedback",
]
ALL = [BadName, MayTheyOffer, ThreeBuckets, TwoGraduates, VetoOrMean]


@pytest.mark.parametrize("kind", ALL)
def test_the_picture_says_the_sentence_and_has_its_tables(kind):
    explorer = kind()
    drawn = explorer.story.draw(explorer.story.rows(explorer.result), explorer.sentence.text)
    assert drawn.to_dict()["description"] == explorer.sentence.text
    for name, spec in explorer.tables.items():
        for row in rows(explorer, name):
            assert set(spec.columns) <= set(row)


# --- May they offer? --------------------------------------------------------------------------


def test_the_way_is_the_engines():
    explorer = MayTheyOffer()
    for kind in ("US MD senior", "non-US IMG"):
        for program in (True, False):
            explorer.applicant.value, explorer.program.value = kind, program
            found = early_path(kind, program_in_match=program)
            drawn = rows(explorer, "steps")
            assert [row["question"] for row in drawn] == list(QUESTIONS)
            asked = [row["answer"] for row in drawn if row["answer"] != UNASKED]
            assert asked == ["yes" if step.answer else "no" for step in found.steps]
            assert explorer.sentence.text.startswith("Allowed" if found.allowed else "Not allowed")
            assert found.verdict.rules[0] in explorer.sentence.text


def test_what_the_texts_leave_open_is_not_called_allowed():
    explorer = MayTheyOffer()
    explorer.applicant.value, explorer.program.value = "US MD senior", False
    explorer.exception.value = True
    assert explorer.sentence.text.startswith("Not settled. An exception to All In covers")
    assert "(R9, R10)" in explorer.sentence.text


def test_a_program_in_the_match_belongs_to_an_institution_in_it():
    explorer = MayTheyOffer()
    explorer.institution.value = False
    assert explorer.sentence.text.startswith("Not allowed")
    explorer.program.value = False
    explorer.applicant.value = "US MD senior"
    assert explorer.sentence.text.startswith("Allowed")


# --- Three buckets ----------------------------------------------------------------------------


def test_the_bucket_is_that_of_f5():
    explorer = ThreeBuckets()
    for said in SAYINGS:
        explorer.voices[2].value = said
        for rule in ("veto", "no hint", "mean"):
            explorer.rule.value = rule
            codes = [phrases()[voice.value].code for voice in explorer.voices]
            wanted = bucket(0, codes, rule)
            assert explorer.sentence.text.lower().startswith(wanted)
            assert rows(explorer, "judged")[0]["text"] == wanted
    assert len(rows(explorer, "voices")) == len(VOICES)


def test_it_opens_on_the_case_that_was_guessed():
    explorer = ThreeBuckets()
    assert [voice.value for voice in explorer.voices] == GUESSED
    codes = [phrases()[text].code for text in GUESSED]
    assert explorer.sentence.text.lower().startswith(bucket(0, codes))


def test_a_doubt_on_the_screen_is_not_denied():
    explorer = ThreeBuckets()
    explorer.rule.value = "mean"
    for said in (SAYINGS[5], SAYINGS[7]):
        explorer.voices[2].value = said
        assert explorer.sentence.text == (
            "Safe: two good words, and a doubt that the average outweighs."
        )
    explorer.voices[2].value = SAYINGS[3]
    assert explorer.sentence.text.endswith("and nothing that sounds like a doubt.")


def test_silence_is_rank_only_and_draws_no_voice():
    explorer = ThreeBuckets()
    for voice in explorer.voices:
        voice.value = ""
    assert rows(explorer, "voices") == rows(explorer, "judged") == []
    assert explorer.sentence.text.startswith("Rank only: nobody said anything")


# --- Veto or mean -----------------------------------------------------------------------------


def test_more_voices_hurt_under_the_veto_alone():
    explorer = VetoOrMean()
    curves = {
        label: [row["chance"] for row in rows(explorer, "lines") if row["rule"] == label]
        for label in RULES.values()
    }
    veto, mean = curves.values()
    assert len(veto) == len(mean) == MOST + 1
    assert veto == sorted(veto)
    assert mean[1:] == sorted(mean[1:], reverse=True)
    assert veto[3] == too_risky(3)


def test_the_sentence_follows_the_applicant_and_the_number():
    explorer = VetoOrMean()
    first = f"{too_risky(3):.0%} are too risky when 3 people are asked"
    assert first in explorer.sentence.text
    explorer.asked.text = "1"
    assert "when one person is asked" in explorer.sentence.text
    explorer.who.value = "1"
    assert f", {too_risky(1, 1.0):.0%} are too risky when one person" in explorer.sentence.text


# --- Two graduates ----------------------------------------------------------------------------


def test_the_belief_is_the_engines():
    explorer = TwoGraduates()
    shares = {row["key"]: row["share"] for row in rows(explorer, "beliefs")}
    assert shares == pytest.approx({"before": 0.8, "after": updated_share(1, 1), "alone": 0.5})
    explorer.seen.text = "100"
    after = next(row for row in rows(explorer, "beliefs") if row["key"] == "after")
    assert abs(after["share"] - 0.8) < 0.01


def test_without_new_graduates_nothing_is_said():
    explorer = TwoGraduates()
    explorer.well.text = explorer.badly.text = "0"
    assert explorer.sentence.text == "Nobody new has come, so the belief stays at 80%."
    assert "times" not in explorer.sentence.text


def test_what_nearly_agrees_does_not_agree():
    explorer = TwoGraduates()
    explorer.seen.text, explorer.share.text = "1", "9"
    explorer.well.text, explorer.badly.text = "8", "0"
    assert "from 90% to 99%; the new ones alone would make it 100%" in explorer.sentence.text
    assert explorer.sentence.text.endswith("Here both nearly agree.")
    explorer.well.text, explorer.badly.text = "9", "1"
    assert explorer.sentence.text.endswith("Here both agree.")


# --- A bad name -------------------------------------------------------------------------------


def test_how_many_words_mend_is_the_engines():
    explorer = BadName()
    bad, good = (phrases()[control.value].code for control in (explorer.bad, explorer.good))
    number = voices_to_mend(bad, good, rule="mean")
    assert f"it takes {number:.0f} such words" in explorer.sentence.text
    held = [row["held"] for row in rows(explorer, "steps") if row["rule"] == "one doubt is enough"]
    assert set(held) == {bad}
