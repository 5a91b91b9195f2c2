"""The Match of a small market as a row of moments: what is said, and how every rank stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.matching import Match, Step, match, steps
from engine.matching.lists import Option, Unit
from widgets.match import words
from widgets.match.market_text import SmallMarket


@dataclass(frozen=True)
class Moment:
    """How the market stands at one step.

    `own` tells of an applicant and a line of the list (0 = best) whether it is ``"trying"``,
    ``"held"``, ``"refused"`` or ``"left"``; lines not yet tried are not in it. `theirs` tells the
    same of a program and an applicant it ranked. `matching` says who is held where, and `here` whom
    the sentence is about.
    """

    sentence: str
    own: dict[tuple[str, int], str]
    theirs: dict[tuple[str, str], str]
    matching: dict[str, str | None]
    here: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Walk:
    """A small market, what `match` says about it, and every moment on the way there."""

    market: SmallMarket
    result: Match = field(repr=False)
    moments: tuple[Moment, ...] = field(repr=False)

    @property
    def steps(self) -> int:
        """Number of the last moment; the first is 0."""
        return len(self.moments) - 1

    def sentence(self, step: int) -> str:
        """Say what happens at a step, from 0 to `steps`."""
        said = self.moments[step].sentence
        return words.STEP.format(step=step, steps=self.steps, sentence=said)


def walk_through(market: SmallMarket) -> Walk:
    """Run the Match and keep every moment of it; `MarketError` lists every fault of the market.

    >>> walk = walk_through(SmallMarket({"Ana": ("City",)}, {"City": ("Ana",)}, {"City": 1}))
    >>> for step in range(walk.steps):
    ...     print(walk.sentence(step))
    Step 0 of 3. All lists are certified, and nobody has proposed yet.
    Step 1 of 3. Ana proposes to City, rank 1 on Ana's list.
    Step 2 of 3. City holds Ana, rank 1 on its list: a position was open.
    >>> walk.moments[2].own, walk.moments[2].theirs
    ({('Ana', 0): 'held'}, {('City', 'Ana'): 'held'})
    """
    lists = market.applicants, market.programs, market.quotas
    result = match(*lists, couples=market.couples)
    return Walk(market, result, tuple(_moments(market, result, steps(*lists, market.couples))))


class _Marks:
    """How every rank stands, while events go by."""

    def __init__(self, options: Mapping[Unit, tuple[Option, ...]]) -> None:
        self.options = options
        self.unit_of = {name: unit for unit in self.options for name in unit}
        self.own: dict[tuple[str, int], str] = {}
        self.theirs: dict[tuple[str, str], str] = {}
        self.held: dict[Unit, int] = {}  # the line that each unit holds

    def mark(self, unit: Unit, line: int, state: str, only: Iterable[str] | None = None) -> None:
        """Mark a line on both sides; with `only`, the programs' side for these members alone."""
        for name, program in zip(unit, self.options[unit][line], strict=True):
            self.own[name, line] = state
            if program is not None and (only is None or name in only):
                self.theirs[program, name] = state

    def hold(self, unit: Unit, line: int) -> None:
        """Mark a line as held, and the one held before as left."""
        if unit in self.held:
            self.mark(unit, self.held[unit], "left")
        self.held[unit] = line
        self.mark(unit, line, "held")

    def lose(self, name: str, program: str) -> None:
        """Mark a place as lost; a partner who still has one keeps it for the moment."""
        unit = self.unit_of[name]
        line = self.held.pop(unit, None)
        if line is None:  # both partners lose theirs at once
            line = next(k for (who, k), s in self.own.items() if who == name and s == "held")
        self.theirs[program, name] = "refused"
        for member, at in zip(unit, self.options[unit][line], strict=True):
            if member == name or at is None:
                self.own[member, line] = "refused"

    def give_back(self, name: str, program: str) -> None:
        """Mark a place as left because the partner lost theirs."""
        self.theirs[program, name] = "left"
        for (who, line), state in self.own.items():
            if who == name and state == "held":
                self.own[who, line] = "left"

    def moment(self, event: Step) -> Moment:
        """Take in an event and say how things stand then."""
        unit = event.applicants
        here = {name for name in (*unit, *event.programs) if name is not None}
        own, theirs = self.own.copy(), self.theirs.copy()
        if event.kind in ("proposes", "rejects", "holds", "bumps"):
            line = self.options[unit].index(event.programs)
            if event.kind == "proposes":
                self.mark(unit, line, "trying")
            elif event.kind == "rejects":
                self.mark(unit, line, "refused", only=[name for name, _ in event.lost])
            else:
                for name, program in event.lost:
                    self.lose(name, program)
                self.hold(unit, line)
        elif event.kind == "leaves":
            for name, program in event.left:
                self.give_back(name, program)
        here.update(name for pair in event.lost for name in pair)
        moment = Moment(
            event.sentence, self.own.copy(), self.theirs.copy(), event.matching, frozenset(here)
        )
        if event.kind == "proposes":  # what is being tried stands for this moment only
            self.own, self.theirs = own, theirs
        return moment


def _moments(market: SmallMarket, result: Match, events: Iterable[Step]) -> Iterator[Moment]:
    """Yield the beginning, every event, and the outcome."""
    marks = _Marks(result.lists.options)
    last = dict.fromkeys(market.applicants)
    yield Moment(words.NOBODY_YET, {}, {}, dict(last))
    for event in events:
        yield marks.moment(event)
        last = event.matching
    if last != result.placed:
        for unit, line in list(marks.held.items()):
            marks.mark(unit, line, "left")
            del marks.held[unit]
        for unit, options in marks.options.items():
            now = tuple(result.placed[name] for name in unit)
            if now in options:
                marks.hold(unit, options.index(now))
    yield Moment(_outcome(result, last), marks.own, marks.theirs, result.placed)


_STABLE = "It is stable: no applicant and program would both rather have each other."
_STABLE_COUPLES = (
    "It is stable: nobody, alone or as a couple, would rather be where they would be held."
)
_NOT_STABLE = {
    "none exists": "No stable matching exists here: every possibility was searched. This is where "
    "the walk stops.",
    "not found": "No stable matching was found. This is where the walk stops.",
}


def _outcome(result: Match, last: dict[str, str | None]) -> str:
    """Say in words who is where, what is left, and whether it is stable."""
    if result.status != "stable":
        said = [_NOT_STABLE[result.status]]
    elif last == result.placed:
        said = ["Nobody is left to try, so what is tentative becomes final."]
    else:
        said = ["This walk went in a circle, but a search of every possibility ends well."]
    for program, names in result.roster.items():
        unfilled = result.unfilled[program]
        who = _listed(names) if names else "nobody"
        open_ = f" ({unfilled} unfilled)" if unfilled else ""
        said.append(f"{program}: {who}{open_}.")
    unmatched = [name for name, program in result.placed.items() if program is None]
    said.append(f"Unmatched: {_listed(unmatched) if unmatched else 'nobody'}.")
    if result.status == "stable":
        said.append(_STABLE_COUPLES if result.lists.couples else _STABLE)
    for one, wanted in result.blocking_pairs:
        unit: Unit = (one,) if isinstance(one, str) else one
        option: Option = (wanted,) if isinstance(wanted, str) else wanted
        to = " and ".join(program or "no program" for program in option)
        said.append(f"{_listed(unit)} would rather be at {to}, which would take them.")
    return " ".join(said)


def _listed(names: Iterable[str]) -> str:
    """Join names as a sentence does."""
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
