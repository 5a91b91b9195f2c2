"""Who was vetted, and what came of it: the columns agree with the seasons they come from."""

import numpy as np
import pytest

from engine import MarketError, Scenario, simulate
from engine.base.codes import BUCKETS, PREMATCH, TYPES
from engine.study.cases import EARLY_PROGRAM, stories
from engine.study.early_story import FATES, played_early, your_fates
from engine.study.vetted import vetted

FREE = Scenario(preset="source", rules=False)


@pytest.fixture(scope="module")
def found():
    return vetted(FREE, 30)


def test_who_signed_is_whom_the_season_says(found):
    season = simulate(FREE, 30)
    signed = sorted(zip(found.season[found.signed], found.applicant[found.signed], strict=True))
    assert signed == list(zip(*np.nonzero(season.outcome == PREMATCH), strict=True))
    where = season.program[found.season[found.signed], found.applicant[found.signed]]
    assert where.tolist() == found.program[found.signed].tolist()
    assert (found.offered | ~found.signed).all()
    assert (found.bucket[found.offered] == BUCKETS.index("safe")).all()


def test_the_table_is_made_of_the_columns(found):
    table = found.table()
    assert table["applicant_type"].tolist() == list(TYPES)
    assert table["vetted"].sum() == len(found)
    parts = table[["safe", "rank only", "too risky"]].to_numpy().sum(axis=1)
    assert parts == pytest.approx(np.ones(len(TYPES)))
    assert sum(found.shares().values()) == pytest.approx(1)
    signed = (table["signed"] * table["vetted"]).sum()
    assert signed == pytest.approx(found.signed.sum())


def test_the_first_seasons_do_not_depend_on_how_many_follow(found):
    few = vetted(FREE, 10)
    first = found.only(found.season < 10)
    for name in ("season", "applicant", "program", "bucket", "offered"):
        assert np.array_equal(getattr(few, name), getattr(first, name))


def test_your_fates_are_those_of_the_replay():
    case = stories()["S3-37"]
    steps = {one.step: one for one in played_early(case, replicates=30)}
    for step in ("applicant A", "applicant B", "A, but with the rules of today"):
        fate = your_fates(case.scenario(step), replicates=30)
        count = dict(zip(FATES, np.bincount(fate, minlength=len(FATES)).tolist(), strict=True))
        assert count["an early offer"] == round(30 * steps[step].offered)
        assert 30 - count["not asked about"] == round(30 * steps[step].interviewed)


def test_nobody_vetted_has_no_shares():
    nobody = vetted(Scenario(), 2)
    assert len(nobody) == 0
    assert np.isnan(list(nobody.shares().values())).all()
    assert nobody.table()["vetted"].sum() == 0


def test_an_unknown_program_is_named():
    with pytest.raises(MarketError, match="there is no program called 'Nowhere'"):
        your_fates(FREE, "Nowhere", 1)
    with pytest.raises(MarketError, match="'Nowhere'"):
        played_early(stories()["S3-37"], "Nowhere", 1)
    assert EARLY_PROGRAM in vetted(Scenario(), 1).programs
