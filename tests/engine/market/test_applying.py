"""Where people apply: a stretch of the ring, the best liked, mostly in the wanted field."""

import numpy as np
import pytest

from engine.market.apply import usual_applications
from engine.market.draw import draw_class, draw_you
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import MarketSettings, Strategy, You

DIALS = Assumptions()


def draw(applicants=300, **dials):
    return draw_class(MarketSettings(seed=3, applicants=applicants), Assumptions(**dials))


def mine(market, strategy, **you):
    joined = market.joined(draw_you(market, You(**you), strategy, DIALS))
    return joined, slice(*joined.start[-2:])


def test_everybody_applies_best_liked_first_and_nowhere_twice():
    market = draw()
    for a in range(len(market.applicants)):
        own = slice(market.start[a], market.start[a + 1])
        assert (market.applicant[own] == a).all()
        assert (np.diff(market.liking[own]) <= 0).all()
        assert len(set(market.program[own].tolist())) == own.stop - own.start
        assert market.signal[own].sum() == min(5, own.stop - own.start)
        assert market.signal[own][: min(5, own.stop - own.start)].all()


def test_numbers_of_applications():
    market = draw()
    sent = np.diff(market.start)
    usual = usual_applications(market.applicants.kind, DIALS)
    assert (sent <= usual).all()
    outside = np.bincount(market.applicant, market.wrong_field)
    assert outside.max() == DIALS.outside_field_most
    # Only who has run out of programs in the wanted field sends fewer than usual.
    at_home = np.bincount(market.programs.field, minlength=3)[market.applicants.field]
    short = sent < usual
    assert short.any()
    assert (sent[short] == at_home[short] + DIALS.outside_field_most).all()


def test_no_outside_applications():
    market = draw(outside_field_most=0)
    assert not market.wrong_field.any()


def test_people_apply_less_above_their_score():
    def short_of(market):
        score = market.applicants.step2[market.applicant]
        return (score < market.programs.exam_cut[market.program]).mean()

    assert short_of(draw(reach_penalty=9.0)) < short_of(draw()) < short_of(draw(reach_penalty=0.0))


def test_a_large_class_is_made_of_neighborhoods():
    market = draw(applicants=3_000)
    programs, (considered,) = len(market.programs), np.unique(market.considered)
    assert considered == 40 < programs
    place = np.empty(programs, int)
    place[market.programs.ring] = np.arange(programs)
    ahead = (place[market.program] - market.considered_from[market.applicant]) % programs
    at_home = market.program == market.home_program[market.applicant]
    assert ahead[~at_home].max() < considered
    # Every stretch of the ring has all fields, about in proportion.
    fields = market.programs.field[market.programs.ring]
    whole = np.bincount(fields) / programs
    for start in range(0, programs, 7):
        part = np.bincount(
            np.take(fields, range(start, start + considered), mode="wrap"), minlength=3
        )
        assert abs(part / considered - whole).max() < 0.06
    # And so each applicant sends about as many as in the default class.
    per_head = len(market.program) / 3_000
    assert per_head == pytest.approx(len(draw().program) / 300, rel=0.05)


@pytest.mark.parametrize(("wanted", "sent"), [(0, 0), (1, 1), (7, 7), (5_000, None)])
def test_how_many_you_send_is_your_strategy(wanted, sent):
    market = draw()
    _joined, own = mine(market, Strategy(applications=wanted))
    most = (market.programs.field == 2).sum() + DIALS.outside_field_most
    assert own.stop - own.start == (most if sent is None else sent)


def test_one_application_more_adds_one_and_keeps_the_rest():
    market = draw()
    few, many = (
        set(joined.program[own].tolist())
        for joined, own in (mine(market, Strategy(applications=n)) for n in (11, 12))
    )
    assert few < many
