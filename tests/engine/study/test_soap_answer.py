"""What an answer on the phone does to one file in SOAP, at the size of one real program."""

import numpy as np
import pytest

from engine import MarketError
from engine.study.soap_answer import ENDS, LISTED, OFF, OFFERED, Told, stands_above, weeks_of

CAUTIOUS, GOOD, FAINT = "I'd be cautious", "I'd take them", "okay, just not our top group"
TWIN = "Solid… would absolutely re-take"
PRESETS = ("source", "evidence")


def offers(told, preset="source", **how):
    return weeks_of(told, preset, **how).offers


@pytest.mark.parametrize("preset", PRESETS)
def test_an_answer_moves_offers_the_way_of_its_code(preset):
    silent, good, faint, doubt = (
        offers(Told(229, said), preset, files=100) for said in (None, GOOD, FAINT, CAUTIOUS)
    )
    assert good > silent > faint >= doubt
    assert good - silent > 0.03


def test_the_articles_move_more_than_the_studies():
    told, found = (
        offers(Told(229, GOOD), p, files=100) - offers(Told(229), p, files=100) for p in PRESETS
    )
    assert told > 2 * found > 0


def test_a_doubt_is_deadlier_the_more_others_wait():
    """S0-18 and S0-34: of the offers that silence brings, what is left after the word."""
    left = [
        offers(Told(229, CAUTIOUS), files=files) / offers(Told(229), files=files)
        for files in (10, 40, 400)
    ]
    assert left[0] > 0.9 > 0.75 > left[1] > left[2] == 0
    few, many = (weeks_of(Told(229, CAUTIOUS), "source", files=files) for files in (40, 400))
    assert [one.barred.any() for one in (few, many)] == [False, True]


def test_a_word_about_whom_nobody_asks_changes_nothing():
    silent, praised = (weeks_of(Told(229, said), "source") for said in (None, GOOD))
    unasked = ~silent.asked
    assert 0.3 < unasked.mean() < 0.9
    np.testing.assert_array_equal(silent.asked, praised.asked)
    np.testing.assert_array_equal(silent.place[unasked] < 0, praised.place[unasked] < 0)
    assert (praised.place <= silent.place)[silent.asked].mean() > 0.95


def test_the_reliable_one_is_taken_where_the_articles_are_right_and_not_where_studies_are():
    """S0-35, and its silence."""
    difficult, reliable = Told(247, "difficult to work with"), Told(229, "a machine")
    for preset, silent, spoken in (("source", 0.2, 0.8), ("evidence", 0.1, 0.4)):
        a, b = (weeks_of(Told(step2), preset) for step2 in (247, 229))
        assert stands_above(b, a) < silent
        words = stands_above(weeks_of(reliable, preset), weeks_of(difficult, preset))
        assert (words > spoken) if preset == "source" else (0.1 < words < spoken)


def test_of_twins_the_one_with_a_voice_stands_higher():
    """S0-29, though not every single time."""
    shares = [stands_above(weeks_of(Told(235, TWIN), p), weeks_of(Told(235), p)) for p in PRESETS]
    assert 1 > shares[0] > shares[1] > 0.55


def test_a_strangers_answer_hardly_counts():
    base = offers(Told(229))
    assert abs(offers(Told(229, GOOD, known=False)) - base) < 0.05
    assert abs(offers(Told(229, GOOD, speaker="attending")) - base) < 0.05


def test_ends_are_told_by_offer_and_list():
    told = weeks_of(Told(229, CAUTIOUS), "source")
    assert told.ends.shape == (100,)
    np.testing.assert_array_equal(told.ends == OFFERED, told.offered > 0)
    np.testing.assert_array_equal(told.ends == OFF, told.place < 0)
    assert (told.barred <= (told.ends == OFF)).all()
    assert (told.place < told.length).all()
    assert [ENDS[code] for code in (OFFERED, LISTED, OFF)] == list(ENDS)


def test_who_is_not_on_a_list_stands_below_all_who_are():
    out, on = (weeks_of(Told(229, said), "source", files=100) for said in (CAUTIOUS, None))
    assert out.barred.all()
    assert stands_above(on, out) == 1
    assert stands_above(on, out) + stands_above(out, on) == pytest.approx(1)


def test_what_cannot_be_used_is_named():
    with pytest.raises(MarketError, match="files is 5"):
        weeks_of(Told(229), "source", files=5)
    with pytest.raises(MarketError, match="not a phrase of the lexicon"):
        weeks_of(Told(229, "meh"), "source")
