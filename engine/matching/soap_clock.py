"""When things happen in the week of SOAP: the official timetable, and the documents' own.

Times are minutes since Monday 0:00, Eastern time. The number of rounds has changed: eight were
planned in 2012, five in 2016, three from 2017 to 2020, and four since 2021 (R12; AAFP 2012;
staffcare.com 2016; NRMP, "Fourth Offer Round Added").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY, _HOUR = 24 * 60, 60


def week_time(day: str, hour: int, minute: int = 0) -> int:
    """Return a time of the week in minutes.

    >>> week_time("Tuesday", 8), time_text(week_time("Thursday", 15))
    (1920, 'Thursday 3 pm')
    """
    return _DAYS.index(day) * _DAY + hour * _HOUR + minute


def time_text(time: int) -> str:
    """Write a time of the week as people say it, as in "Monday 10 am" or "Tuesday 8:30 am"."""
    day, rest = divmod(time, _DAY)
    hour, minute = divmod(rest, _HOUR)
    past = f":{minute:02}" if minute else ""
    return f"{_DAYS[day % 7]} {(hour + 11) % 12 + 1}{past} {'am' if hour < 12 else 'pm'}"


@dataclass(frozen=True)
class Clock:
    """A timetable of the week.

    Attributes
    ----------
    name : str
        Whose timetable it is.
    status : int
        When match status and the list of unfilled programs are out.
    applications : int
        When the application services take SOAP applications.
    files : int
        From when programs may read files, make contact and interview.
    rounds : tuple of (int, int)
        When each offer round opens and closes.
    end : int
        When SOAP ends, and everybody may speak with everybody.
    source : str
        Where it was read.
    """

    name: str
    status: int
    applications: int
    files: int
    rounds: tuple[tuple[int, int], ...]
    end: int
    source: str

    def round_at(self, time: int) -> int:
        """Return the round that runs at a time, from 1; 0 where none does."""
        for number, (opens, closes) in enumerate(self.rounds, 1):
            if opens <= time < closes:
                return number
        return 0


def _rounds(*opens: tuple[str, int]) -> tuple[tuple[int, int], ...]:
    """Return rounds of two hours that open then."""
    starts = [week_time(day, hour) for day, hour in opens]
    return tuple((start, start + 2 * _HOUR) for start in starts)


def official_clock() -> Clock:
    """Return the official timetable of 2026.

    Examples
    --------
    >>> clock = official_clock()
    >>> len(clock.rounds), time_text(clock.files), time_text(clock.end)
    (4, 'Tuesday 8 am', 'Thursday 9 pm')
    """
    return Clock(
        name="official, 2026",
        status=week_time("Monday", 10),
        applications=week_time("Monday", 11),
        files=week_time("Tuesday", 8),
        rounds=_rounds(*(("Thursday", hour) for hour in (9, 12, 15, 18))),
        end=week_time("Thursday", 21),
        source="R11, R12; a copy of the timetable of 2026",
    )


def documents_clock() -> Clock:
    """Return the week as document S2 tells it: it differs from the official one (I-01, I-02).

    The list is out on Monday at noon, files are read that afternoon, and three rounds are over
    when Wednesday ends (S2-01, S2-12, S2-37, S2-44). It names no hours of rounds: those here are
    three of the official rounds' hours, on Wednesday.

    >>> clock = documents_clock()
    >>> len(clock.rounds), time_text(clock.end)
    (3, 'Wednesday 5 pm')
    """
    noon = week_time("Monday", 12)
    rounds = _rounds(("Wednesday", 9), ("Wednesday", 12), ("Wednesday", 15))
    source = "S2-01, S2-12, S2-37, S2-44; the hours of the rounds are ours"
    return Clock("document S2", noon, noon, noon, rounds, rounds[-1][1], source)


def cost_of_believing(believed: Clock, actual: Clock) -> Iterator[str]:
    """Say in sentences what it costs to live by another timetable than the one that holds.

    >>> for sentence in cost_of_believing(documents_clock(), official_clock()):
    ...     print(sentence)
    You look at the list 2 hours after it is out, and send applications 1 hour late.
    You expect programs to read files from Monday 12 pm; none may before Tuesday 8 am, and a call \
to ask is contact you started.
    You miss offer rounds 1, 2, 3 and 4: an offer left unanswered lapses and never returns.
    """
    looks, sends = believed.status - actual.status, believed.applications - actual.applications
    late = [
        *([f"look at the list {_span(looks)} after it is out"] if looks > 0 else []),
        *([f"send applications {_span(sends)} late"] if sends > 0 else []),
    ]
    if late:
        yield f"You {', and '.join(late)}."
    if believed.files < actual.files:
        yield (
            f"You expect programs to read files from {time_text(believed.files)}; none may before "
            f"{time_text(actual.files)}, and a call to ask is contact you started."
        )
    missed = rounds_missed(believed, actual)
    if missed:
        *most, last = map(str, missed)
        named = f"rounds {', '.join(most)} and {last}" if most else f"round {last}"
        yield f"You miss offer {named}: an offer left unanswered lapses and never returns."


def _span(minutes: int) -> str:
    """Write a length of time as people say it, as in "2 hours" or "1 hour and 30 minutes"."""
    parts = zip(divmod(minutes, _HOUR), ("hour", "minute"), strict=True)
    return " and ".join(f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number)


def rounds_missed(believed: Clock, actual: Clock) -> tuple[int, ...]:
    """Which rounds nobody watches who believes that all is over earlier, counted from 1.

    >>> rounds_missed(documents_clock(), official_clock())
    (1, 2, 3, 4)
    """
    ends = believed.rounds[-1][1]
    return tuple(n for n, (opens, _) in enumerate(actual.rounds, 1) if opens >= ends)
