"""A small market as text, as a learner writes it: read, checked line by line, written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from engine.base.errors import MarketError
from engine.matching.lists import Couple, Pair, read_market
from widgets.text.reading import brief

MOST_APPLICANTS, MOST_PROGRAMS, MOST_PAIRS, LONGEST_NAME = 12, 8, 12, 20
BOXES = ("applicants", "programs", "couples")
_MOST_DIGITS = 3  # of a number of positions
_SHOWN = 8  # problems shown by one box
_NO_PROGRAM = ("-", "\u2013", "\u2014", "\u2212")

Key = TypeVar("Key", str, tuple[str, str])
Value = TypeVar("Value")


@dataclass(frozen=True)
class SmallMarket:
    """Who ranks whom, best first, and how many positions each program has.

    Members of couples have an empty list; a couple is two applicants and the pairs of programs they
    rank, where None is that partner unmatched.
    """

    applicants: dict[str, tuple[str, ...]]
    programs: dict[str, tuple[str, ...]]
    quotas: dict[str, int]
    couples: tuple[Couple, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What three texts say: the market, or a sentence for each thing wrong in each box."""

    market: SmallMarket | None
    problems: dict[str, tuple[str, ...]]


def write_market(market: SmallMarket) -> dict[str, str]:
    r"""Write a market as the text of each box, one line for each applicant, program and couple.

    >>> market = SmallMarket({"Di": (), "Ed": ()}, {"City": ("Di",)}, {"City": 2},
    ...                      (("Di", "Ed", (("City", None),)),))
    >>> write_market(market)
    {'applicants': 'Di:\nEd:', 'programs': 'City 2: Di', 'couples': 'Di + Ed: City -'}
    """

    def pair(programs: Pair) -> str:
        names = [_NO_PROGRAM[0] if program is None else program for program in programs]
        return (" + " if any(" " in name for name in names) else " ").join(names)

    lines = {
        "applicants": [(name, ", ".join(ranks)) for name, ranks in market.applicants.items()],
        "programs": [
            (f"{name} {market.quotas[name]}", ", ".join(ranks))
            for name, ranks in market.programs.items()
        ],
        "couples": [
            (f"{one} + {other}", "; ".join(pair(programs) for programs in pairs))
            for one, other, pairs in market.couples
        ],
    }
    return {
        box: "\n".join(f"{head}: {rest}".rstrip() for head, rest in found)
        for box, found in lines.items()
    }


