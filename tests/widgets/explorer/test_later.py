"""What takes a while comes when the page has come to rest, and holds up nobody."""

import asyncio
from time import monotonic
from types import SimpleNamespace

import ipywidgets as ipw
import pytest

from engine import Scenario
from engine.study import simulation
from engine.study.kept import KeptSeasons
from widgets.explorer import Later, later, seasons
from widgets.explorer.seasons import FIRST, SEASONS, PlaysSeasons
from widgets.past_the_filter.advocacy_levels import AdvocacyLevels
from widgets.season import SeasonExplorer
from widgets.who_knows_whom.late_call import LateCall
from widgets.who_knows_whom.season_clock import SeasonClock
from widgets.who_knows_whom.silence import Silence


class Page:
    """A page whose cells run: what listens to them, and a rest of a twentieth of a second."""

    def __init__(self, monkeypatch):
        self.heard = []
        events = SimpleNamespace(register=lambda _name, call: self.heard.append(call))
        shell = SimpleNamespace(events=events)
        monkeypatch.setattr(later, "get_ipython", lambda: shell)
        monkeypatch.setattr(later, "_REST", 0.05)
        self.clock = monotonic
        monkeypatch.setattr(later, "monotonic", lambda: self.clock())
        monkeypatch.setattr(later, "_queue", later._Queue())

    def run_cell(self):
        for call in self.heard:
            call(None)


@pytest.fixture
def page(monkeypatch):
    return Page(monkeypatch)


def stands(part):
    return isinstance(part.children[0], ipw.Label)


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.002)


def test_where_no_kernel_listens_it_is_there_at_once():
    done = []
    part = Later(lambda: ipw.Label(f"{len(done)} steps"), lambda: (done.append(n) for n in "abc"))
    assert part.children[0].value == "3 steps"


def test_it_says_that_it_comes_and_waits_for_the_cells(page):
    async def read():
        part = Later(ipw.Label)
        assert later.COMING in part.children[0].parts[0].value
        began = monotonic()
        for cell in range(6):
            page.clock = lambda cell=cell: began + 0.04 * cell  # on a busy machine, too
            page.run_cell()
            await asyncio.sleep(0.06)
            assert not stands(part)
        page.clock = monotonic
        await until(lambda: stands(part))

    asyncio.run(read())


def test_two_parts_come_in_their_order_and_others_are_heard_between_steps(page):
    async def read():
        order = []

        def steps(name):
            for _ in range(3):
                order.append(name)
                asyncio.get_running_loop().call_soon(order.append, "heard")
                yield

        first = Later(lambda: ipw.Label("a"), lambda: steps("a"))
        second = Later(lambda: ipw.Label("b"), lambda: steps("b"))
        assert order == []
        await until(lambda: stands(second))
        assert stands(first)
        assert order == ["a", "heard"] * 3 + ["b", "heard"] * 3

    asyncio.run(read())


def test_a_part_that_fails_says_so_and_the_next_one_comes(page):
    def fail():
        raise ValueError("no <seasons>")

    async def read():
        told = []
        asyncio.get_running_loop().set_exception_handler(lambda _, about: told.append(about))
        broken, whole = Later(fail), Later(ipw.Label)
        await until(lambda: stands(whole))
        assert "no &lt;seasons&gt;" in broken.children[0].parts[0].value
        assert isinstance(told[0]["exception"], ValueError)

    asyncio.run(read())


def test_an_explorer_shows_few_seasons_first_and_then_all_of_them(page):
    async def read():
        explorer = SeasonExplorer(Scenario().with_market(seed=107))
        page.run_cell()
        few = explorer.result.main.after
        assert few.replicates == FIRST
        assert "50 simulated seasons" in explorer.sentence.text
        await until(lambda: explorer.result.main.after.replicates == SEASONS)
        assert "200 simulated seasons" in explorer.sentence.text
        explorer.score.text = "251"  # a turn of yours is there at once
        assert explorer.result.main.after.replicates == SEASONS

    asyncio.run(read())


