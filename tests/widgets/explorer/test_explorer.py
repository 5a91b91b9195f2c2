"""The base of all explorers: its form, its reset, what it refuses, its room, its seasons."""

import re
import threading
from pathlib import Path

import altair as alt
import ipywidgets as ipw
import pytest
import traitlets as t

from engine import MarketError, Scenario
from tests.widgets.seen import shown
from widgets.charts.marks import rows_named
from widgets.controls import action, choice, number, toggle
from widgets.explorer import SEASONS, Explorer, Story, TableSpec, seasons, simulated, words

WIDGETS = Path(words.__file__).parents[1]


def rows(result):
    return {"bars": [{"year": "next", "dollars": result}]}


def describe(result):
    return f"100 dollars become {result:g}."


def draw(first, sentence):
    bars = alt.Chart(rows_named("bars", first["bars"]), description=sentence).mark_bar()
    return bars.encode(x="dollars:Q", y="year:N")


TABLES = {"bars": TableSpec("Growth", {"year": "Year"})}


class Growth(Explorer):
    story = Story(rows, describe, draw)
    numbers, note, file_name, sentence_lines = "made up", "A note.", "growth", 3
    tables = TABLES

    def __init__(self):
        self.interest = number("Interest, %", 5, 0, 10, 1)
        self.years = number("Years", 1, 0, 9, 1)
        self.kind = choice("Kind", ["simple", "compound"], "simple")
        self.late = toggle("Late")
        self.again = action("Again")
        self.runs, self.said = 0, []
        super().__init__(
            [self.interest, self.years],
            more={"More": {("kind",): self.kind, ("late",): self.late}},
            buttons=[self.again],
        )

    def simulate(self):
        self.runs += 1
        if self.interest.value > self.years.value * 8:
            raise MarketError(
                ["Interest, % is too much for so few years", "kind is at odds", "nothing fits"]
            )
        return 100 + self.interest.value * self.years.value

    def limits(self):
        return f"<i>{self.years.value}</i>"

    def annotate(self):
        self.said.append(self.result)


@pytest.fixture
def growth():
    return Growth()


class Cuts(Explorer):
    story = Story(rows, describe, draw)
    numbers, note, file_name, sentence_lines = "made up", "A note.", "cuts", 3
    tables = TABLES
    problems = ()

    def __init__(self):
        self.cut, self.spread, self.voice = (number(name, 5, 0, 10, 1) for name in ("A", "B", "C"))
        super().__init__(
            {
                ("assumptions.exam_cut",): self.cut,
                ("assumptions.exam_cut_sd",): self.spread,
                ("voices[1].level", "voices[1]"): self.voice,
            }
        )

    def simulate(self):
        if self.problems:
            raise MarketError(self.problems)
        return 100


def test_a_control_is_blamed_for_its_own_setting_and_for_none_that_begins_alike():
    cuts = Cuts()
    cuts.problems = (
        "assumptions.exam_cut_sd is 7; it must be below assumptions.exam_cut",
        "voices[1].levels is no setting",
        "voices[10].level is 9",
    )
    cuts.cut.text = "6"
    assert (cuts.cut.problem, cuts.voice.problem) == ("", "C.levels is no setting.")
    assert cuts.spread.problem == "B is 7; it must be below assumptions.exam_cut."
    assert cuts.problem.text == "voices[10].level is 9."
    cuts.problems = ("assumptions.exam_cut is 7; assumptions.exam_cut_sd is 0",)
    cuts.cut.text = "7"
    assert (cuts.cut.problem, cuts.spread.problem) == ("A is 7; assumptions.exam_cut_sd is 0.", "")


def test_what_a_subclass_gives_stands_in_the_order_of_every_explorer(growth):
    whole, under = growth.parts
    dials, outcome = whole.parts
    assert [whole.kind, dials.kind, outcome.kind, under.kind] == [
        "explorer", "dials", "outcome", "under",
    ]  # fmt: skip
    assert outcome.parts == (growth.problem, growth.sentence, growth.picture)
    assert under.parts == (growth.basis, growth.caveat, growth.exports)
    main, more, note = dials.parts
    assert note.value == "A note."
    interest, years, buttons = main.parts
    assert (interest, years) == (growth.interest, growth.years)
    assert buttons.parts == (growth.again, growth.reset)
    assert more is growth.more["More"]
    assert more.parts[0].parts == (growth.kind, growth.late)
    assert more.value is False
    assert words.NO_MOVE in growth.basis.value
    assert "made up" in growth.basis.value


def test_one_control_alone_needs_no_reset():
    class One(Growth):
        def __init__(self):
            self.interest = self.years = number("Years", 1, 0, 9, 1)
            self.runs, self.said = 0, []
            Explorer.__init__(self, [self.interest])

    one = One()
    assert one.parts[0].parts[0].parts[0].parts == (one.interest,)


def test_the_sentence_keeps_room_for_its_lines(growth):
    assert growth.sentence.lines == 3


def test_a_new_answer_is_told_everywhere(growth):
    growth.interest.text = "7"
    assert growth.sentence.text == growth.picture.description == "100 dollars become 107."
    assert growth.picture.rows == rows(107)
    growth.years.text = "2"
    assert growth.said == [105, 107, 114]
    assert "<i>2</i>" in growth.caveat.value


def test_reset_brings_every_first_answer_back_and_shows_it_once(growth):
    first = shown(growth)
    growth.interest.text, growth.years.text = "4", "abc"
    growth.kind.value, growth.late.value = "compound", True
    growth.runs = 0
    growth.reset.press()
    assert growth.runs == 1
    assert shown(growth) == first
    answers = growth.interest.text, growth.years.text, growth.kind.value, growth.late.value
    assert answers == ("5", "1", "simple", False)
    assert growth.years.problem == ""


