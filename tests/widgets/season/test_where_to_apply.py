"""Where to apply: the curves are the engine's, and the sentence says when nothing is bought."""

import asyncio

import pytest

from engine import MarketError, Scenario
from engine.study.choosing import next_applications
from engine.study.lists_tested import lists_tested
from engine.study.simulation import class_and_you
from tests.widgets.seen import check_refusal, shown
from widgets.season import where_to_apply
from widgets.season.where_to_apply import LISTS, ListsView, WhereToApply, describe, views

LOW = Scenario().with_you(applicant_type="US MD senior", step2=219)
LOW = LOW.with_strategy(applications=8)
ABROAD = Scenario().with_you(applicant_type="US IMG", step2=219)  # of chapter 01
CHOSEN_ON, TESTED_ON = where_to_apply.CHOSEN_ON, where_to_apply.TESTED_ON  # as a reader has them


@pytest.fixture(scope="module", autouse=True)
def few():
    """Choose and test on fewer seasons than a reader's page: what is asked here needs no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where_to_apply, "CHOSEN_ON", 80)
        patch.setattr(where_to_apply, "TESTED_ON", 160)
        yield


@pytest.fixture(scope="module")
def where(few):
    return WhereToApply(LOW)


@pytest.fixture(scope="module")
def short(few):
    """One whose answer is one application, for what asks again and again."""
    return WhereToApply(LOW.with_strategy(applications=1))


def test_the_curves_are_what_the_engine_tests(where):
    steps = [*next_applications(LOW, 8, where_to_apply.CHOSEN_ON, 1)]
    assert where.result.steps == tuple(steps)
    chosen = [step.program for step in steps]
    drawn = {(row["list"], row["at"]): row["share"] for row in where.picture.rows["curves"]}
    tested = [*lists_tested(LOW, chosen, [1, 3, 6], where_to_apply.TESTED_ON, 1)]
    assert len(tested) == 3 * len(LISTS)
    for row in tested:
        assert drawn[LISTS[row.programs], row.applications] == row.matched
    assert [row["program"] for row in where.picture.rows["steps"]] == chosen


def test_the_sentence_says_by_how_much_and_when_no_more_is_bought(where):
    told, last = where.sentence.text, where.result.tested[-len(LISTS) :]
    assert f"ends {last[0].matched:.0%} of 160 other seasons" in told
    assert f"{round(100 * last[1].more)} points more than the usual 8" in told
    assert f"No {len(where.result.steps) + 1}th application buys anything" in told
    assert where.picture.description == told


def last_view(scenario, budget):
    """Return the last of the `views` of a reader's page, without the tests of shorter lists."""
    steps = tuple(next_applications(scenario, budget, CHOSEN_ON, 1))
    chosen = [step.program for step in steps]
    return ListsView(steps, tuple(lists_tested(scenario, chosen, [budget], TESTED_ON, 1)), True)


def test_it_says_so_where_the_usual_list_does_as_well():
    low = last_view(ABROAD, 23)
    strong = last_view(ABROAD.with_you(step2=262), 23)  # as chapter 01 says of both
    assert "points more than the usual 23" in describe(low)
    assert "no more, beyond chance, than the usual 23" in describe(strong)
    assert len(strong.steps) < len(low.steps) < 12
    assert low.steps[3].matched > 0.75 * low.steps[-1].matched  # "the first few bring most of it"


def test_where_nothing_helps_nobody_is_blamed():
    refused = Scenario().with_assumptions(sponsors_visa_share=0.0)
    where = WhereToApply(refused.with_strategy(applications=3))
    assert where.result.steps == ()
    assert "no verdict on anybody" in where.sentence.text
    assert where.picture.rows["steps"] == []


def test_a_budget_that_is_used_up_says_what_the_last_one_bought(where):
    *_, last = views(LOW, 2)
    gain = round(100 * last.steps[-1].gain)
    assert f"The 2nd still buys {gain} points where it was chosen." in describe(last)
    first = next(views(LOW, 2))
    assert not first.done
    assert describe(first).startswith("So far: ")


@pytest.fixture
def one_choice(monkeypatch):
    """Choose one application only, whatever the budget."""
    monkeypatch.setattr(where_to_apply, "views", lambda who, _budget, seed: views(who, 1, seed))


@pytest.mark.parametrize("size", [60, 150])
@pytest.mark.usefixtures("one_choice")
def test_a_small_class_says_how_many_applications_there_may_be(size):
    small = LOW.with_market(applicants=size).with_strategy(applications=27)
    programs = len(class_and_you(small)[0].applications.market.programs)
    where = WhereToApply(small)
    assert (where.budget.value, where.budget.high) == (min(27, programs), programs)
    check_refusal(where, where.budget, str(programs + 1))


@pytest.mark.parametrize(("sent", "first"), [(0, 1), (45, 39), (5_000, 39)])
@pytest.mark.usefixtures("one_choice")
def test_it_starts_with_as_many_as_are_sent_where_the_class_has_so_many(sent, first):
    assert WhereToApply(LOW.with_strategy(applications=sent)).budget.value == first


@pytest.mark.usefixtures("one_choice")
def test_a_list_of_programs_says_how_many_are_sent():
    where = WhereToApply(Scenario().with_strategy(programs=["Kestrel", "Briar"]))
    assert where.budget.value == 2


def test_a_class_that_no_list_is_chosen_in_is_refused():
    with pytest.raises(MarketError, match=r"market.couples is 2; a list is chosen where"):
        WhereToApply(LOW.with_market(couples=2))


def test_bad_entries_are_refused_by_their_control(short):
    check_refusal(short, short.score, "lots")
    check_refusal(short, short.budget, "99")


@pytest.mark.parametrize("path", ["you.step2", "you.applicant_type", "budget"])
def test_what_the_engine_refuses_is_said_by_its_control_and_not_by_its_path(
    short, monkeypatch, path
):
    def refuse(*_settings):
        raise MarketError([f"{path} is not what it should be"])

    monkeypatch.setattr(where_to_apply, "views", refuse)
    short.refresh()
    told = {control.label: control.problem for control in short.controls.values()}
    (label,) = (label for label, problem in told.items() if problem)
    assert told[label] == f"{label} is not what it should be."
    assert short.problem.text == ""
    monkeypatch.undo()
    short.refresh()
    assert not any(control.problem for control in short.controls.values())


def test_other_seasons_and_the_way_back(short):
    first = shown(short)
    short.work.button.press()
    assert short.seed == 2
    assert shown(short) != first
    short.start_over()
    assert shown(short) == first


def test_a_new_setting_takes_the_place_of_an_answer_on_its_way():
    async def read():
        where = WhereToApply(LOW)
        assert (where.work.button.label, where.result.done) == ("Stop", False)
        where.budget.text = "2"  # while the first answer is on its way
        async with asyncio.timeout(60):
            while where.work.button.label == "Stop":
                await asyncio.sleep(0.01)
        assert where.result.done
        assert len(where.result.tested) == 2 * len(LISTS)

    asyncio.run(read())
