"""The line that says whose numbers are shown, and whether the rules are on."""

import re
from dataclasses import replace

from engine import Scenario
from engine.scenario.rules import Verdict
from widgets.controls import number
from widgets.explorer import BasisLine, words
from widgets.explorer import basis as module
from widgets.season import SeasonExplorer
from widgets.text.words import BELIEVED


def test_the_basis_line_names_numbers_and_rules():
    line = BasisLine(Scenario())
    assert BELIEVED["evidence"] in line.value
    assert words.RULES_ON in line.value
    line.show(Scenario(preset="source", rules=False))
    assert BELIEVED["source"] in line.value
    assert words.RULES_OFF in line.value


def test_a_blocked_move_is_named_with_its_clause_while_the_rules_are_on(monkeypatch):
    # In the words of controls, of settings, and of who speaks: never by a dotted path.
    scenario = Scenario().with_you(told_number_one=3)
    assert words.BLOCKED not in BasisLine(Scenario().with_you(told_number_one=1)).value
    shown = BasisLine(scenario).value
    assert f"<b>{words.BLOCKED}:</b> programs told that they are first: Interest may" in shown
    assert "(R7)" in shown
    line = BasisLine()
    line.show(scenario, controls={("you.told_number_one",): number("Told <first>", 3, 0, 9, 1)})
    assert f"<b>{words.BLOCKED}:</b> Told &lt;first&gt;: Interest may" in line.value
    cold = Verdict("only after the program contacts you", ("R1", "R4"), "Wait <here>.")
    spoken = scenario.with_voice("attending", "a machine").with_voice("resident", "a machine")
    judged = {"voices[0].repeated": cold, "voices[1]": cold}
    monkeypatch.setattr(module, "judge_scenario", lambda scenario: judged)
    shown = BasisLine(spoken).value
    wait = "Wait &lt;here&gt;. (R1, R4)"
    assert f"attending, said again after the interviews: {wait}" in shown
    assert f"<b>{words.BLOCKED}:</b> resident: {wait}" in shown
    assert words.BLOCKED not in BasisLine(replace(spoken, rules=False)).value


def test_an_explorer_names_a_blocked_move_by_its_control():
    explorer = SeasonExplorer(Scenario().with_voice("attending", "I'd take them", programs=4))
    explorer.told.text, explorer.when.value = "3", "in Match Week"
    assert f"<b>{words.BLOCKED}:</b> attending: In SOAP" in explorer.basis.value
    assert f"<b>{words.BLOCKED}:</b> {explorer.told.label}: Interest may" in explorer.basis.value
    assert not re.search(r"\b(voices|you|strategy)\b[.\[]", explorer.basis.value)


def test_without_a_scenario_no_move_is_made_and_no_rule_asked():
    line = BasisLine(numbers="as <published>")
    assert f"<b>{words.NUMBERS}:</b> as &lt;published&gt;" in line.value
    assert words.NO_MOVE in line.value
    line.show(Scenario(), "two kinds")
    assert "two kinds" in line.value
    assert BELIEVED["evidence"] not in line.value
    assert words.RULES_ON in line.value
