"""The week of SOAP by its rules: who may do what, and when, as a log of everything done.

The rules, with the clauses they rest on (R1 to R22: the course's table of official rules):

- Eligible is who registered, may begin training on July 1, and is unmatched or partially
  matched. A certified list is not needed (R21). What somebody lacks decides which types
  of position they see (R18): `engine.matching.positions`.
- Only programs that said so before the Match take part; the default is no. They fill through
  SOAP alone.
- Applications go out from Monday 11 am, at most 45 to each application service, not during a
  round, not after an acceptance. They cannot be withdrawn (R12).
- Programs read files from Tuesday 8 am (R11). They alone file lists, of people who applied, and
  may change them between rounds (R13).
- When a round opens, each program's offers go out in list order to as many of those still
  available as it has open positions. What is refused waits for the next round.
- Somebody may hold several offers, accepts one before the round closes, and that binds (R14).
  The others are gone for good, and so is what lapses (R13).
- Nobody on the applicant's side may begin contact until the program has (R1, R2); no program
  may ask whether an offer would be taken (R5).
- When SOAP has ended, everybody may speak with everybody, and positions are offered directly.
  Directors of unfilled programs may talk to each other all week (R2).

One rule was found in no text: whether somebody who accepts an advanced position may go on to
be offered a first year, and the reverse. Here they may, unless ``other_half`` is off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.base.errors import raise_if_any
from engine.base.settings import shown, truth_problem
from engine.matching.positions import covers, types_open_to
from engine.matching.soap_clock import Clock, official_clock, time_text
from engine.matching.soap_records import (
    BY_PROGRAMS,
    Act,
    Event,
    OpenProgram,
    Registrant,
    SoapLog,
    problems_of,
    read_week,
)

MOST_APPLICATIONS = 45  # to one application service (R12)


def soap_week(
    registrants: Mapping[str, Registrant],
    programs: Mapping[str, OpenProgram],
    acts: Iterable[Act],
    clock: Clock | None = None,
    *,
    other_half: bool = True,
) -> SoapLog:
    """Play acts by the rules of SOAP; what breaks one has no effect and is logged with the reason.

    Parameters
    ----------
    registrants : mapping of str to Registrant
        Everybody who may want something, eligible or not.
    programs : mapping of str to OpenProgram
        Programs with open positions, taking part or not.
    acts : iterable of Act
        In any order of time; at one time, in the order given.
    clock : Clock, optional
        The timetable; the official one of 2026 where it is left out.
    other_half : bool, default True
        Whether who accepts an advanced position may still be offered a first year where they
        applied, and the reverse; no text was found on it.

    Returns
    -------
    SoapLog

    Raises
    ------
    MarketError
        Naming every registrant, program or act that cannot be: who is unknown, what nobody can do,
        and what is aimed at the wrong side, as an application to a person.

    Examples
    --------
    >>> from engine.matching.soap_clock import week_time
    >>> log = soap_week(
    ...     {"Ana": Registrant(), "Bo": Registrant(matched_to="preliminary")},
    ...     {"City": OpenProgram(1, takes_part=True)},
    ...     [Act(week_time("Monday", 11), "apply", "Ana", "City"),
    ...      Act(week_time("Monday", 12), "apply", "Bo", "City"),
    ...      Act(week_time("Tuesday", 9), "list", "City", names=("Ana",)),
    ...      Act(week_time("Thursday", 10), "accept", "Ana", "City")],
    ... )
    >>> log.accepted["Ana"], log.unfilled, log.offers()
    (('City',), {'City': 0}, [(1, 'City', 'Ana', 'accepted')])
    >>> log.events[1].refused
    'Bo matched to a preliminary position and may take only advanced ones.'
    """
    timetable = official_clock() if clock is None else clock
    given, problems = read_week(registrants, programs, acts)
    raise_if_any(
        [
            *(problems or problems_of(registrants, programs, given)),
            None
            if isinstance(timetable, Clock)
            else f"clock is {shown(clock)}; it must be a Clock",
            truth_problem("other_half", other_half),
        ]
    )
    desk = _Desk(registrants, programs, timetable, other_half)
    bells = [(opens, 1, n) for n, (opens, _) in enumerate(timetable.rounds, 1)]
    bells += [(closes, 0, n) for n, (_, closes) in enumerate(timetable.rounds, 1)]
    bells.sort()
    for act in sorted(given, key=lambda act: act.at):
        while bells and bells[0][0] <= act.at:
            desk.ring(*bells.pop(0))
        desk.act(act)
    for bell in bells:
        desk.ring(*bell)
    return SoapLog(tuple(desk.events), {a: tuple(p) for a, p in desk.accepted.items()}, desk.left)


@dataclass
class _Desk:
    """The state of the week while it is played."""

    registrants: Mapping[str, Registrant]
    programs: Mapping[str, OpenProgram]
    clock: Clock
    other_half: bool
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lacks = {name: one.lacks for name, one in self.registrants.items()}
        self.left = {name: one.positions for name, one in self.programs.items()}
        self.sent: dict[str, list[str]] = {name: [] for name in self.registrants}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.contacted: set[tuple[str, str]] = set()
        self.had: set[tuple[str, str]] = set()  # who was offered what, once and for all
        self.held: set[tuple[str, str]] = set()  # offers of the round that runs
        self.accepted: dict[str, list[str]] = {name: [] for name in self.registrants}

    def ring(self, at: int, opens: int, number: int) -> None:
        """Open a round, and send its offers; or close it, and let what is left lapse."""
        if not opens:
            for program, name in sorted(self.held):
                self.events.append(Event(at, "lapse", program, name, round=number))
            self.held.clear()
            return
        going = []
        for program in sorted(self.lists):
            here = [n for n in self.lists[program] if self._available(n, program)]
            going += [(program, name) for name in here[: self.left[program]]]
        for program, name in going:
            self.events.append(Event(at, "offer", program, name, round=number))
        self.held.update(going)
        self.had.update(going)

    def _available(self, name: str, program: str) -> bool:
        """Whether a program's offer can still go to somebody on its list."""
        if (program, name) in self.had or (self.accepted[name] and not self.other_half):
            return False
        return self._open_to(name, program)

    def _open_to(self, name: str, program: str) -> bool:
        """Whether a position completes what somebody lacks."""
        trained = self.registrants[name].trained
        kinds = types_open_to(self.lacks[name], trained=trained)
        return self.programs[program].position_type in kinds

    def act(self, act: Act) -> None:
        """Let somebody act, or refuse and say why."""
        refused = self._refusal(act)
        number = self.clock.round_at(act.at)
        event = Event(act.at, act.what, act.who, act.whom, act.names, refused, number)
        self.events.append(event)
        if refused:
            return
        if act.what == "apply":
            self.sent[act.who].append(act.whom)
        elif act.what == "list":
            self.lists[act.who] = act.names
        elif act.what == "contact" and act.who in self.programs:
            self.contacted.add((act.who, act.whom))
        elif act.what == "decline":
            self.held.discard((act.whom, act.who))
        elif act.what == "accept":
            self._place(act.who, act.whom)
            self.held = {offer for offer in self.held if offer[1] != act.who}
        elif act.what == "offer directly":
            self._place(act.whom, act.who)

    def _place(self, name: str, program: str) -> None:
        """Bind both sides."""
        self.accepted[name].append(program)
        self.left[program] -= 1
        self.lacks[name] &= ~covers(self.programs[program].position_type)

    def _refusal(self, act: Act) -> str:
        """Say which rule an act breaks; an empty text where it breaks none."""
        by_program = act.what in BY_PROGRAMS
        if act.what != "contact" and (act.who in self.programs) != by_program:
            return (
                f"{act.who} cannot do that: it is for {'programs' if by_program else 'applicants'}."
            )
        rule = {
            "apply": self._refuse_application,
            "withdraw": lambda act: "An application cannot be withdrawn.",
            "contact": self._refuse_contact,
            "list": self._refuse_list,
            "ask": self._refuse_question,
            "accept": self._refuse_answer,
            "decline": self._refuse_answer,
            "offer directly": self._refuse_direct_offer,
        }[act.what]
        return rule(act)

    def _refuse_application(self, act: Act) -> str:
        """Say why somebody cannot apply to a program."""
        name, program, clock = act.who, self.programs[act.whom], self.clock
        service = program.service
        sent = [p for p in self.sent[name] if self.programs[p].service == service]
        if not clock.applications <= act.at < clock.end:
            opens, ends = time_text(clock.applications), time_text(clock.end)
            return f"Applications go out from {opens} until {ends}."
        if refused := self._not_eligible(name):
            return refused
        if not program.takes_part:
            return f"{act.whom} does not take part in SOAP."
        if self.accepted[name]:
            return f"{name} has accepted a position and sends no more applications."
        if not self._open_to(name, act.whom):
            return self._wrong_type(name, act.whom)
        if clock.round_at(act.at):
            return f"Offer round {clock.round_at(act.at)} runs; applications wait until it is over."
        if act.whom in self.sent[name]:
            return f"{name} has applied to {act.whom} before."
        if len(sent) >= MOST_APPLICATIONS:
            return f"{name} has sent {MOST_APPLICATIONS} applications through {service}."
        return ""

    def _not_eligible(self, name: str) -> str:
        """Say why somebody may not take part at all."""
        one = self.registrants[name]
        if not one.able:
            return f"{name} is not verified to begin training on July 1, and is not eligible."
        if not one.lacks:
            return f"{name} is fully matched, and is not eligible."
        return ""

    def _wrong_type(self, name: str, program: str) -> str:
        """Say why a position is not open to somebody, by what they lack now."""
        one, kind = self.registrants[name], self.programs[program].position_type
        taken = [self.programs[accepted].position_type for accepted in self.accepted[name]]
        if not one.able:
            return f"{name} is not verified to begin training on July 1."
        if not self.lacks[name]:
            how = "has accepted a position" if taken else "is fully matched"
            return f"{name} {how}, and that binds (R14)."
        *_, held = one.matched_to, *taken
        if held is None:
            return f"{program} has {kind} positions, for those with a first year of training."
        how, article = "accepted" if taken else "matched to", "an" if held[0] in "aeiou" else "a"
        only = " or ".join(types_open_to(self.lacks[name], trained=one.trained))
        return f"{name} {how} {article} {held} position and may take only {only} ones."

    def _refuse_contact(self, act: Act) -> str:
        """Say why contact may not be made; a representative counts as the applicant."""
        if act.at >= self.clock.end:
            return ""
        if act.who in self.programs:
            if act.whom in self.programs:
                return ""
            if act.at < self.clock.files:
                return f"Programs may make contact from {time_text(self.clock.files)} (R2, R11)."
            applied = act.who in self.sent[act.whom]
            return "" if applied else f"{act.whom} has not applied to {act.who} (R2)."
        if refused := self._not_eligible(act.who):
            return f"{refused[:-1]}; nobody may speak for them until SOAP ends (R3)."
        if (act.whom, act.who) in self.contacted:
            return ""
        return (
            f"{act.whom} has not contacted {act.who}; until it has, nobody on the applicant's side "
            "may begin, and the program must report it (R1, R2, R4)."
        )

    def _refuse_list(self, act: Act) -> str:
        """Say why a program cannot file a list."""
        program, clock = self.programs[act.who], self.clock
        if not program.takes_part:
            return f"{act.who} does not take part in SOAP."
        if not clock.files <= act.at < clock.end:
            return f"Programs file lists from {time_text(clock.files)} until SOAP ends."
        if clock.round_at(act.at):
            return f"Offer round {clock.round_at(act.at)} runs; a list is changed between rounds."
        unknown = [n for n in act.names if act.who not in self.sent.get(n, ())]
        if unknown:
            return f"{', '.join(unknown)} did not apply to {act.who}."
        twice = [name for name, count in Counter(act.names).items() if count > 1]
        return f"{', '.join(twice)} would stand on the list twice." if twice else ""

    def _refuse_question(self, act: Act) -> str:
        """Say why a program may not ask for a commitment."""
        if act.at >= self.clock.end:
            return ""
        return "A program may not ask whether an offer would be accepted (R5)."

    def _refuse_answer(self, act: Act) -> str:
        """Say why an offer cannot be answered."""
        if (act.whom, act.who) in self.held:
            return ""
        if act.what == "accept" and (act.whom, act.who) in self.had:
            return f"The offer of {act.whom} to {act.who} is gone, and does not return (R13)."
        return f"{act.who} holds no offer of {act.whom}."

    def _refuse_direct_offer(self, act: Act) -> str:
        """Say why a position cannot be offered outside of the rounds."""
        if act.at < self.clock.end:
            return "Until SOAP ends positions are offered through its rounds alone (R5)."
        if not self.left[act.who]:
            return f"{act.who} has no position left."
        return "" if self._open_to(act.whom, act.who) else self._wrong_type(act.whom, act.who)
