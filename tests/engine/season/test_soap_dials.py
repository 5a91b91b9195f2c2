"""The practices of SOAP week: each moves what it is about, and at no effect is not there."""

import numpy as np
import pytest

from engine import Scenario
from engine.base.codes import (
    CUT,
    LIKED,
    NEVER_HERE,
    NOT_MET,
    NOT_REACHED,
    ON_SHORT_LIST,
    ON_SOAP_LIST,
    SOAP,
    STOPPED,
    VETOED,
    YEARS_SINCE_GRADUATION,
)
from engine.scenario.assumptions import dial
from engine.season.soap.reading import signs_of_trouble
from tests.engine.seasons import PLAIN_SOAP, everybody, play_scenario

BASE = Scenario().with_market(seed=3).with_assumptions(**PLAIN_SOAP)
SOURCE = Scenario(preset="source").with_market(seed=3)
RUSHED = BASE.with_assumptions(soap_minutes=10.0, soap_seconds_per_file=15.0, soap_reviewers=1)
# Even good programs do not fill.
EMPTY = RUSHED.with_market(applicants=1000).with_assumptions(
    interviews_accepted_most=1, invitations_per_position=4.0, invitation_tilt=0.0
)
# "You" are liked on paper and by nobody in person, so the Match passes you by.
UNLUCKY = BASE.with_you(step2=245, needs_visa=False, interview=-3)
AFRAID = BASE.with_assumptions(soap_risk=1.0)
# Many interviews end without a rank, so that there is somebody the program met.
MET = BASE.with_assumptions(not_ranked_share=0.5, interviews_accepted_most=4)
DISLIKED = BASE.with_assumptions(floor_ranking=1.0)
WARY = BASE.with_assumptions(voices_combine="veto", chance_acted_on_known=1.0)
OWN = BASE.with_market(seed=11, applicants=1200)
SEASONS = 20


def week(scenario):
    return play_scenario(scenario, 1, np.arange(SEASONS)).week


def share_of_stage(*stages):
    return lambda s: float(np.isin(week(s).stage, stages).mean())


def mean_appeal(chosen=None):
    """How high the files chosen are seen, against all."""

    def measure(s):
        found = week(s)
        who = slice(None) if chosen is None else chosen(s, found)
        return float(np.nanmean(found.appeal[who]))

    return measure


def reached_by(low, high):
    """How good the files are that programs of this prestige get to."""

    def measure(s):
        found, programs = week(s), everybody(s).market.programs
        prestige = programs.prestige[found.program]
        here = (prestige >= low) & (prestige < high) & (found.stage > NOT_REACHED)
        return float(found.appeal[here].mean())

    return measure


def own(s, found):
    return everybody(s).market.own_school(found.applicant, found.program)


def accepted_in(number):
    return lambda s: float((week(s).rounds.round == number).sum())


def placed(s):
    return float((play_scenario(s, 1, np.arange(SEASONS)).outcome == SOAP).mean())


def fear_left(number):
    """How much better the files without signs stand on the list of a round."""

    def measure(s):
        found = week(s)
        key = found.keys[number].astype(float)
        on = key >= 0
        clean = found.signs == 0
        return float(key[on & ~clean].mean() - key[on & clean].mean())

    return measure


def placed_with_a_list(s):
    certifies = everybody(s).market.certifies
    outcome = play_scenario(s, 1, np.arange(SEASONS)).outcome
    return float((outcome[:, certifies] == SOAP).mean())


