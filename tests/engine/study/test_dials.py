"""Every dial does what it says, in the direction it says, and breaks nothing at its ends."""

from dataclasses import fields

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import (
    COMPETITIVE,
    ITEMS,
    MATCHED,
    NON_US_IMG,
    PREMATCH,
    SOAP,
    TYPES,
)
from engine.base.noise import Years
from engine.scenario.assumptions import Assumptions, dial
from engine.season.belief import read_file
from tests.engine.backchannel.test_voices_depth import DIRECTIONS as DEPTH
from tests.engine.season.test_position_types import EFFECTS as TYPE_EFFECTS
from tests.engine.season.test_soap_dials import EFFECTS as SOAP_EFFECTS
from tests.engine.season.test_vetting import DIRECTIONS as VETTING
from tests.engine.seasons import everybody, play_scenario

DIALS = {spec.name: spec for spec in fields(Assumptions)}
PRAISE = "I'd take them"
BASE = Scenario().with_market(seed=3)
VOICED = BASE.with_voice("home program director", PRAISE)
EVERYWHERE = BASE.with_voice("home program director", PRAISE, programs=39)
STOPPED = BASE.with_you(step2=205, needs_visa=False)
LOOKED = BASE.with_assumptions(look_scores=10, look_school=10, look_research=10, look_whole=10)
FREE = Scenario(rules=False).with_market(seed=3).with_assumptions(voices_mean=4.0, tie_share=0.9)


def played(scenario):
    return everybody(scenario), play_scenario(scenario, 1, np.arange(20))


def slope(x, y):
    return float(np.corrcoef(x, y)[0, 1]) if np.std(x) and np.std(y) else 0.0


# Measures: what a dial is about, as one number of twenty seasons.
def read(s):
    return (everybody(s).stopped == 0).sum() / len(everybody(s).market.program)


def look_follows(item):
    """How closely the first look at seniors of one type follows an item of the file."""

    def closeness(s):
        files = everybody(s)
        seniors = files.market.applicants.kind[files.applicant] == 0
        items = files.market.applicants.items[files.applicant, ITEMS.index(item)]
        return slope(items[seniors], files.first_impression[seniors])

    return closeness


def looks_alike(s):
    """How little the first look tells seniors of one type from each other."""
    files = everybody(s)
    return -files.first_impression[files.market.applicants.kind[files.applicant] == 0].std()


def sent(s):
    return len(everybody(s).market.program)


def outside(s):
    return everybody(s).market.wrong_field.mean()


def interviews(s):
    return len(played(s)[1].interviews.application)


def matched(kind):
    def share(s):
        files, seasons = played(s)
        return (seasons.outcome[:, files.market.applicants.kind == kind] == MATCHED).mean()

    return share


def gap(s):
    return matched(0)(s) - matched(4)(s)


def of_programs(what):
    return lambda s: float(what(everybody(s).market.programs))


def exam_reads_readiness(s):
    people = everybody(s).market.applicants
    return slope(people.items[:-1, 0], people.readiness[:-1])


def item_reads_readiness(k):
    def closeness(s):
        people = everybody(s).market.applicants
        return slope(people.items[:-1, k], people.readiness[:-1])

    return closeness


def item_moves_belief(stage, k):
    def closeness(s):
        files = everybody(s)
        people = files.market.applicants
        seniors = people.kind == 0  # of one type: the prior is the same
        return slope(people.items[seniors, k], files.belief[stage].mean[seniors])

    return closeness


def interview_moves_appeal(s):
    files, seasons = played(s)
    readiness = files.market.applicants.readiness[files.applicant[seasons.interviews.application]]
    return slope(readiness, seasons.interviews.appeal)


def noise_in(stage):
    def spread(s):
        files, seasons = played(s)
        if stage == "screening":
            return (seasons.appeal - files.appeal["screening"]).std()
        if stage == "ranking":
            return (
                seasons.interviews.appeal
                - files.appeal["interview"][seasons.interviews.application]
            ).std()
        week = seasons.week
        luck = week.appeal - files.belief["soap"].mean[week.applicant]
        return np.nanstd(luck)

    return spread


def calls_made(s):
    return len(everybody(s).calls.application)


def calls_acted_on(s):
    files = everybody(s)
    return len(files.heard(Years(1, np.arange(20))).call)


def doubtful_words(s):
    return everybody(s).speakers.value_sd.mean()


def kind_words(s):
    people = everybody(s).speakers
    return people.value_mean.mean()


def your_files_read(s):
    files, seasons = played(s)
    return seasons.screened_in[:, files.yours].mean()


def your_appeal(stage):
    def mean(s):
        files, seasons = played(s)
        if stage == "screening":
            return seasons.appeal[:, files.yours].mean()
        if stage == "ranking":
            return seasons.interviews.appeal[
                seasons.interviews.application >= files.yours.start
            ].mean()
        mine = seasons.week.applicant == files.market.you
        return np.nanmean(seasons.week.appeal[mine])

    return mean


