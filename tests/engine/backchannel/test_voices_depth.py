"""Voices in depth: every dial in its direction, without effect where it is off, every phrase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from engine import MarketError, Scenario, phrases, roles, simulate
from engine.backchannel.calls import bar_of_top_files, chance_asked, class_of_file, find_calls
from engine.backchannel.class_voices import _approached
from engine.backchannel.hearing import Heard
from engine.base import codes
from engine.base.noise import Years
from engine.scenario.assumptions import Assumptions, dial
from engine.scenario.rules import judge_scenario
from engine.season.applications import Applications
from engine.study.season import Season
from engine.study.simulation import class_and_you
from tests.engine.seasons import PLAIN_SOAP, everybody

SEASONS = 120
FEWER = 20  # enough for most dials: with four seeds of the luck, none of them fails
GOOD, BAD = "I'd take them", "I'd be cautious"
HOME = "home program director"
EVERYWHERE = 60
SOURCE = Scenario(preset="source")
STRONG = SOURCE.with_you(step2=250)
UNRULED = replace(STRONG, rules=False)
PROMISED = UNRULED.with_you(told_number_one=5)
FAILED = SOURCE.with_you(failed_attempt=True)


@cache
def _played(scenario: Scenario, seasons: int) -> Season:
    return simulate(scenario, seasons, seed=1)


def played(scenario: Scenario) -> Season:
    """Simulate once."""
    return _played(scenario, SEASONS)


def reached(scenario: Scenario) -> float:
    """Return how far your applications get, on the average."""
    return float(played(scenario).your_reached.mean())


def interviews(scenario: Scenario) -> float:
    """Return the interviews you have in a season."""
    return float((played(scenario).your_reached >= 2).sum(axis=1).mean())


def standing(scenario: Scenario) -> float:
    """Return how high you stand on the rank order lists that name you: 0 is the top."""
    place = played(scenario).your_rank
    return -float(place[place >= 0].mean())


def in_soap(scenario: Scenario) -> float:
    """Return the share of seasons that end for you in SOAP."""
    return float((played(scenario).outcome[:, -1] == 2).mean())


def others(scenario: Scenario) -> float:
    """Return how closely the others' interviews follow their readiness."""
    season = played(scenario)
    ready = season.market.applicants.readiness[:-1]
    return float(np.corrcoef(ready, season.interviews[:, :-1].mean(axis=0))[0, 1])


def of_img(scenario: Scenario) -> float:
    """Return the interviews of the non-US IMGs of the class."""
    season = played(scenario)
    return float(season.interviews[:, :-1][:, season.market.applicants.kind[:-1] == 3].mean())


def same(one: Scenario, other: Scenario) -> bool:
    """Whether everybody's seasons are the same, and yours in detail."""
    a, b = played(one), played(other)
    names = ("outcome", "program", "interviews", "your_reached", "your_rank", "your_place")
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in names)


def told(scenario: Scenario, phrase: str = GOOD, role: str = HOME, **how: Any) -> Scenario:
    """Let a home program director speak, at every program unless told otherwise."""
    return scenario.with_voice(role, phrase, **{"programs": EVERYWHERE, **how})


def of_mean(scenario: Scenario, **dials: object) -> Scenario:
    """Average the voices, so that only what is tested keeps anybody off a list."""
    return scenario.with_assumptions(**{"voices_combine": "mean", **dials})


ELSEWHERE = SOURCE.with_you(field="competitive", step2=250)
QUIET = told(SOURCE, level=0, programs=None)  # a letter writer: heard only when called
WEAK = SOURCE.with_you(step2=231, mspe=-0.5).with_assumptions(tie_of_img=1.0)
TOP = SOURCE.with_you(applicant_type="US MD senior", step2=275, mspe=3, letters=3, research=3)
RIPPLE = SOURCE.with_assumptions(voices_combine="ripple", ripple_region=0.0, ripple_field=0.0)
AT_THE_MEETING = SOURCE.with_you(step2=250).with_assumptions(calls_before_invitations=0)
TOPMOST = STRONG.with_you(step2=280, mspe=2, letters=2, interview=2.0)
PROBED = TOPMOST.with_assumptions(chance_probed=1, all_in=0, yield_fear=3)
CHAIR = told(STRONG.with_you(told_number_one=1), "They're fine", "department chair", known=True)
PASSED_ON = CHAIR.with_assumptions(chance_probed=0, all_in=3, first_choice_relayed=1)
HEARD_ONCE = told(RIPPLE.with_assumptions(ripple_other=0.0), BAD, "chief resident", programs=3)

