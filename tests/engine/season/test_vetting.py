"""Vetting: four networks, five questions, three buckets, and what each dial of it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Scenario, phrases, simulate
from engine.base.codes import BUCKETS, NOT_VETTED, OVERALL, QUESTIONS, SAFE, TOO_RISKY
from engine.base.noise import Years
from engine.formulas import bucket
from engine.scenario.assumptions import Assumptions, dial
from engine.season.vetting import buckets, doubt
from engine.season.vetting_calls import Answers, ask_around, trust_in
from engine.sources.figures import claim
from engine.sources.lexicon import roles
from engine.study.cases import EARLY_PROGRAM, FAVORITE, MISTRUST, stories
from engine.study.early_measures import bucket_shares_met, what_talk_does
from engine.study.early_story import EarlyStep, played_early
from engine.study.vetted import Vetted, vetted
from tests.engine.seasons import everybody, play_scenario

FREE = Scenario(preset="source", rules=False)
QUIET = FREE.with_assumptions(voices_mean=0.0)
OUTSIDE = Scenario().with_assumptions(outside_match_share=0.3)
IN_TIME, GOOD = "October to December", "I'd take them"
SEASONS = 40


@cache
def found(scenario: Scenario) -> Vetted:
    """Play some seasons once."""
    return vetted(scenario, SEASONS)


@cache
def steps_of_the_story() -> dict[str, EarlyStep]:
    """Play the story of A and B once."""
    return {one.step: one for one in played_early(stories()["S3-37"])}


def share(name: str) -> Callable[[Scenario], float]:
    """Return the share of those vetted who are in a bucket."""
    return lambda scenario: found(scenario).shares()[name]


def count(name: str, kinds: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Callable[[Scenario], float]:
    """Return how many offers are made, or accepted, by people of some types."""
    return lambda scenario: float(
        getattr(found(scenario), name)[np.isin(found(scenario).kind, kinds)].sum()
    )


def known_go_first(scenario: Scenario) -> float:
    """Return the share of offers that go to those who are safe."""
    return float((found(scenario).bucket[found(scenario).offered] == SAFE).mean())


def your_offers(scenario: Scenario) -> float:
    """Return how many early offers you get."""
    return float((found(scenario).offered & found(scenario).you).sum())


NOTED = (
    FREE.with_you(step2=250, field="primary care", early_note=True)
    .with_voice("chief resident", FAVORITE, 4, [EARLY_PROGRAM])
    .with_voice("home program director", FAVORITE, 2, [EARLY_PROGRAM], known=True)
)

# dial, scenario, two values, what rises (+) or falls (-) from the first to the second
DIRECTIONS: list[tuple[str, Scenario, Any, Any, Callable[[Scenario], float], int]] = [
    ("institution_in_match_share", OUTSIDE, 0.0, 1.0, count("signed", (0, 1)), -1),
    ("exception_share", Scenario(), 0.0, 1.0, count("signed"), +1),
    ("early_scale", FREE, 0.0, 2.0, count("signed"), +1),
    ("vetting_reach", FREE, 0.0, 1.0, share("rank only"), -1),
    ("rotation_share", FREE, 0.0, 1.0, share("safe"), +1),
    ("social_heard", FREE, 0.0, 1.0, share("rank only"), -1),
    ("graduates_solid", FREE, 0.0, 1.0, share("safe"), +1),
    ("closing_question", FREE, 0.0, 1.0, share("too risky"), +1),
    ("vetting_rule", FREE, "mean", "no hint", share("safe"), -1),
    ("vetting_rule", FREE, "no hint", "veto", share("too risky"), +1),
    ("assurance_needed", FREE, 0.0, 5.0, share("safe"), -1),
    ("trusted_from", FREE, 0.0, 1.0, share("too risky"), -1),
    ("paper_floor", FREE, -10.0, 0.0, share("safe"), -1),
    ("caution_prematch", OUTSIDE, 0.0, 6.0, known_go_first, +1),
    ("note_cover", NOTED.with_assumptions(early_scale=0.3), 0.0, 3.0, your_offers, +1),
    ("sounded_out", FREE, 0.0, 1.0, count("offered"), -1),
    ("no_place_cost", FREE, 0.0, 20.0, count("signed"), +1),
    ("early_deadline", FREE.with_assumptions(sounded_out=0.0), 1, 6, count("signed"), -1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "scenario", "low", "high", "measure", "sign"),
    DIRECTIONS,
    ids=[f"{case[0]}-{case[3]}" for case in DIRECTIONS],
)
def test_each_dial_moves_early_offers_its_way(
    name: str,
    scenario: Scenario,
    low: Any,
    high: Any,
    measure: Callable[[Scenario], float],
    sign: int,
) -> None:
    one, other = (scenario.with_assumptions(**{name: value}) for value in (low, high))
    assert sign * measure(other) > sign * measure(one)


def test_every_dial_has_two_presets_and_an_origin() -> None:
    for name in {case[0] for case in DIRECTIONS}:
        about = dial(name)
        assert about["origin"], name
        for preset in ("evidence", "source"):
            assert getattr(Assumptions.preset(preset), name) == about[preset]


# --- Whom a program asks ----------------------------------------------------------------------


@cache
def answers(scenario: Scenario) -> tuple[Answers, np.ndarray]:
    """Ask around in some seasons; what is heard, and the type of whom each answer is about."""
    years = Years(1, np.arange(20))
    played = play_scenario(scenario, 1, years.replicates)
    files, interviews = played.applications, played.interviews
    targets = np.flatnonzero(interviews.bucket != NOT_VETTED)
    heard = files.heard(years)
    asked = ask_around(files, interviews, targets, heard, scenario.you, years)
    who = files.applicant[interviews.application[targets[asked.target]]]
    return asked, files.market.applicants.kind[who]


@pytest.mark.parametrize(
    ("role", "dials"),
    [
        ("away program director", {"vetting_reach": 1.0}),
        ("clerkship director", {"vetting_reach": 1.0}),
        ("alumnus", {"vetting_reach": 1.0}),
        ("chief resident", {"rotation_share": 1.0}),
        ("resident", {"social_heard": 1.0}),
    ],
)
def test_each_network_answers(role: str, dials: dict[str, float]) -> None:
    """S3-02: colleagues, home faculty, former residents, and the program's own residents."""
    asked, kind = answers(QUIET.with_assumptions(**{**NOBODY_ASKED, **dials}))
    by_them = asked.trust == trust_in(role)
    vetted_here = len(found(QUIET.with_assumptions(**NOBODY_ASKED))) / SEASONS * 20
    assert by_them.sum() > 0.25 * vetted_here  # schools abroad only
    nobody, _ = answers(QUIET.with_assumptions(**NOBODY_ASKED))
    assert len(nobody.target) == 0
    # Of the schools of US seniors nobody asks a colleague (S3-08, S3-09).
    if role == "away program director":
        assert np.isin(kind[by_them], (2, 3)).all()


