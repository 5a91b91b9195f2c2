"""A season that plays: its steps against the engine's own tables, its people, its columns."""

import re
from dataclasses import replace

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import MATCHED, OUTCOMES, RANKED, UNPLACED
from widgets.season import PlayingSeason
from widgets.season import playing_words as words
from widgets.season.fate import fate
from widgets.season.one_season import OneSeason
from widgets.season.steps import person, steps

WORLDS = {
    "studies": Scenario(),
    "articles": Scenario(preset="source"),
    "early offers": Scenario(preset="source", rules=False).with_assumptions(early_scale=3.0),
    "nowhere": Scenario().with_strategy(applications=0),
}


@pytest.fixture(scope="module")
def playing():
    return PlayingSeason(number=3)


@pytest.fixture(scope="module", params=WORLDS)
def season(request):
    return OneSeason(simulate(WORLDS[request.param], replicates=1).replay(2))


def test_who_registered_without_a_list_is_counted_at_the_end_and_named():
    scenario = Scenario().with_assumptions(soap_without_list=0.1)
    season = OneSeason(simulate(scenario, replicates=1).replay(2))
    registrants = np.flatnonzero(~season.market.certifies)
    assert len(registrants) > 10
    first, *_, end = steps(season)
    people = len(season.market.applicants)
    assert first.everybody.startswith(f"{people - len(registrants)} people send")
    placed, without, named = (int(number) for number in re.findall(r"\d+", end.everybody))
    assert (placed + without, named) == (people, len(registrants))
    assert words.REGISTERED in person(season, int(registrants[0]))
    assert words.REGISTERED not in person(season, season.market.you)


def test_a_season_of_several_types_of_position_plays_to_the_end():
    """Two places are told, and what is missing; the numbers are those of the engine."""
    scenario = Scenario().with_market(position_types=True).with_you(step2=245)
    study = simulate(scenario, replicates=100)
    kinds = np.stack([study.outcome[:, -1], study.second[:, -1] >= 0, study.second_round[:, -1]])
    _, first = np.unique(kinds, axis=1, return_index=True)
    assert kinds[:, first].T.tolist()[:5] == [  # matched alone, with a first year; SOAP, no place
        [1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 2], [2, 0, 0],
    ]  # fmt: skip
    for number in first.tolist():
        season = OneSeason(study.replay(number))
        market, batch, you = season.market, season.batch, season.market.you
        told = steps(season)
        (match,) = [step for step in told if step.kind == "match"]
        weeks = [step for step in told if step.kind == "soap"]
        assert len(weeks) == max(batch.round.max(), batch.second_round.max())
        filled = sum(int(step.everybody.split()[0]) for step in weeks)
        assert filled == (batch.round > 0).sum() + (batch.second_round > 0).sum()
        own = season.choice[season.mine(you)]
        if batch.outcome[0, you] == MATCHED:
            own = own[market.program[season.mine(you)] == batch.program[0, you]]
            assert own.tolist() == [study.your_match_choice[number]]
        one, other = (int(where[0, you]) for where in (batch.program, batch.second))
        if other < 0:
            continue
        names, late = market.programs.names, int(batch.second_round[0, you])
        assert told[-1].you == f"You have a place at {names[one]} and {names[other]}"
        assert names[other] in person(season, you)
        assert match.you.endswith("is missing" if late else f"first year at {names[other]}")
        yours = [step.you for step in weeks]
        took = words.SOAP_YOU.format(names[other])
        before = [words.SOAP_WAIT] * (late - 1) if late else [words.SOAP_NOT] * len(weeks)
        assert yours == before + [took] * (len(weeks) - len(before))


def test_a_round_of_second_places_alone_is_told():
    study = simulate(Scenario().with_market(position_types=True), replicates=1)
    batch = study.replay(0)
    once, thrice = np.minimum(batch.round, 1), np.where(batch.second_round > 0, 3, 0)
    assert thrice.any()
    alone = replace(batch, round=once, second_round=thrice.astype(np.int8))
    told = [step.round for step in steps(OneSeason(alone)) if step.kind == "soap"]
    assert told == [1, 2, 3]


def test_preliminary_programs_stand_last_on_everybody_s_list():
    season = OneSeason(simulate(Scenario().with_market(position_types=True), 1).replay(0))
    market, some = season.market, 0
    for applicant in range(len(market.applicants)):
        mine = season.mine(applicant)
        seen = season.choice[mine] >= 0
        order = np.argsort(season.choice[mine][seen])
        first_year = market.programs.preliminary[market.program[mine]][seen][order]
        assert not np.diff(first_year.astype(int)).min(initial=0) < 0
        some += first_year.any()
    assert some > 50


def test_the_columns_of_a_season_agree_with_one_another(season):
    market = season.market
    ranked = season.standing >= 0
    assert np.array_equal(ranked, season.reached >= RANKED)
    assert season.list_length.sum() == ranked.sum()
    assert season.count(0).sum() == len(market.program)
    mine = season.mine(market.you)
    own = np.sort(season.choice[mine][season.choice[mine] >= 0])
    assert own.tolist() == list(range(len(own)))