# dial, scenario, two values, what rises (+) or falls (-) from the first to the second
DIRECTIONS: list[tuple[str, Scenario, Any, Any, Callable[[Scenario], float], int]] = [
    ("tie_in_region", told(SOURCE, programs=None), 0.0, 4.0, reached, +1),
    ("tie_in_small_field", told(SOURCE.with_you(field="competitive", step2=255), programs=None),
     0.0, 4.0, reached, +1),
    ("tie_of_img", told(SOURCE, programs=None), 0.1, 1.0, reached, +1),
    ("chance_called_top", told(TOP, BAD, level=0, programs=None), 0.0, 1.0, reached, -1),
    ("chance_called_borderline", QUIET, 0.0, 1.0, reached, +1),
    ("chance_called_flagged", told(FAILED.with_assumptions(takes_failed_attempt_share=1,
     tie_share=0.6), level=0, programs=None), 0.0, 1.0, reached, +1),
    ("calls_before_invitations", QUIET, 0.0, 1.0, interviews, +1),
    ("chance_called_conflicting", told(AT_THE_MEETING.with_you(interview=-2.0), BAD, level=0,
     known=True), 0.0, 1.0, reached, -1),
    ("odd_interview", told(AT_THE_MEETING.with_you(interview=-0.5), BAD, level=0, known=True)
     .with_assumptions(chance_called_borderline=0), -10.0, 3.0, reached, -1),
    ("chance_probed", PROBED, 0.0, 1.0, standing, -1),
    ("yield_fear", PROBED, 0.0, 3.0, standing, -1),
    ("all_in", PASSED_ON, 0.0, 3.0, standing, +1),
    ("first_choice_relayed", PASSED_ON, 0.0, 1.0, standing, +1),
    ("chance_called_soap", told(WEAK, programs=None).with_assumptions(
        weight_voice_screening=0, weight_voice_ranking=0, reopens_level_2=0, **PLAIN_SOAP),
     0.0, 1.0, in_soap, 1),
    ("speakers_called_most", QUIET, 0, 2, reached, +1),
    ("speakers_silent_share", SOURCE.with_assumptions(chance_called_borderline=0.0), 0.0, 1.0,
     others, -1),
    ("vague_pull", told(SOURCE, specific=False), 0.0, 1.0, reached, +1),
    ("invitations_open_late", told(SOURCE, when="October to December"), 0.0, 1.0, interviews, +1),
    ("lists_open_late", told(STRONG, BAD, when="January or later"), 0.0, 1.0, reached, -1),
    ("chance_acted_on_inside", told(SOURCE, level=4), 0.0, 1.0, reached, +1),
    ("interview_gate", told(STRONG, when="January or later"), -10.0, 10.0, standing, -1),
    ("inside_weight", told(STRONG, level=4), 1.0, 10.0, standing, +1),
    ("second_note", told(STRONG, repeated=True), 0.0, 3.0, standing, +1),
    ("memory_half_life", told(SOURCE, months_since=12), 1.0, 100.0, reached, +1),
    ("tone_pull", told(SOURCE.with_you(tone=-1)), 0.0, 1.0, reached, -1),
    ("spillover", SOURCE.with_you(school_record="solid"), 0.0, 1.0, reached, +1),
    ("spillover", SOURCE.with_you(school_record="mixed"), 0.0, 1.0, reached, -1),
    ("growth_reopens", told(FAILED, "They improved dramatically", level=1), 0.0, 1.0, reached, +1),
    ("duplicate_found", PROMISED, 0.0, 1.0, reached, -1),
    ("insincerity", PROMISED, 0.0, 3.0, reached, -1),
    ("ripple_region", HEARD_ONCE, 0.0, 1.0, reached, -1),
    ("ripple_field", HEARD_ONCE, 0.0, 1.0, reached, -1),
    ("ripple_other", HEARD_ONCE, 0.0, 1.0, reached, -1),
    ("ripple_reading", HEARD_ONCE.with_assumptions(ripple_region=0.6, ripple_field=0.3), "reach",
     "split", reached, +1),
    ("tie_across_fields", told(ELSEWHERE, programs=None), 0.0, 5.0, reached, +1),
    ("tie_of_residents_near", told(SOURCE, role="resident", programs=None), 0.0, 8.0, reached, +1),
    ("tie_per_graduate", told(SOURCE, role="alumnus", programs=None), 0.0, 20.0, reached, +1),
    ("graduates_mean", told(SOURCE, role="alumnus", programs=None), 0.0, 3.0, reached, +1),
    ("acquaintance_pull", told(SOURCE, programs=None), 0.0, 1.0, reached, +1),
    ("contacts_free", told(SOURCE, known=True), 1, 60, reached, +1),
    ("blanket_cost", told(SOURCE, known=True), 0.0, 3.0, reached, -1),
    ("asking_cost", told(SOURCE, known=True, asked=3), 0.0, 3.0, reached, -1),
    ("sugar_seen", told(SOURCE, role="research mentor", known=True), 0.0, 1.0, reached, -1),
    ("sugar_coating", told(SOURCE, role="research mentor", known=True), 0.0, 4.0, reached, -1),
    ("networks", SOURCE, "by type", "equal", of_img, +1),
    ("voices_non_us_img", SOURCE, 0.0, 4.0, of_img, +1),
    ("home_reopens", SOURCE.with_you(home_program=True, step2=220), 0.0, 1.0, reached, +1),
    ("fit_home", SOURCE.with_you(home_program=True), 0.0, 3.0, reached, +1),
    ("praise_needed", told(SOURCE.with_you(step2=220), "bit anxious but teachable", known=True),
     0.0, 3.0, reached, -1),
    ("veto_influence", told(STRONG, "Hard pass", "attending", known=True), 0.0, 1.0, reached, +1),
    ("dilution", told(of_mean(told(STRONG, "I would not take them", "resident", known=True)),
     known=True), 0.0, 5.0, reached, +1),
    ("abroad_clarity", STRONG.with_you(mspe=2, letters=2, us_clinical_work=False).with_assumptions(
        needs_us_clinical_work_share=0), 0.0, 1.0, reached, +1),
    ("coordinator_hard_pass", of_mean(told(STRONG, "Hard pass", "program coordinator")), 0.0, 1.0,
     reached, -1),
    ("chief_veto", of_mean(told(STRONG, "Hard pass", "chief resident")), 0.0, 1.0, reached, -1),
]  # fmt: skip
# What moves its measure by less is played longer.
SUBTLE = {
    **dict.fromkeys(("chance_probed", "yield_fear"), 40),
    **dict.fromkeys(
        (
            "chance_called_borderline",
            "calls_before_invitations",
            "speakers_called_most",
            "vague_pull",
            "invitations_open_late",
            "interview_gate",
            "memory_half_life",
            "tone_pull",
            "ripple_reading",
            "sugar_seen",
            "chief_veto",
        ),
        SEASONS,
    ),
}