def read_text(applicants: str, programs: str, couples: str = "") -> Reading:
    """Read a market that somebody wrote, one line each.

    Applicants: ``Arthur: City, Mercy``; members of couples have nothing after the colon. Programs,
    with their positions: ``City 2: Darrius, Arthur``. Couples: ``Davis + Eastman: Mercy Mercy;
    City -``; with names of several words a plus goes between the two programs of a pair.

    >>> read_text("Ana: City", "City 1: Ana, Bo").problems["programs"]
    ("Line 1: 'City' ranks 'Bo', who is not among the applicants.",)
    >>> read_text("Ana: City", "City 1: Ana").market.quotas
    {'City': 1}
    """
    pages = {
        box: _Page(text) for box, text in zip(BOXES, (applicants, programs, couples), strict=True)
    }
    people = pages["applicants"].read(_applicant, MOST_APPLICANTS)
    hospitals = pages["programs"].read(_program, MOST_PROGRAMS)
    paired = pages["couples"].read(_couple, MOST_APPLICANTS // 2)
    _refuse_shared_names(pages)
    market = SmallMarket(
        people,
        {name: ranks for name, (_, ranks) in hospitals.items()},
        {name: quota for name, (quota, _) in hospitals.items()},
        tuple((one, other, pairs) for (one, other), pairs in paired.items()),
    )
    checked = _with_missing(market, pages)
    try:
        read_market(checked.applicants, checked.programs, checked.quotas, checked.couples)
    except MarketError as error:
        for problem in error.problems:
            _blame(problem, pages)
    if any(page.problems for page in pages.values()):
        return Reading(None, {box: page.shown() for box, page in pages.items()})
    return Reading(market, dict.fromkeys(BOXES, ()))


def _with_missing(market: SmallMarket, pages: Mapping[str, _Page]) -> SmallMarket:
    """Return what can be checked further, without blame for what is known to be wrong.

    Whoever may stand on a line that could not be read is added; a couple with a member
    of an earlier one is left out.
    """
    applicants, programs, quotas = dict(market.applicants), dict(market.programs), market.quotas
    if pages["applicants"].problems:
        for names in (*programs.values(), *((one, other) for one, other, _ in market.couples)):
            for name in names:
                applicants.setdefault(name, ())
    if pages["programs"].problems:
        pairs = [pair for _, _, listed in market.couples for pair in listed]
        for options in (*market.applicants.values(), *pairs):
            for program in options:
                if program is not None:
                    programs.setdefault(program, ())
        quotas = {**dict.fromkeys(programs, 0), **quotas}
    couples: list[Couple] = []
    for couple in market.couples:
        if not any(set(couple[:2]) & set(earlier[:2]) for earlier in couples):
            couples.append(couple)
    return SmallMarket(applicants, programs, quotas, tuple(couples))


class _Page:
    """The lines of one box, and what is wrong with them."""

    def __init__(self, text: str) -> None:
        found = enumerate(text.splitlines(), 1)
        self.lines = {number: line.strip() for number, line in found if line.strip()}
        self.line_of: dict[Any, int] = {}
        self.problems: list[tuple[int, str]] = []

    def read(self, reader: Callable[[str], tuple[Key, Value]], most: int) -> dict[Key, Value]:
        """Read line by line; a reader raises `MarketError` for what it cannot read."""
        read: dict[Key, Value] = {}
        if len(self.lines) > most:
            self.note(0, f"There are {len(self.lines)} lines; the picture has room for {most}")
            return read
        for number, line in self.lines.items():
            try:
                key, value = reader(line)
            except MarketError as error:
                for problem in error.problems:
                    self.note(number, problem)
                continue
            if key in self.line_of:
                self.note(number, f"{_shown(key)} already has line {self.line_of[key]}")
            self.line_of.setdefault(key, number)
            read.setdefault(key, value)
        return read

    def note(self, line: int, problem: str) -> None:
        """Add a problem of one line, or of the whole (line 0)."""
        said = f"Line {line}: {problem}." if line else f"{problem}."
        if (line, said) not in self.problems:
            self.problems.append((line, said))

    def shown(self) -> tuple[str, ...]:
        """Return the first problems in the order of the lines, and how many more there are."""
        said = [problem for _, problem in sorted(self.problems, key=lambda noted: noted[0])]
        rest = len(said) - _SHOWN
        more = (f"And {rest} more.",) if rest > 0 else ()
        return (*said[:_SHOWN], *more)


def _applicant(line: str) -> tuple[str, tuple[str, ...]]:
    """Read ``Arthur: City, Mercy``."""
    head, rest = _halves(line, "Arthur: City, Mercy")
    return _name(head), _ranks(rest)


def _program(line: str) -> tuple[str, tuple[int, tuple[str, ...]]]:
    """Read ``City 2: Darrius, Arthur``."""
    head, rest = _halves(line, "City 2: Darrius, Arthur")
    found = re.fullmatch(r"(.*\S)\s+(-?\d+)", head)
    if found is None:
        raise MarketError([f"{head!r} must end in its number of positions, as in 'City 2'"])
    if len(found[2]) > _MOST_DIGITS:
        many = f"{_shown(found[1])} has {brief(found[2])} positions"
        raise MarketError([f"{many}; the picture has room for {10**_MOST_DIGITS - 1}"])
    return _name(found[1]), (int(found[2]), _ranks(rest))


def _couple(line: str) -> tuple[tuple[str, str], tuple[Pair, ...]]:
    """Read ``Davis + Eastman: Mercy Mercy; City -``."""
    head, rest = _halves(line, "Davis + Eastman: Mercy Mercy; City -")
    members = [part.strip() for part in head.split("+")]
    if len(members) != 2 or not all(members):
        raise MarketError([f"{head!r} must be two applicants, as in 'Davis + Eastman'"])
    pairs = [part.strip() for part in rest.split(";")] if rest else []
    if len(pairs) > MOST_PAIRS:
        raise MarketError([f"there are {len(pairs)} pairs; the picture has room for {MOST_PAIRS}"])
    return (_name(members[0]), _name(members[1])), tuple(_pair(pair) for pair in pairs)


def _halves(line: str, example: str) -> tuple[str, str]:
    """Split a line at its colon."""
    head, colon, rest = (part.strip() for part in line.partition(":"))
    if not (head and colon):
        shown = line if len(line) <= 40 else f"{line[:40]}..."
        raise MarketError([f"{shown!r} needs a name and a colon first, as in '{example}'"])
    return head, rest


def _ranks(text: str) -> tuple[str, ...]:
    """Read names between commas."""
    return tuple(_name(part) for part in text.split(",")) if text else ()


def _pair(text: str) -> Pair:
    """Read two programs; a minus is none."""
    parts = [part.strip() for part in text.split("+")] if "+" in text else text.split()
    if len(parts) != 2 or not all(parts):
        hint = "two programs, or - for none, with a plus between names of several words"
        raise MarketError([f"{text!r} is not a pair: write {hint}"])
    one, other = (None if part in _NO_PROGRAM else _name(part) for part in parts)
    return one, other


def _name(text: str) -> str:
    """Read one name."""
    name = " ".join(text.split())
    if not name:
        raise MarketError(["there is a comma without a name beside it"])
    if any(mark in name for mark in ":;+") or name in _NO_PROGRAM:
        raise MarketError([f"{name!r} is not a name: names stand between commas, without : ; or +"])
    if len(name) > LONGEST_NAME:
        raise MarketError(
            [f"{name[:LONGEST_NAME] + '...'!r} is longer than {LONGEST_NAME} letters"]
        )
    return name


def _refuse_shared_names(pages: Mapping[str, _Page]) -> None:
    """Note names that stand for two: an applicant and a program, or a member of two couples."""
    for name, line in pages["programs"].line_of.items():
        if name in pages["applicants"].line_of:
            pages["programs"].note(line, f"{name!r} is also the name of an applicant")
    partners: dict[str, int] = {}
    for members, line in pages["couples"].line_of.items():
        for name in dict.fromkeys(members):
            if name in partners:
                pages["couples"].note(line, f"{name!r} is in the couple of line {partners[name]}")
            partners.setdefault(name, line)
    for box in ("applicants", "programs"):
        if not pages[box].lines:
            pages[box].note(0, f"Nothing stands here yet; write a line for each {box[:-1]}")


def _blame(problem: str, pages: Mapping[str, _Page]) -> None:
    """Note a problem at the line of whom it names first."""
    for page in pages.values():
        for key, line in page.line_of.items():
            if problem.startswith(_shown(key)):
                page.note(line, problem)
                return
    pages["applicants"].note(0, problem)


def _shown(key: str | tuple[str, str]) -> str:
    return repr(key) if isinstance(key, str) else f"the couple {key[0]!r} and {key[1]!r}"
