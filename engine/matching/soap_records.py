"""What the week of SOAP is written down in: who is there, what they do, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.base.settings import as_list, choice_problem, is_whole, mapping_problem, shown
from engine.matching.positions import CATEGORICAL, POSITION_TYPES, still_lacks

ACTS = ("apply", "withdraw", "contact", "list", "ask", "accept", "decline", "offer directly")
"""What somebody can do: "ask" is for a commitment; "offer directly" is an offer that is taken."""
BY_PROGRAMS = ("list", "ask", "offer directly")
"""What programs do; both sides may make contact, and all else is for applicants."""


@dataclass(frozen=True)
class Registrant:
    """Somebody registered for the Match, on Monday morning; with a certified list or without.

    Attributes
    ----------
    matched_to : str, optional
        Type of the position they matched to; None = unmatched.
    able : bool
        Whether school or ECFMG verified that they may begin training on July 1.
    trained : bool
        Whether they have had a first year of training elsewhere.
    """

    matched_to: str | None = None
    able: bool = True
    trained: bool = False

    @property
    def lacks(self) -> int:
        """The years of training they may look for: bits, as in `engine.matching.positions`."""
        return still_lacks(self.matched_to) if self.able else 0


@dataclass(frozen=True)
class OpenProgram:
    """A program on Monday morning.

    Attributes
    ----------
    positions : int
        Positions it has open.
    position_type : str
        Their type.
    takes_part : bool
        Whether it said, before the Match, that it would fill through SOAP.
    service : str
        The application service it uses.
    """

    positions: int
    position_type: str = CATEGORICAL
    takes_part: bool = False
    service: str = "ERAS"


@dataclass(frozen=True)
class Act:
    """Something that somebody does at a time of the week.

    ``who`` acts on ``whom``: applicants and their representatives on programs, programs on
    applicants; "contact" may also be between two programs. With "list", ``names`` is the program's
    preference list, best first. "offer directly" places its applicant at once: once SOAP has ended
    no rule says how long an offer may wait or that a refused one is gone, so only what both sides
    agreed on is written down.
    """

    at: int
    what: str
    who: str
    whom: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """One line of the log: an act, or what the system did ("offer", "lapse").

    ``refused`` is empty where the act took effect, else the reason in a sentence. ``round``
    counts from 1; 0 is outside of rounds.
    """

    at: int
    what: str
    who: str
    whom: str
    names: tuple[str, ...] = ()
    refused: str = ""
    round: int = 0


@dataclass(frozen=True)
class SoapLog:
    """What came of the week.

    Attributes
    ----------
    events : tuple of Event
        Everything, in order.
    accepted : dict of str to tuple of str
        The programs that each registrant accepted.
    unfilled : dict of str to int
        Positions of every program that are still open.
    """

    events: tuple[Event, ...]
    accepted: dict[str, tuple[str, ...]]
    unfilled: dict[str, int]

    def acts(self) -> tuple[Act, ...]:
        """Return the acts alone, refused ones too: played again, they give the same log."""
        return tuple(
            Act(event.at, event.what, event.who, event.whom, event.names)
            for event in self.events
            if event.what in ACTS
        )

    def offers(self) -> list[tuple[int, str, str, str]]:
        """Return round, program, applicant, and "accepted" or "declined", as `run_soap` does."""
        taken = {(e.who, e.whom) for e in self.events if e.what == "accept" and not e.refused}
        return [
            (e.round, e.who, e.whom, "accepted" if (e.whom, e.who) in taken else "declined")
            for e in self.events
            if e.what == "offer"
        ]


def read_week(registrants: object, programs: object, acts: object) -> tuple[list[Act], list[str]]:
    """Copy the acts, and say what is not of its kind: registrants, programs and acts."""
    problems: list[str] = []
    given = as_list("acts", acts, "acts", problems)
    for path, value, kind in (
        ("registrants", registrants, Registrant),
        ("programs", programs, OpenProgram),
    ):
        if not isinstance(value, Mapping):
            problems += filter(None, [mapping_problem(path, value, f"names to {kind.__name__}")])
            continue
        problems += [
            f"{path}[{shown(name)}] is {shown(one)}; it must be of the type {kind.__name__}"
            for name, one in value.items()
            if not isinstance(one, kind)
        ]
    problems += [
        f"acts[{number}] is {shown(act)}; it must be of the type Act"
        for number, act in enumerate(given)
        if not isinstance(act, Act)
    ]
    return given, problems


def problems_of(
    registrants: Mapping[str, Registrant], programs: Mapping[str, OpenProgram], acts: list[Act]
) -> list[str]:
    """Name what cannot be, as far from rules as it may be."""
    found = [
        choice_problem(f"what {shown(name)} matched to", one.matched_to, POSITION_TYPES)
        for name, one in registrants.items()
        if one.matched_to is not None
    ]
    found += [
        choice_problem(f"the position type of {shown(name)}", one.position_type, POSITION_TYPES)
        for name, one in programs.items()
    ]
    problems = [problem for problem in found if problem is not None]
    problems += [
        f"{shown(name)} has {shown(one.positions)} positions; it must be a whole number from 0"
        for name, one in programs.items()
        if not is_whole(one.positions) or one.positions < 0
    ]
    problems += [
        f"{shown(name)} is among the registrants and the programs"
        for name in registrants
        if name in programs
    ]
    known = {*registrants, *programs}
    for act in acts:
        problem = choice_problem("an act", act.what, ACTS)
        if problem:
            problems.append(problem)
        named = [act.who, *act.names, *([act.whom] if act.what != "list" else [])]
        strangers = [name for name in named if name not in known]
        problems += [
            f"{shown(name)}, in an act {shown(act.what)}, is neither registrant nor program"
            for name in strangers
        ]
        if not problem and not strangers:
            problems += _aimed_wrongly(act, registrants, programs)
        if not is_whole(act.at):
            what, who, at = map(shown, (act.what, act.who, act.at))
            problems.append(
                f"an act {what} of {who} is at {at}; it must be a whole number of minutes"
            )
    return list(dict.fromkeys(problems))


def _aimed_wrongly(
    act: Act, registrants: Mapping[str, Registrant], programs: Mapping[str, OpenProgram]
) -> Iterator[str]:
    """Say at whom an act cannot be aimed; that it is for the other side to do, the log says."""
    by_program = act.who in programs
    if act.what == "contact":
        if by_program:  # which may talk to both sides
            return
    elif by_program != (act.what in BY_PROGRAMS):
        return
    side, there = ("registrant", registrants) if by_program else ("program", programs)
    for name in act.names if act.what == "list" else (act.whom,):
        if name not in there:
            yield f"{shown(name)}, in an act {shown(act.what)} of {shown(act.who)}, is no {side}"
