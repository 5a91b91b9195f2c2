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

# When a word reaches a program: before the invitations, while they go out, or after them (S4-20).
MOST_VOICES = 16  # speakers of one applicant


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One person who speaks for "you".

    Attributes
    ----------
    role : str
        Who speaks; a name in `engine.sources.lexicon.roles`.
    phrase : str
        What they say; a text in `engine.sources.lexicon.phrases`.
    level : int
        How: 0 letter, 1 e-mail, 2 call, 3 personal favor, 4 from inside the program.
    programs : int, tuple of str or None
        Which programs hear it: those named; or so many that the speaker would
        call (see `engine.backchannel.speakers.speakers`); or (None) those the speaker has a tie
        to, from inside the one program they belong to.
    coerced : bool
        Whether the speaker was pushed into it: whatever is said then sounds flat.
    months_since : int
        How long ago the two last worked together or wrote; memory fades.
    known : bool or None
        Whether the directors who hear it know the speaker by first name; None is
        as the ties of the class have it. From inside, everybody does.
    specific : bool
        Whether the word says what was seen ("ran the list like a resident") or
        stays vague ("a good student").
    when : str
        One of `MOMENTS`.
    repeated : bool
        Whether the speaker says it again after the interviews.
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
        """Name everything wrong with this voice.

        Parameters
        ----------
        path : str
            What the learner calls it, such as ``"voices[0]"``.

        Yields
        ------
        str
            One sentence per problem.
        """
        if not isinstance(self.role, str) or self.role not in roles():
            yield f"{path}.role is {shown(self.role)}; it must be one of {', '.join(roles())}"
        try:
            find_phrase(self.phrase)
        except MarketError as error:
            yield f"{path}.phrase: {error}"
        if not is_whole(self.level) or self.level not in LEVELS:
            levels = ", ".join(map(str, LEVELS))
            yield f"{path}.level is {shown(self.level)}; it must be one of {levels}"
        named = isinstance(self.programs, tuple) and all(isinstance(n, str) for n in self.programs)
        so_many = is_whole(self.programs) and self.programs >= 0  # type: ignore[operator]
        if not (self.programs is None or named or so_many):
            yield (
                f"{path}.programs is {shown(self.programs)}; it must be a number from 0, "
                "a list of program names, or null"
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
