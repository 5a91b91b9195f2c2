"""Who registered and certified no list: nothing before SOAP knows them, and SOAP is fuller."""

import numpy as np
import pytest

from engine import Scenario, compare, one_program, simulate
from engine.base.codes import MATCHED, PRESETS, SOAP, TYPES, US_IMG, US_MD_SENIOR
from engine.market.counts import registrant_counts, registrants_per_applicant
from engine.season.class_and_you import draw_others
from engine.study.published import calibrate
from engine.study.published.calibrate import calibration
from engine.study.published.measures import matched, soap_eligible, soap_places
from engine.study.published.played import Played
from engine.study.published.rows import ROWS
from engine.study.published.samples import percent
from tests.engine.seasons import everybody, play_scenario

SEASONS = np.arange(20)
SHARE = 0.11
COUPLED = {"applicants": 90, "couples": 6}


def without(scenario):
    return scenario.with_assumptions(soap_without_list=SHARE)


@pytest.fixture(scope="module", params=PRESETS)
def both(request):
    base = Scenario(preset=request.param)
    return play_scenario(base, 1, SEASONS), play_scenario(without(base), 1, SEASONS)


def test_the_dial_at_most_is_what_was_published():
    assert registrants_per_applicant() == pytest.approx(53_373 / 48_050 - 1)
    assert round(registrants_per_applicant(), 2) == SHARE
    for number in (1, 33, 1_000):
        assert registrant_counts(number).sum() == number
    assert registrant_counts(100).tolist() == [16, 9, 28, 40, 7]


def test_they_stand_behind_the_class_and_keep_your_number():
    market = everybody(without(Scenario())).market
    assert len(market.applicants) == 300 + 33 + 1
    assert market.certifies.tolist() == [True] * 300 + [False] * 33 + [True]
    assert market.numbers[:300].tolist() == list(range(300))
    assert market.numbers[-1] == 300
    assert len(np.unique(market.numbers)) == len(market.numbers)
    kinds = np.bincount(market.applicants.kind[~market.certifies], minlength=len(TYPES))
    assert kinds.tolist() == registrant_counts(33).tolist()
    assert market.certifies[market.applicant].all()  # none of them applies before SOAP


def test_nothing_before_soap_knows_them(both):
    before, after = both
    certifies = after.applications.market.certifies
    for name in ("appeal", "screened_in", "rank_key", "invited_to"):
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name))
    for name in ("rank_key", "liking", "standing", "ranked"):
        np.testing.assert_array_equal(
            getattr(before.interviews, name), getattr(after.interviews, name)
        )
    at_match = [
        np.where(season.outcome <= MATCHED, season.program, -1)[:, own]
        for season, own in ((before, slice(None)), (after, certifies))
    ]
    np.testing.assert_array_equal(*at_match)
    assert (after.outcome[:, ~certifies] >= SOAP).all()


def test_they_take_part_in_soap_and_take_places(both):
    before, after = both
    certifies = after.applications.market.certifies
    sent = ~certifies[after.week.applicant]
    assert sent.any()
    assert (after.week.rounds.offered[sent] > 0).any()
    assert (after.outcome[:, ~certifies] == SOAP).any()
    had, has = (before.outcome == SOAP).sum(), (after.outcome[:, certifies] == SOAP).sum()
    assert has < had
    # Nobody else's file changes: the same applications, stopped by the same filters.
    old, new = (dict(zip(_files(one), one.week.stopped, strict=True)) for one in both)
    assert old.keys() <= new.keys()
    assert all(new[key] == stopped for key, stopped in old.items())
    assert len(old) > 1_000


def _files(batch):
    numbers = batch.applications.market.numbers
    return list(
        zip(
            batch.week.season.tolist(),
            numbers[batch.week.applicant].tolist(),
            batch.week.program.tolist(),
            strict=True,
        )
    )


def test_published_rows_count_whom_they_say(both):
    none = np.zeros((0, 2), np.int64)
    before, after = (Played(batch, none) for batch in both)
    assert percent(matched(before, US_MD_SENIOR)) == percent(matched(after, US_MD_SENIOR))
    # In 2018 more of the eligible were graduates abroad with a US passport, and seniors of US
    # schools took more of the places, than without those who certified no list.
    assert percent(soap_eligible(after, US_IMG)) > percent(soap_eligible(before, US_IMG))
    assert percent(soap_places(after, (US_MD_SENIOR,))) > percent(
        soap_places(before, (US_MD_SENIOR,))
    )


def test_tables_go_on_to_count_those_with_a_list():
    before, after = (simulate(s, 20) for s in (Scenario(), without(Scenario())))
    assert (
        after.funnel()
        .query("stage == 'matched'")
        .equals(before.funnel().query("stage == 'matched'"))
    )
    assert repr(before) == repr(after)
    lost = compare(Scenario(), without(Scenario()), replicates=20).displaced()
    assert lost["lost"].sum() > lost["gained"].sum()
    readiness = after.readiness().set_index("applicant_type")["placed"]
    assert (readiness <= before.readiness().set_index("applicant_type")["placed"]).all()


def test_couples_are_of_those_with_a_list():
    for scenario in (Scenario(), without(Scenario())):
        drawn = scenario.with_market(**COUPLED)
        couples = draw_others(drawn.market, drawn.assumptions).couples
        assert couples.max() < COUPLED["applicants"]
        assert len(couples) == COUPLED["couples"]


def test_one_program_may_receive_their_files():
    found = one_program(without(Scenario()), files=100, weeks=3)
    numbers = found.market.numbers[found.week.applicant]
    assert (numbers > found.market.numbers[-1]).any()


def test_what_the_page_says_of_published_rows(monkeypatch):
    """In docs/how-far-to-trust-it.md, *Rows that are only reported*."""
    # The rows of classes with several types of position ask for seasons of their own.
    monkeypatch.setattr(calibrate, "ROWS", [row for row in ROWS if not row.classes])
    before, after = (
        calibration(scenario, class_seeds=range(12)).set_index(["quantity", "group"])
        for scenario in (Scenario(), without(Scenario()))
    )
    far = [abs(table["ours"] - table["published"]) for table in (before, after)]
    eligible = "eligible for SOAP, %"
    for kind in ("US MD senior", "US DO senior", "US IMG", "non-US IMG"):
        assert far[1][eligible, kind] < far[0][eligible, kind]
    for kind in ("US MD senior", "US DO senior"):
        assert after["met"]["SOAP places that go to, %", kind]
    imgs = "SOAP places that go to, %", "IMGs"
    assert after["ours"][imgs] < before["ours"][imgs] < before["published"][imgs]
    filled = "positions left for SOAP that are filled there, %", "all"
    assert after["ours"][filled] > after["high"][filled]


def test_your_luck_in_soap_is_the_same_beside_them():
    base = Scenario().with_you(field="primary care")
    seen = []
    for scenario in (base, without(base)):
        batch = play_scenario(scenario, 1, np.arange(60))
        week, mine = batch.week, batch.week.applicant == batch.applications.market.you
        seen.append((week.season[mine], week.program[mine], week.appeal[mine]))
    for sent in (0, 1):
        np.testing.assert_array_equal(seen[0][sent], seen[1][sent])
    read = np.isfinite(seen[0][2]) & np.isfinite(seen[1][2])  # there may be no time left for you
    assert read.sum() > 10
    np.testing.assert_array_equal(seen[0][2][read], seen[1][2][read])