def test_a_colleague_tells_of_two_graduates() -> None:
    asked, _ = answers(QUIET.with_assumptions(**{**NOBODY_ASKED, "vetting_reach": 1.0}))
    school = asked.value[asked.trust == trust_in("away program director")]
    said, number = np.unique(np.round(school, 2), return_counts=True)
    assert said.tolist() == [-1.1, -0.67, 0.67]
    assert number / number.sum() == pytest.approx([0.04, 0.32, 0.64], abs=0.05)


def test_where_somebody_has_spoken_nobody_else_is_asked_in_that_network() -> None:
    quiet = QUIET.with_you(step2=250, field="primary care")
    quiet = quiet.with_assumptions(vetting_reach=1.0, invitations_open_late=0.0)
    spoken = quiet.with_voice("home program director", FAVORITE, 2, 60, known=True, when=IN_TIME)

    def of_faculty(scenario: Scenario) -> int:
        asked, _ = answers(scenario)
        return int(np.isin(asked.trust, [trust_in("clerkship director"), 1.0]).sum())

    assert of_faculty(quiet) == of_faculty(spoken)
    assert (answers(spoken)[0].trust == 1.0).sum() > 10


def test_the_home_faculty_says_the_same_to_everybody_who_asks() -> None:
    quiet = QUIET.with_assumptions(**{**NOBODY_ASKED, "vetting_reach": 1.0})
    played = play_scenario(quiet, 1, np.arange(20))
    asked, _ = answers(quiet)
    targets = np.flatnonzero(played.interviews.bucket != NOT_VETTED)
    person = played.interviews.applicant_cell[targets[asked.target]]
    for role, alike in (("clerkship director", True), ("alumnus", False)):
        here = asked.trust == trust_in(role)
        said = {}
        for who, value in zip(person[here].tolist(), asked.value[here].tolist(), strict=True):
            said.setdefault(who, set()).add(value)
        several = [len(values) for values in said.values()]
        assert (max(several) == 1) is alike


