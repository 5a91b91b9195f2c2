"""A network that depends on who you are: each item of the documents as a season shows it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from engine import Scenario, roles
from engine.backchannel.calls import find_calls
from engine.backchannel.ties import CONFERENCE, FORMER_COLLEAGUE, pairs
from engine.base.codes import NON_US_IMG, TYPES, US_IMG, US_MD_SENIOR
from engine.base.noise import Years
from engine.season.applications import Applications
from engine.study.simulation import class_and_you, simulate

SOURCE = Scenario(preset="source")
NAMES = list(roles())
SEEDS = range(6)
YEARS = Years(1, np.arange(10))
PRAISE = "I'd take them"


@cache
def classes(**dials: Any) -> tuple[Applications, ...]:
    """Return the others' applications of some classes of the articles' world."""
    world = SOURCE.with_assumptions(**dials)
    return tuple(class_and_you(world.with_market(seed=n))[0].applications for n in SEEDS)


def of_role(files: Applications, *names: str) -> np.ndarray:
    """Mark the speakers of some roles."""
    return np.isin(files.speakers.role, [NAMES.index(name) for name in names])


def approached(*names: str, **dials: Any) -> float:
    """Return the calls a speaker of some roles makes unasked, on average."""
    calls = speakers = 0
    for files in classes(**dials):
        chosen = of_role(files, *names)
        calls += int((chosen[files.calls.speaker] & files.calls.unasked).sum())
        speakers += int(chosen.sum())
    return calls / speakers


def heard_of(files: Applications, *names: str) -> np.ndarray:
    """Return the programs' fields and the wanted fields of what some roles are heard about."""
    heard = files.heard(YEARS)
    chosen = of_role(files, *names)[heard.speaker]
    application = heard.application[chosen]
    field = files.market.programs.field[files.program[application]]
    wanted = files.market.applicants.field[files.applicant[application]]
    return np.stack([field, wanted])


def known(role: str, **dials: Any) -> np.ndarray:
    """Mark which pairs of a role's speaker and a program know each other, all applicants first."""
    market = classes()[0].market
    people, programs = len(market.applicants), len(market.programs)
    who, where = np.repeat(np.arange(people), programs), np.tile(np.arange(programs), people)
    one = np.full(len(who), NAMES.index(role))
    world = SOURCE.with_assumptions(**dials).assumptions
    return (pairs(market, who * 16, one, who, where, world).distance() < world.tie_share).reshape(
        people, programs
    )


# --- who acts (S4-15, S4-16) -------------------------------------------------------------------

ACT = ("home program director", "clerkship director")
HARDLY = ("attending", "research mentor")


def test_those_who_know_you_best_act_most() -> None:
    everybody = approached(*NAMES)
    for name in ACT:
        assert approached(name) > 1.1 * everybody, name
    alike = {"silent_by_role": 0.0}
    assert approached(*ACT, **alike) < approached(*ACT)


def test_those_who_hardly_know_you_rarely_act() -> None:
    assert approached(*HARDLY) < 0.75 * approached(*NAMES)
    assert approached(*HARDLY, silent_by_role=0.0) > 1.3 * approached(*HARDLY)


# --- whom they know (S0-13, S0-22, S0-23, S1-04) -----------------------------------------------


def test_a_home_director_is_asked_within_the_field() -> None:
    def across(odds: float) -> float:
        pairs_of_fields = [
            heard_of(files, "home program director") for files in classes(tie_across_fields=odds)
        ]
        field, wanted = np.concatenate(pairs_of_fields, axis=1)
        return float((field != wanted).mean())

    # What is left at odds of 0 are other programs of the same school.
    assert across(0.0) < across(0.3) < 0.8 * across(1.0)
    # In SOAP too: asked why they did not rank their own student, where the specialty is the same.
    files = classes()[0]
    market = files.market
    who = np.repeat(np.arange(len(market.applicants)), len(market.programs))
    where = np.tile(np.arange(len(market.programs)), len(market.applicants))
    asked = {}
    for odds in (0.3, 1.0):
        dials = SOURCE.with_assumptions(tie_across_fields=odds).assumptions
        calls = find_calls(market, files.speakers, who, where, dials)
        calls = calls.only(of_role(files, "home program director")[calls.speaker])
        wanted = market.applicants.field[who[calls.application]]
        asked[odds] = (market.programs.field[where[calls.application]] != wanted).mean()
    assert asked[0.3] < 0.9 * asked[1.0]


def test_faculty_know_their_own_field() -> None:
    market = classes()[0].market
    own = market.applicants.field[:, None] == market.programs.field
    for name in ("away program director", "department chair", "attending"):
        tied = known(name)
        assert tied[own].mean() > 1.5 * tied[~own].mean(), name
        even = known(name, tie_across_fields=1.0, tie_in_small_field=1.0)
        assert even[own].mean() < 1.2 * even[~own].mean(), name


