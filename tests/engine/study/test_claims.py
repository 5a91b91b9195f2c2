"""What voices do, measured: calls, invitations, places, weights, networks."""

from __future__ import annotations

import numpy as np
import pytest

from engine import MarketError, Scenario, whose_network
from engine.base.codes import TYPES
from engine.study import (
    calls_by_class,
    invitations_through_voices,
    places_moved,
    voice_weights,
)
from engine.study.voices import invitations
from engine.study.voices.network_gains import WhoseNetwork

SOURCE = Scenario(preset="source")
MIDDLE = SOURCE.with_you(applicant_type="US MD senior", step2=246)
HOME = "home program director"


def test_no_claim_comes_true_where_nobody_acts_on_a_word() -> None:
    deaf = SOURCE.with_assumptions(endorsement_effect="none")
    few = {"class_seeds": [0, 1], "seasons": 3}
    assert (calls_by_class(deaf, **few)["acted_on"] == 0).all()
    assert (invitations_through_voices(deaf, **few)["only_through_voices"] == 0).all()
    moved = places_moved(deaf, HOME, "I'd take them", **few)
    assert moved.loc[0, "lists"] > 0
    assert moved.loc[0, "moved"] == moved.loc[0, "off"] == 0


def test_a_program_that_never_asks_hears_nothing_after_the_interviews() -> None:
    few = {"class_seeds": [0, 1], "seasons": 4}
    table = calls_by_class(SOURCE, **few)
    assert table["share"].sum() == pytest.approx(1)
    assert (table["acted_on"] > 0).all()
    odd_only = SOURCE.with_assumptions(
        chance_called_top=0, chance_called_borderline=0, chance_called_flagged=0
    )
    asked = calls_by_class(odd_only, **few).set_index("list_class")["acted_on"]
    assert asked["conflicting"] > 0.5
    assert (asked.drop("conflicting") == 0).all()
    quiet = odd_only.with_assumptions(chance_called_conflicting=0)
    assert (calls_by_class(quiet, **few)["acted_on"] == 0).all()


def test_more_weight_moves_more_places_and_a_veto_takes_off_the_list() -> None:
    few = {"class_seeds": range(4), "seasons": 6}
    places = [
        places_moved(
            MIDDLE.with_assumptions(weight_voice_ranking=w), HOME, "I'd take them", **few
        ).loc[0, "places"]
        for w in (1.0, 3.0, 9.0)
    ]
    assert places == sorted(places)
    assert places[0] < places[2]
    bad = places_moved(MIDDLE, HOME, "I'd be cautious", **few).loc[0]
    assert bad["off"] == 1
    weighed = MIDDLE.with_assumptions(voices_combine="mean")
    bad = places_moved(weighed, HOME, "I'd be cautious", **few).loc[0]
    assert bad["off"] < 0.5
    assert bad["places"] < 0


def test_a_meeting_that_there_is_not_is_refused() -> None:
    with pytest.raises(MarketError, match="at is 'lunch'"):
        places_moved(SOURCE, HOME, "I'd take them", at="lunch")


def test_a_note_in_soap_moves_places_only_where_soap_weighs_voices() -> None:
    few = {"class_seeds": range(6), "seasons": 8, "at": "soap"}
    heard = places_moved(SOURCE, "clerkship director", "This candidate is legit", **few).loc[0]
    assert heard["places"] > 2  # of lists of a class: half as long as those of a program
    deaf = SOURCE.with_assumptions(weight_voice_soap=0.0, caution_soap=0.0)
    assert (
        places_moved(deaf, "clerkship director", "This candidate is legit", **few).loc[0, "moved"]
        == 0
    )


def test_weights_are_shares_of_what_is_known() -> None:
    table = voice_weights(SOURCE)
    assert len(table) == 30
    assert (table["share"] < table["of_evidence"]).all()
    home = table[table["role"] == HOME].set_index("stage")
    dials = SOURCE.assumptions
    weight = 0.81 * dials.weight_voice_ranking
    items = float(dials.file_weights("ranking").sum()) + dials.weight_ranking_interview
    assert home.loc["ranking", "weight"] == pytest.approx(weight)
    assert home.loc["ranking", "of_evidence"] == pytest.approx(weight / (weight + items))