def test_reached_and_places_are_those_of_the_engine_s_table():
    study = simulate(Scenario(), replicates=2)
    table, season = study.applications(1), OneSeason(study.replay(1))
    assert season.reached.tolist() == table["reached"].cat.codes.tolist()
    ranked = season.standing >= 0
    assert (season.standing[ranked] + 1).tolist() == table["place"][ranked].tolist()


def test_the_steps_go_from_september_to_the_end(season):
    told = steps(season)
    kinds = [step.kind for step in told]
    assert kinds[:5] == ["apply", "filters", "calls", "interviews", "lists"]
    assert kinds[-1] == "end"
    assert ("early" in kinds) == bool((season.batch.outcome[0] == 0).any())
    rounds = [step.round for step in told if step.kind == "soap"]
    assert rounds == list(range(1, int(season.batch.round[0].max()) + 1))
    for step in told:
        assert "{" not in step.sentence
        assert step.everybody
        assert step.you


def test_the_numbers_of_the_steps_add_up():
    season = OneSeason(simulate(Scenario(), replicates=1).replay(0))
    told = {step.kind: step for step in steps(season)}
    counts = np.bincount(season.batch.outcome[0], minlength=len(OUTCOMES))
    assert told["match"].everybody.startswith(f"{counts[1]} people match")
    assert f"{counts[3]} do not" in told["end"].everybody
    open_positions = season.market.programs.positions.sum() - counts[1]
    assert f"{open_positions} of 254 positions stay open" in told["match"].everybody


def test_everybody_can_be_asked_at_every_step(season):
    for who in range(0, len(season.market.applicants), 17):
        for kind in ("apply", "filters", "calls", "interviews", "lists", "match", "end"):
            told = person(season, who, kind)
            assert "Step 2 CK" in told
            assert "{" not in told
    assert person(season, season.market.you).startswith("You (non-US IMG)")


def test_what_comes_later_is_not_told(playing):
    you = playing.season.market.you
    ends = ("Matched at", "No match", "No place", "Signed")
    for step in playing.steps:
        said = person(playing.season, you, step.kind)
        late = step.kind in ("early", "match", "soap", "end")
        assert any(end in said for end in ends) == late
        assert ("interview" in said) == (step.kind not in ("apply", "filters", "calls"))


def test_the_answer_grows_with_the_steps(playing):
    picture = playing.picture
    picture.step = 0
    picture.asked = {"person": playing.season.market.you}
    first = picture.answer
    picture.step = len(playing.steps) - 1
    assert picture.answer != first
    assert picture.answer.startswith(first.rstrip("."))
    picture.asked, picture.step = {}, 0
    assert picture.answer == ""


def test_the_table_tells_every_step(playing):
    assert playing.table.value.count("<tr>") == len(playing.steps) + 1
    for step in playing.steps:
        assert step.title in playing.table.value
    assert words.TABLE in playing.table.value


def test_what_goes_to_the_browser_is_small_and_complete(playing):
    rows = playing.picture.rows
    market = playing.season.market
    assert len(rows["people"]) == len(market.applicants)
    assert len(rows["programs"]) == len(market.programs)
    assert len(rows["applications"]) == len(market.program)
    assert rows["people"][-1] == [
        *(int(column[-1]) for column in (market.applicants.kind, playing.season.batch.outcome[0])),
        int(playing.season.batch.program[0, -1]),
        int(playing.season.batch.round[0, -1]),
    ]
    for one in rows["programs"]:
        assert one["counts"] == sorted(one["counts"], reverse=True)
    # The picture counts on the order of the outcomes.
    assert OUTCOMES == ("pre-match", "matched", "soap", "unplaced")
    assert playing.picture.description == " ".join(step.sentence for step in playing.steps)


def test_calls_are_those_acted_on_in_that_season(playing):
    who, where, praise = playing.season.words
    assert len(who) == len(where) == len(praise) > 50
    assert 0 < praise.mean() < 1
    sent = set(zip(playing.season.market.applicant, playing.season.market.program, strict=True))
    assert set(zip(who, where, strict=True)) <= sent


def test_the_nearest_list_is_a_preliminary_one_only_where_there_is_no_other():
    scenario = (
        Scenario().with_market(position_types=True).with_assumptions(preliminary_alone_share=0.0)
    )
    study = simulate(scenario, replicates=100)
    programs = study.market.programs
    mine = study.market.program[study.market.yours]
    alone, told = programs.preliminary[mine], 0
    for number in np.flatnonzero(study.outcome[:, -1] == UNPLACED).tolist():
        listed = study.your_rank[number] >= 0
        ahead = (study.your_list_end - study.your_rank)[number]
        if not (listed & ~alone).any() or ahead[listed].argmax() not in np.flatnonzero(
            alone[listed]
        ):
            continue  # a preliminary list is not the one that came nearest
        told += 1
        season = OneSeason(study.replay(number))
        for text in (fate(study, number), person(season, season.market.you)):
            (name,) = re.findall(r"nearest list was (\w+)'s", text)
            assert not programs.preliminary[programs.names.index(name)]
    assert told > 3