def test_each_channel_has_its_own_reach() -> None:
    market = classes()[0].market
    near = market.applicants.region[:, None] == market.programs.region
    own = market.applicants.field[:, None] == market.programs.field
    for name in ("resident", "chief resident"):
        tied = known(name)
        assert tied[near].mean() > known("alumnus", tie_per_graduate=0)[near].mean()
        # Classmates who text stay near; directors who telephone stay within the field.
        assert tied[near].mean() / tied[~near].mean() > 1.3 * (
            known("clerkship director")[near].mean() / known("clerkship director")[~near].mean()
        )
        assert tied[own].mean() < 1.2 * tied[~own].mean()
    plain = known("resident", tie_of_residents_near=1.0)
    assert known("resident")[near].mean() > 1.1 * plain[near].mean()
    assert np.array_equal(known("resident")[~near], plain[~near])


def test_graduates_are_known_where_graduates_of_the_school_train() -> None:
    many, few = known("alumnus", graduates_mean=3.0), known("alumnus", graduates_mean=0.0)
    assert many.mean() > 2 * few.mean()
    near = classes()[0].market.applicants.region[:, None] == classes()[0].market.programs.region
    tied = known("alumnus", tie_in_region=1.0)
    assert tied[near].mean() > 1.3 * tied[~near].mean()
    # From the same school, graduates meet the same people.
    market = classes()[0].market
    school = market.applicants.school
    some = known("alumnus", tie_per_graduate=20.0, tie_share=0.3)
    alike = np.array([np.corrcoef(some[school == s][:2])[0, 1] for s in range(12)])
    assert np.nanmean(alike) > 0.15


def test_an_acquaintance_from_a_conference_is_believed_less_than_a_former_colleague() -> None:
    files = classes()[0]
    calls, people = files.calls, files.speakers
    met = pairs(
        files.market,
        people.key[calls.speaker],
        people.role[calls.speaker],
        files.applicant[calls.application],
        files.program[calls.application],
        files.dials,
    )
    kind, chance = met.kind(), calls.chance
    sure = calls.unasked & calls.known
    friends, others = (sure & (kind == k) for k in (FORMER_COLLEAGUE, CONFERENCE))
    assert friends.sum() > 5 < others.sum()
    assert chance[others].max() == pytest.approx(0.7)
    assert chance[friends].min() == 1


# --- who you are (S0-67) -----------------------------------------------------------------------


def test_without_a_home_program_the_network_is_rotations_mentors_and_graduates() -> None:
    for files in classes():
        people, who = files.market.applicants, files.speakers.applicant
        img = np.isin(people.kind, (US_IMG, NON_US_IMG))[who]
        home = of_role(files, "home program director", "department chair", "program coordinator")
        assert not (img & home).any()
        assert not (img & of_role(files, "clerkship director")).any()
        assert (img & of_role(files, "research mentor", "alumnus", "away program director")).any()
        # Who has not worked in the United States has met nobody on a ward there.
        on_wards = of_role(files, "away program director", "attending", "resident")
        assert not (~people.us_clinical_work[who] & on_wards).any()
        assert not (home & (files.market.home_program[who] < 0)).any()


def test_types_differ_in_speakers_and_in_ties_unless_networks_are_equal() -> None:
    def per_head(**dials: Any) -> dict[str, float]:
        found = np.zeros(5)
        size = np.zeros(5)
        for files in classes(**dials):
            kind = files.market.applicants.kind
            found += np.bincount(kind[files.speakers.applicant], minlength=5)
            size += np.bincount(kind, minlength=5)
        return dict(zip(TYPES, (found / size).tolist(), strict=True))

    as_is, equal = per_head(), per_head(networks="equal")
    assert as_is["US MD senior"] > 2 * as_is["non-US IMG"]
    assert max(equal.values()) < 1.4 * min(equal.values())
    files = classes(networks="equal")[0]
    img = (files.market.applicants.kind == NON_US_IMG)[files.speakers.applicant]
    assert (img & of_role(files, "home program director")).any()

    def reach(kind: int, **dials: Any) -> float:
        """Return the words heard per applicant of a type in a season."""
        words = size = 0
        for files in classes(**dials):
            heard = files.heard(YEARS)
            of_type = files.market.applicants.kind == kind
            words += int(of_type[files.applicant[heard.application]].sum())
            size += int(of_type.sum())
        return words / size / len(YEARS)

    assert reach(US_MD_SENIOR) > 3 * reach(NON_US_IMG)
    assert reach(NON_US_IMG, networks="equal") > 1.5 * reach(NON_US_IMG)


# --- what they say (S3-14, S1-18) --------------------------------------------------------------


def flattery(*names: str, **dials: Any) -> float:
    """Return by how much some roles say more than the truth they saw, in SD."""
    said = []
    for files in classes(**dials):
        people, truth = files.speakers, files.dials.voice_truth
        ready = files.market.applicants.readiness[people.applicant]
        chosen = of_role(files, *names)
        said.append((people.value_mean - np.sqrt(truth) * ready)[chosen])
    return float(np.concatenate(said).mean())