# --- Off is off -------------------------------------------------------------------------------

NOBODY_ASKED = {"vetting_reach": 0.0, "social_heard": 0.0, "rotation_share": 0.0}


def test_nobody_is_safe_unheard() -> None:
    silent = found(QUIET.with_assumptions(**NOBODY_ASKED))
    assert len(silent) > 1_000
    assert silent.shares()["rank only"] == 1
    assert not silent.offered.any()
    easy = found(QUIET.with_assumptions(**NOBODY_ASKED, assurance_needed=0.0, paper_floor=-10.0))
    assert easy.shares()["safe"] == 1


def same(one: Scenario, other: Scenario) -> bool:
    """Whether all are vetted, offered a position and placed the same."""
    a, b = (play_scenario(scenario, 1, np.arange(20)) for scenario in (one, other))
    names = ("bucket", "early_key", "ranked")
    return np.array_equal(a.program, b.program) and all(
        np.array_equal(getattr(a.interviews, name), getattr(b.interviews, name)) for name in names
    )


def test_what_is_off_changes_nothing() -> None:
    """Each dial at no effect leaves nothing of what it is about."""
    plain = NOTED.with_you(early_note=False)
    assert same(NOTED.with_assumptions(note_cover=0.0), plain)
    assert not same(NOTED.with_assumptions(note_cover=3.0), plain)
    no_school = FREE.with_assumptions(spillover=0.0)
    assert same(no_school, no_school.with_assumptions(graduates_solid=0.2))
    three = FREE.with_assumptions(soap_rounds=3)  # by hand, or the rules would make them four
    assert same(three.with_assumptions(early_scale=0.0), replace(three, rules=True))
    calm = FREE.with_assumptions(caution_prematch=0.3)  # as at the rank meeting
    played = play_scenario(calm, 1, np.arange(5)).interviews
    assert np.array_equal(played.early_key, played.rank_key)
    alike = FREE.with_assumptions(rotation_share=0.0)
    assert same(alike, alike.with_assumptions(chief_veto=0.0))
    inside = Scenario().with_assumptions(outside_match_share=0.0)
    assert same(inside, inside.with_assumptions(institution_in_match_share=0.0))


def test_with_rules_on_and_everybody_in_the_match_nobody_is_vetted() -> None:
    played = play_scenario(Scenario(), 1, np.arange(5))
    assert (played.interviews.bucket == NOT_VETTED).all()
    assert not played.offered_early.any()


# --- Buckets ----------------------------------------------------------------------------------


def trusted(codes: list[float], question: int = OVERALL) -> Answers:
    """Make answers about one applicant by people who are trusted in full."""
    value, number = np.array(codes, float) / 1.5, len(codes)
    zeros = np.zeros(number, np.int64)
    return Answers(zeros, value, np.ones(number), zeros + question, zeros.astype(bool))


def test_a_word_reassures_before_an_early_offer_as_it_does_on_the_rank_list() -> None:
    files, dials = everybody(FREE), FREE.assumptions
    who = np.array([0])
    known = files.belief["interview"].precision[who]
    taken_off = doubt(files, who, trusted([2.0]))
    reassured = ((dials.caution_prematch - dials.caution_ranking) / taken_off) ** 2 - known
    influence = roles()["home program director"].influence
    np.testing.assert_allclose(reassured, dials.weight_voice_ranking * influence)


@given(
    st.floats(-3, 3),
    st.lists(st.sampled_from(sorted({p.code for p in phrases().values()})), max_size=4),
    st.sampled_from(["veto", "no hint", "mean"]),
)
def test_buckets_are_those_of_f5(paper: float, codes: list[float], rule: Any) -> None:
    dials = Assumptions(vetting_rule=rule, paper_floor=-1.5)
    (got,) = buckets(np.array([paper]), trusted(codes), dials)
    assert BUCKETS[got] == bucket(paper, codes, rule)


def test_praise_of_one_thing_is_no_answer_to_doubt_about_another() -> None:
    """The mean is taken question by question (S3-16); under the veto one doubt is enough."""
    dials = Assumptions(vetting_rule="mean")
    work, team = QUESTIONS.index("work ethic"), QUESTIONS.index("team")
    doubt = trusted([-2.0], work)

    def judged(question: int) -> str:
        everything = trusted([2.5, 2.5], question).joined(doubt)
        return BUCKETS[buckets(np.zeros(1), everything, dials)[0]]

    assert judged(work) == judged(OVERALL) == "safe"
    assert judged(team) == "too risky"
    # Who speaks of everything is averaged with who speaks of one thing.
    mixed = trusted([-1.0]).joined(trusted([2.5], work)).joined(trusted([2.5], team))
    assert BUCKETS[buckets(np.zeros(1), mixed, dials)[0]] == "safe"


