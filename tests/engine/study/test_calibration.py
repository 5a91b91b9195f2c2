"""Classes against published figures: what was fitted, what was set aside, and what is counted."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import COMPETITIVE, FIELDS, MATCHED, NON_US_IMG, TYPES
from engine.season.stages import play
from engine.study.published import measures
from engine.study.published.calibrate import measured
from engine.study.published.played import Played
from engine.study.published.rows import ROLES, ROWS
from engine.study.published.samples import each, gap, mean, median, odds, part, percent, pooled
from engine.study.simulation import class_and_you


def name(row):
    return f"{row.quantity}: {row.group}"


def test_no_row_twice_and_enough_set_aside():
    assert len({name(row) for row in ROWS}) == len(ROWS) >= 45
    roles = [row.role for row in ROWS]
    assert set(roles) == set(ROLES)
    assert roles.count("set aside") >= 10
    assert roles.count("fitted") >= 20
    # What is fitted is not set aside under another name: no two rows share their figures.
    figures = [str(row.published()) + name(row).split(":")[0] + row.group for row in ROWS]
    assert len(set(figures)) == len(ROWS)


def test_the_tolerances_are_those_that_were_set():
    within = {name(row): row.within for row in ROWS}
    for kind in TYPES[:4]:
        assert within[f"matched, % of active applicants: {kind}"] == 2
    assert within["matched, % of active applicants: previous graduate"] == 3
    filled = "positions filled by the Match, %"
    assert [within[f"{filled}: {field}"] for field in FIELDS] == [2, 2, 2]
    soap = "positions left for SOAP that are filled there, %"
    assert within[f"{soap}: all"] == within[f"{soap}: by the end of round 2"] == 3
    gaps = [row.within for row in ROWS if row.quantity.startswith("Step 2: matched less")]
    assert gaps == [4] * 5


# --- what is counted --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def played():
    others, yours = class_and_you(Scenario().with_market(seed=3, couples=4))
    return Played(play(others, yours, 1, np.arange(6)), others.couples)


@pytest.fixture(scope="module")
def season():
    return simulate(Scenario().with_market(seed=3, couples=4), replicates=6)


def by_hand(played, season):
    """Go through the lists of others one by one: list of programs, outcome, where, type, score."""
    people, programs = season.market.applicants, season.market.programs
    for replicate in range(6):
        seen = season.replay(replicate).interviews
        for a in range(len(people) - 1):
            own = np.flatnonzero(seen.applicant_cell == a)
            order = seen.program_cell[own[np.argsort(-seen.liking[own], kind="stable")]]
            fields = programs.field[order].tolist()
            matched = season.outcome[replicate, a] == MATCHED
            yield a, order.tolist(), fields, matched, season.program[replicate, a]


def test_rates_are_those_of_the_season_without_you(played, season):
    kinds = season.market.applicants.kind[:-1]
    for kind in range(len(TYPES)):
        own = season.outcome[:, :-1][:, kinds == kind]
        assert percent(measures.matched(played, kind)) == pytest.approx(100 * (own == 1).mean())
        after = percent(measures.placed_after_soap(played, kind))
        assert after == pytest.approx(100 * (own < 3).mean())
    row = season.positions().loc[0]
    left = row["offered"] - row["matched"]
    assert percent(measures.left(played)) == pytest.approx(100 * left / row["offered"])
    soap = row[[f"soap_{n}" for n in (1, 2, 3, 4)]]
    assert percent(measures.filled_in_soap(played)) == pytest.approx(100 * soap.sum() / left)
    two = percent(measures.filled_in_soap(played, by_round=2))
    assert two == pytest.approx(100 * soap.iloc[:2].sum() / left)


def test_choices_fields_and_ranks_are_those_of_the_lists(played, season):
    people, programs = season.market.applicants, season.market.programs
    first, preferred, scores, ranks = [], [], ([], []), ([], [])
    for a, order, fields, matched, where in by_hand(played, season):
        if people.kind[a] == 0:
            first.append(matched and order.index(where) < 3)
            if fields and fields[0] == COMPETITIVE:
                preferred.append(matched and programs.field[where] == COMPETITIVE)
        if people.kind[a] == NON_US_IMG and fields:
            own = matched and programs.field[where] == fields[0]
            scores[not own].append(people.step2[a])
            other = [n for n, field in enumerate(fields) if field != fields[0]]
            ranks[not own].append(other[0] if other else len(fields))
    assert percent(measures.first_three(played)) == pytest.approx(100 * np.mean(first))
    found = percent(measures.matched_as_preferred(played, 0, COMPETITIVE))
    assert found == pytest.approx(100 * np.mean(preferred))
    for success in (True, False):
        found = mean(measures.ranks(played, NON_US_IMG, success))
        assert found == pytest.approx(np.mean(ranks[not success]))
    found = gap(measures.scores(played, NON_US_IMG))
    assert found == pytest.approx(np.median(scores[0]) - np.median(scores[1]), abs=1)


def test_couples_count_by_head_and_by_couple(played, season):
    matched = season.outcome[:, played.couples] == MATCHED
    assert matched.shape == (6, 4, 2)
    assert percent(measures.couples_matched(played, both=False)) == 100 * matched.mean()
    assert percent(measures.couples_matched(played, both=True)) == 100 * matched.all(axis=2).mean()


def test_a_signal_and_the_home_region_raise_the_odds_as_their_dials_do():
    rows = [row for row in ROWS if row.quantity == "odds ratio of an interview"]
    assert [row.group for row in rows] == ["home region", "signal"]
    fits = [{"fit_region": 0, "fit_signal": 0}, {"fit_region": 1}, {"fit_signal": 1.5}]
    none, region, signal = (
        measured(rows, Scenario().with_assumptions(**fit), range(3), 3) for fit in fits
    )
    assert region[0] > 2 * none[0]
    assert signal[1] > 2 * none[1]


def test_samples_are_pooled_before_they_are_summed_up():
    halves = pooled([part(1, 2), part(9, 10), part(0, 0)])
    assert percent(halves) == pytest.approx(100 * 10 / 12)
    assert np.isnan(percent(part(0, 0)))
    one, other = each(np.array([3, 3, 5])), each(np.array([1, 1]))
    assert gap((one, other)) == pytest.approx(3.25 - 1)
    assert median((each(np.array([])),)) != median((each(np.array([])),))  # NaN
    assert odds((each(np.log([2.0, 8.0])),)) == pytest.approx(4)


# --- the class that opens ---------------------------------------------------------------------


def test_the_teaching_class_is_near_too():
    """The class that the course ships, over 200 seasons."""
    rates = measured(ROWS[:5], Scenario(), [Scenario().market.seed], 200)
    published = [row.published().value for row in ROWS[:5]]
    assert np.abs(rates - published).max() <= 4, rates


@pytest.mark.parametrize("preset", ["evidence", "source"])
def test_you_have_much_to_win_and_to_lose_in_the_class_that_opens(preset):
    """In both worlds, one season in four at least ends either way."""
    yours = simulate(Scenario(preset=preset), replicates=200).outcomes().set_index("outcome")
    assert yours.loc[["matched", "unplaced"], "probability"].min() >= 0.25
