"""The algorithm of the Match, one event at a time, for whoever wants to watch it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.matching.lists import Lists, Option, Pair, Unit, read_market
from engine.matching.walk_words import holding, names, placing, proposal, refusal, try_again

Moves = tuple[tuple[str, str], ...]  # applicants, each with a program


@dataclass(frozen=True)
class Step:
    """One event of the algorithm."""

    # "proposes", "holds", "bumps" or "rejects"; with couples also "leaves" (a partner was
    # bumped), "reopens" (a position given back is offered again), "blocks" (somebody who rests
    # would be held at a better place and tries again) and "circles" (a couple that has been
    # here before is set aside)
    kind: str
    applicants: Unit  # who acts; empty when a reopened position interests nobody
    programs: Option  # where each of them tries; or the one that is left, or reopens
    lost: Moves  # applicants turned down or let go, each with that program
    left: Moves  # applicants who give a place back, each with that program
    matching: dict[str, str | None]  # the tentative matching after the event
    sentence: str  # the event in plain words

    @property
    def applicant(self) -> str | None:
        """The single applicant who acts; None when a couple does, or nobody."""
        return self.applicants[0] if len(self.applicants) == 1 else None

    @property
    def program(self) -> str | None:
        """The one program concerned; None when there are two."""
        return self.programs[0] if len(self.programs) == 1 else None

    @property
    def bumped(self) -> str | None:
        """Who loses a place to a single applicant; None when nobody does."""
        one = self.kind == "bumps" and len(self.lost) == 1
        return self.lost[0][0] if one else None


def steps(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
    couples: Iterable[tuple[str, str, Sequence[Pair]]] = (),
) -> Iterator[Step]:
    """Run the Match and yield its events.

    1. The single applicants come first, in the order given, then the couples, one
       after the other. Each tries the own list from the top; whoever is bumped goes on
       at once.
    2. A couple tries its pairs from the top; a pair holds only if each program
       of it would take its member. A couple that considers a pair is ready to
       leave the positions it holds.
    3. When a member of a couple is bumped, the partner leaves too.
    4. A position given back is offered down the program's list, to those who
       would rather be there.
    5. At the end everybody is asked once more; whoever blocks tries again.

    Lines that were refused are passed over in silence as long as the answer could
    only be the same: until one of their programs had a position given back.
    A couple is set aside when everything stands again as it stood before.

    Parameters
    ----------
    applicants, programs : mapping of str to list of str
        Rank order lists, best first; empty for members of couples.
    quotas : mapping of str to int
        Positions of each program, zero or more.
    couples : iterable of (str, str, list of pairs), optional
        Two applicants and the pairs of programs they rank, best first; None =
        that partner stays unmatched.

    Returns
    -------
    iterator of Step
        Every proposal, each followed by what came of it, and what else happens. The
        matching of the last step is final; with couples it need not be stable.

    Raises
    ------
    MarketError
        At once, listing every fault of the input.

    Examples
    --------
    >>> lists = {"Ana": ["City"], "Di": [], "Ed": []}, {"City": ["Di", "Ana"], "Lake": ["Ed"]}
    >>> for step in steps(*lists, {"City": 1, "Lake": 1}, [("Di", "Ed", [("City", "Lake")])]):
    ...     print(step.sentence)
    Ana proposes to City, rank 1 on Ana's list.
    City holds Ana, rank 2 on its list: a position was open.
    Di and Ed propose Di at City and Ed at Lake, pair 1 on their list.
    City holds Di, rank 1 on its list, and Lake holds Ed, rank 1 on its list. City lets go of Ana, \
