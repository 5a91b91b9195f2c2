"""What one person says for "you": who, what, how, to whom and when.

A speaker has a role (how close to the applicant, how credible) and says a
phrase, whose code runs from -3 to +3. What becomes of it is worked out in
`engine.backchannel`: who may speak in a market, where they call or are called, what is
acted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.base.codes import INSIDE, LEVELS, MOMENTS
from engine.base.errors import MarketError
from engine.base.settings import is_whole, number_problem, shown
from engine.sources.lexicon import find_phrase, roles

MOST_VOICES = 16  # speakers of one applicant
MOST_PROGRAMS = 5_000  # that hear one of them


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One person who speaks for "you".

    ``role`` and ``phrase`` (who speaks, and what they say) are names of the lexicon; ``level``
    is how: 0 letter, 1 e-mail, 2 call, 3 personal favor, 4 from inside the program. ``programs``
    are those that hear it: named; or so many that the speaker would call (see
    `engine.backchannel.speakers.speakers`); or (None) those the speaker has a tie to, from inside
    the one program they belong to. Who was ``coerced`` into speaking sounds flat, whatever is
    said. ``months_since`` the two last worked together, memory fades. ``known`` is whether the
    directors who hear it know the speaker by first name: None is as the ties of the class have
    it, and from inside, everybody does. A ``specific`` word says what was seen ("ran the list
    like a resident"), others stay vague ("a good student"). ``when`` is one of `MOMENTS`, and
    ``repeated`` says it again after the interviews.
    """

    role: str
    phrase: str
    level: int = 2
    programs: int | tuple[str, ...] | None = None
    coerced: bool = False
    months_since: int = 0
    known: bool | None = None
    specific: bool = True
    when: str = MOMENTS[0]
    repeated: bool = False

    def problems(self, path: str) -> Iterator[str]:
        """Name everything wrong with this voice, which the learner calls ``path``."""
        if not isinstance(self.role, str) or self.role not in roles():
            yield f"{path}.role is {shown(self.role)}; it must be one of {', '.join(roles())}"
        try:
            find_phrase(self.phrase)
        except MarketError as error:
            yield f"{path}.phrase: {error}"
        if not is_whole(self.level) or self.level not in LEVELS:
            levels = ", ".join(map(str, LEVELS))
            yield f"{path}.level is {shown(self.level)}; it must be one of {levels}"
        if not (self.programs is None or _some_programs(self.programs)):
            yield (
                f"{path}.programs is {shown(self.programs)}; it must be a number from 0, at most "
                f"{MOST_PROGRAMS}, a list of as many different program names, or null"
            )
        for name in ("coerced", "specific", "repeated"):
            value = getattr(self, name)
            if not isinstance(value, bool):
                yield f"{path}.{name} is {shown(value)}; it must be true or false"
        if not (self.known is None or isinstance(self.known, bool)):
            yield f"{path}.known is {shown(self.known)}; it must be true, false or null"
        if not isinstance(self.when, str) or self.when not in MOMENTS:
            yield f"{path}.when is {shown(self.when)}; it must be one of {', '.join(MOMENTS)}"
        fault = number_problem(f"{path}.months_since", self.months_since, 0, 120, whole=True)
        if fault:
            yield fault

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
    named = len(programs) <= MOST_PROGRAMS and all(isinstance(name, str) for name in programs)
    return (
        named and len(set(programs)) == len(programs) and max(map(len, programs), default=0) < 100
    )
