"""The exercises as data: what is asked, and what is right, computed and never typed.

``engine/data/exercises.toml`` holds them. Where it names an answer it names a call, such as
``share_below(230, 246, 15)``. Calls are read with the syntax tree and made from the names below,
and from no others: nothing in the file is ever executed as Python.
"""

from __future__ import annotations

import ast
import operator
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from engine import formulas
from engine.base.errors import MarketError
from engine.matching.soap_clock import official_clock, time_text
from engine.scenario.rules import Move, judge
from engine.sources.figures import claim, figure
from engine.sources.lexicon import phrases, roles


@dataclass(frozen=True)
class Slip:
    """A common wrong answer, and why it tempts."""

    answer: float | str
    why: str


@dataclass(frozen=True)
class Part:
    """One thing an exercise asks for.

    `ask` labels its control. The answer is a number, printed with `digits` decimals and right
    within the `tolerance`, or one of the `options`. The unit "probability" is from 0 to 1 and may
    be typed in percent. `slips` are common wrong answers.
    """

    ask: str
    answer: float | str
    unit: str
    digits: int
    tolerance: float
    options: tuple[str, ...]
    slips: tuple[Slip, ...]

    @property
    def shown(self) -> str:
        """The right answer as it is printed."""
        if isinstance(self.answer, str):
            return self.answer
        return f"{self.answer + 1e-9:.{self.digits}f}"  # .135 is printed .14

    def fits(self, answer: float | str, wanted: float | str) -> bool:
        """Whether an answer is as good as the one wanted."""
        if isinstance(answer, str) or isinstance(wanted, str):
            return answer == wanted
        return abs(answer - wanted) <= self.tolerance + 1e-9


@dataclass(frozen=True)
class Question:
    """An exercise: its parts, and a worked solution that names their answers."""

    id: str
    title: str
    prompt: str
    worked: str
    parts: tuple[Part, ...]


def exercise(id: str) -> Question:
    """Return an exercise with its answers computed; an unknown id is refused with the known ones.

    >>> exercise("1.2").parts[0].shown
    '0.14'
    """
    if id not in _rows():
        raise MarketError([f"there is no exercise {id!r}; there are {', '.join(_rows())}"])
    row = _rows()[id]
    parts = tuple(_part({**row.get("each", {}), **part}) for part in row["part"])
    worked = row["worked"].format(*(part.shown for part in parts))
    return Question(id, row["title"], row["prompt"], worked, parts)


def exercise_ids() -> tuple[str, ...]:
    """Return the ids of all exercises, in the order of the course."""
    return tuple(_rows())


def compute(call: str) -> Any:
    """Compute an answer from the call that the data names.

    It may hold numbers, texts and lists; plus, minus, times, divided by; comparisons; an item of a
    list or mapping; and calls of the names known here. Anything else is refused.

    >>> compute("3 * at_least_one(0.5, 1) + weight_shares()['step2'] * 0")
    1.5
    >>> compute("open('my-log.json')")
    Traceback (most recent call last):
    ...
    engine.MarketError: "open('my-log.json')" is not part of an answer
    """
    return _value(ast.parse(call, mode="eval").body)


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.List(elts=items):
            return [_value(item) for item in items]
        case ast.UnaryOp(op=ast.USub(), operand=item):
            return -_value(item)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return _SIGNS[type(sign)](_value(left), _value(right))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _SIGNS:
            return _SIGNS[type(sign)](_value(left), _value(right))
        case ast.Subscript(value=whole, slice=key):
            return _value(whole)[_value(key)]
        case ast.Call(func=ast.Name(id=name), args=given, keywords=named) if name in _CALLS:
            words = {word.arg: _value(word.value) for word in named if word.arg}
            return _CALLS[name](*map(_value, given), **words)
    raise MarketError([f"{ast.unparse(node)!r} is not part of an answer"])