rank 2.
    """
    return _Walk(read_market(applicants, programs, quotas, couples)).events()


class _Walk:
    """Who holds what while units come in one at a time."""

    def __init__(self, market: Lists) -> None:
        self.places = market.places
        self.quotas = dict(zip(market.programs, market.quotas.tolist(), strict=True))
        self.options = market.options
        self.with_couples = bool(market.couples)
        self.unit_of = {name: unit for unit in self.options for name in unit}
        self.at: dict[str, str | None] = dict.fromkeys(market.applicants)
        self.held: dict[str, list[str]] = {program: [] for program in market.programs}
        # The option each unit holds; one after its last option without one.
        self.line = {unit: len(options) for unit, options in self.options.items()}
        self.inside: dict[Unit, bool] = dict.fromkeys(self.options, False)
        self.waiting: list[Unit] = []
        self.vacant: list[str] = []
        self.offering: tuple[str, str] | None = None
        # How often each program had a position given back: in all, and when a line was refused.
        self.given_back = dict.fromkeys(market.programs, 0)
        self.refused: dict[tuple[Unit, int], list[int]] = {}
        self.seen: set[object] = set()

    def events(self) -> Iterator[Step]:
        """Yield every event until nobody who may still try would be held anywhere better."""
        for unit in self.options:
            self.inside[unit] = True
            self.waiting.append(unit)
            yield from self._settle()
        # What was offered may have missed somebody: a last look at everybody.
        while found := [(unit, better) for unit in self.options if (better := self._better(unit))]:
            unit, option = found[0]
            said = f"{placing(unit, option)} would be held now: {try_again(unit)}."
            yield self._step("blocks", unit, option, said)
            self._forget(unit, set(option))
            self.waiting.append(unit)
            yield from self._settle()

    def _settle(self) -> Iterator[Step]:
        """Let everybody who waits try, and offer what was given back, until all rest."""
        while True:
            while self.waiting:
                yield from self._try(self.waiting.pop())
            if not self.vacant:
                return
            yield from self._offer(self.vacant.pop())

    def _try(self, unit: Unit) -> Iterator[Step]:
        """Propose from the top down to where the unit is now."""
        if not self.inside[unit]:
            return
        for line, option in enumerate(self.options[unit][: self.line[unit]]):
            if self.refused.get((unit, line)) == self._given_back(option):
                continue
            yield self._step("proposes", unit, option, proposal(unit, option, line + 1))
            chosen = self._choices(unit, option)
            refusing = _refusing(unit, option, chosen)
            if not refusing:
                yield from self._hold(unit, line, chosen)
                return
            self.refused[unit, line] = self._given_back(option)
            said = refusal(unit, refusing, chosen, self.places)
            yield self._step("rejects", unit, option, said, lost=refusing)

    def _offer(self, program: str) -> Iterator[Step]:
        """Offer a position that was given back down the program's list."""
        asked = False
        for name in self.places[program]:
            unit = self.unit_of[name]
            if not self._better(unit, (name, program)):
                continue
            asked = True
            self.offering = (program, name)
            told = f"{program}, where a position was given back, would hold {name}"
            said = f"{told}, who would rather be there: {try_again(unit)}."
            yield self._step("reopens", unit, (program,), said)
            self.waiting.append(unit)
            while self.waiting:
                yield from self._try(self.waiting.pop())
        self.offering = None
        if not asked and len(self.held[program]) < self.quotas[program]:
            said = f"{program} has a position open again; nobody it ranked would rather be there."
            yield self._step("reopens", (), (program,), said)

    def _choices(self, unit: Unit, option: Option) -> dict[str, list[str]]:
        """Whom each program would hold if the unit left its places and came on this option."""
        chosen = {}
        for program in dict.fromkeys(option):
            if program is not None:
                place = self.places[program]
                pool = [name for name in self.held[program] if name not in unit]
                pool += [n for n, to in zip(unit, option, strict=True) if to == program]
                ranked = sorted((n for n in pool if n in place), key=place.__getitem__)
                chosen[program] = ranked[: self.quotas[program]]
        return chosen

    def _better(self, unit: Unit, via: tuple[str, str] | None = None) -> Option | None:
        """Return the best option above the present one that would hold now, or None.

        With `via`, an applicant and a program, only options that place the one at the other.
        """
        if self.inside[unit]:
            for option in self.options[unit][: self.line[unit]]:
                fits = not _refusing(unit, option, self._choices(unit, option))
                if fits and (via is None or via in zip(unit, option, strict=True)):
                    return option
        return None

    def _hold(self, unit: Unit, line: int, chosen: dict[str, list[str]]) -> Iterator[Step]:
        """Move a unit to an option that holds; whoever is bumped will try again."""
        option = self.options[unit][line]
        moves = list(zip(unit, option, strict=True))
        left = [(name, at) for name, to in moves if (at := self.at[name]) and at != to]
        for name, program in left:
            self._release(name, program)
        lost = [
            (name, program)
            for program, holds in chosen.items()
            for name in self.held[program]
            if name not in holds and name not in unit
        ]
        self.held.update(chosen)
        self.at.update(moves)
        self.line[unit] = line
        # Where it has a place of its own to leave, it may be answered otherwise from now on.
        self._forget(unit, set(option))
        self.at.update((name, None) for name, _ in lost)
        said = holding(unit, option, lost, left, self.places)
        yield self._step("bumps" if lost else "holds", unit, option, said, lost, left)
        bumped = list(dict.fromkeys(self.unit_of[name] for name, _ in lost))
        for other in bumped:
            yield from self._bump(other)
        if self.with_couples:  # nobody else goes in a circle
            yield from self._set_aside([other for other in bumped if len(other) > 1])

    def _bump(self, unit: Unit) -> Iterator[Step]:
        """Let a unit that lost a place wait; a partner who still has one leaves it."""
        line, self.line[unit] = self.line[unit], len(self.options[unit])
        self.refused[unit, line] = self._given_back(self.options[unit][line])
        self.waiting.append(unit)
        for name in unit:
            program = self.at[name]
            if program is not None:
                self._release(name, program)
                said = f"{names(unit)} are placed only as a couple, so {name} leaves {program}."
                yield self._step("leaves", unit, (program,), said, left=[(name, program)])

    def _release(self, name: str, program: str) -> None:
        """Take somebody out of a place, which will be offered again."""
        self.held[program].remove(name)
        self.at[name] = None
        self.given_back[program] += 1
        if program not in self.vacant:
            self.vacant.append(program)

    def _forget(self, unit: Unit, programs: set[str | None]) -> None:
        """Let a unit ask again on lines with one of these programs."""
        for line, option in enumerate(self.options[unit]):
            if programs.intersection(option):
                self.refused.pop((unit, line), None)

    def _given_back(self, option: Option) -> list[int]:
        """How often the programs of an option had a position given back so far."""
        return [self.given_back[program] for program in option if program is not None]

    def _set_aside(self, couples: list[Unit]) -> Iterator[Step]:
        """Stop couples that were just bumped into a state in which everything stood before."""
        state = (
            tuple(self.at.values()),
            tuple(self.waiting),
            tuple(self.vacant),
            self.offering,
            tuple(self.inside.values()),
        )
        if state not in self.seen:
            self.seen.add(state)
            return
        for unit in couples:
            self.inside[unit] = False
            said = f"Everything stands as it stood before, so {names(unit)} would go in a circle"
            yield self._step("circles", unit, (), f"{said} for ever; they are set aside.")

    def _step(
        self,
        kind: str,
        unit: Unit,
        option: Option,
        sentence: str,
        lost: Iterable[tuple[str, str]] = (),
        left: Iterable[tuple[str, str]] = (),
    ) -> Step:
        """Note an event."""
        return Step(kind, unit, option, tuple(lost), tuple(left), dict(self.at), sentence)


def _refusing(unit: Unit, option: Option, chosen: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Pair each member that is not chosen with the program that turns it down."""
    moves = zip(unit, option, strict=True)
    return [(name, to) for name, to in moves if to is not None and name not in chosen[to]]
