"""What one person says for "you": who, what, how, to whom and when.

A speaker has a role (how close to the applicant, how credible) and says a
phrase, whose code runs from -3 to +3. What becomes of it is worked out in
`engine.backchannel`: who may speak in a market, where they call or are called, what is
acted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.base.codes import INSIDE, MOMENTS
from engine.base.errors import MarketError
from engine.base.settings import number_problem, problems_in, setting, shown
from engine.scenario.you import as_tuple, different_names
from engine.sources.lexicon import find_phrase, roles

MOST_VOICES = 16  # speakers of one applicant
MOST_PROGRAMS = 5_000  # that hear one of them


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One person who speaks for "you".

    ``role`` and ``phrase`` (who speaks, and what they say) are names of the lexicon. ``programs``
    are those that hear it: named; or so many that the speaker would call; or (None) those the
    speaker has a tie to, from inside the one program they belong to (see
    `engine.backchannel.your_voices`). Who writes a letter (level 0) calls nobody, and is heard
    only by a program that asks. Who was ``coerced`` into speaking sounds flat, whatever is
    said, and praise ``asked`` for again and again cools. Whether the directors who hear it know
    the speaker by first name (``known``) is, where None, as the ties of the class have it; from
    inside, everybody does. A ``specific`` word says what was seen ("ran the list like a
    resident"), others stay vague ("a good student").
    """

    role: str
    phrase: str
    level: int = setting(2, 0, INSIDE, "letter, e-mail, call, personal favor, from inside")
    programs: int | tuple[str, ...] | None = None
    coerced: bool = setting(False, unit="pushed into it")
    asked: int = setting(1, 0, 20, "times you asked for it", "S0-47")
    months_since: int = setting(0, 0, 120, "months since the two last worked together or wrote")
    known: bool | None = setting(None, unit="known by first name")
    specific: bool = setting(True, unit="says what was seen")
    when: str = setting(MOMENTS[0], choices=MOMENTS, unit="when programs hear it")
    repeated: bool = setting(False, unit="said again after the interviews")

    def __post_init__(self) -> None:
        as_tuple(self)

    def problems(self, path: str) -> Iterator[str]:
        """Name everything wrong with this voice, which the learner calls ``path``."""
        if not isinstance(self.role, str) or self.role not in roles():
            yield f"{path}.role is {shown(self.role)}; it must be one of {', '.join(roles())}"
        try:
            find_phrase(self.phrase)
        except MarketError as error:
            yield f"{path}.phrase: {error}"
        if not (self.programs is None or _some_programs(self.programs)):
            yield (
                f"{path}.programs is {shown(self.programs)}; it must be a number from 0, at most "
                f"{MOST_PROGRAMS}, a list of as many different program names, or null"
            )
        yield from problems_in(self, path)

    @property
    def moment(self) -> int:
        """Place of ``when`` in `MOMENTS`."""
        return MOMENTS.index(self.when)

    @property
    def inside(self) -> bool:
        """Whether the speaker belongs to the program."""
        return self.level == INSIDE


def _some_programs(programs: object) -> bool:
    """Whether this is a number of programs, or names of programs that are all different."""
    if not isinstance(programs, tuple):
        return number_problem("programs", programs, 0, MOST_PROGRAMS, whole=True) is None
    return different_names(programs, MOST_PROGRAMS)
