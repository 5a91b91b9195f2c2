"""What is known of one applicant's season along the chain of document S0 (S0-51)."""

from __future__ import annotations

from dataclasses import dataclass

STAFF = ("chief resident", "resident", "alumnus", "program coordinator")


@dataclass(frozen=True)
class HeardWord:
    """A word that a program acts on.

    ``speaker`` counts `Chain.speakers`; ``value`` is what is said, in SD of readiness;
    ``early`` whether it comes before the invitations, ``unasked`` whether the speaker calls of
    their own accord, ``firsthand`` whether it came from the speaker and was not passed on.
    """

    speaker: int
    value: float
    early: bool
    unasked: bool
    firsthand: bool


@dataclass(frozen=True)
class Stand:
    """Where the applicant stands at a program; places count from 1, 0 is none.

    ``before`` is the place among the files read before the invitations, ``files`` how many those
    are, ``interviewed`` whether there is an interview, ``rank`` the place on the rank order list.
    """

    before: int
    files: int
    interviewed: bool
    rank: int


@dataclass(frozen=True)
class There:
    """A program the applicant applied to.

    Attributes
    ----------
    name : str
        The program.
    stopped_by : str
        The filter in the way, or "passes".
    known : tuple of int
        Which speakers may be heard there: places in `Chain.speakers`.
    words : tuple of HeardWord
        What it acts on.
    now, silent : Stand
        With these words, and with nobody speaking.
    """

    name: str
    stopped_by: str
    known: tuple[int, ...]
    words: tuple[HeardWord, ...]
    now: Stand
    silent: Stand


@dataclass(frozen=True)
class ChainSpeaker:
    """Somebody who may speak: their role, what they would say (in SD), their influence."""

    role: str
    thinks: float
    influence: float

    @property
    def staff(self) -> bool:
        """Whether they are a resident or of the office, and no faculty."""
        return self.role in STAFF


@dataclass(frozen=True)
class End:
    """How the season ends: an outcome of `OUTCOMES`, the program, and the round of SOAP or 0."""

    outcome: str
    program: str
    round: int


@dataclass(frozen=True)
class Chain:
    """One applicant's season, link by link.

    Attributes
    ----------
    applicant : int
        Number in the class.
    you : bool
        Whether it is "you".
    kind : str
        Applicant type.
    step2 : int
        Step 2 CK score.
    readiness : float
        How good the applicant is, in SD; nobody in the season sees it.
    kindness : float or None
        Place of the school among the schools by how kindly it evaluates, 0 to 1; None where the
        school is not known.
    school_counts : float
        Share of its weight that the school's evaluation carries.
    speakers : tuple of ChainSpeaker
        Who may speak.
    programs : tuple of There
        Those applied to, in the order of liking.
    soap : tuple of (str, str)
        In SOAP: each program with how far the file got there.
    end, silent_end : End
        How the season ends with the words, and with nobody speaking.
    """

    applicant: int
    you: bool
    kind: str
    step2: int
    readiness: float
    kindness: float | None
    school_counts: float
    speakers: tuple[ChainSpeaker, ...]
    programs: tuple[There, ...]
    soap: tuple[tuple[str, str], ...]
    end: End
    silent_end: End

    @property
    def words(self) -> int:
        """How many words were acted on."""
        return sum(len(there.words) for there in self.programs)
