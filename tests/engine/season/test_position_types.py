"""Advanced and preliminary positions: who applies, the Match in two halves, SOAP for the rest."""

import numpy as np
import pytest

from engine import Scenario, match, simulate
from engine.base.codes import MATCHED, PLACED, PREMATCH, SOAP
from engine.market.counts import advanced_positions, positions_for, preliminary_positions
from engine.matching.positions import ALL_YEARS, FIRST_YEAR, LATER_YEARS, POSITION_TYPES
from engine.season.ends import lacking
from engine.season.main_match import ranks_first_years
from engine.season.stages import play, positions_left
from engine.sources.figures import figure, table
from engine.study.published import measures
from engine.study.published.calibrate import measured
from engine.study.published.played import Played
from engine.study.published.rows import ROWS
from engine.study.published.samples import percent
from engine.study.simulation import class_and_you
from tests.engine.seasons import everybody, play_scenario

BASE = Scenario()
TYPED = BASE.with_market(position_types=True)
SEASONS = np.arange(30)
ADVANCED, PRELIMINARY = (POSITION_TYPES.index(name) for name in ("advanced", "preliminary"))


@pytest.fixture(scope="module")
def season():
    return play_scenario(TYPED, 1, SEASONS)


def held_before_soap(batch):
    return batch.before_soap, batch.first_year


def lacks(batch, *held):
    return lacking(batch.applications.market.programs, *held)


# --- The class ----------------------------------------------------------------------------------


def test_a_class_has_as_many_of_each_as_are_published():
    rows = [row for row in table("published") if row["quantity"] == "positions_offered_excl_prelim"]
    whole = sum(float(row["value"]) for row in rows if row["year"] == "2026")
    offered = figure("positions_offered_all_PGY", "all", 2026).value
    first, later = (
        figure("positions_offered", name, 2025).value for name in ("PGY-1", "PGY-2 and other")
    )
    assert advanced_positions(int(first)) == later
    assert preliminary_positions(int(first)) == round((first + later) * (1 - whole / offered))
    for seed in range(12):
        programs = everybody(TYPED.with_market(seed=seed)).market.programs
        first_years = positions_for(300)
        assert programs.positions[programs.preliminary].sum() == preliminary_positions(first_years)
        # Whole programs are advanced, so their positions come near the number.
        advanced = programs.positions[programs.advanced].sum()
        assert abs(advanced - advanced_positions(first_years)) <= 6
        assert programs.positions.sum() == first_years + advanced_positions(first_years)
        assert set(programs.field[programs.advanced]) <= {0, 2}  # none in primary care


def test_the_other_programs_stay_who_they_are():
    before, after = (everybody(scenario).market.programs for scenario in (BASE, TYPED))
    whole = ~after.preliminary
    assert not before.of_several_types
    assert after.of_several_types
    assert len(before) == whole.sum() < len(after)
    assert after.names[: len(before)] == before.names
    for name in ("field", "prestige", "region", "exam_cut", "school", "seniors_only"):
        np.testing.assert_array_equal(getattr(after, name)[whole], getattr(before, name))
    assert np.abs(after.positions[whole] - before.positions).max() <= 3


def test_who_applies_to_an_advanced_program_applies_to_preliminary_ones():
    market, before = everybody(TYPED).market, everybody(BASE).market
    programs = market.programs
    sent, wanted = (
        np.bincount(market.applicant[kind[market.program]], minlength=len(market.applicants))
        for kind in (programs.preliminary, programs.advanced)
    )
    assert 50 < (wanted > 0).sum() < 250
    np.testing.assert_array_equal(sent > 0, wanted > 0)
    assert set(sent[wanted > 0]) == {min(5, int(programs.preliminary.sum()))}
    # They are over and above the others, and of no field.
    others = ~programs.preliminary[market.program]
    np.testing.assert_array_equal(market.program[others], before.program)
    np.testing.assert_array_equal(market.liking[others], before.liking)
    assert not market.wrong_field[~others].any()


def test_positions_revert_within_the_match_and_to_first_years_alone():
    scenario = TYPED.with_assumptions(reversion_share=0.5, outside_match_share=0.4)
    some = 0
    for seed in range(60):
        programs = everybody(scenario.with_market(seed=seed)).market.programs
        gives = programs.reverts_to >= 0
        takes = programs.reverts_to[gives]
        some += gives.sum()
        assert len(set(takes.tolist())) == len(takes)
        assert programs.preliminary[takes].all()
        assert not programs.preliminary[gives].any()
        assert not programs.outside_match[gives].any()
        assert not programs.outside_match[takes].any()
    assert some > 20


# --- The Match ----------------------------------------------------------------------------------


