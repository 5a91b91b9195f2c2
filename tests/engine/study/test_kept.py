"""The seasons of a class are played once, kept within bounds, and always the same."""

import threading
from weakref import ref

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.season.joining import class_seasons, your_soap
from engine.season.joining.chain import join_class
from engine.study import kept
from engine.study.kept import KeptSeasons
from engine.study.simulation import class_and_you

SMALL = Scenario().with_market(applicants=60, seed=9)


@pytest.fixture
def played(monkeypatch):
    """Count the seasons of a class that are played."""
    numbers = []

    def play(others, stand_in, seed, replicates):
        numbers.extend(replicates.tolist())
        return class_seasons.play_class(others, stand_in, seed, replicates)

    monkeypatch.setattr(kept, "play_class", play)
    return numbers


def outcomes(store, scenario, seasons, seed=1):
    yours = class_and_you(scenario)[1]
    parts = [
        join_class(theirs, yours)[-1].outcome for theirs in store.seasons(scenario, seed, seasons)
    ]
    return np.concatenate(parts)


def alone(scenario):
    """Megabytes of a class that has played no season."""
    store = KeptSeasons()
    store.drawn(scenario)
    return store.megabytes


def test_each_season_of_a_class_is_played_once(played):
    store = KeptSeasons()
    more = outcomes(store, SMALL, 30)
    for step2, seasons in ((200, 10), (250, 30), (260, 40), (220, 25)):
        outcomes(store, SMALL.with_you(step2=step2), seasons)
    assert played == list(range(40))
    np.testing.assert_array_equal(outcomes(store, SMALL, 40)[:30], more)


@pytest.mark.parametrize(
    "other",
    [SMALL.with_market(seed=10), SMALL.with_rules(False), SMALL.with_assumptions(exam_cut=240.0)],
    ids=["class", "rules", "dials"],
)
def test_what_moves_the_others_plays_them_anew(played, other):
    store = KeptSeasons()
    outcomes(store, SMALL, 5)
    outcomes(store, other, 5)
    outcomes(store, SMALL, 5, seed=2)
    assert played == 3 * list(range(5))


@pytest.mark.parametrize("scenario", [SMALL, SMALL.with_market(couples=3, position_types=True)])
def test_a_result_cannot_be_written_to_and_so_changes_no_later_one(scenario):
    season = simulate(scenario, 20)
    columns = [name for name, each in vars(season).items() if isinstance(each, np.ndarray)]
    assert {"outcome", "program", "second", "second_round"} <= set(columns)
    for name in columns:
        with pytest.raises(ValueError, match="read-only"):
            getattr(season, name)[:] = 1
    again = simulate(scenario, 20)
    for name in columns:
        np.testing.assert_array_equal(getattr(again, name), getattr(season, name))


def test_a_large_study_is_played_in_pieces_and_forgotten(monkeypatch):
    whole = outcomes(KeptSeasons(), SMALL, 50)
    size = len(class_and_you(SMALL)[0].applications)
    monkeypatch.setattr(kept, "_SMALL", 30 * size)
    monkeypatch.setattr(kept, "_PIECE", 20 * size)
    store = KeptSeasons()
    pieces = [len(theirs) for theirs in store.seasons(SMALL, 1, 50)]
    assert pieces == [20, 20, 10]
    assert store.megabytes == alone(SMALL)
    np.testing.assert_array_equal(outcomes(store, SMALL, 50), whole)


def test_memory_is_bounded_and_the_oldest_class_goes_first(monkeypatch, played):
    store = KeptSeasons()
    outcomes(store, SMALL, 20)
    one = store.megabytes
    assert 0.1 < one - alone(SMALL) < 2
    monkeypatch.setattr(kept, "_MOST_MEGABYTES", 2.5 * one)
    worlds = [SMALL.with_market(seed=seed) for seed in (21, 22, 23)]
    for world in worlds:
        outcomes(store, world, 20)
    assert one < store.megabytes <= 2.5 * one
    played.clear()
    outcomes(store, worlds[-1], 20)
    assert played == []
    outcomes(store, SMALL, 20)
    assert len(played) == 20


