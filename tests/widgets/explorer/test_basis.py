"""The line that says whose numbers are shown, and whether the rules are on."""

from dataclasses import replace

from engine import Scenario
from engine.scenario.rules import Verdict
from widgets.explorer import BasisLine, words
from widgets.explorer import basis as module
from widgets.text.words import BELIEVED


def test_the_basis_line_names_numbers_and_rules():
    line = BasisLine(Scenario())
    assert BELIEVED["evidence"] in line.value
    assert words.RULES_ON in line.value
    line.show(Scenario(preset="source", rules=False))
    assert BELIEVED["source"] in line.value
    assert words.RULES_OFF in line.value


def test_a_blocked_move_is_named_with_its_clause_while_the_rules_are_on(monkeypatch):
    scenario = Scenario().with_you(told_number_one=3)
    assert words.BLOCKED not in BasisLine(Scenario().with_you(told_number_one=1)).value
    shown = BasisLine(scenario).value
    assert f"<b>{words.BLOCKED}:</b> you.told_number_one: " in shown
    assert "(R7)" in shown
    cold = Verdict("only after the program contacts you", ("R1", "R4"), "Wait <here>.")
    monkeypatch.setattr(module, "judge_scenario", lambda scenario: {"voices[0]": cold})
    assert "voices[0]: Wait &lt;here&gt;. (R1, R4)" in BasisLine(scenario).value
    assert words.BLOCKED not in BasisLine(replace(scenario, rules=False)).value


def test_without_a_scenario_no_move_is_made_and_no_rule_asked():
    line = BasisLine(numbers="as <published>")
    assert f"<b>{words.NUMBERS}:</b> as &lt;published&gt;" in line.value
    assert words.NO_MOVE in line.value
    line.show(Scenario(), "two kinds")
    assert "two kinds" in line.value
    assert BELIEVED["evidence"] not in line.value
    assert words.RULES_ON in line.value