@pytest.mark.parametrize("typed", ["11", "-1", "abc", "", "nan"])
def test_a_bad_entry_is_said_by_its_control_and_nothing_moves(growth, typed):
    good = shown(growth)
    growth.interest.text = typed
    assert growth.interest.problem.startswith(f"Interest, % is {typed or 'empty'}; it must be")
    growth.years.text = "2"  # a good answer beside it waits
    assert growth.years.problem == growth.problem.text == ""
    assert shown(growth) == good
    assert growth.said == [105]
    growth.interest.text = "6"
    assert growth.interest.problem == ""
    assert growth.sentence.text == "100 dollars become 112."


def test_what_is_refused_stands_by_the_control_it_names_and_goes_with_its_cause(growth):
    good = shown(growth)
    growth.interest.text = "9"
    assert growth.interest.problem == "Interest, % is too much for so few years."
    assert growth.kind.problem == "Kind is at odds."
    assert growth.problem.text == "nothing fits."
    assert shown(growth) == good
    growth.years.text = "2"  # the cause may lie with another control
    assert growth.interest.problem == growth.kind.problem == growth.problem.text == ""
    assert growth.sentence.text == "100 dollars become 118."


def test_changes_made_together_are_shown_together_also_one_group_inside_another(growth):
    growth.runs = 0
    with growth.all_at_once():
        growth.interest.text = "6"
        with growth.all_at_once():
            growth.years.text = "2"
        assert growth.runs == 0
        growth.years.text = "3"
    assert growth.runs == 1
    assert growth.sentence.text == "100 dollars become 118."


def test_an_explorer_whose_first_view_fails_is_not_made():
    class Broken(Growth):
        def simulate(self):
            raise MarketError(["no such market"])

    with pytest.raises(MarketError, match="no such market"):
        Broken()


def test_the_seasons_of_a_setting_are_simulated_once_for_all_explorers(monkeypatch):
    scenario = Scenario().with_you(step2=251)
    first = simulated(scenario)
    assert first.replicates == SEASONS
    simulated(Scenario().with_you(step2=252))  # another one in between

    def refuse(*_args, **_kwargs):
        raise AssertionError("simulated again")

    monkeypatch.setattr(seasons, "simulate", refuse)
    assert simulated(Scenario().with_you(step2=251)) is first
    with pytest.raises(AssertionError, match="again"):
        simulated(scenario, 2)


def test_few_seasons_are_kept():
    assert 4 <= seasons._kept.cache_info().maxsize <= 16


def test_the_docstring_shows_a_whole_explorer_in_few_lines():
    shown_lines = re.findall(r"^ +(?:>>>|\.\.\.)", Explorer.__doc__, re.MULTILINE)
    assert 15 <= len(shown_lines) <= 30


def test_an_older_answer_never_overwrites_a_newer_one():
    """Two threads of one kernel: a slow simulation of 7 %, and Reset pressed while it runs."""
    entered, release = threading.Event(), threading.Event()

    class Slow(Growth):
        def simulate(self):
            result = super().simulate()
            if self.interest.value == 7:
                entered.set()
                assert release.wait(10)
            return result

    explorer = Slow()
    first = explorer.sentence.text
    drag = threading.Thread(target=setattr, args=(explorer.interest, "text", "7"))
    drag.start()
    assert entered.wait(10)
    press = threading.Thread(target=explorer.start_over)
    press.start()
    press.join(0.2)  # it waits for its turn, or shows its own result at once
    release.set()
    drag.join(10)
    press.join(10)
    assert explorer.interest.text == "5"
    assert explorer.sentence.text == first
    assert explorer.result == 105
    assert explorer.picture.rows["bars"][0]["dollars"] == 105


def test_a_drag_and_a_reset_that_arrive_together_are_drawn_once(growth):
    runs = growth.runs
    growth.do(
        [
            (1, growth.interest.key, {"value": 7, "text": "7"}),
            (2, growth.reset.key, {"presses": 1}),
        ]
    )
    assert (growth.interest.value, growth.sentence.text) == (5, "100 dollars become 105.")
    assert growth.runs == runs + 1


def test_a_press_that_arrives_with_a_drag_finds_what_the_drag_came_to(growth):
    found = []
    growth.again.observe(lambda _change: found.append(growth.interest.value), names="presses")
    growth.do([(1, growth.interest.key, {"text": "7"}), (2, growth.again.key, {"presses": 1})])
    assert found == [7]
    assert growth.sentence.text == "100 dollars become 107."


def test_a_form_opened_again_is_told_no_more_than_what_is_shown(growth):
    runs = growth.runs
    growth.do([(1, growth.more["More"].key, {"value": True})])
    assert growth.more["More"].value is True
    assert growth.runs == runs


def test_any_widget_that_follows_rows_can_be_the_picture():
    class Dots(ipw.Label):
        rows, description = t.Dict(), t.Unicode()

        def update(self, *, rows=None, description=None):
            self.rows, self.description = rows, description

    class Dotted(Growth):
        story = Story(rows, describe, lambda first, said: Dots(rows=first, description=said))

    dotted = Dotted()
    dotted.interest.text = "7"
    assert dotted.picture.rows == rows(107)
    assert dotted.picture.description == dotted.sentence.text
    dotted.exports.value = True
    assert "next" in dotted.exports.table.value


def test_every_explorer_that_draws_seasons_as_dots_can_tell_of_one():
    texts = (file.read_text(encoding="utf-8") for file in WIDGETS.glob("*/*.py"))
    draws = [text for text in texts if "def draw(" in text and "-> SeasonDots:" in text]
    assert len(draws) == 6
    assert all("    def tell(self, asked" in text for text in draws)
