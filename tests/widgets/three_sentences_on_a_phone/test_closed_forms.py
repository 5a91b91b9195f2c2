"""The explorers of the formulas of chapter 05, driven by their controls."""

import numpy as np
import pytest

from engine import claim
from engine.formulas import SOAP_WEIGHTS, file_score, sounds_better
from tests.widgets.seen import check_refusal
from widgets.three_sentences_on_a_phone import FlipPoint, OneVoice, PhraseLadder
from widgets.three_sentences_on_a_phone.phrase_ladder import LOSES, WINS
from widgets.three_sentences_on_a_phone.words import (
    CAUTIOUS,
    CLOSER,
    DIFFICULT,
    FAINT,
    LADDER,
    RELIABLE,
    TAKE,
    code_of,
    quoted,
)


def points(flip, file):
    rows = flip.picture.rows["totals"]
    return next(row["points"] for row in rows if row["file"] == file)


# --- the flip point ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flip():
    return FlipPoint()


def test_the_first_view_is_exercise_5_2_and_5_3(flip):
    flip.start_over()
    assert flip.sentence.text == (
        "B leads by 51.2 of 210 points (139.9 against 88.6). They tie where the phone counts for "
        "18.5."
    )
    assert flip.picture.description == flip.sentence.text
    assert flip.weight.value == claim("S0-10", "backchannel reference").value
    told = [claim("S0-35", said).value for said in (DIFFICULT, RELIABLE)]
    assert [flip.score_a.value, flip.score_b.value] == told
    assert sum(SOAP_WEIGHTS.values()) == 210


def test_the_choice_turns_round_at_the_tie(flip):
    flip.start_over()
    for weight, ahead in (("18", "A"), ("19", "B"), ("0", "A"), ("100", "B")):
        flip.weight.text = weight
        assert flip.sentence.text.startswith(f"{ahead} leads")
    assert flip.picture.rows["tie"][0]["gap"] == 0


def test_the_parts_of_a_bar_add_up_to_its_file(flip):
    flip.start_over()
    flip.weight.text = "43"
    for file in ("A", "B"):
        parts = [row for row in flip.picture.rows["parts"] if row["file"] == file]
        assert len(parts) == len(SOAP_WEIGHTS)
        assert sum(row["to"] - row["from"] for row in parts) == pytest.approx(points(flip, file))
    now = flip.picture.rows["now"][0]
    assert now["gap"] == pytest.approx(points(flip, "B") - points(flip, "A"))


def test_with_nothing_said_the_score_decides_at_every_weight(flip):
    flip.start_over()
    flip.said_a.value = flip.said_b.value = ""
    assert flip.sentence.text == (
        "A leads by 15.4 of 210 points (115.3 against 99.9). The same is said of both, so no "
        "weight of the phone turns it round."
    )
    assert flip.picture.rows["tie"] == []
    gaps = {round(row["gap"], 6) for row in flip.picture.rows["line"]}
    assert len(gaps) == 1


def test_one_who_leads_in_both_and_a_tie_are_told(flip):
    flip.start_over()
    flip.said_a.value, flip.said_b.value = RELIABLE, DIFFICULT
    assert "A leads in both" in flip.sentence.text
    flip.said_a.value = flip.said_b.value = ""
    flip.score_a.text = "229"
    assert flip.sentence.text.startswith("The two are level, at ")
    flip.score_a.text, flip.said_a.value, flip.score_b.text = "200", TAKE, "270"
    flip.said_b.value = CLOSER
    assert "They would tie only where the phone counted for 360.0" in flip.sentence.text


def test_files_with_one_score_tie_where_the_phone_counts_for_nothing(flip):
    flip.start_over()
    flip.score_a.text = flip.score_b.text = "240"
    flip.said_a.value, flip.said_b.value = "", DIFFICULT
    assert flip.sentence.text.endswith(" They tie where the phone counts for 0.0.")
    assert [row["text"] for row in flip.picture.rows["tie"]] == ["tie at 0.0"]


def test_bad_numbers_of_the_flip_point_are_refused(flip):
    flip.start_over()
    for dial in (flip.weight, flip.score_a, flip.score_b):
        check_refusal(flip, dial, "999")


# --- the ladder of phrases --------------------------------------------------------------------


@pytest.fixture(scope="module")
def ladder():
    return PhraseLadder()


def test_the_rungs_stand_in_the_order_of_their_codes(ladder):
    ladder.start_over()
    rungs = ladder.picture.rows["ladder"]
    assert len(rungs) == len(LADDER) == 7
    assert [code_of(said) for said in LADDER] == [3, 2, 1, 0, -1, -2, -3]
    scores = [row["points"] for row in rungs]
    assert scores == sorted(scores, reverse=True)
    assert scores == pytest.approx(np.asarray(file_score(229, [code_of(said) for said in LADDER])))