def appeal_at(stage):
    def mean(s):
        files, seasons = played(s)
        if stage == "soap":
            return np.nanmean(seasons.week.appeal)
        return files.appeal["interview" if stage == "ranking" else stage].mean()

    return mean


def advantage(column):
    """How much better files with a tie, a signal, a field stand than those without."""

    def difference(s):
        files = everybody(s)
        has = getattr(files.market, column)[files.row]
        own = files.appeal["screening"] - files.belief["screening"].mean[files.applicant]
        return own[has].mean() - own[~has].mean()

    return difference


def liked(column):
    def difference(s):
        market = everybody(s).market
        has = getattr(market, column)
        return market.liking[has].mean() - market.liking[~has].mean()

    return difference


def visit_matters(s):
    files, seasons = played(s)
    return (seasons.interviews.liking - files.liking[seasons.interviews.application]).std()


def taste_matters(s):
    market = everybody(s).market
    return np.std(market.liking - market.programs.prestige[market.program])


def ranked(s):
    return played(s)[1].interviews.ranked.mean()


def yours_ranked(s):
    files, seasons = played(s)
    return seasons.interviews.ranked[seasons.interviews.application >= files.yours.start].mean()


def early(s):
    return (played(s)[1].outcome == PREMATCH).mean()


def in_soap(s):
    return (played(s)[1].outcome == SOAP).mean()


def soap_sent(s):
    return len(played(s)[1].week.season)


def soap_read(s):
    return played(s)[1].week.listed.mean()


def precision(kind):
    """How much programs know of the files of a type."""
    return lambda s: everybody(s).belief["screening"].precision[of_type(s, kind)].mean()


def of_type(s, kind):
    return np.flatnonzero(everybody(s).market.applicants.kind == kind)


def speakers_of(kind):
    return lambda s: np.isin(everybody(s).speakers.applicant, of_type(s, kind)).mean()


def competitive_scores(s):
    people = everybody(s).market.applicants
    wants = people.field == COMPETITIVE
    return people.step2[wants].mean() - people.step2[~wants].mean()


def alike_in_a_year(s):
    """How much of an interview's luck an applicant has at all programs of a season."""
    files, seasons = played(s)
    met = seasons.interviews
    luck = met.appeal - files.appeal["interview"][met.application]
    number = np.bincount(met.applicant_cell)
    mean = np.bincount(met.applicant_cell, luck) / np.maximum(number, 1)
    return mean[number > 5].std()


def approaches_by_influence(s):
    people = everybody(s).speakers
    return slope(people.influence, people.approaches > 0)