def _part(row: Mapping[str, Any]) -> Part:
    options, digits = tuple(row.get("options", ())), row.get("digits", 2)
    answer = compute(row["answer"])
    return Part(
        ask=row["ask"],
        answer=answer if options else float(answer),
        unit=row.get("unit", ""),
        digits=digits,
        tolerance=row.get("tolerance", 10.0**-digits),
        options=options,
        slips=tuple(
            Slip(wrong if options else float(compute(wrong)), why)
            for wrong, why in row.get("slips", ())
        ),
    )


@cache
def _rows() -> dict[str, dict[str, Any]]:
    """Read the exercises, when the first one is asked for."""
    from importlib.resources import files

    text = (files("engine") / "data" / "exercises.toml").read_text(encoding="utf-8")
    return {row["id"]: row for row in tomllib.loads(text)["exercise"]}


# --- What an answer may call, besides the formulas ---------------------------------------------


def _either(condition: bool, yes: str, no: str) -> str:
    return yes if condition else no


def _smallest_step(score: float, silent: float) -> int:
    """Return the first whole phrase code with which a score beats another file in silence."""
    wanted = formulas.file_score(silent)
    return next(code for code in range(-3, 4) if formulas.file_score(score, code) > wanted)


def _best_start(shift: float) -> int:
    """Return the rank, 1 to 80, from which so many places up add most to a match."""
    ranks = np.arange(1, 81)
    after, before = formulas.match_probability(ranks, shift), formulas.match_probability(ranks)
    return int(ranks[np.argmax(np.asarray(after) - np.asarray(before))])


def _role_influence(role: str) -> float:
    found = roles()[role]
    return float(formulas.influence(found.proximity, found.credibility))


def _advocate(place: int, among: list[str], called: list[str]) -> str:
    """Return what the role is called that has the place by influence, 1 the most."""
    found = sorted(among, key=_role_influence, reverse=True)[place - 1]
    return called[among.index(found)]


def _verdict(actor: str, phase: str, act: str, **more: Any) -> str:
    return judge(Move(actor=actor, phase=phase, act=act, **more)).status


def _early_offers(candidates: float, program_in_match: bool) -> float:
    """Return how many IMGs a program may offer a position before the Match, by the rules."""
    status = _verdict(
        "program",
        "before interviews",
        "offer a position outside the Match",
        program_in_match=program_in_match,
        institution_in_match=program_in_match,
        applicant="non-US IMG",
    )
    return candidates if status == "allowed" else 0


def _soap_pile(
    *,
    own: bool = False,
    sponsored: bool = True,
    years_out: int = 0,
    failed: bool = False,
    interviewed: bool = False,
) -> str:
    """Sort a SOAP file as document S2 tells it: S2-22, S2-17, S2-29, S2-16, then S2-38."""
    if own:
        return "taken first"
    if not sponsored:
        return "out at once"
    if years_out >= 10:
        return "cut from the long list"
    if failed:
        return "only if desperate"
    return "top list, round 1" if interviewed else "middle list, rounds 2 and 3"


def _soap_time(what: str) -> str:
    """Say when something happens in the official week; what no rule provides for is "never"."""
    clock = official_clock()
    if what.startswith("round "):
        return time_text(clock.rounds[int(what.removeprefix("round ")) - 1][0])
    if what in ("status", "applications", "files", "end"):
        return time_text(int(getattr(clock, what)))
    return "never"  # R13: applicants file no list, and no offer is repeated


_SIGNS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
}
_CALLS: dict[str, Callable[..., Any]] = {
    **{name: found for name in formulas.__all__ if callable(found := getattr(formulas, name))},
    "claim": lambda id, group=None: claim(id, group).value,
    "figure": lambda quantity, group="all", year=None: figure(quantity, group, year).value,
    "percent": lambda value: f"{value:g}%",
    "code": lambda phrase: phrases()[phrase].code,
    "sqrt": lambda value: float(np.sqrt(value)),
    "either": _either,
    "smallest_step": _smallest_step,
    "best_start": _best_start,
    "role_influence": _role_influence,
    "advocate": _advocate,
    "verdict": _verdict,
    "early_offers": _early_offers,
    "soap_pile": _soap_pile,
    "soap_time": _soap_time,
}
