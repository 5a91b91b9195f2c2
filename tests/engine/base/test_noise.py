"""Keyed noise: the same question always gets the same answer, and the answers look random."""

from math import factorial

import numpy as np
import pytest

from engine.base import noise

SEASON = [12519774305505355708, 4819592683872868105]
PAIR = [6011395046193245063, 4863706449472617289]
UNIFORM = [[13061901, 10363365], [6013103, 11571595]]
NORMAL = [[-1.1313989162445068, -0.6621785163879395], [-0.7980499863624573, -0.14271658658981323]]


def draw(kind, seed=1, stage="taste", replicates=range(50), applicants=range(40), programs=3):
    season = noise.season_keys(seed, stage, replicates)[:, None]
    return getattr(noise, kind)(season, noise.pair_keys(applicants, programs))


def test_numbers_do_not_depend_on_what_else_is_drawn():
    whole = draw("normal")
    part = draw("normal", replicates=[7, 3], applicants=[11, 2, 5])
    np.testing.assert_array_equal(part, whole[np.ix_([7, 3], [11, 2, 5])])


@pytest.mark.parametrize("mean", [0.3, 1.0, 2.5])
def test_poisson_numbers_come_as_often_as_they_should(mean):
    keys = noise.season_keys(1, "speakers"), noise.pair_keys(range(40_000))
    drawn = noise.poisson(np.full(40_000, mean), 4, *keys)
    shares = [np.exp(-mean) * mean**n / factorial(n) for n in range(4)]
    wanted = [*shares, 1 - sum(shares)]  # whatever is more is four
    np.testing.assert_allclose(np.bincount(drawn, minlength=5) / 40_000, wanted, atol=0.01)
    more = noise.poisson(np.full(40_000, mean + 0.2), 4, *keys)
    assert (more >= drawn).all()  # the same luck: nobody has fewer where there are more


def test_long_draws_equal_short_ones():
    # Hashing goes block by block; a block must not shift or repeat anything.
    season, pair = noise.season_keys(5, "x", range(3))[:, None], noise.pair_keys(range(20_001))
    whole = noise.uniform(season, pair)
    assert whole.shape == (3, 20_001)
    np.testing.assert_array_equal(whole[1, 16_000:], noise.uniform(season[1], pair[16_000:]))
    flat = noise.uniform(np.repeat(season.ravel(), 20_001), np.tile(pair, 3))
    np.testing.assert_array_equal(flat, whole.ravel())


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 2},
        {"stage": "visit"},
        {"replicates": range(50, 100)},
        {"applicants": range(40, 80)},
        {"programs": 4},
        {"programs": -1},
    ],
)
def test_every_part_of_the_key_counts(other):
    ours, theirs = draw("normal").ravel(), draw("normal", **other).ravel()
    assert not (ours == theirs).any()
    assert abs(np.corrcoef(ours, theirs)[0, 1]) < 0.1  # 2,000 pairs: SD .022


def test_stages_of_like_names_differ():
    assert noise.season_keys(1, "taste soap")[0] != noise.season_keys(1, "taste rank")[0]
    assert noise.season_keys(1, "a")[0] != noise.season_keys(1, "a\x01")[0]


def test_a_name_that_would_be_cut_is_refused():
    """Two long names that begin alike would share their luck."""
    noise.season_keys(1, "a" * 32)
    with pytest.raises(ValueError, match=r"'a{33}' is longer than 32 bytes"):
        noise.season_keys(1, "a" * 33)


def test_uniform_numbers_are_even():
    numbers = draw("uniform", replicates=range(500), applicants=range(400)).ravel()
    assert numbers.dtype == np.float32
    assert numbers.min() >= 0
    assert numbers.max() < 1
    tenths = np.histogram(numbers, 10, (0, 1))[0]
    assert abs(tenths - 20_000).max() < 700  # SD 134


def test_normal_numbers_are_nearly_normal():
    numbers = draw("normal", replicates=range(500), applicants=range(400)).ravel()
    assert numbers.dtype == np.float32
    assert abs(numbers.mean()) < 0.01
    assert abs(numbers.std() - 1) < 0.01
    assert abs(numbers).max() < 3.5
    for z, share in ((-1.0, 0.1587), (0.0, 0.5), (1.645, 0.95)):
        assert abs((numbers < z).mean() - share) < 0.008


def test_neighbors_are_unrelated():
    numbers = draw("normal", replicates=range(500), applicants=range(400))
    for a, b in ((numbers[1:], numbers[:-1]), (numbers[:, 1:], numbers[:, :-1])):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.01


def test_the_numbers_are_these_on_every_machine():
    # Stored: a class drawn from seed 12 must be the same class anywhere.
    season, pair = noise.season_keys(12, "applicant exam", [0, 1])[:, None], noise.pair_keys([0, 9])
    assert season.ravel().tolist() == SEASON
    assert pair.tolist() == PAIR
    assert (noise.uniform(season, pair) * 2**24).astype(int).tolist() == UNIFORM
    assert noise.normal(season, pair).tolist() == NORMAL


@pytest.mark.parametrize(("seasons", "pairs"), [(0, 5), (5, 0), (0, 0)])
def test_nothing_to_draw(seasons, pairs):
    season = noise.season_keys(1, "x", range(seasons))[:, None]
    assert noise.normal(season, noise.pair_keys(range(pairs))).shape == (seasons, pairs)