def test_two_attendings_do_not_sign_like_two_home_directors() -> None:
    assert trust_in("home program director") == 1 > trust_in("clerkship director")
    assert trust_in("chief resident") > trust_in("resident") > trust_in("attending")

    def signed(role: str) -> float:
        scenario = QUIET.with_you(step2=250, field="primary care")
        for _ in range(2):
            scenario = scenario.with_voice(role, "I'd take them", 2, [EARLY_PROGRAM], known=True)
        scenario = scenario.with_assumptions(**NOBODY_ASKED)
        return simulate(scenario, 60).share("pre-match")

    assert signed("home program director") > 0.2
    assert signed("attending") == 0


def test_one_doubt_of_somebody_hardly_trusted_ends_nothing() -> None:
    def risky(role: str) -> float:
        scenario = QUIET.with_you(step2=250, field="primary care").with_assumptions(**NOBODY_ASKED)
        warned = scenario.with_voice(role, MISTRUST, 2, [EARLY_PROGRAM], known=True, when=IN_TIME)
        here = found(warned)
        return float((here.bucket[here.you] == TOO_RISKY).sum())

    assert risky("chief resident") > 10
    assert risky("program coordinator") > 10
    assert risky("attending") == 0


def test_a_word_about_the_school_costs_the_offer_and_no_place() -> None:
    """S3-21: after a mixed or bad record you are ranked all the same."""
    asked = QUIET.with_assumptions(social_heard=0.0, rotation_share=0.0, vetting_reach=1.0)
    asked = asked.with_assumptions(graduates_solid=0.0)
    here = found(asked)
    abroad = np.isin(here.kind, (2, 3))
    assert abroad.sum() > 500
    assert not (here.bucket[abroad] == SAFE).any()
    everybody_else = found(asked.with_assumptions(graduates_solid=1.0))
    risky = [(one.bucket == TOO_RISKY).mean() for one in (here, everybody_else)]
    assert risky[0] == risky[1]


def test_a_word_of_january_makes_no_offer_of_november() -> None:
    steps = steps_of_the_story()
    silent, late = steps["nobody says anything"], steps["A, but all is said in January"]
    assert late.safe == silent.safe


def test_nobody_else_is_vetted_otherwise_because_of_you() -> None:
    def others(scenario: Scenario) -> tuple[np.ndarray, ...]:
        here = found(scenario)
        rest = ~here.you
        return here.applicant[rest], here.program[rest], here.bucket[rest]

    loud = FREE.with_you(step2=262, school_record="bad", early_note=True)
    loud = loud.with_voice("home program director", "I'd take them", 2, 60)
    for one, other in zip(others(FREE), others(loud), strict=True):
        assert np.array_equal(one, other)


# --- What the document says must come of it, in its own world ---------------------------------


def test_buckets_of_those_interviewed_come_near_20_60_20() -> None:
    """S3-28, on those whom a program that offers early interviewed; five classes."""
    shares = list(bucket_shares_met(FREE, (7919, 0, 1, 2, 3), 20).values())
    told = ("safe to pre-match", "rank only", "do not rank or very low")
    wanted = [claim("S3-28", name).value / 100 for name in told]
    assert np.abs(np.subtract(shares, wanted)).max() < 0.05, shares


def test_a_gets_the_offer_and_b_does_not() -> None:
    """S3-37, in seasons in which the program interviewed them."""
    steps = steps_of_the_story()
    asked = [one for one in steps.values() if one.interviewed]
    offered = {one.step: one.offered / one.interviewed for one in asked}
    assert steps["applicant A"].safe > 0.9
    assert offered["applicant A"] > 0.6
    assert offered["applicant B"] == 0
    assert steps["applicant B"].rank_only > 0.9
    assert offered["nobody says anything"] < 0.25
    # With the rules of today neither of them gets one.
    assert steps["A, but with the rules of today"].offered == 0


def test_one_who_does_not_trust_their_judgment_ends_it() -> None:
    """S3-15: whatever else was said; with studies' numbers, in most seasons."""
    told = steps_of_the_story()["A, but the chief does not trust A's judgment"]
    assert told.too_risky == 1
    assert told.offered == 0