UP, DOWN = 1, -1
# Of each dial: what it moves, which way, and where that can be seen (the default class else).
EFFECTS = {
    "exam_correlation": (exam_reads_readiness, UP),
    "exam_sd": (lambda s: everybody(s).market.applicants.step2.std(), UP),
    "exam_by_field": (competitive_scores, UP),
    "failed_attempt_share": (read, DOWN),
    "idle_years_mean": (read, DOWN),
    "no_us_clinical_work_share": (read, DOWN),
    "application_scale": (sent, UP),
    "outside_field_most": (outside, UP),
    "reach_penalty": (read, UP),
    "interviews_accepted_most": (interviews, UP),
    "exam_cut": (read, DOWN),
    "exam_cut_tilt": (of_programs(lambda p: slope(p.prestige, p.exam_cut)), UP),
    "exam_cut_sd": (of_programs(lambda p: p.exam_cut.std()), UP),
    "competitive_cut": (of_programs(lambda p: p.exam_cut[p.field == COMPETITIVE].mean()), UP),
    "sponsors_visa_share": (read, UP),
    "takes_failed_attempt_share": (read, UP),
    "year_limit_share": (read, DOWN),
    "year_limit": (read, UP),
    "needs_us_clinical_work_share": (read, DOWN),
    "seniors_only_share": (read, DOWN),
    "invitations_per_position": (interviews, UP),
    "university_share": (of_programs(lambda p: (p.school >= 0).mean()), UP),
    "competitive_invitations": (
        of_programs(lambda p: p.invitations[p.field == COMPETITIVE].sum()),
        UP,
    ),
    "invitation_spread": (of_programs(lambda p: (p.invitations / p.positions).std()), UP),
    "invitation_tilt": (
        of_programs(lambda p: slope(p.prestige, p.invitations / p.positions)),
        UP,
    ),
    "invitation_waves": (interviews, UP),
    "prior_weight": (gap, UP),
    **{
        f"prior_{name.lower().replace(' ', '_').replace('-', '_')}": (matched(kind), UP)
        for kind, name in enumerate(TYPES)
    },
    **{
        f"weight_{stage}_{item}": (item_moves_belief(stage, k), UP)
        for stage in ("screening", "ranking", "soap")
        for k, item in enumerate(ITEMS)
    },
    "weight_ranking_interview": (interview_moves_appeal, UP),
    **{f"{item}_truth": (item_reads_readiness(k), UP) for k, item in enumerate(ITEMS) if k},
    "interview_truth": (interview_moves_appeal, UP),
    "school_generosity": (lambda s: everybody(s).market.applicants.items[:, 1].std(), UP),
    "generosity_seen": (precision(0), DOWN),
    "voices_mean": (calls_made, UP),
    **{
        f"voices_{name.lower().replace(' ', '_').replace('-', '_')}": (speakers_of(kind), UP)
        for kind, name in enumerate(TYPES)
        if kind != NON_US_IMG  # whose is in test_voices_depth
    },
    "silent_by_role": (approaches_by_influence, UP),
    "group_share": (kind_words, DOWN, BASE.with_assumptions(group_bias=1.0)),
    "group_bias": (kind_words, DOWN),
    "voice_truth": (doubtful_words, DOWN),
    "voice_bias": (kind_words, UP),
    "tie_share": (calls_made, UP),
    "chance_acted_on_known": (calls_acted_on, UP),
    "chance_acted_on_unknown": (calls_acted_on, UP, EVERYWHERE),
    **{
        f"reopens_level_{level}": (
            your_files_read,
            UP,
            STOPPED.with_voice("resident", PRAISE, level, 39),
        )
        for level in (1, 2, 3, 4)
    },
    "look_scores": (look_follows("exam"), UP, LOOKED),
    "look_research": (look_follows("research"), UP, LOOKED),
    "look_school": (looks_alike, UP, LOOKED),
    "look_whole": (look_follows("letters"), UP, LOOKED),
    "story_reopens": (your_files_read, UP, STOPPED.with_you(statement=2.0)),
    "signal_reopens": (your_files_read, UP, STOPPED.with_strategy(signals=30)),
    "exam_cut_bends": (your_files_read, UP, STOPPED),
    "stranger_reopens": (your_files_read, UP, STOPPED.with_voice(
        "resident", PRAISE, 2, 39, known=False)),
    "rescue_reach": (your_files_read, UP, STOPPED.with_voice("resident", PRAISE, 2, 39)),
    "pattern_floor": (your_files_read, DOWN, STOPPED.with_voice("resident", PRAISE, 2, 39)),
    "once_wrong_share": (your_files_read, UP, STOPPED.with_voice("resident", PRAISE, 2, 39)),
    "weight_voice_screening": (your_appeal("screening"), UP, EVERYWHERE),
    "weight_voice_ranking": (your_appeal("ranking"), UP, EVERYWHERE.with_you(step2=250)),
    "weight_voice_soap": (your_appeal("soap"), UP, EVERYWHERE.with_assumptions(
        tie_share=0.9, not_ranked_share=1.0)),  # everybody is left for SOAP
    "voices_combine": (yours_ranked, DOWN, BASE.with_you(step2=260).with_voice(
        "resident", "Hard pass", 2, 39)),
    "endorsement_effect": (calls_acted_on, DOWN),
    "caution_screening": (appeal_at("screening"), DOWN),
    "caution_ranking": (appeal_at("ranking"), DOWN),
    "caution_soap": (appeal_at("soap"), DOWN),
    "fit_region": (advantage("same_region"), UP),
    "fit_signal": (advantage("signal"), UP),
    "fit_wrong_field": (advantage("wrong_field"), UP),
    "taste_screening": (noise_in("screening"), UP),
    "taste_ranking": (noise_in("ranking"), UP),
    "taste_soap": (noise_in("soap"), UP),
    "floor_ranking": (ranked, DOWN),
    "not_ranked_share": (ranked, DOWN),
    "liking_home": (liked("at_home"), UP),
    "interview_year_share": (alike_in_a_year, UP),
    "liking_region": (liked("same_region"), UP),
    "liking_wrong_field": (liked("wrong_field"), UP),
    "liking_taste": (taste_matters, UP),
    "liking_visit": (visit_matters, UP),
    "outside_match_share": (early, UP),
    "soap_rounds": (in_soap, UP),
    "soap_applications_most": (soap_sent, UP),
    "soap_relaxed_share": (soap_read, UP),
    "soap_exam_relief": (soap_read, UP),
    "soap_lapse_share": (in_soap, DOWN),
}  # fmt: skip


def ends(name):
    """Return the two ends of a dial."""
    known = dial(name)
    if known["choices"]:
        return known["choices"]
    return tuple(
        int(end) if DIALS[name].type == "int" else end for end in (known["low"], known["high"])
    )