def test_former_residents_sugar_coat_least() -> None:
    least = flattery("alumnus")
    for name in NAMES:
        assert flattery(name) >= least
    assert flattery("research mentor") > least + 0.2
    alike = {"sugar_coating": 0.0}
    assert flattery("research mentor", **alike) == pytest.approx(flattery("alumnus", **alike))
    seen_through = {"sugar_seen": 1.0}
    assert flattery("attending", **seen_through) == pytest.approx(least)


def test_the_same_praise_is_worth_more_from_somebody_frank() -> None:
    def reached(role: str, **dials: Any) -> float:
        even = {"blanket_cost": 0, "weight_voice_screening": 2, "voices_mean": 0, **dials}
        told = SOURCE.with_assumptions(**even).with_voice(role, PRAISE, 2, 60, known=True)
        return float(simulate(told, 60).your_reached.mean())

    # Residents and attendings differ in influence too; candor is what the dial takes away.
    loss = reached("attending", sugar_seen=0.0) - reached("attending", sugar_seen=1.0)
    frank = reached("alumnus", sugar_seen=0.0) - reached("alumnus", sugar_seen=1.0)
    assert loss > frank == 0


def test_a_group_is_spoken_of_otherwise_only_where_the_dial_says_so() -> None:
    def gap(bias: float) -> float:
        said = [[], []]
        for files in classes(group_bias=bias):
            people = files.market.applicants
            extra = (
                files.speakers.value_mean
                - np.sqrt(0.4) * people.readiness[files.speakers.applicant]
            )
            for marked in (0, 1):
                said[marked].append(extra[people.in_group[files.speakers.applicant] == marked])
        return float(np.concatenate(said[0]).mean() - np.concatenate(said[1]).mean())

    assert gap(0.0) == pytest.approx(0, abs=0.03)
    assert gap(0.5) - gap(0.0) == pytest.approx(0.5)


# --- what asking costs (S4-23, S0-44, S0-47) ---------------------------------------------------


def reached(**how: Any) -> float:
    """Return how far your applications get with one voice, on average."""
    told = {"role": "clerkship director", "phrase": PRAISE, "known": True, "programs": 8, **how}
    return float(simulate(SOURCE.with_voice(**told), 200).your_reached.mean())


def test_fifty_programs_are_worse_than_eight() -> None:
    assert reached(programs=3) < reached(programs=8)
    assert reached(programs=50) < reached(programs=8)
    bad = "I'd be cautious"
    assert reached(programs=50, phrase=bad) <= reached(programs=3, phrase=bad)  # that one travels


def test_asking_again_and_again_cools_the_word() -> None:
    far = [reached(asked=times) for times in (1, 3, 5, 20)]
    assert far[0] == reached(asked=0)
    assert far[0] > far[1] > far[2]
    assert far[3] == reached(coerced=True)
    scolded = "I'd be cautious"
    assert reached(phrase=scolded, asked=9) == reached(phrase=scolded)


# --- faint praise, strangers, dilution ---------------------------------------------------------


def test_mild_praise_makes_nobody_look_again() -> None:
    low = SOURCE.with_you(step2=220)
    mild, warm = (
        simulate(low.with_voice("resident", said, 2, 8, known=True), 100)
        for said in ("bit anxious but teachable", PRAISE)
    )
    silent = simulate(low, 100)
    assert np.array_equal(mild.your_reached >= 1, silent.your_reached >= 1)
    assert (warm.your_reached >= 1).sum() > (silent.your_reached >= 1).sum()


def test_one_bad_voice_among_good_ones_is_diluted() -> None:
    def lost(good: int, dilution: float) -> float:
        world = SOURCE.with_you(step2=252, interview=2.0).with_assumptions(
            voices_combine="mean", dilution=dilution, blanket_cost=0, floor_ranking=-10.0
        )
        for _ in range(good):
            world = world.with_voice("resident", PRAISE, 2, 60, known=True)
        blamed = world.with_voice("clerkship director", "I'd be cautious", 2, 60, known=True)
        late = [one.with_assumptions(weight_voice_screening=0) for one in (world, blamed)]
        before, after = (simulate(one, 60).your_rank for one in late)
        both = (before >= 0) & (after >= 0)
        return float((after - before)[both].mean())

    assert lost(4, 1.0) < 0.5 * lost(0, 1.0)
    assert lost(4, 1.0) < 0.6 * lost(4, 0.0)


@pytest.mark.parametrize("role", NAMES)
def test_only_the_influential_whom_a_program_knows_keep_somebody_off_its_list(role: str) -> None:
    strong = SOURCE.with_you(step2=255).with_assumptions(coordinator_hard_pass=0, chief_veto=0)
    for is_known in (True, False):
        told = strong.with_voice(role, "Hard pass", 2, 60, known=is_known)
        season = simulate(told.with_assumptions(chance_acted_on_unknown=1.0), 20)
        off = not (season.your_reached >= 3).any()
        assert off == (is_known and roles()[role].influence >= 0.1)