UP, DOWN = 1, -1
# Of each dial: what it moves, which way, and where that can be seen.
EFFECTS = {
    "soap_without_list": (placed_with_a_list, DOWN, BASE),
    "soap_takes_part_share": (placed, UP, BASE),
    "soap_focused_share": (lambda s: float(len(week(s).season)), DOWN, BASE),
    "soap_scatter": (mean_appeal(), DOWN, BASE),
    "soap_demotes_share": (share_of_stage(STOPPED), DOWN, BASE),
    "soap_demotion": (mean_appeal(), DOWN, BASE.with_assumptions(soap_demotes_share=1.0)),
    "soap_years_most": (
        share_of_stage(STOPPED),
        DOWN,
        BASE.with_assumptions(soap_demotes_share=1.0, soap_relaxed_share=1.0),
    ),
    "soap_plan_new": (reached_by(-9, -0.8), UP, RUSHED),
    "soap_plan_community": (reached_by(-0.8, 0), UP, RUSHED),
    "soap_plan_mid_tier": (reached_by(0, 0.8), UP, EMPTY),
    "soap_plan_big_name": (reached_by(0.8, 9), UP, EMPTY),
    "soap_reviewers": (share_of_stage(NOT_REACHED), DOWN, RUSHED),
    "soap_minutes": (share_of_stage(NOT_REACHED), DOWN, RUSHED),
    "soap_seconds_per_file": (share_of_stage(NOT_REACHED), UP, RUSHED),
    "soap_long_list": (share_of_stage(CUT), DOWN, BASE.with_assumptions(soap_short_list=1.0)),
    "soap_cut_share": (share_of_stage(CUT), UP, BASE.with_assumptions(soap_short_list=1.0)),
    "soap_short_list": (share_of_stage(ON_SHORT_LIST), UP, BASE),
    "soap_others_waiting": (share_of_stage(VETOED), DOWN, WARY),
    "soap_home_first": (mean_appeal(own), UP, OWN),
    "soap_interviewed_first": (mean_appeal(lambda s, w: w.met == LIKED), UP, MET),
    "soap_never_share": (share_of_stage(NEVER_HERE), UP, DISLIKED),
    "soap_pet_share": (mean_appeal(), UP, BASE.with_assumptions(soap_pet_lift=2.0)),
    "soap_pet_lift": (mean_appeal(), UP, BASE.with_assumptions(soap_pet_share=0.1)),
    "soap_risk": (mean_appeal(lambda s, w: w.signs > 0), DOWN, BASE),
    "soap_burnt_share": (mean_appeal(lambda s, w: w.signs > 0), DOWN, AFRAID),
    "soap_desperation_open": (mean_appeal(lambda s, w: w.signs > 0), UP, AFRAID),
    "soap_desperation_round": (fear_left(3), DOWN, AFRAID),
    "soap_first_bar": (accepted_in(1), DOWN, BASE),
    "soap_slow_share": (mean_appeal(), DOWN, BASE.with_assumptions(soap_silence=1.0)),
    "soap_silence": (mean_appeal(), DOWN, BASE),
    "soap_hold_share": (accepted_in(1), DOWN, BASE),
}  # fmt: skip


@pytest.mark.parametrize("name", EFFECTS)
def test_the_practice_moves_what_it_is_about(name):
    measure, sign, base = EFFECTS[name]
    low, high = (
        measure(base.with_assumptions(**{name: dial(name)[end]})) for end in ("low", "high")
    )
    assert np.isfinite([low, high]).all()
    assert sign * (high - low) > 1e-3, (low, high)


@pytest.mark.parametrize("name", PLAIN_SOAP)
def test_without_effect_a_practice_is_not_there(name):
    # Beside the others, as the documents have them, and alone.
    for preset in ("source", "evidence"):
        base = Scenario(preset=preset).with_market(seed=3)
        off = base.with_assumptions(**{name: PLAIN_SOAP[name]})
        left = {other: value for other, value in PLAIN_SOAP.items() if other != name}
        plain = base.with_assumptions(**left, **{name: PLAIN_SOAP[name]})
        same = base.with_assumptions(**PLAIN_SOAP)
        np.testing.assert_array_equal(week(plain).keys, week(same).keys)
        assert len(week(off).season) > 0


def test_with_every_practice_off_the_week_is_files_filters_and_rounds_alone():
    for preset in ("evidence", "source"):
        scenario = Scenario(preset=preset).with_market(seed=3).with_assumptions(**PLAIN_SOAP)
        found = week(scenario)
        assert set(np.unique(found.stage)) <= {STOPPED, 4, ON_SHORT_LIST}
        assert (found.keys == found.keys[0]).all()


# --- what follows -----------------------------------------------------------------------------