def test_of_many_small_classes_the_oldest_goes_first(monkeypatch, played):
    monkeypatch.setattr(kept, "_MOST_KEPT", 2)
    store, worlds = KeptSeasons(), [SMALL.with_market(seed=seed) for seed in (21, 22, 23)]
    for world in worlds:
        outcomes(store, world, 5)
    played.clear()
    outcomes(store, worlds[1], 5)
    outcomes(store, worlds[2], 5)
    assert played == []
    outcomes(store, worlds[0], 5)
    assert len(played) == 5


def test_what_many_classes_played_is_found_again_while_it_is_kept(played):
    """A page has more than a few settings of a class, and comes back to the first."""
    store, worlds = KeptSeasons(), [SMALL.with_market(seed=seed) for seed in range(31, 41)]
    drawn = [store.drawn(world) for world in worlds]
    for world in worlds:
        outcomes(store, world, 5)
    once = store.megabytes
    played.clear()
    for number, world in enumerate(worlds):
        assert store.drawn(world) is drawn[number]
        outcomes(store, world, 5)
    assert played == []
    assert store.megabytes == once


def test_a_class_goes_with_its_seasons(monkeypatch):
    """What no study could reach any more would weigh for nothing."""
    store, other = KeptSeasons(), SMALL.with_market(seed=10)
    for seed in (1, 2):
        outcomes(store, SMALL, 5, seed)
    gone = [ref(each) for each in (store.drawn(SMALL), *store.seasons(SMALL, 1, 5))]
    monkeypatch.setattr(kept, "_MOST_KEPT", 2)
    outcomes(store, other, 5)
    assert [each() for each in gone] == [None, None]
    for seed in (1, 2, 3):
        outcomes(store, other, 5, seed)
    assert [store.has(other, seed, 5) for seed in (1, 2, 3)] == [False, True, True]


def test_what_a_season_of_the_default_class_weighs():
    store = KeptSeasons()
    outcomes(store, Scenario(), 50)
    assert (store.megabytes - alone(Scenario())) / 50 < 0.09
    outcomes(store, Scenario(rules=False), 50)
    assert store.megabytes / 50 < 0.3


def test_threads_that_ask_at_the_same_time_get_the_same(played):
    store, found = KeptSeasons(), []
    threads = [
        threading.Thread(target=lambda: found.append(outcomes(store, SMALL, 30))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for other in found[1:]:
        np.testing.assert_array_equal(other, found[0])
    assert len(played) == 30


def test_a_short_study_that_ends_within_a_long_one_changes_nothing_of_it(monkeypatch):
    """A page settles SOAP of few seasons in one thread while another plays many of the class."""
    short, long = SMALL.with_you(step2=236), SMALL.with_you(step2=237)
    alone = outcomes(KeptSeasons(), long, 120)
    settle, join = your_soap.settle_soap, your_soap.join_soap
    store, found = KeptSeasons(), {}
    short_settles, long_joins, short_ends = (threading.Event() for _ in range(3))

    def settle_in_turn(*given):
        if threading.current_thread().name == "short":
            short_settles.set()
            assert long_joins.wait(60)
        return settle(*given)

    def join_in_turn(*given):
        if threading.current_thread().name == "long":
            long_joins.set()
            assert short_ends.wait(60)
        return join(*given)

    def play_short():
        outcomes(store, short, 30)
        short_ends.set()

    def play_long():
        assert short_settles.wait(60)
        found["long"] = outcomes(store, long, 120)

    monkeypatch.setattr(your_soap, "settle_soap", settle_in_turn)
    monkeypatch.setattr(your_soap, "join_soap", join_in_turn)
    outcomes(store, SMALL.with_strategy(applications=0), 1)  # which plays the class for both
    threads = [
        threading.Thread(target=target, name=name)
        for target, name in ((play_short, "short"), (play_long, "long"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_array_equal(found["long"], alone)
    (theirs,) = store.seasons(SMALL, 1, 120)
    assert len(theirs.soap.settled.opened) == 120
    np.testing.assert_array_equal(outcomes(store, long, 120), alone)