def test_the_mildest_that_is_enough_is_that_of_exercise_5_5(ladder):
    ladder.start_over()
    assert f"is enough is {quoted(CLOSER)}." in ladder.sentence.text
    results = [row["result"] for row in ladder.picture.rows["ladder"]]
    assert results == [WINS, WINS, *[LOSES] * 5]
    ladder.rival.text = "270"
    ladder.score.text = "200"
    assert "None of the seven is enough." in ladder.sentence.text
    ladder.rival.text, ladder.score.text = "200", "270"
    assert ladder.sentence.text.endswith("It is ahead whatever is said.")


def test_who_is_ahead_is_named_and_by_what(ladder):
    ladder.start_over()
    assert "the silent 247 is ahead, by its score." in ladder.sentence.text
    ladder.score.text, ladder.said.value = "270", CAUTIOUS
    assert "the silent 247 is ahead, by what was said." in ladder.sentence.text
    ladder.score.text = "247"
    assert "the silent 247 is ahead, by what was said." in ladder.sentence.text
    ladder.said.value = ""
    assert "has 0.549: the two are level." in ladder.sentence.text
    ladder.said.value = TAKE
    assert "the one spoken of is ahead." in ladder.sentence.text


def test_faint_praise_is_worse_than_silence_and_more_so_among_many(ladder):
    ladder.start_over()
    lost = {}
    for many in ("5", "50"):
        ladder.waiting.value = many
        view = ladder.result
        assert len(view.others) == int(many)
        lost[many] = view.place(FAINT) - view.place("")
        assert view.place(CAUTIOUS) == int(many) + 1
    assert lost["50"] > 3 * lost["5"] > 0 or lost["5"] == 0 < lost["50"]
    ladder.said.value = FAINT
    assert ladder.sentence.text.startswith(f"With {quoted(FAINT)} the 229 has ")
    assert ", and in silence " in ladder.sentence.text


def test_where_silence_is_enough_it_is_called_so(ladder):
    ladder.start_over()
    ladder.rival.text = "216"
    assert ladder.sentence.text.endswith("The mildest of the seven that is enough is silence.")


def test_the_rung_chosen_is_marked(ladder):
    ladder.start_over()
    ladder.said.value = TAKE
    chosen = [row for row in ladder.picture.rows["ladder"] if row["chosen"]]
    assert [row["said"] for row in chosen] == ["▸ I'd take them"]
    assert ladder.picture.description == ladder.sentence.text


def test_bad_scores_of_the_ladder_are_refused(ladder):
    ladder.start_over()
    for dial in (ladder.score, ladder.rival):
        check_refusal(ladder, dial, "100")


# --- one voice --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def voice():
    return OneVoice()


def test_the_numbers_of_exercise_5_6(voice):
    voice.start_over()
    assert "0.61 by one voice" in voice.sentence.text
    voice.voices.text = "3"
    assert "0.69 by 3 voices" in voice.sentence.text
    voice.gap.text, voice.bias.text = "0", "0.3"
    assert "0.38 by 3 voices" in voice.sentence.text
    voice.voices.text = "1"
    assert "0.43 by one voice" in voice.sentence.text
    assert "asking more is worse" in voice.sentence.text
    assert voice.picture.description == voice.sentence.text


def test_noise_falls_and_bias_does_not(voice):
    voice.start_over()
    assert "asking more people helps" in voice.sentence.text
    voice.bias.text = "0.5"
    assert voice.sentence.text.endswith("it is a coin toss.")
    line = voice.picture.rows["line"]
    fair = [row["chance"] for row in line if row["who"] == "fair voices"]
    biased = [row["chance"] for row in line if row["who"] == "voices as set"]
    assert fair == sorted(fair)
    assert biased == pytest.approx([0.5] * len(biased))


def test_voices_that_add_nothing_one_could_read_are_not_said_to_help_or_harm(voice):
    voice.start_over()
    voice.voices.text, voice.gap.text = "7", "0.1"
    assert "a probability of 0.56 by 7 voices" in voice.sentence.text
    assert voice.sentence.text.endswith("With 8 voices it would be hardly different.")
    voice.gap.text = "2"
    assert "a probability of over 0.99 by 7 voices" in voice.sentence.text
    assert voice.picture.rows["asked"][0]["text"] == "over 0.99"
    assert voice.sentence.text.endswith("With 8 voices it would be hardly different.")


def test_more_agreement_sorts_better(voice):
    voice.start_over()
    before = voice.picture.rows["asked"][0]["chance"]
    voice.reliability.text = "0.8"
    after = voice.picture.rows["asked"][0]["chance"]
    assert after == sounds_better(0.5, reliability=0.8) > before


def test_the_curves_stand_where_the_voices_are(voice):
    voice.start_over()
    voice.gap.text, voice.bias.text = "1", "0.4"
    rows = voice.picture.rows["densities"]
    tops = {
        who: max((r for r in rows if r["who"] == who), key=lambda r: r["density"])
        for who in ("Ana", "Bo")
    }
    assert tops["Bo"]["x"] == 0
    assert tops["Ana"]["x"] == pytest.approx(0.6 * 0.4**0.5, abs=0.03)


def test_bad_numbers_of_the_voices_are_refused(voice):
    voice.start_over()
    for dial in (voice.voices, voice.gap, voice.bias, voice.reliability):
        check_refusal(voice, dial, "-1")