def test_nobody_in_soap_was_ranked_by_a_program_that_has_a_position_open():
    # They would have matched there, or higher: S2-30's best bucket is empty by a theorem.
    for scenario in (BASE, SOURCE, MET, Scenario(preset="source", rules=False).with_market(seed=4)):
        played = play_scenario(scenario, 1, np.arange(SEASONS))
        met, files, soap = played.interviews, played.applications, played.week
        ranked = met.ranked
        who, where = files.applicant[met.application], files.program[met.application]
        before = set(zip(met.season[ranked], who[ranked], where[ranked], strict=True))
        assert before.isdisjoint(zip(soap.season, soap.applicant, soap.program, strict=True))
        interviewed = dict(zip(zip(met.season, who, where, strict=True), ranked, strict=True))
        pairs = zip(soap.season, soap.applicant, soap.program, strict=True)
        same = [pair in interviewed for pair in pairs]
        np.testing.assert_array_equal(soap.met != NOT_MET, same)
        assert any(same)


def test_a_fail_demotes_and_does_not_drop():
    base = BASE.with_you(failed_attempt=True, needs_visa=False, step2=226)
    base = base.with_assumptions(takes_failed_attempt_share=0.0, soap_relaxed_share=0.0)
    shut = week(base.with_assumptions(soap_demotes_share=0.0))
    assert not shut.listed[shut.applicant == 300].any()
    seen = []
    for waits in (0.0, 1.0):
        open_ = base.with_assumptions(
            soap_demotes_share=1.0, soap_demotion=8.0, soap_desperation_round=waits
        )
        found = week(open_.with_assumptions(soap_desperation_open=0.0))
        mine = (found.applicant == 300) & found.listed
        assert mine.sum() > 30
        seen.append(found)
    patient, desperate = seen
    mine = (desperate.applicant == 300) & desperate.listed
    assert (desperate.keys[0, mine] > desperate.keys[3, mine]).all()
    assert (patient.keys[0] == patient.keys[3]).all()


def test_signs_of_trouble_are_counted_and_letters_pull_back():
    people = everybody(BASE).market.applicants
    signs = signs_of_trouble(people)
    clean = ~people.failed_attempt & ~people.needs_visa & (people.items[:, 1] >= -1.5)
    clean &= people.us_clinical_work & (people.us_senior | (people.years < 3))
    assert (signs[clean] == 0).all()
    failed = people.failed_attempt & people.us_senior
    strong = people.items[:, 2] >= 1.0
    assert failed.sum() > 5
    assert (signs[failed & ~strong] > 0).all()
    assert (signs[failed & strong & (people.items[:, 1] >= -1.5)] == 0).all()


def test_the_limit_of_years_stops_whom_nothing_else_does():
    old = BASE.with_you(years_since_graduation=15, needs_visa=False, step2=250)
    old = old.with_assumptions(soap_demotes_share=1.0, interviews_accepted_most=1)
    limited = week(old.with_assumptions(soap_years_most=10))
    people = everybody(old).market.applicants
    beyond = people.years[limited.applicant] > 10
    assert beyond.any()
    assert (limited.stage[beyond] == STOPPED).all()
    assert (limited.stopped[beyond] == YEARS_SINCE_GRADUATION).any()


def test_who_has_a_plan_reads_the_best_files_first():
    plans = [f"soap_plan_{kind}" for kind in ("new", "community", "mid_tier", "big_name")]
    planned, chaos = (
        week(RUSHED.with_assumptions(**dict.fromkeys(plans, share))) for share in (1.0, 0.0)
    )
    read = {name: w.appeal[w.stage > NOT_REACHED] for name, w in (("p", planned), ("c", chaos))}
    assert (planned.stage == NOT_REACHED).mean() > 0.05
    assert read["p"].mean() > read["c"].mean() + 0.05


def test_only_the_short_list_is_asked_about():
    late = {f"weight_voice_{stage}": 0.0 for stage in ("screening", "ranking")}
    scenario = UNLUCKY.with_assumptions(
        tie_share=1.0, chance_acted_on_known=1.0, weight_voice_soap=10.0, voices_mean=0.0, **late
    )
    for size, moved in ((1000.0, True), (0.5, False)):
        short = scenario.with_assumptions(soap_short_list=size)
        silent, praised = week(short), week(short.with_voice("home program director", "a machine"))
        mine = (silent.applicant == 300) & (silent.stage == ON_SOAP_LIST)
        mine = mine if not moved else (silent.applicant == 300) & (silent.stage >= ON_SOAP_LIST)
        assert mine.sum() > 20
        assert (praised.appeal[mine] > silent.appeal[mine]).any() == moved