def test_every_dial_has_its_effect_here():
    # Those of ties, calls and ripple have theirs in test_voices_depth, of early offers in
    # test_vetting, of what people do in SOAP in test_soap_dials, of types in test_position_types.
    elsewhere = {case[0] for case in (*DEPTH, *VETTING)} | set(SOAP_EFFECTS) | set(TYPE_EFFECTS)
    untold = set(DIALS) - elsewhere - set(EFFECTS)
    assert not untold, "say in one of these tables what it moves"
    assert set(EFFECTS) == set(DIALS) - elsewhere


@pytest.mark.parametrize("name", EFFECTS)
def test_the_dial_moves_what_it_is_about(name):
    measure, sign, *where = EFFECTS[name]
    base = where[0] if where else BASE
    low, high = (measure(base.with_assumptions(**{name: end})) for end in ends(name)[:2])
    assert np.isfinite([low, high]).all()
    assert sign * (high - low) > 1e-3, (name, low, high)


@pytest.mark.long
@pytest.mark.parametrize("name", DIALS)
@pytest.mark.parametrize("preset", ["evidence", "source"])
def test_no_end_of_a_dial_breaks_anything(name, preset):
    """Play both ends in both worlds; fill the tables of each end in one of them."""
    small = Scenario(preset=preset, rules=preset == "evidence").with_market(applicants=30)
    for number, end in enumerate(ends(name)):
        if end == getattr(small.assumptions, name):
            continue  # the preset itself, which every other test plays
        turned = small.with_assumptions(**{name: end}).with_voice("resident", PRAISE, 2, 3)
        season = simulate(turned, replicates=2)
        positions = season.market.programs.positions
        for program in season.program:
            assert (np.bincount(program[program >= 0], minlength=len(positions)) <= positions).all()
        if number % 2 == (preset == "source"):
            left = season.positions().loc[0, "left"]
            assert 0 <= left <= positions.sum()
            season.funnel(), season.applications(), season.soap_applications()
            season.your_programs(), season.readiness(), season.your_season()


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("rules", [True, False])
def test_all_dials_at_one_end_at_once(end, rules):
    turned = {name: ends(name)[end] for name in DIALS}
    for size in (30, 300):
        scenario = Scenario(rules=rules).with_market(applicants=size).with_assumptions(**turned)
        season = simulate(scenario, replicates=3)
        assert (season.positions().loc[0] >= 0).all()


def same_seasons(a, b):
    a, b = (play_scenario(scenario, 1, np.arange(40)) for scenario in (a, b))
    return np.array_equal(a.outcome, b.outcome) and np.array_equal(a.program, b.program)


SILENT = BASE.with_assumptions(voices_mean=0.0)


@pytest.mark.parametrize(
    "off",
    [
        {"tie_share": 0.0},
        {"chance_acted_on_known": 0.0},
        {"endorsement_effect": "none"},
        {
            "weight_voice_screening": 0.0,
            "weight_voice_ranking": 0.0,
            "weight_voice_soap": 0.0,
            "reopens_level_1": 0.0,
            "reopens_level_2": 0.0,
        },
    ],
)
def test_a_voice_turned_off_is_no_voice(off):
    spoken = SILENT.with_assumptions(**off).with_voice("home program director", PRAISE)
    assert same_seasons(spoken, SILENT)
    louder = SILENT.with_assumptions(tie_share=0.9, chance_acted_on_known=1.0)
    assert not same_seasons(louder.with_voice("home program director", PRAISE), louder)


def test_what_is_turned_off_is_not_there():
    files, seasons = played(
        BASE.with_assumptions(fit_signal=0.0, fit_region=0.0, fit_wrong_field=0.0, fit_home=0.0)
    )
    believed = files.belief["screening"].mean[files.applicant]
    assert files.appeal["screening"] == pytest.approx(believed.astype(np.float32))
    files, seasons = played(SILENT.with_assumptions(taste_screening=0.0))
    np.testing.assert_array_equal(
        seasons.appeal, np.broadcast_to(files.appeal["screening"], seasons.appeal.shape)
    )
    assert early(FREE.with_assumptions(early_scale=0.0)) == 0
    open_lists = {"not_ranked_share": 0.0, "floor_ranking": -10.0}
    no_veto = {"coordinator_hard_pass": 0.0, "chief_veto": 0.0}
    assert ranked(BASE.with_assumptions(**open_lists, **no_veto)) == 1


def test_a_weight_of_zero_ignores_its_item():
    items = np.random.default_rng(1).normal(size=(9, 5))
    other = items.copy()
    other[:, 2] = 7.0
    weights = Assumptions(weight_soap_letters=0.0).file_weights("soap")
    prior = np.zeros(9)
    a, b = (read_file(x, weights, prior, 3.0).mean for x in (items, other))
    np.testing.assert_array_equal(a, b)