def test_what_was_left_to_do_for_an_older_answer_is_not_done(page):
    async def read():
        explorer = SeasonExplorer(Scenario().with_market(seed=108))
        explorer.again.press()
        newer = explorer.result
        shown = []
        explorer.picture.observe(lambda _: shown.append(explorer.result), names="description")
        await until(lambda: explorer.result is not newer)
        await asyncio.sleep(0.1)
        assert [one.main.after.replicates for one in shown] == [SEASONS]

    asyncio.run(read())


@pytest.fixture
def played(monkeypatch):
    """Scores whose seasons are played, in their order."""
    scores, simulate = [], seasons.simulate

    def noted(scenario, **study):
        scores.append(scenario.you.step2)
        return simulate(scenario, **study)

    monkeypatch.setattr(seasons, "simulate", noted)
    return scores


def press(explorer, score):
    """Set the score as the page does it."""
    explorer.do([(1, explorer.score.key, {"text": f"{score}"})])


BY_SCORE = (AdvocacyLevels, LateCall, SeasonExplorer)


def test_every_explorer_of_seasons_is_tried_here():
    names = {kind.__name__ for kind in PlaysSeasons.__subclasses__()}
    assert names == {kind.__name__ for kind in (*BY_SCORE, SeasonClock, Silence)}


@pytest.mark.parametrize("kind", BY_SCORE)
def test_each_that_has_a_score_plays_its_next_step_before_it_is_pressed(kind, page, played):
    async def read():
        explorer = kind()
        await until(lambda: not later._queue._waiting)
        for score in (221, 222):
            press(explorer, score)
            await until(lambda: not later._queue._waiting)
        assert 223 in played
        played.clear()
        press(explorer, 223)
        assert 223 not in played
        await until(lambda: not later._queue._waiting)
        assert set(played) == {224}

    asyncio.run(read())


# What makes of its class another one, for each explorer that can.
ANEW = {
    AdvocacyLevels: lambda levels: setattr(levels.cut, "text", "231"),
    SeasonClock: lambda clock: setattr(clock.starts, "value", "speaker"),
    SeasonExplorer: lambda explorer: explorer.again.press(),
}


@pytest.mark.parametrize("kind", ANEW)
def test_a_class_that_has_not_played_is_shown_in_few_seasons_first(kind, page, monkeypatch):
    shown = []

    async def read():
        explorer = kind()
        await until(lambda: not later._queue._waiting)
        monkeypatch.setattr(simulation, "recent_seasons", KeptSeasons())  # nothing has played there
        tell = type(explorer).result_of
        monkeypatch.setattr(kind, "result_of", lambda *a: shown.append(a[1].replicates) or tell(*a))
        ANEW[kind](explorer)
        assert shown == [FIRST]
        await until(lambda: shown == [FIRST, SEASONS])

    asyncio.run(read())


def test_the_next_step_of_a_slider_is_played_before_it_is_pressed(page, played):
    async def read():
        explorer = SeasonExplorer(Scenario().with_you(step2=201))
        await until(lambda: not later._queue._waiting)  # the class has played
        played.clear()
        press(explorer, 202)
        assert played == [202] * 2  # in both worlds
        await until(lambda: played == [202] * 2 + [203] * 2)
        press(explorer, 203)
        assert played[4:] == []
        assert explorer.result.main.after.scenario.you.step2 == 203
        await until(lambda: played[4:] == [204] * 2)

    asyncio.run(read())


def test_nothing_is_played_ahead_of_a_jump_or_of_an_answer_that_is_old(page, played):
    async def read():
        explorer = SeasonExplorer(Scenario().with_you(step2=191))
        await until(lambda: not later._queue._waiting)
        press(explorer, 197)
        press(explorer, 198)
        explorer.kind.value = "US IMG"
        await until(lambda: not later._queue._waiting)
        assert set(played) == {191, 197, 198}

    asyncio.run(read())


def test_of_what_is_played_ahead_only_the_last_waits(page, played):
    async def read():
        explorer = SeasonExplorer(Scenario().with_you(step2=204))
        await until(lambda: not later._queue._waiting)
        played.clear()
        for score in (205, 206, 207, 208):
            press(explorer, score)
        assert len(later._queue._waiting) == 1
        await until(lambda: played[-2:] == [209] * 2)
        assert played == [score for score in range(205, 210) for _ in range(2)]

    asyncio.run(read())