NOTE = {"when": "in Match Week", "known": True, "programs": 39}


def noted(scenario, **how):
    return scenario.with_voice(
        "home program director", "This candidate is legit", 1, **{**NOTE, **how}
    )


def test_a_note_sent_unasked_is_blocked_by_rules_and_moves_places_without():
    base = SOURCE.with_you(step2=226, needs_visa=False)
    for rules, moves in ((True, False), (False, True)):
        played = base.with_rules(rules)
        before, after = week(played), week(noted(played))
        mine = (before.applicant == 300) & (before.standing >= 0) & (after.standing >= 0)
        assert mine.sum() > 15
        gained = (before.standing - after.standing)[mine]
        assert (gained > 0).any() == moves
        assert (gained >= 0).all()


def test_a_note_of_match_week_changes_nothing_before_soap():
    base = SOURCE.with_rules(False)
    before, after = (play_scenario(s, 1, np.arange(SEASONS)) for s in (base, noted(base)))
    np.testing.assert_array_equal(before.appeal, after.appeal)
    np.testing.assert_array_equal(before.interviews.appeal, after.interviews.appeal)
    np.testing.assert_array_equal(before.outcome <= 1, after.outcome <= 1)


def yours(scenario, **how):
    return week(scenario.with_strategy(**how))


def test_how_you_go_about_it():
    base = UNLUCKY
    usual = week(base)
    mine = usual.applicant == 300
    assert mine.sum() > 40
    few = yours(base, soap_applications=2)
    sent = np.bincount(few.season[few.applicant == 300])
    assert sent.max() == 2
    focused = yours(base, soap_focus=True)
    field = everybody(base).market.programs.field
    by_season = [
        set(field[focused.program[(focused.applicant == 300) & (focused.season == n)]])
        for n in range(SEASONS)
    ]
    assert all(len(fields) <= 2 for fields in by_season)
    assert sum(fields == {2} for fields in by_season) > 5
    # Others answer as they did.
    others = usual.applicant != 300
    late = yours(base, soap_watches=False)
    np.testing.assert_array_equal(late.keys[:, others], usual.keys[:, others])
    assert (late.rounds.accepted[late.applicant == 300] == 0).all()
    assert (usual.rounds.accepted[mine] > 0).sum() > 3


def test_silence_for_hours_costs_places_where_programs_mind():
    base = UNLUCKY.with_assumptions(soap_silence=1.0)
    quick, slow = yours(base, soap_reply_hours=0), yours(base, soap_reply_hours=4)
    mine = (quick.applicant == 300) & quick.listed
    assert (slow.appeal[mine] < quick.appeal[mine]).all()
    # A call that nobody answers is no offer that lapses: offers come in the R3 system (R5).
    slow = yours(UNLUCKY, soap_reply_hours=12)
    quick = yours(UNLUCKY, soap_reply_hours=0)
    np.testing.assert_array_equal(slow.rounds.accepted, quick.rounds.accepted)
    assert (quick.rounds.accepted[quick.applicant == 300] > 0).any()


def test_holding_out_lets_other_fields_go_in_round_1():
    base = UNLUCKY
    taken, held = (yours(base, soap_hold=hold) for hold in (False, True))
    mine = taken.applicant == 300
    other = everybody(base).market.programs.field[taken.program] != 2
    assert (taken.rounds.accepted[mine & other] == 1).any()
    assert not (held.rounds.accepted[mine & other] == 1).any()


@pytest.mark.parametrize("held", [4, 8])
@pytest.mark.parametrize(
    ("clock", "rounds"), [("official", 8), ("three rounds", 3), ("over on Wednesday", 0)]
)
def test_what_believing_the_wrong_clock_costs(clock, rounds, held):
    base = UNLUCKY.with_assumptions(soap_lapse_share=0.5, soap_rounds=held)
    played = play_scenario(base.with_strategy(soap_clock=clock), 1, np.arange(300))
    won = played.round[:, -1][played.outcome[:, -1] == SOAP]
    assert won.max(initial=0) <= rounds
    assert (len(won) > 0) == (rounds > 0)
    if clock == "official":
        assert (won >= 4).any()