def test_a_bad_name_is_not_mended_within_a_season_where_one_voice_is_enough() -> None:
    """S3-41, I-07: no later word brings an offer; where voices are averaged two do."""
    safe = {name: one.safe for name, one in steps_of_the_story().items()}
    assert safe["B, and later a word of growth"] == safe["B, and two good words"] == 0
    assert safe["B, and two good words, by the average"] > 0.9


def test_asking_around_ends_more_offers_than_it_makes_stars() -> None:
    """S3-20: against the same seasons in which the file alone decides."""
    talk = what_talk_does(FREE, (7919, 0, 1, 2, 3), 20)
    assert talk.ended > 0.5
    assert talk.made < 0.03


# --- Phrases ----------------------------------------------------------------------------------

STRONG = QUIET.with_you(step2=250, field="primary care").with_assumptions(**NOBODY_ASKED)


def told(phrase: str, role: str = "clerkship director", scenario: Scenario = STRONG) -> Vetted:
    """Let somebody say one thing at the program of the story, and return what it made of you."""
    said = {"programs": [EARLY_PROGRAM], "known": True, "when": IN_TIME}
    here = found(scenario.with_voice(role, phrase, 2, **said))
    where = play_scenario(scenario, 1, np.arange(1)).applications.market.programs.names
    return here.only(here.you & (here.program == where.index(EARLY_PROGRAM)))


@pytest.mark.parametrize(
    "phrase", ["overconfident", "Big ego", "lost their cool and blamed nursing"]
)
def test_a_clear_negative_costs_the_offer_and_by_one_reading_the_rank(phrase: str) -> None:
    """I-31: the stories leave them ranked, the list of buckets does not."""
    story = STRONG.with_assumptions(vetting_rule="no hint", voices_combine="mean")
    assert set(told(phrase, scenario=story).bucket) == {BUCKETS.index("rank only")}
    assert set(told(phrase).bucket) == {TOO_RISKY}
    assert set(told("Not someone I'd want in my program", scenario=story).bucket) == {TOO_RISKY}


def test_a_lukewarm_word_reassures_nobody() -> None:
    """S3-12: of two voices, one warm and one lukewarm, only the warm one counts."""
    needed = STRONG.with_assumptions(assurance_needed=0.5)
    assert set(told("They're outstanding, I'd take them in a second", scenario=needed).bucket) == {
        SAFE
    }
    assert SAFE not in told("I think they'd be a good resident", scenario=needed).bucket


def test_running_down_a_program_gets_around() -> None:
    """S3-34: residents pass it on, and it ends the early offer."""
    assert set(told("just using this place as a backup", "resident").bucket) == {TOO_RISKY}


def test_most_words_help_and_those_asked_for_harm() -> None:
    """I-06: advocates speak well; who is asked for doubts finds one."""
    base = FREE.with_assumptions(voices_mean=0.0, vetting_rule="veto")
    kind, asked = (
        found(base.with_assumptions(closing_question=chance)).shares() for chance in (0.0, 1.0)
    )
    assert kind["safe"] > 2 * kind["too risky"]
    assert asked["too risky"] > 0.8 * asked["safe"]


@pytest.mark.parametrize("said", [True, False])
def test_a_chiefs_no_ends_it_where_voices_are_averaged_too(said: bool) -> None:
    """S3-15 against S0-66: by chance, whether the chief was heard before or is asked now."""
    base = STRONG.with_assumptions(vetting_rule="mean", voices_combine="mean")
    scenario = base.with_assumptions(vetting_reach=1.0, rotation_share=1.0)
    if said:
        scenario = base
        for role, phrase in (("chief resident", MISTRUST), ("home program director", GOOD)):
            scenario = scenario.with_voice(role, phrase, 2, 60, known=True, when=IN_TIME)

    def risky(chance: float) -> float:
        here = found(scenario.with_assumptions(chief_veto=chance))
        return float((here.bucket[here.you == said] == TOO_RISKY).mean())

    assert risky(1.0) > risky(0.3) > risky(0.0)


def test_who_is_too_risky_is_on_no_list_of_a_program_that_asked() -> None:
    """S3-28: do not rank; a program that offers nothing early has asked nobody."""
    played = play_scenario(FREE, 1, np.arange(10)).interviews
    risky = played.bucket == TOO_RISKY
    assert risky.sum() > 300
    assert not played.ranked[risky].any()
    assert played.ranked[played.bucket == SAFE].mean() > 0.9
