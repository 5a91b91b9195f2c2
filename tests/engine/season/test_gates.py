"""Gates of a word for a low score: each shut by its own cause, and by what shuts it in a season."""

import numpy as np
import pytest

from engine import MarketError, Scenario, simulate, stories
from engine.base.noise import Years
from engine.scenario.you import You
from engine.season.gates import GATES, gates
from engine.season.interview_days import borne_out, hold_interviews
from engine.study.cases import ADVOCATE, CALL, PROGRAMS, at_the_cut
from engine.study.simulation import class_and_you
from tests.engine.seasons import everybody, play_scenario

LOW = at_the_cut(214)
CALLED = LOW.with_voice(ADVOCATE, CALL, 2, PROGRAMS, known=True)


def left(scenario: Scenario) -> dict[str, float]:
    return {gate.name: gate.left for gate in gates(scenario)}


SHUT = {
    "known": LOW.with_voice(ADVOCATE, CALL, 2, PROGRAMS, known=False),
    "specific": LOW.with_voice(ADVOCATE, CALL, 2, PROGRAMS, known=True, specific=False),
    "in time": LOW.with_voice(ADVOCATE, CALL, 2, PROGRAMS, known=True, when="January or later"),
    "within reach": CALLED.with_assumptions(rescue_reach=10),
    "outstanding": LOW.with_voice(ADVOCATE, "They're fine", 2, PROGRAMS, known=True),
    "in line with the file": CALLED.with_you(mspe=-1.5),
    "not contradicted": CALLED.with_voice(
        "resident", "difficult to work with", programs=60, known=True
    ),
}


def test_all_gates_of_the_documents_call_are_open_but_chance() -> None:
    assert tuple(left(CALLED)) == GATES
    good = stories()["S4-09"].scenario("call, good interviews")
    assert set(left(good).values()) == {1.0}
    assert 0 < left(CALLED)["borne out by the interviews"] < 1
    assert all(gate.asked for gate in gates(CALLED))


@pytest.mark.parametrize("name", SHUT)
def test_a_gate_is_shut_by_its_own_cause_and_a_season_agrees(name: str) -> None:
    now, before = left(SHUT[name]), left(CALLED)
    assert now[name] == 0
    assert {gate: share for gate, share in now.items() if gate != name} == {
        gate: share for gate, share in before.items() if gate != name
    }
    # Nothing is read: the filter of a score of 214 stays shut.
    assert not (simulate(SHUT[name], 30).your_reached >= 1).any()
    assert (simulate(CALLED, 30).your_reached >= 1).any()


def test_poor_interviews_shut_the_last_gate_alone() -> None:
    bad = CALLED.with_you(interview=-1.5)
    assert left(bad)["borne out by the interviews"] == 0
    assert (simulate(bad, 30).your_reached >= 1).any()


def test_from_inside_four_gates_are_not_asked() -> None:
    inside = LOW.with_you(mspe=-1.5, interview=-2).with_voice(ADVOCATE, CALL, 4)
    asked = {gate.name: gate.asked for gate in gates(inside)}
    assert [name for name in GATES if not asked[name]] == [
        "known",
        "within reach",
        "in line with the file",
        "borne out by the interviews",
    ]
    assert (simulate(inside, 30).your_reached >= 1).any()


@pytest.mark.parametrize("programs", [None, 20])
def test_where_nobody_says_so_a_speaker_is_known_where_ties_have_it(programs) -> None:
    """Whoever calls whom they know is known to all of them, about whichever side they speak."""
    tied = programs is None
    scenario = LOW.with_voice(ADVOCATE, CALL, 2, programs)
    calls = class_and_you(scenario)[1].applications.calls
    assert len(calls.known) > 0
    assert calls.known.all() == tied
    assert left(scenario)["known"] == tied
    warned = CALLED.with_assumptions(chance_acted_on_known=0.4, chance_acted_on_unknown=0.1)
    warned = warned.with_voice("resident", "difficult to work with", programs=programs)
    assert left(warned)["not contradicted"] == pytest.approx(0.6 if tied else 0.9)


def test_without_a_voice_there_are_no_gates() -> None:
    with pytest.raises(MarketError, match="no voice"):
        gates(Scenario())


def test_a_stranger_keeps_the_share_that_studies_found() -> None:
    found = CALLED.with_assumptions(stranger_reopens=1.0, chance_acted_on_known=0.41)
    called = found.with_assumptions(chance_acted_on_unknown=0.14).voices[0]
    assert called.known
    stranger = LOW.with_voice(ADVOCATE, CALL, 2, PROGRAMS, known=False).with_assumptions(
        stranger_reopens=1.0, chance_acted_on_known=0.41, chance_acted_on_unknown=0.14
    )
    assert left(stranger)["known"] == pytest.approx(0.14 / 0.41)


@pytest.mark.parametrize("preset", ["source", "evidence"])
def test_the_last_gate_is_open_as_often_as_interviews_go_well_enough(preset: str) -> None:
    scenario = CALLED.with_preset(preset).with_you(step2=250, readiness=0.3)
    applications = everybody(scenario)
    batch = play_scenario(scenario, 1, np.arange(400))
    accepted = np.zeros((400, len(applications)), bool)
    accepted[batch.interviews.season, batch.interviews.application] = True
    met = hold_interviews(applications, accepted, You(), Years(1, np.arange(400)))
    mine = met.application >= applications.yours.start
    assert mine.sum() > 1_000
    share = borne_out(met.went[mine], applications.dials).mean()
    assert left(scenario)["borne out by the interviews"] == pytest.approx(share, abs=0.03)
