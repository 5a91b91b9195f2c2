"""The documents' own stories, ready to run: who it was, what was said, and what would undo it.

A case is a short list of scenarios to be read one after the other. The first is the world
without the story; the others say which single thing differs. Nothing here is fitted to an
outcome: what a replay shows follows from the dials.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from engine.base.codes import INSIDE
from engine.base.errors import MarketError
from engine.base.settings import shown
from engine.scenario.scenario import Scenario
from engine.sources.figures import claim
from engine.study.simulation import simulate
from engine.study.tables import of_rows

if TYPE_CHECKING:
    import pandas as pd

ADVOCATE = "clerkship director"  # our choice: S4-09 names classmates, co-authors, ex-colleagues
CALL = "You will regret not interviewing them"
LETTER = "excellent resident… without reservation"
FRIENDS = 3  # programs that the away director calls: our choice
FEW = 8  # applications in the story of the rotation: our choice
PROGRAMS = 4  # between the 3 and 8 that an advocate contacts: S4-23
ALL_PROGRAMS = 60  # no fewer than any applicant in these stories applies to
NIGHTS = "Would absolutely work nights with them"
FAVORITE = "one of our favorites… Very reliable"
DEFENSIVE = "bit defensive with feedback"
MISTRUST = "I don't completely trust their judgment"
LEGIT = "This candidate is legit"
MATURED = "really matured since then"
EARLY_PROGRAM = "Greenfield"  # of the default class: it splits its positions, and sees A and B
GOOD_DAY, BAD_DAY = 1.5, -1.5  # SD of an interview


@dataclass(frozen=True)
class Step:
    """What came of one step of a story; the fields are the columns of `Case.replay`."""

    step: str
    read: float
    interviewed: float
    ranked: float
    place: float
    matched: float


@dataclass(frozen=True, repr=False)
class Case:
    """A story as scenarios.

    Attributes
    ----------
    id : str
        The document's item.
    title : str
        What it is about.
    steps : tuple of (str, Scenario)
        What differs, and the scenario; the first is the world without the story.
    """

    id: str
    title: str
    steps: tuple[tuple[str, Scenario], ...]

    def __repr__(self) -> str:
        return f"<{self.id}: {self.title}, in {len(self.steps)} steps>"

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{escape(label)}</li>" for label, _ in self.steps)
        return f"<p>{escape(f'{self.id}: {self.title}')}</p><ol>{steps}</ol>"

    def scenario(self, label: str) -> Scenario:
        """Return one step's scenario.

        Raises
        ------
        MarketError
            If there is no such step.
        """
        for name, scenario in self.steps:
            if name == label:
                return scenario
        names = ", ".join(name for name, _ in self.steps)
        raise MarketError([f"there is no step {label!r}; there are {names}"])

    def under(self, preset: str) -> Case:
        """Tell the same story with the numbers of a preset."""
        steps = tuple((label, scenario.with_preset(preset)) for label, scenario in self.steps)
        return replace(self, steps=steps)

    def replay(self, replicates: int = 200, seed: int = 1) -> pd.DataFrame:
        """Play every step with the same chance.

        Parameters
        ----------
        replicates : int, default 200
            Number of seasons.
        seed : int, default 1
            Seed of what a season varies.

        Returns
        -------
        DataFrame
            step; read, interviewed, ranked (your applications per season, mean);
            place (mean place on the rank order lists that name you, 1 = best);
            matched (share of the seasons).

        Examples
        --------
        >>> played = stories()["S4-09"].replay(replicates=20)
        >>> played["step"].tolist()[:2], float(played["read"].iloc[0])
        (['no word', 'level 0, a letter'], 0.0)
        """
        return of_rows(self.played(replicates, seed), Step)

    def played(self, replicates: int = 200, seed: int = 1) -> tuple[Step, ...]:
        """Play every step with the same chance, in plain rows: those of `replay`.

        Parameters
        ----------
        replicates : int, default 200
            Number of seasons.
        seed : int, default 1
            Seed of what a season varies.

        Returns
        -------
        tuple of Step

        Examples
        --------
        >>> stories()["S4-09"].played(replicates=20)[0].step
        'no word'
        """
        rows = []
        for label, scenario in self.steps:
            season = simulate(scenario, replicates, seed)
            count = season.stage_counts()
            rows.append(
                Step(
                    step=label,
                    read=count["screened in"],
                    interviewed=count["interviewed"],
                    ranked=count["ranked"],
                    place=season.your_mean_rank(),
                    matched=season.share("matched"),
                )
            )
        return tuple(rows)


def at_the_cut(step2: int, **you: Any) -> Scenario:
    """Make the world of the call about a low score: every program cuts at the same score.

    With the document's numbers and its cut of 230 (S4-04), for a US MD senior without a home
    program, who is average but for ``step2`` and what else is set; see `engine.scenario.you.You`.
    """
    one_cut = {"exam_cut_sd": 0.0, "exam_cut_tilt": 0.0, "competitive_cut": 0.0}
    return (
        Scenario(preset="source")
        .with_you(**{"applicant_type": "US MD senior", "home_program": False, **you}, step2=step2)
        .with_assumptions(exam_cut=claim("S4-04").value, **one_cut)
    )


def low_score_call(step2: int) -> Case:
    """Tell the call about a low score at every level of advocacy, then close one gate at a time.

    The score is the document's 214, or 219, which would still pass the exam today; one that
    no voice reaches is refused. The levels are 0 to 4, with every gate open; a gate is closed
    at level 2. A word from inside is heard at one program, the others at four.
    """
    start = at_the_cut(step2)
    dials = start.assumptions
    lowest = dials.exam_cut - dials.rescue_reach
    if not lowest <= step2 < dials.exam_cut:
        raise MarketError(
            [
                f"step2 is {shown(step2)}; the story needs a score from {lowest:g} to under "
                f"{dials.exam_cut:g}, which its call can reach"
            ]
        )

    def call(
        scenario: Scenario = start, phrase: str = CALL, level: int = 2, **how: Any
    ) -> Scenario:
        said = {"programs": PROGRAMS, "known": True, **how}
        return scenario.with_voice(ADVOCATE, phrase, level, **said)

    too_high = start.with_assumptions(exam_cut=float(step2) + dials.rescue_reach + 1)
    warned = call().with_voice(
        "resident", "difficult to work with", programs=ALL_PROGRAMS, known=True
    )
    return Case(
        id="S4-09",
        title=f"A call about a score of {step2}",
        steps=(
            ("no word", start),
            ("level 0, a letter", call(phrase=LETTER, level=0)),
            ("level 1, an e-mail", call(level=1)),
            ("level 2, a call", call()),
            ("level 3, a favor", call(level=3)),
            ("level 4, from inside one program", call(level=4, programs=None)),
            ("call, good interviews", call(at_the_cut(step2, interview=GOOD_DAY))),
            ("call, poor interviews", call(at_the_cut(step2, interview=BAD_DAY))),
            ("call, but far above one's lane", call(too_high)),
            ("call, but average on the rotation", call(phrase="They're fine")),
            ("call, but the rest of the file is weak too", call(at_the_cut(step2, mspe=-1.5))),
            ("call, but others say difficult", warned),
            ("call, but in January", call(when="January or later")),
            ("call, but from a stranger", call(known=False)),
            ("call, but in vague words", call(specific=False)),
        ),
    )


def applicants_a_and_b() -> Case:
    """Tell of two applicants with the same scores, of whom one gets the early offer (S3-37).

    In the world before All In, at one community program in medicine that offers some positions
    early. The program asks after the interview, so no word opens or closes an invitation.
    """
    start = (
        Scenario(preset="source", rules=False)
        .with_you(step2=int(claim("S3-37", "Step 2, both").value), field="primary care")
        .with_assumptions(invitations_open_late=0.0)
    )

    def told(scenario: Scenario, role: str, phrase: str, **how: Any) -> Scenario:
        said = {"programs": [EARLY_PROGRAM], "known": True, "when": "October to December", **how}
        return scenario.with_voice(role, phrase, **said)

    def a(scenario: Scenario = start, **how: Any) -> Scenario:
        inside = told(scenario, "chief resident", NIGHTS, level=INSIDE, **how)
        return told(inside, "clerkship director", FAVORITE, **how)

    def b(scenario: Scenario = start) -> Scenario:
        return told(scenario.with_you(school_record="mixed"), "alumnus", DEFENSIVE)

    praised = told(told(b(), "away program director", LEGIT), "clerkship director", FAVORITE)
    return Case(
        id="S3-37",
        title="Two applicants with the same scores",
        steps=(
            ("nobody says anything", start),
            ("applicant A", a()),
            ("applicant B", b()),
            ("A, but the chief does not trust A's judgment", told(
                told(start, "chief resident", MISTRUST, level=INSIDE),
                "clerkship director", FAVORITE)),
            ("A, but all is said in January", a(when="January or later")),
            ("A, but with the rules of today", replace(a(), rules=True)),
            ("B, and two good words", praised),
            ("B, and two good words, by the average", praised.with_assumptions(
                vetting_rule="mean")),
            ("B, and later a word of growth", told(b(), "clerkship director", MATURED)),
        ),
    )  # fmt: skip


def orthopedic_away() -> Case:
    """Tell of the rotation away from home: a middling file, and a director who speaks for it.

    Programs call while they make their lists, so that all of these are still open in January. A US
    MD senior of a school without a home program in a competitive field (S1-30, S1-50), with
    the document's score. The director of the rotation knows the directors of three programs and
    says the same to all; a community preceptor whom nobody knows would say it too (S1-45). Where
    the home school warns, aways may make a new home (S1-61).
    """
    away, told = "away program director", "If I had an open spot, I'd take them right now"
    start = (
        Scenario(preset="source")
        .with_you(
            applicant_type="US MD senior",
            field="competitive",
            step2=int(claim("S1-30", "Step 2").value),
            research=-0.5,
            home_program=False,
        )
        .with_strategy(applications=FEW)
        .with_assumptions(lists_open_late=1.0)
    )

    def call(scenario: Scenario = start, phrase: str = told, **how: Any) -> Scenario:
        return scenario.with_voice(away, phrase, 2, FRIENDS, **{"known": True, **how})

    late, good_days = "January or later", start.with_you(interview=GOOD_DAY)

    warned = start.with_voice("clerkship director", "We didn't rank them", 2, FRIENDS, known=True)
    return Case(
        id="S1-30",
        title="The rotation away from home",
        steps=(
            ("no call", start),
            ("the away director's word, before invitations", call()),
            ("the same word, as lists are made", call(when=late)),
            ("good interviews, no call", good_days),
            ("good interviews, and the word as lists are made", call(good_days, when=late)),
            ("the same words, by a stranger", call(known=False)),
            ("a word without warmth", call(phrase="They're fine")),
            ("home warns, nobody else speaks", warned),
            ("home warns, and the away director speaks", call(warned)),
        ),
    )


@cache
def stories() -> Mapping[str, Case]:
    """Return the documents' stories, by item.

    Examples
    --------
    >>> stories()["S4-09"]
    <S4-09: A call about a score of 214, in 15 steps>
    """
    told = int(claim("S4-09", "Step 2").value)
    return {
        "S4-09": low_score_call(told),
        "S4-09 as 219": low_score_call(219),
        "S3-37": applicants_a_and_b(),
        "S1-30": orthopedic_away(),
    }