@pytest.mark.parametrize(
    ("name", "scenario", "low", "high", "measure", "sign"),
    DIRECTIONS,
    ids=[f"{case[0]}-{case[-1]:+d}" for case in DIRECTIONS],
)
def test_each_dial_moves_the_season_its_way(
    name: str,
    scenario: Scenario,
    low: Any,
    high: Any,
    measure: Callable[[Scenario], float],
    sign: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SEASONS", SUBTLE.get(name, FEWER))
    one, other = (scenario.with_assumptions(**{name: value}) for value in (low, high))
    assert sign * measure(other) > sign * measure(one)


def test_every_dial_has_a_direction_two_presets_and_an_origin() -> None:
    for name in {case[0] for case in DIRECTIONS}:
        about = dial(name)
        assert about["origin"], name
        assert type(about["source"]) is type(about["evidence"]), name
        for preset in ("evidence", "source"):
            assert getattr(Assumptions.preset(preset), name) == about[preset]


UNHEARD = {
    "chance_called_top": 0,
    "chance_called_borderline": 0,
    "chance_called_flagged": 0,
    "chance_called_conflicting": 0,
    "chance_called_soap": 0,
}
NO_EFFECT: list[tuple[str, Scenario, Scenario]] = [
    ("calls off", QUIET.with_assumptions(**UNHEARD), SOURCE.with_assumptions(**UNHEARD)),
    ("nobody called", QUIET.with_assumptions(speakers_called_most=0),
     SOURCE.with_assumptions(speakers_called_most=0)),
    ("all silent", SOURCE.with_assumptions(speakers_silent_share=1, **UNHEARD),
     SOURCE.with_assumptions(voices_mean=0)),
    ("in touch", told(SOURCE).with_assumptions(memory_half_life=1), told(SOURCE)),
    ("tone off", told(SOURCE.with_you(tone=-1)).with_assumptions(tone_pull=0), told(SOURCE)),
    ("tone of criticism", told(SOURCE.with_you(tone=-1), BAD), told(SOURCE, BAD)),
    ("school off", SOURCE.with_you(school_record="bad").with_assumptions(spillover=0), SOURCE),
    ("school none", SOURCE.with_assumptions(spillover=2), SOURCE),
    ("growth off", told(FAILED, "They improved dramatically").with_assumptions(growth_reopens=0),
     told(FAILED, "bit anxious but teachable").with_assumptions(growth_reopens=0)),
    ("growth unbelieved", told(FAILED, "They improved dramatically", "resident"), FAILED),
    ("nobody odd", told(AT_THE_MEETING.with_you(interview=-0.5), BAD, level=0, known=True)
     .with_assumptions(odd_interview=-10, chance_called_conflicting=0),
     told(AT_THE_MEETING.with_you(interview=-0.5), BAD, level=0, known=True)
     .with_assumptions(odd_interview=-10, chance_called_conflicting=1)),
    ("no fear", PROBED.with_assumptions(yield_fear=0), PROBED.with_assumptions(chance_probed=0)),
    ("not relayed", PASSED_ON.with_assumptions(first_choice_relayed=0),
     PASSED_ON.with_assumptions(all_in=0)),
    ("told one", UNRULED.with_you(told_number_one=1), UNRULED),
    ("never found", PROMISED.with_assumptions(duplicate_found=0), UNRULED),
    ("forgiven", PROMISED.with_assumptions(insincerity=0), UNRULED),
    ("no ripple", HEARD_ONCE, of_mean(HEARD_ONCE)),
    ("no split", HEARD_ONCE.with_assumptions(ripple_reading="split"), of_mean(HEARD_ONCE)),
    ("praise stays", told(RIPPLE.with_assumptions(voices_mean=0), programs=3),
     told(of_mean(RIPPLE, voices_mean=0), programs=3)),
    ("no ties", told(SOURCE, programs=None).with_assumptions(
        tie_in_region=0, tie_in_small_field=0, tie_of_img=0, voices_mean=0),
     SOURCE.with_assumptions(voices_mean=0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [case[1:] for case in NO_EFFECT], ids=[case[0] for case in NO_EFFECT]
)
def test_what_is_off_changes_nothing(
    one: Scenario, other: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SEASONS", 40)  # of 300 people: all must be the same
    assert same(one, other)


@pytest.mark.parametrize("role", ["program coordinator", "chief resident"])
def test_without_the_veto_dials_nobody_is_kept_off_a_list(role: str) -> None:
    open_lists = {"floor_ranking": -10, "not_ranked_share": 0, "coordinator_hard_pass": 0}
    scenario = of_mean(told(STRONG, "Hard pass", role, known=True), **open_lists, chief_veto=0)
    assert not (played(scenario).your_reached == 2).any()
    barred = scenario.with_assumptions(coordinator_hard_pass=1, chief_veto=1)
    assert not (played(barred).your_reached >= 3).any()


# --- phrases ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", list(phrases()))
def test_every_phrase_moves_your_place_as_its_code_says(text: str) -> None:
    code = phrases()[text].code
    before, after = played(SOURCE), played(told(SOURCE, text))
    both = (before.your_rank >= 0) & (after.your_rank >= 0)
    assert both.any() or code < -1.5
    climbed = (before.your_rank - after.your_rank)[both]
    # Up to the rank: a better place takes you away from the program you would have gone to.
    gained = np.minimum(after.your_reached, 3).astype(int) - np.minimum(before.your_reached, 3)
    if code >= 0:
        assert (climbed >= 0).all()
        assert (gained >= 0).all()
    if code <= 0:
        # A word that is merely neutral makes nobody doubt, and so never harms either.
        assert code == 0 or (climbed <= 0).all()
        assert code == 0 or (gained <= 0).all()
    if code:
        assert climbed.any() or gained.any()


def test_a_warmer_phrase_never_does_worse() -> None:
    by_code = {phrase.code: text for text, phrase in phrases().items()}
    far = [reached(told(SOURCE, by_code[code])) for code in sorted(by_code)]
    assert far == sorted(far)
    assert far[0] < far[-1]


# --- roles ------------------------------------------------------------------------------------


def test_every_role_is_heard_as_loudly_as_its_influence() -> None:
    scenario = SOURCE
    for role in roles():
        scenario = told(scenario, role=role)
    people = everybody(scenario).speakers
    own = slice(people.start[-2], people.start[-1])
    wanted = [role.influence for role in roles().values()]
    assert people.voice_weight[own].tolist() == pytest.approx(wanted)


@pytest.mark.parametrize("role", list(roles()))
def test_every_role_moves_a_season(role: str) -> None:
    # The louder the better: an attending of two days hardly shows in 120 seasons.
    loud = SOURCE.with_assumptions(weight_voice_screening=20, weight_voice_ranking=20)
    assert not same(told(loud, role=role), loud)
    assert reached(told(loud, role=role)) >= reached(loud)


@pytest.mark.parametrize("most", [1, 3, 10])
def test_programs_ask_in_the_order_of_the_table(most: int) -> None:
    scenario = SOURCE.with_assumptions(
        tie_share=1, tie_of_img=1, tie_in_region=1, tie_in_small_field=1, speakers_called_most=most
    )
    for role in roles():
        scenario = told(scenario, role=role, level=0, programs=None)
    files = everybody(scenario)
    names, last = list(roles()), files.market.you
    made = files.calls
    mine = made.application >= files.yours.start
    asked = {names[role] for role in files.speakers.role[made.speaker[mine]]}
    assert asked == set(sorted(names, key=lambda name: roles()[name].called)[:most])
    where = np.arange(len(files.market.programs))
    soap = find_calls(
        files.market, files.speakers, np.full(len(where), last), where, scenario.assumptions
    )
    asked = {names[role] for role in files.speakers.role[soap.speaker]}
    assert asked == set(sorted(names, key=lambda name: roles()[name].called_in_soap)[:most])


def test_the_orders_of_the_documents() -> None:
    first = sorted(roles(), key=lambda name: roles()[name].called)
    assert first[:2] == ["home program director", "away program director"]
    in_soap = sorted(roles(), key=lambda name: roles()[name].called_in_soap)
    assert in_soap[:3] == ["alumnus", "clerkship director", "program coordinator"]
    for column in ("called", "called_in_soap"):
        assert sorted(getattr(role, column) for role in roles().values()) == list(range(1, 11))


# --- calls ------------------------------------------------------------------------------------


def test_the_class_of_a_file_decides_how_often_a_program_asks() -> None:
    files = everybody(SOURCE)
    market, dials = files.market, SOURCE.assumptions
    appeal = np.zeros(len(market.program), np.float32)
    # The first file of each program stands out, and all positions go to others like it.
    appeal[market.program == 0] = np.arange((market.program == 0).sum(), 0, -1)
    others = class_and_you(SOURCE)[0].applications.market  # "you" set no bar
    sent = len(others.program)
    bar = bar_of_top_files(others, appeal[:sent], np.zeros(sent, np.int8))
    asked = chance_asked(class_of_file(market, appeal, bar), dials)
    who = market.applicant
    flagged = market.applicants.failed_attempt[who]
    flagged |= market.applicants.years[who] > market.programs.year_limit[market.program]
    assert flagged.any()
    assert set(asked[flagged]) == {0.7}
    here = (market.program == 0) & (who != market.you)
    top = appeal > appeal[here].max() - market.programs.positions[0]
    assert set(asked[here & top & ~flagged]) == {dials.chance_called_top}
    assert set(asked[here & ~top & ~flagged]) == {dials.chance_called_borderline}


def test_your_file_puts_nobody_else_in_another_class() -> None:
    strong, weak = everybody(TOP), everybody(TOP.with_you(step2=200, mspe=-3, letters=-3))
    assert strong.appeal["screening"][strong.yours].mean() > 1
    for one in (strong, weak):
        assert (one.calls.application < one.yours.start).any()
    chances = [one.calls.chance[one.calls.application < one.yours.start] for one in (strong, weak)]
    assert np.array_equal(*chances)


def test_other_peoples_speakers_approach_as_many_programs_as_the_document_says() -> None:
    number = _approached(7, np.arange(200_000), np.full(200_000, 0.30))
    shares = [((low <= number) & (number <= high)).mean() for low, high in ((0, 0), (1, 3), (4, 8))]
    assert shares == pytest.approx([0.30, 0.40, 0.25], abs=0.01)
    assert (number >= 9).mean() == pytest.approx(0.05, abs=0.005)
    assert not _approached(7, np.arange(100), np.ones(100)).any()


def test_nobody_approaches_more_programs_than_drawn() -> None:
    files = everybody(SOURCE.with_assumptions(tie_share=1, **UNHEARD))
    market, dials = files.market, files.dials
    borderline = np.full(len(market.program), codes.BORDERLINE, np.int8)
    sent = market.applicant, market.program
    made = find_calls(market, files.speakers, *sent, dials, borderline)
    # Nobody spends a favor where the file is at the top without it.
    top = np.full(len(market.program), codes.TOP, np.int8)
    assert not find_calls(market, files.speakers, *sent, dials, top).unasked.any()
    number = np.bincount(made.speaker[made.unasked], minlength=len(files.speakers.key))
    assert (number <= files.speakers.approaches).all()
    assert (number[files.speakers.approaches > 0] > 0).mean() > 0.5
    assert not number[files.speakers.approaches == 0].any()


# --- ripple -----------------------------------------------------------------------------------


def heard_and_passed_on(**dials: object) -> tuple[Heard, Heard, Applications]:
    """Let one bad word be heard at two of your programs, and travel, over 30 seasons."""
    scenario = SOURCE.with_assumptions(voices_combine="ripple", voices_mean=0, **dials)
    names = everybody(scenario).market.programs.names
    first = everybody(scenario).market.program[everybody(scenario).market.start[-2] :][:2]
    files = everybody(told(scenario, BAD, programs=tuple(names[p] for p in first), known=True))
    years = Years(1, np.arange(30))
    heard = files.heard(years)
    return heard, files.passed_on(heard, years), files


def test_a_word_that_certainly_travels_is_heard_once_everywhere() -> None:
    sure = {"ripple_region": 1, "ripple_field": 1, "ripple_other": 1}
    heard, after, files = heard_and_passed_on(**sure)
    assert len(heard.application) == 60
    cells = list(zip(after.season.tolist(), after.application.tolist(), strict=True))
    everywhere = range(files.yours.start, files.yours.stop)
    assert cells == [(season, row) for season in range(30) for row in everywhere]
    assert after.firsthand.sum() == 60
    assert (after.share == 1).all()


def test_a_split_word_does_no_more_harm_than_its_parts() -> None:
    parts = {"ripple_region": 0.6, "ripple_field": 0.3, "ripple_other": 0.1}
    heard, after, files = heard_and_passed_on(ripple_reading="split", **parts)
    programs = files.market.programs
    second = ~after.firsthand & (after.season == 0)
    for origin in files.program[heard.application[heard.season == 0]]:
        near = programs.region[files.program[files.yours]] == programs.region[origin]
        own = files.program[files.yours] == origin
        each = 0.6 / (near & ~own).sum()
        there = programs.region[files.program[after.application[second]]] == programs.region[origin]
        assert (after.share[second][there] >= each - 1e-12).all()
    assert 0.5 < after.share[second].sum() <= 2


# --- how it is said ---------------------------------------------------------------------------


def test_a_word_somebody_was_pushed_into_is_worse_than_silence() -> None:
    assert reached(told(SOURCE, coerced=True)) < reached(SOURCE) < reached(told(SOURCE))
    assert same(told(SOURCE, BAD, coerced=True), told(SOURCE, BAD))
    assert same(told(SOURCE, coerced=True), told(SOURCE, "Yeah, they're fine"))


def test_memory_halves_the_pull() -> None:
    fresh, old = (
        everybody(told(SOURCE.with_assumptions(memory_half_life=6), months_since=months)).speakers
        for months in (0, 6)
    )
    assert old.voice_weight[-1] == pytest.approx(fresh.voice_weight[-1] / 2)


def test_a_growth_story_needs_a_credible_teller() -> None:
    story = "had a remediation, and came back much stronger"
    assert reached(told(FAILED, story)) > reached(FAILED)
    assert same(told(FAILED, story, "attending"), FAILED)


def test_a_bad_school_record_is_worse_than_a_mixed_one() -> None:
    far = [reached(SOURCE.with_you(school_record=r)) for r in ("bad", "mixed", "none", "solid")]
    assert far == sorted(far)
    assert len(set(far)) == 4
    one, other = (everybody(SOURCE.with_you(school_record=r)) for r in ("bad", "solid"))
    rest = slice(0, one.yours.start)
    assert np.array_equal(one.appeal["screening"][rest], other.appeal["screening"][rest])


def test_small_fields_find_out_more_often() -> None:
    def lost(field: str) -> float:
        base = (
            replace(SOURCE, rules=False)
            .with_you(field=field, step2=262, mspe=1, letters=1)
            .with_assumptions(duplicate_found=0.1, tie_in_small_field=5)
        )
        many = base.with_you(told_number_one=3)
        return float((played(many).your_rank != played(base).your_rank).mean())

    assert lost("competitive") > lost("primary care")


def test_with_rules_on_a_promise_to_several_does_nothing_and_is_named() -> None:
    many = STRONG.with_you(told_number_one=5).with_assumptions(duplicate_found=1, insincerity=3)
    plain = STRONG.with_assumptions(duplicate_found=1, insincerity=3)
    assert judge_scenario(many)["you.told_number_one"].rules == ("R7",)
    assert judge_scenario(plain) == {}
    assert np.array_equal(played(many).your_rank, played(plain).your_rank)
    off = replace(many, rules=False), replace(plain, rules=False)
    assert not np.array_equal(*(played(scenario).your_rank for scenario in off))


def test_bad_input_is_named() -> None:
    with pytest.raises(MarketError) as caught:
        SOURCE.with_voice(HOME, GOOD, coerced="yes", months_since=-1)  # type: ignore[arg-type]
    assert len(caught.value.problems) == 2
    with pytest.raises(MarketError) as caught:
        SOURCE.with_you(tone=2, told_number_one=-1, school_record="fine")
    assert len(caught.value.problems) == 3


def test_a_scenario_with_everything_survives_json() -> None:
    scenario = told(SOURCE.with_you(tone=0.5, told_number_one=2, school_record="mixed"))
    scenario = told(scenario, coerced=True, months_since=9)
    assert Scenario.from_json(scenario.to_json()) == scenario
