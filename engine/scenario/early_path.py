"""May a program offer a position before the Match? One question after the other."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.codes import TYPES, US_DO_SENIOR
from engine.base.errors import raise_if_any
from engine.base.settings import choice_problem
from engine.scenario.rules import PHASES, Move, Verdict, judge

OFFER = "offer a position outside the Match"
QUESTIONS = (
    "Does an exception to All In cover the position?",
    "Does the program take part in the Match?",
    "Is the applicant a US senior?",
    "Does another program of its institution take part?",
)
_RULES = ("R10", "R8", "R9", "R9")


@dataclass(frozen=True)
class Step:
    """One question on the way.

    Attributes
    ----------
    question : str
        One of `QUESTIONS`.
    answer : bool
        Yes or no.
    rule : str
        Which rule asks it.
    """

    question: str
    answer: bool
    rule: str


@dataclass(frozen=True)
class EarlyPath:
    """The questions up to the one that settles it, and the verdict of the rules."""

    steps: tuple[Step, ...]
    verdict: Verdict

    @property
    def allowed(self) -> bool:
        """Whether the offer may be made; not where the texts found do not say."""
        return self.verdict.status == "allowed"


def early_path(
    applicant: str,
    *,
    program_in_match: bool = True,
    institution_in_match: bool = True,
    exception: bool = False,
) -> EarlyPath:
    """Ask what the rules ask about an early offer, until the answer is settled.

    Parameters
    ----------
    applicant : str
        The applicant's type, one of `engine.base.codes.TYPES`.
    program_in_match, institution_in_match : bool
        Whether the program, and whether any program of its institution, takes part in the Match.
    exception : bool
        Whether an exception (R10) covers the position.

    Returns
    -------
    EarlyPath

    Raises
    ------
    MarketError
        Naming a type that is not known; or when a program takes part and its institution does not.

    Examples
    --------
    >>> found = early_path("US MD senior", program_in_match=False)
    >>> [(step.rule, step.answer) for step in found.steps], found.allowed
    ([('R10', False), ('R8', False), ('R9', True), ('R9', True)], False)
    >>> early_path("non-US IMG", program_in_match=False).allowed
    True
    """
    raise_if_any([choice_problem("applicant", applicant, TYPES)])
    move = Move(
        actor="program",
        phase=PHASES[1],
        act=OFFER,
        program_in_match=program_in_match,
        institution_in_match=institution_in_match,
        exception=exception,
        applicant=applicant,
    )
    senior = TYPES.index(applicant) <= US_DO_SENIOR
    answers = (exception, program_in_match, senior, institution_in_match)
    verdict = judge(move)
    # An exception allows it, a program in the Match may not, and only seniors are asked about
    # the institution: for them an exception to All In (R10) may not lift that rule (R9).
    excepted = exception and verdict.status == "allowed"
    settled = 1 if excepted else 2 if program_in_match else 3 if not senior else 4
    steps = zip(QUESTIONS[:settled], answers, _RULES, strict=False)
    return EarlyPath(tuple(Step(*step) for step in steps), verdict)
