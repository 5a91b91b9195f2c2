"""The opening of chapter 05: a sentence moves weeks from bin to bin, in both worlds."""

import pytest

from engine.study.soap_answer import ENDS, LISTED, OFF, OFFERED, WEEKS
from tests.widgets.seen import check_refusal, shown
from widgets.text.words import IF_TRUE
from widgets.three_sentences_on_a_phone import OneSentence
from widgets.three_sentences_on_a_phone.one_sentence import BARRED, BINS, MANY
from widgets.three_sentences_on_a_phone.words import CAUTIOUS, FAINT, TAKE, quoted

ARTICLES, STUDIES = IF_TRUE["source"], IF_TRUE["evidence"]
OFFER, LIST, NONE = (BINS[n][0] for n in (OFFERED, LISTED, OFF))


@pytest.fixture(scope="module")
def shared():
    return OneSentence()


@pytest.fixture
def explorer(shared):
    shared.start_over()
    return shared


def count(explorer, name=OFFER, world=ARTICLES, when="after"):
    """Count the dots of a bin."""
    rows = explorer.picture.rows["shares"]
    found = [r["count"] for r in rows if (r["world"], r["bin"], r["when"]) == (world, name, when)]
    assert len(found) == 1
    return found[0]


def test_the_bins_stand_in_the_order_of_the_ends():
    assert len(BINS) == len(ENDS)
    assert len({shape for _, shape in BINS}) == len(BINS)


def test_silence_moves_nothing(explorer):
    for world in (ARTICLES, STUDIES):
        assert count(explorer, world=world) == count(explorer, world=world, when="before")
    offers = count(explorer), count(explorer, world=STUDIES)
    assert explorer.sentence.text.startswith(
        f"In silence an offer comes in {offers[0]} of {WEEKS} weeks if the articles are right, and "
        f"in {offers[1]} if the studies are."
    )


@pytest.mark.parametrize("world", [ARTICLES, STUDIES])
def test_praise_faint_praise_and_doubt_go_their_ways(explorer, world):
    found = {}
    for said in (TAKE, "", FAINT, CAUTIOUS):
        explorer.said.value = said
        found[said] = count(explorer, world=world)
    assert found[TAKE] > found[""] > found[FAINT] >= found[CAUTIOUS]
    assert count(explorer, world=world, when="before") == found[""]


def test_the_articles_move_more_than_the_studies(explorer):
    explorer.said.value = TAKE
    told, found = (
        count(explorer, world=world) - count(explorer, world=world, when="before")
        for world in (ARTICLES, STUDIES)
    )
    assert told > 2 * found > 0


def test_a_doubt_bars_where_many_wait_and_costs_places_where_few_do(explorer):
    explorer.said.value = CAUTIOUS
    assert BARRED in explorer.sentence.text
    assert count(explorer, NONE) == WEEKS
    explorer.waiting.value = "20"
    assert BARRED not in explorer.sentence.text
    assert count(explorer, NONE) < WEEKS / 10
    assert 0 < count(explorer, when="before") - count(explorer) < WEEKS / 4


def test_among_many_files_the_program_mostly_does_not_ask(explorer):
    assert "never asks" not in explorer.sentence.text
    explorer.waiting.value = "400"
    assert list(MANY) == ["20", "100", "400"]
    unasked = int((~explorer.result.silent["source"].asked).sum())
    assert unasked > WEEKS / 2
    assert f"In {unasked} of them the program never asks about you" in explorer.sentence.text


def test_a_stranger_to_you_is_hardly_heard(explorer):
    explorer.said.value = TAKE
    heard = count(explorer)
    explorer.speaker.value = "attending"
    assert abs(count(explorer) - count(explorer, when="before")) < 5 < heard


def test_a_better_score_brings_more_offers(explorer):
    before = count(explorer)
    explorer.score.text = "245"
    assert count(explorer) > before


def test_the_sentence_counts_what_the_picture_shows(explorer):
    explorer.said.value = TAKE
    told = explorer.sentence.text
    assert f"an offer comes in {count(explorer)} of {WEEKS} weeks" in told
    assert f"in {count(explorer, world=STUDIES)} (" in told
    assert explorer.picture.description == told


def test_every_dot_can_be_asked(explorer):
    explorer.said.value, explorer.waiting.value = CAUTIOUS, "400"
    told = {}
    for world, label in enumerate((ARTICLES, STUDIES)):
        for n in range(WEEKS):
            explorer.picture.asked = {"world": world, "season": n}
            answer = explorer.picture.answer
            assert answer.startswith(f"Week {n + 1}: ")
            told.setdefault(label, []).append(answer)
    assert (
        sum("kept you off" in text for text in told[ARTICLES])
        == explorer.result.spoken["source"].barred.sum()
    )
    assert sum("an offer in round" in text for text in told[STUDIES]) == count(
        explorer, world=STUDIES
    )
    explorer.picture.asked = {}


def test_what_is_no_score_is_refused(explorer):
    check_refusal(explorer, explorer.score, "300")
    good = shown(explorer)
    explorer.score.text = "229.5"
    assert explorer.score.problem == "Step 2 CK score is 229.5; it must be a whole number."
    assert shown(explorer) == good


def test_a_phrase_is_quoted_as_it_is_said():
    assert quoted(TAKE) == "“Yes, and I'd take them”"
    assert quoted(CAUTIOUS) == "“I'd be cautious”"