def by_name(batch, number, alone):
    """Write one season as somebody would for `match`: lists, and supplemental lists."""
    market, seen = batch.applications.market, batch.interviews
    people, size = len(market.applicants), len(market.programs)
    rows = np.flatnonzero(seen.ranked & (seen.season == number))
    who, where = seen.applicant_cell[rows] % people, seen.program_cell[rows] % size
    primary, supplemental, lists = {}, {}, {}
    for a in range(people):
        own = np.flatnonzero(who == a)
        own = own[np.argsort(-seen.liking[rows[own]], kind="stable")]
        listed = [int(p) for p in where[own]]
        first_years = [f"p{p}" for p in listed if market.programs.preliminary[p]]
        whole = [p for p in listed if not market.programs.preliminary[p]]
        primary[f"a{a}"] = [f"p{p}" for p in whole] + (first_years if alone[a] else [])
        advanced = [f"p{p}" for p in whole if market.programs.advanced[p]]
        if advanced and first_years:
            supplemental[f"a{a}"] = dict.fromkeys(advanced, first_years)
    for p in range(size):
        own = np.flatnonzero(where == p)
        order = np.lexsort((who[own], seen.rank_key[rows[own]]))
        lists[f"p{p}"] = [f"a{who[n]}" for n in own[order]]
    quotas = {f"p{p}": int(n) for p, n in enumerate(market.programs.positions)}
    to = market.programs.reverts_to
    given = {f"p{p}": {f"p{to[p]}": quotas[f"p{p}"]} for p in np.flatnonzero(to >= 0)}
    result = match(primary, lists, quotas, supplemental=supplemental, reversions=given)
    return result, len(supplemental)


@pytest.mark.parametrize(("share", "reverts"), [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0), (1.0, 1.0)])
def test_the_match_is_that_of_supplemental_lists_and_reversions(share, reverts):
    scenario = TYPED.with_market(applicants=60).with_assumptions(
        preliminary_alone_share=share, reversion_share=reverts
    )
    linked = beside = only = reverted = 0
    for seed in range(4):
        batch = play_scenario(scenario.with_market(seed=seed), 1, np.arange(5))
        market = batch.applications.market
        alone = ranks_first_years(market, batch.applications.dials)
        assert alone.mean() == pytest.approx(share, abs=0.2)
        for number in range(5):
            result, some = by_name(batch, number, alone)
            assert result.status == "stable"
            linked += some
            for found, ours in (
                (result.placed, batch.before_soap[number]),
                (result.first_year, batch.first_year[number]),
            ):
                theirs = [found.get(f"a{a}") for a in range(len(market.applicants))]
                assert theirs == [None if p < 0 else f"p{p}" for p in ours]
            left = positions_left(market, *(held[[number]] for held in held_before_soap(batch)))
            assert list(result.unfilled.values()) == left[0].tolist()
            reverted += sum(n for _, _, n in result.reverted)
        beside += (batch.first_year >= 0).sum()
        placed = batch.before_soap
        only += ((placed >= 0) & market.programs.preliminary[placed]).sum()
    assert linked > 100
    assert beside > 20
    assert (only > 5) == (share > 0)
    assert (reverted > 0) == (reverts == 1)  # few of so few programs have any open


def test_who_ranks_a_first_year_alone_moves_nobody_elsewhere():
    none, all_ = (
        play_scenario(TYPED.with_assumptions(preliminary_alone_share=share), 1, SEASONS)
        for share in (0.0, 1.0)
    )
    preliminary = none.applications.market.programs.preliminary
    whole = np.where(preliminary[all_.before_soap], -1, all_.before_soap)
    np.testing.assert_array_equal(whole, none.before_soap)
    assert (all_.before_soap >= 0).sum() > (none.before_soap >= 0).sum()


def test_a_first_year_goes_only_with_an_advanced_position(season):
    programs = season.applications.market.programs
    placed, first_year = held_before_soap(season)
    some = first_year >= 0
    assert some.sum() > 200
    assert programs.preliminary[first_year[some]].all()
    assert programs.advanced[placed[some]].all()
    assert (positions_left(season.applications.market, placed, first_year) >= 0).all()


# --- SOAP ---------------------------------------------------------------------------------------


def test_in_soap_everybody_looks_for_what_is_lacking(season):
    market, week = season.applications.market, season.week
    before = lacks(season, *held_before_soap(season))
    mine, covered = before[week.season, week.applicant], market.programs.covers[week.program]
    assert (covered & ~mine == 0).all()
    sent = np.zeros(before.shape, bool)
    sent[week.season, week.applicant] = True
    assert not sent[before == 0].any()
    # All kinds of partial match come to SOAP, and some of each kind leave it with the rest.
    after = lacks(season, season.program, season.second)
    for part in (FIRST_YEAR, LATER_YEARS):
        assert (before == part).sum() > 10
        assert ((before == part) & (after == 0)).any()
    assert (after & ~before == 0).all()


