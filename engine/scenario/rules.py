"""Which move breaks an official rule, and which clause.

The clauses (R1 to R22) and the verdicts on moves are tables in ``engine/data``. A verdict never
says more than the texts that were found: where they are silent or differ, it is grey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from engine.base.codes import MATCH_WEEK, TYPES, WINTER
from engine.base.errors import MarketError, raise_if_any
from engine.base.settings import choice_problem, shown
from engine.sources.figures import table

if TYPE_CHECKING:
    from engine.scenario.scenario import Scenario

ACTORS = ("applicant", "representative", "program", "another program director")
"""Who acts. A representative is anybody who speaks for the applicant: mentor, school, family."""
PHASES = (
    "before interviews",
    "between interviews and rank lists",
    "SOAP before contact",
    "SOAP after contact",
    "after SOAP",
)
"""When. Contact is the first one a program makes, with the applicant or the representative."""
STATUSES = ("allowed", "only after the program contacts you", "forbidden", "grey")


@dataclass(frozen=True)
class Rule:
    """One official rule, in the course's words.

    ``clause`` is what it says, ``phase`` and ``who`` when it holds and whom it binds. ``dated`` is
    the date of the text that was found at ``address``, ``checked`` the day it was looked at and
    ``read`` how much of it. ``note`` says what is doubtful or grey about it, and may be empty.
    """

    id: str
    name: str
    phase: str
    who: str
    clause: str
    source: str
    address: str
    dated: str
    checked: str
    read: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Move:
    """Something somebody does around a program.

    ``actor``, ``phase`` and ``act`` are one of `ACTORS`, `PHASES` and `acts`. The flags say whether
    the program, and whether any program of its institution, takes part in the Match; whether an
    exception to All In (R10) covers the position; whether the applicant is eligible for SOAP. The
    ``applicant`` type is needed where the verdict depends on it.

    Raises
    ------
    MarketError
        Naming every part that cannot be used.
    """

    actor: str
    phase: str
    act: str
    program_in_match: bool = True
    institution_in_match: bool = True
    exception: bool = False
    soap_eligible: bool = True
    applicant: str | None = None

    def __post_init__(self) -> None:
        known = {"actor": ACTORS, "phase": PHASES, "act": acts()}
        if self.applicant is not None:
            known["applicant"] = TYPES
        problems = [choice_problem(name, getattr(self, name), known[name]) for name in known]
        # 1 equals True, and would be judged from memory as if it were True.
        problems += [
            f"{spec.name} is {shown(value)}; it must be true or false"
            for spec in fields(self)
            if spec.type == "bool" and not isinstance(value := getattr(self, spec.name), bool)
        ]
        raise_if_any(problems)
        if self.program_in_match and not self.institution_in_match:
            raise MarketError(["a program in the Match belongs to an institution in the Match"])


@dataclass(frozen=True)
class Verdict:
    """What the rules say about a move: one of `STATUSES`, the clauses it rests on, and why.

    No clause is named where none bears on the move.
    """

    status: str
    rules: tuple[str, ...]
    sentence: str

    @property
    def blocked(self) -> bool:
        """Whether the move has no effect while the rules are on. Grey moves are not blocked."""
        return self.status in ("forbidden", "only after the program contacts you")


@cache
def official_rules() -> Mapping[str, Rule]:
    """Return all official rules, by id.

    Examples
    --------
    >>> official_rules()["R8"].name, official_rules()["R8"].checked
    ('All In', '2026-11-21')
    """
    return {row["id"]: Rule(**row) for row in table("rules")}


@cache
def acts() -> tuple[str, ...]:
    """Return everything a move can be.

    Examples
    --------
    >>> "ask for a commitment" in acts()
    True
    """
    return tuple(dict.fromkeys(row["act"] for row in table("verdicts")))


@cache  # an explorer asks about the same few moves at every press
def judge(move: Move) -> Verdict:
    """Say what the rules say about a move.

    Parameters
    ----------
    move : Move
        Who does what, and when.

    Returns
    -------
    Verdict

    Raises
    ------
    MarketError
        When that actor cannot do that in that phase, or when the applicant type decides and is
        not given.

    Examples
    --------
    >>> cold_call = Move(
    ...     actor="representative", phase="SOAP before contact", act="contact the program"
    ... )
    >>> judge(cold_call).status, judge(cold_call).rules
    ('only after the program contacts you', ('R1', 'R2', 'R4'))
    """
    for row in table("verdicts"):
        # Cells hold alternatives; an empty cell fits everything. The first row that fits decides.
        if all(_fits(row[spec.name], getattr(move, spec.name)) for spec in fields(Move)):
            if row["applicant"] and move.applicant is None:
                raise MarketError(
                    [f"the verdict on {move.act!r} depends on the applicant; name a type"]
                )
            return Verdict(row["status"], tuple(row["rules"].split()), row["sentence"])
    raise MarketError([f"no {move.actor} can {move.act!r} in the phase {move.phase!r}"])


def judge_scenario(scenario: Scenario) -> dict[str, Verdict]:
    """Judge every move that a scenario makes, by the dotted path of the setting that makes it.

    Its moves are its voices, at the moment they are heard, what is said again after the
    interviews, what several programs are told, and a note that welcomes an early offer.

    Examples
    --------
    >>> from engine.scenario.scenario import Scenario
    >>> called = Scenario().with_voice(role="chief resident", phrase="a machine", level=2)
    >>> {path: verdict.status for path, verdict in judge_scenario(called).items()}
    {'voices[0]': 'grey'}
    """
    early, late, soap = PHASES[:3]
    phases = {WINTER: late, MATCH_WEEK: soap}

    def move(phase: str, act: str, actor: str = "representative") -> Move:
        return Move(actor=actor, phase=phase, act=act, applicant=scenario.you.applicant_type)

    moves: dict[str, Move] = {}
    for number, voice in enumerate(scenario.voices):
        act = "contact the program" if voice.level else "add a letter to the file"
        act = "answer a question" if voice.inside else act
        moves[f"voices[{number}]"] = move(phases.get(voice.moment, early), act)
        if voice.repeated:
            again = "answer a question" if voice.inside else "contact the program"
            moves[f"voices[{number}].repeated"] = move(late, again)
    if scenario.you.told_number_one > 1:
        act = "tell several programs that each is first"
        moves["you.told_number_one"] = move(late, act, "applicant")
    if scenario.you.early_note:
        moves["you.early_note"] = move(late, "volunteer interest", "applicant")
    return {path: judge(made) for path, made in moves.items()}


def within_rules(scenario: Scenario) -> Scenario:
    """Take out of a scenario every move that the rules block, where rules are on.

    Examples
    --------
    >>> from engine.scenario.scenario import Scenario
    >>> within_rules(Scenario().with_you(told_number_one=3)) == Scenario()
    True
    """
    if not scenario.rules:
        return scenario
    blocked = {path for path, verdict in judge_scenario(scenario).items() if verdict.blocked}
    if not blocked:
        return scenario
    kept = [
        replace(voice, repeated=voice.repeated and f"voices[{number}].repeated" not in blocked)
        for number, voice in enumerate(scenario.voices)
        if f"voices[{number}]" not in blocked
    ]
    told = 0 if "you.told_number_one" in blocked else scenario.you.told_number_one
    you = replace(scenario.you, told_number_one=told)
    return replace(scenario, voices=tuple(kept), you=you)


def _fits(cell: str, value: Any) -> bool:
    """Whether a cell of the table of verdicts allows a value; an unknown applicant fits any."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return not cell or value is None or value in cell.split("|")
