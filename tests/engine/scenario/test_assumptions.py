"""The dials: documented, in range, and refused when not."""

import pydoc
from dataclasses import FrozenInstanceError, fields

import pytest

from engine import MarketError, assumptions
from engine.base.codes import ITEMS, STAGES
from engine.scenario.assumptions import Assumptions, dial
from engine.scenario.dials import DIALS_BY_STAGE
from engine.sources.lexicon import roles

DIALS = [spec.name for spec in fields(Assumptions)]


@pytest.mark.parametrize("name", DIALS)
def test_every_dial_is_documented_and_in_range(name):
    known = dial(name)
    assert known["unit"] or known["choices"]
    assert known["origin"]
    for preset in ("evidence", "source"):
        value = known[preset]
        assert getattr(Assumptions.preset(preset), name) == value
        if known["choices"]:
            assert value in known["choices"]
        else:
            assert known["low"] <= value <= known["high"]
            assert known["low"] < known["high"]


@pytest.mark.parametrize("wrong", [True, "1", [1.0], None])
def test_what_was_made_before_lets_nothing_through_that_is_no_value(wrong):
    assert Assumptions.preset("evidence", tie_share=1.0).tie_share == 1
    assert Assumptions.preset("evidence", tie_share=1.0) is Assumptions.preset(
        "evidence", tie_share=1.0
    )
    with pytest.raises(MarketError, match=r"assumptions.tie_share is .* must be a number"):
        Assumptions.preset("evidence", tie_share=wrong)


def test_there_are_dials():
    assert len(DIALS) > 60


def test_the_presets_differ_where_the_documents_say_more_than_studies():
    evidence, source = Assumptions.preset("evidence"), Assumptions.preset("source")
    assert evidence == Assumptions()
    assert source.chance_acted_on_known == 1 > evidence.chance_acted_on_known == 0.41
    assert (source.voices_combine, evidence.voices_combine) == ("veto and ripple", "mean")
    weights = source.file_weights("soap")
    # 60, 40, no letters, 10, 20 of S0-10, and 80 for the word of a home director
    assert weights / weights[0] * 60 == pytest.approx([60, 40, 0, 10, 20], abs=0.2)
    word = source.weight_voice_soap * roles()["home program director"].influence
    assert word / weights[0] * 60 == pytest.approx(80, abs=1)


def test_weights_come_in_the_order_of_items():
    dials = Assumptions(weight_ranking_research=7.5)
    assert dials.file_weights("ranking")[ITEMS.index("research")] == 7.5
    assert all(len(dials.file_weights(stage)) == len(ITEMS) for stage in STAGES)


def test_reopening_by_level():
    assert Assumptions().reopening().tolist() == [0, 0.05, 0.15, 0.20, 0.40]


def test_all_problems_at_once():
    with pytest.raises(MarketError) as caught:
        Assumptions.preset("guesses", exam_sd=-1, exm_cut=3, tie_share=float("nan"))
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "assumptions.exm_cut",
        "preset",
        "assumptions.exam_sd",
        "assumptions.tie_share",
    ]


def test_a_whole_number_does_for_a_dial_and_arithmetic_does_not_notice():
    dials = Assumptions(fit_region=1, soap_rounds=2)
    assert type(dials.fit_region) is float
    assert type(dials.soap_rounds) is int


def test_dials_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        Assumptions().exam_sd = 3


def test_unknown_dial():
    with pytest.raises(MarketError, match=r"soap_round .*soap_rounds"):
        dial("soap_round")


def test_dials_stand_in_the_order_of_the_season_each_in_one_stage():
    by_stage = [spec.name for kind in DIALS_BY_STAGE.values() for spec in fields(kind)]
    assert by_stage == DIALS
    assert len(DIALS) == len(set(DIALS)) > 150
    assert dial("exam_cut")["stage"] == "programs"
    assert dial("ripple_region")["stage"] == "calls"


def test_a_dial_that_carries_the_name_of_a_stage_acts_in_it():
    for name in DIALS:
        for stage, ending in {"screening": "_screening", "ranking": "_ranking"}.items():
            if name.endswith(ending) or name.startswith(f"weight{ending}"):
                assert dial(name)["stage"] == stage
        if "soap" in name:
            assert dial(name)["stage"] == ("calls" if name == "chance_called_soap" else "SOAP")


def test_the_table_has_every_dial_with_everything_known_about_it():
    table = assumptions()
    columns = ["name", "stage", "unit", "low", "high", "choices", "evidence", "source", "origin"]
    assert list(table) == columns
    assert list(table["name"]) == DIALS
    for row in table.to_dict("records"):
        known = dial(row["name"])
        assert row["choices"] == "|".join(known["choices"])
        for column in columns[1:]:
            if column != "choices" and known[column] is not None:
                assert row[column] == known[column], (row["name"], column)


def test_help_says_how_to_see_the_dials_and_does_not_list_them():
    text = pydoc.plain(pydoc.render_doc(Assumptions))
    assert "engine.assumptions()" in text
    assert "exam_correlation" not in text
    assert len(text.splitlines()) < 90