def test_what_was_taken_is_what_is_held(season):
    market, week = season.applications.market, season.week
    taken = np.flatnonzero(week.rounds.accepted)
    open_now = positions_left(market, *held_before_soap(season))
    used = np.zeros_like(open_now)
    np.add.at(used, (week.season[taken], week.program[taken]), 1)
    assert (used <= open_now).all()
    held = {
        (int(n), int(a), int(p))
        for where, rounds in ((season.program, season.round), (season.second, season.second_round))
        for n, a in zip(*np.nonzero(rounds), strict=True)
        for p in [where[n, a]]
    }
    assert held == set(
        zip(*(c[taken].tolist() for c in (week.season, week.applicant, week.program)), strict=True)
    )
    # Two parts make a whole, and nobody has more.
    covers = np.append(market.programs.covers, 0)
    assert (covers[season.program] & covers[season.second] == 0).all()
    both = season.second >= 0
    assert (covers[season.program] | covers[season.second])[both].tolist() == [3] * both.sum()


def test_somebody_without_a_place_may_put_two_parts_together():
    scenario = TYPED.with_market(seed=1).with_assumptions(interviews_accepted_most=3)
    batch = play_scenario(scenario, 1, np.arange(60))
    both = (batch.outcome == SOAP) & (batch.second >= 0)
    assert both.any()
    assert (batch.second_round[both] > batch.round[both]).all()


def test_outcomes_count_who_has_any_place(season):
    placed, _ = held_before_soap(season)
    np.testing.assert_array_equal(placed >= 0, np.isin(season.outcome, (PREMATCH, MATCHED)))
    np.testing.assert_array_equal(season.outcome == SOAP, season.round > 0)


def test_you_may_leave_parts_to_others():
    unlucky = TYPED.with_you(step2=225).with_assumptions(soap_liking_part=0.0)
    takes, leaves = (
        play_scenario(unlucky.with_strategy(soap_part=part), 1, np.arange(150))
        for part in (True, False)
    )
    covers = takes.applications.market.programs.covers
    for batch, part in ((takes, True), (leaves, False)):
        week, before = batch.week, lacks(batch, *held_before_soap(batch))[:, -1]
        mine = week.applicant == 300
        whole = covers[week.program[mine]] == before[week.season[mine]]
        assert whole.any()
        assert (~whole).any() == part
    others = takes.week.applicant != 300
    theirs = [(w.season, w.applicant, w.program) for w in (takes.week, leaves.week)]
    assert {*zip(*(c[others].tolist() for c in theirs[0]), strict=True)} == {
        *zip(*(c[leaves.week.applicant != 300].tolist() for c in theirs[1]), strict=True)
    }


def test_no_part_is_given_away_early():
    early = TYPED.with_preset("source").with_rules(False)
    batch = play_scenario(early, 1, SEASONS)
    market = batch.applications.market
    signed = batch.outcome == PREMATCH
    assert signed.any()
    assert (market.programs.covers[batch.program[signed]] == ALL_YEARS).all()
    assert (batch.second[signed] < 0).all()
    assert (batch.first_year >= 0).any()


# --- The dials ----------------------------------------------------------------------------------


def played(scenario):
    return play_scenario(scenario, 1, SEASONS)


def seen_at_preliminary(scenario):
    batch = played(scenario)
    programs = batch.applications.market.programs
    return programs.preliminary[batch.interviews.program_cell % len(programs)].mean()


def first_years_left(scenario):
    batch = played(scenario)
    market = batch.applications.market
    left = positions_left(market, *held_before_soap(batch))
    return left[:, market.programs.preliminary].sum()


def parts_taken_for_a_whole(scenario):
    """Of SOAP offers accepted by those who lack everything, those of a part."""
    batch = played(scenario)
    week, market = batch.week, batch.applications.market
    everything = lacks(batch, *held_before_soap(batch))[week.season, week.applicant] == ALL_YEARS
    first = week.rounds.accepted > 0
    return (market.programs.covers[week.program[everything & first]] != ALL_YEARS).mean()


