"""What the official rules say in the season explorer, by the control or the number they touch."""

from __future__ import annotations

from collections.abc import Iterable

from engine import Scenario, figure
from engine.base.codes import TYPES
from engine.scenario.rules import Move, Verdict, judge, judge_scenario
from engine.study.season import Season
from widgets.controls.fields import ChoiceControl
from widgets.explorer.answers import Controls
from widgets.season import words

_OWN_LINE = ("you.step2",)  # its line is about the pass mark


def show_verdicts(scenario: Scenario, *groups: Controls) -> None:
    """Say by the control that makes a move what the rules say about it.

    Where several controls describe one move, the first of each group says it for all.
    """
    verdicts = judge_scenario(scenario)
    said = {path: _said(verdict, scenario.rules) for path, verdict in verdicts.items()}
    for voice, behind in (("voices[1]", ["voices[1]"]), ("voices[0]", ["voices[0]", "voices[1]"])):
        if _speaks_nobody(voice, groups):  # so a voice that no control shows has its number
            said = {p: text for p, text in said.items() if p.partition(".")[0] not in behind}
    for group in groups:
        left = dict(said)
        for paths, control in group.items():
            if paths == _OWN_LINE:
                continue
            mine = next((path for path in left if paths[0].startswith(path)), None)
            control.help = "" if mine is None else left.pop(mine)


def _speaks_nobody(voice: str, groups: Iterable[Controls]) -> bool:
    speakers = (group.get((f"{voice}.role",)) for group in groups)
    return any(isinstance(one, ChoiceControl) and one.value == words.NOBODY for one in speakers)


def _said(verdict: Verdict, rules: bool) -> str:
    effect = "" if not verdict.blocked else words.NO_EFFECT if rules else words.STILL_COUNTS
    clauses = f" ({', '.join(verdict.rules)})" if verdict.rules else ""
    if verdict.status == "grey":
        return words.SILENT.format(clauses=clauses, why=verdict.sentence)
    return words.VERDICT.format(status=verdict.status, clauses=clauses, effect=effect)


def pass_mark_line(step2: object) -> str:
    """Say what a score under today's pass mark is; empty for a pass, and for what is no score.

    Examples
    --------
    >>> pass_mark_line(218), "failed under 218" in pass_mark_line(217)
    ('', True)
    """
    mark = figure("step2ck_pass_mark", "all takers").value
    failed = isinstance(step2, int) and step2 < mark
    return words.FAILED_TODAY.format(mark) if failed else ""


def closed_by(season: Season, rules: bool) -> tuple[str, ...]:
    """Name the rules that close every early offer to you, while the rules are on.

    Empty where a program you applied to may make you one: it takes part in no Match.

    >>> from engine import Scenario, simulate
    >>> closed_by(simulate(Scenario(), replicates=1), rules=True)
    ('R8',)
    """
    if not rules:
        return ()
    market = season.market
    mine = market.program[slice(*market.start[-2:])]
    verdicts = [
        judge(
            Move(
                actor="program",
                phase="before interviews",
                act="offer a position outside the Match",
                program_in_match=not outside,
                applicant=TYPES[market.applicants.kind[-1]],
            )
        )
        for outside in sorted({False, *market.programs.outside_match[mine].tolist()})
    ]
    open_to_you = not all(verdict.blocked for verdict in verdicts)
    return () if open_to_you else tuple(rule for verdict in verdicts for rule in verdict.rules)