def test_whose_network_pairs_three_networks() -> None:
    asked = whose_network(SOURCE, class_seeds=range(4), seasons=3)
    table = asked.table()
    assert len(table) == 15
    off = table[table["network"] == "off"]
    assert (off["difference"] == 0).all()
    assert set(table["applicant_type"]) == set(TYPES)
    assert off[["low", "high"]].isna().all(axis=None)  # against itself nothing can differ
    moved = table.dropna()
    assert len(moved) >= 8
    assert (moved["low"] <= moved["difference"] + 1e-12).all()
    assert (moved["difference"] <= moved["high"] + 1e-12).all()
    assert not np.array_equal(asked.placed[1], asked.placed[2])
    assert asked.sentence().startswith("Voices change ")
    assert "readiness of those placed" in repr(asked)
    silent = whose_network(SOURCE.with_assumptions(voices_mean=0), class_seeds=[0], seasons=2)
    assert (silent.placed[1] == silent.placed[0]).all()


def test_where_no_two_classes_differ_there_is_no_interval() -> None:
    placed = np.zeros((3, 6, len(TYPES)))
    placed[1:] = 0.2  # as much in each of six classes: what others would do nobody can say
    asked = WhoseNetwork(placed, np.zeros((3, 6)))
    assert asked.table()[["low", "high"]].isna().all(axis=None)
    assert "no type's share of places by a sign that is sure" in asked.sentence()
    assert asked.sentence().endswith("the readiness of those placed: no change seen.")
    one = WhoseNetwork(placed[:, :1], np.array([[0.5], [0.75], [0.5]]))
    assert one.sentence().endswith("the readiness of those placed: +0.250 SD.")


def test_few_classes_have_the_wider_interval_of_student() -> None:
    # By hand: of 1, 2, ... 6 points the mean is 3.5, its error sqrt(3.5 / 6), Student's 2.571.
    placed = np.zeros((3, 6, len(TYPES)))
    placed[1] = np.arange(1, 7)[:, None] / 100
    asked = WhoseNetwork(placed, np.zeros((3, 6)))
    row = asked.table().query("network == 'as they are'").iloc[0]
    half = 2.571 * (3.5 / 6) ** 0.5
    assert [row["low"], row["high"]] == pytest.approx([3.5 - half, 3.5 + half], abs=1e-3)


def test_two_classes_have_the_wide_interval_of_student(monkeypatch: pytest.MonkeyPatch) -> None:
    # 10 and 20 of 100 interviews each: by hand the share is 0.15, its error 10 / 200, times 12.706.
    owed = iter((10, 20))
    monkeypatch.setattr(
        invitations, "_count", lambda *_: np.array([[100] * 3, [0] * 3, [next(owed)] * 3])
    )
    monkeypatch.setattr(invitations, "played_classes", lambda _world, seeds, *_: iter(seeds))
    table = invitations_through_voices(SOURCE, class_seeds=[0, 1], seasons=1)
    assert table["high"].tolist() == pytest.approx([0.15 + 12.706 / 20] * 3, abs=1e-4)


def test_a_sign_that_other_worlds_do_not_share_is_not_said() -> None:
    few = {"class_seeds": range(4), "seasons": 2}
    here = {"tie_share": 0.9, "voices_mean": 4.0}
    base = SOURCE.with_assumptions(**here)
    alone = whose_network(base, **few)
    assert "points" in alone.sentence()
    world = {"endorsement_effect": "none"}
    asked = whose_network(base, worlds=[world, {}], **few)
    assert np.array_equal(asked.placed, alone.placed)
    assert np.array_equal(asked.elsewhere[1].placed, alone.placed)
    assert "no type's share of places by a sign that is sure" in asked.sentence()