EFFECTS = {
    "reversion_share": (first_years_left, 1, TYPED),
    "preliminary_applications": (seen_at_preliminary, 1, TYPED),
    "preliminary_alone_share": (first_years_left, -1, TYPED),
    "soap_liking_part": (parts_taken_for_a_whole, 1, TYPED),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_the_dial_moves_what_it_is_about(name):
    measure, sign, base = EFFECTS[name]
    low, high = {
        "reversion_share": (0.0, 1.0),
        "preliminary_applications": (0, 5),
        "preliminary_alone_share": (0.0, 1.0),
        "soap_liking_part": (-9.0, 0.0),
    }[name]
    found = [measure(base.with_assumptions(**{name: end})) for end in (low, high)]
    assert sign * (found[1] - found[0]) > 1e-3, found
    # Where all positions are categorical it has nothing to act on.
    same = [play_scenario(BASE.with_assumptions(**{name: e}), 1, np.arange(3)) for e in (low, high)]
    for column in ("outcome", "program", "round", "second"):
        np.testing.assert_array_equal(*(getattr(one, column) for one in same))


@pytest.mark.long
def test_about_sixty_in_a_hundred_first_year_positions_in_soap_are_categorical():
    (row,) = [row for row in ROWS if dict(row.classes).get("position_types")]
    assert row.published().value == 60
    found = [
        measured([row], BASE.with_assumptions(preliminary_alone_share=share), range(40), 5)[0]
        for share in (0.0, BASE.assumptions.preliminary_alone_share, 1.0)
    ]
    assert abs(found[1] - 60) <= row.within
    # The row says something about the dial: at its ends it is missed.
    assert found[0] < 60 - row.within
    assert found[2] > 60 + row.within


# --- Tables -------------------------------------------------------------------------------------


def test_tables_add_up():
    season = simulate(TYPED, replicates=40)
    types = season.position_types().set_index("position_type")
    assert types.index.tolist() == ["categorical", "advanced", "preliminary"]
    total = types["before_soap"] + types["soap"] + types["left"]
    np.testing.assert_allclose(total, types["offered"])
    gives = simulate(TYPED.with_assumptions(reversion_share=1.0), replicates=40).position_types()
    assert gives["reverted"].sum() == pytest.approx(0)
    assert gives.set_index("position_type")["reverted"]["preliminary"] > 0
    assert (gives["left"] >= 0).all()
    (row,) = season.positions().to_dict("records")
    assert row["offered"] == types["offered"].sum()
    assert row["left"] == pytest.approx(types["left"].sum())
    assert row["pre_match"] + row["matched"] == pytest.approx(types["before_soap"].sum())
    training = season.training().set_index("training")["probability"]
    assert training.sum() == pytest.approx(1)
    # You hold a part of it in some of the seasons, and a place in no fewer than all of these.
    assert 0 < training["the first year only"] < training["all of it"]
    assert training["none of it"] == pytest.approx(season.share("unplaced"))


def test_where_all_are_categorical_there_is_no_second_place():
    season = simulate(BASE, replicates=20)
    assert (season.second == -1).all()
    assert (season.second_round == 0).all()
    assert season.position_types()["position_type"].tolist() == ["categorical"]
    training = season.training().set_index("training")["probability"]
    assert training[["the first year only", "the later years only"]].tolist() == [0, 0]


def test_the_table_of_applications_has_both_places():
    season = simulate(TYPED.with_you(step2=245), replicates=4)
    both = 0
    for number in range(4):
        table, batch = season.applications(number), season.replay(number)
        placed = table["reached"] == "placed"
        assert placed.sum() == sum((held >= 0).sum() for held in held_before_soap(batch))
        mine = placed[table["applicant"] == 300].tolist()
        assert mine == (season.your_reached[number] == PLACED).tolist()
        both += sum(mine) == 2
    assert both > 0


def test_a_first_year_is_a_match_in_no_field():
    scenario = TYPED.with_you(step2=225).with_assumptions(preliminary_alone_share=1.0)
    season = simulate(scenario, replicates=60)
    programs, mine = season.market.programs, season.program[:, -1]
    matched = season.outcome[:, -1] == MATCHED
    assert programs.preliminary[mine[matched]].any()
    wanted = matched & (programs.field[mine] == 2) & ~programs.preliminary[mine]
    assert season.quantities()[3].mean == wanted.mean()

    others, yours = class_and_you(scenario)
    played = Played(play(others, yours, 1, SEASONS), others.couples)
    where = played.batch.program[:, :-1]
    alone = played.matched & programs.preliminary[where]
    assert alone.any()
    assert not played.as_preferred[alone].any()
    order, _ = played.lists
    on_list = programs.preliminary[played.batch.interviews.program_cell[order] % len(programs)]
    owner = played.batch.interviews.applicant_cell[order]
    assert (np.diff(on_list.astype(int))[np.diff(owner) == 0] >= 0).all()
    assert on_list.sum() > 200
    of_field = (programs.field == 2) & ~programs.preliminary
    taken = of_field[played.batch.program] & (played.batch.outcome == MATCHED)
    offered = programs.positions[of_field].sum() * len(SEASONS)
    assert percent(measures.filled(played, 2)) == pytest.approx(100 * taken.sum() / offered)
