"""A call about you: who answers, what they say, when, and how the seasons end in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import Scenario
from engine.base.codes import MATCHED, MOMENTS
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.charts.dots import SeasonDots, dot_rows
from widgets.controls.make import choice, number
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import PlaysSeasons
from widgets.season.fate import tell
from widgets.text.numbers import counted, signed
from widgets.text.words import IF_TRUE
from widgets.who_knows_whom import words

SCORE = "Step 2 CK score"
WHEN = "When they call"
WHENS = {
    MOMENTS[2]: "late, as lists are made",
    MOMENTS[0]: "early, before invitations",
}
CALLED = "Programs that call"
BINS = [("matched", "circle"), ("SOAP", "square"), ("no place", "ring")]
NOTE = "Dashed: the same seasons when nobody calls."
TOLD = "{world}, the call {turn} ({bounds}{before:.0%} → {after:.0%}{places})."
MAKES, HARDLY, SAME = "makes {} in 100", "changes hardly any match", "changes no match"
BOUNDS = "{} to {}; "
PLACES = ", rank {:.0f} → {:.0f} on the lists"
CAVEAT = (
    "One fictional applicant of one class in {seasons} seasons, who wants a competitive field and "
    "sends {sent} applications. In brackets stands the 95% interval over these seasons. Others "
    "speak too, for everybody. Each program that calls knows the speaker, but for the stranger, "
    "and its list is open when it does."
)
SENT = 10
TABLES = {
    "shares": TableSpec(
        "How the seasons end", {"world": "world", "bin": "end", "when": "", "text": "share"}
    )
}


@dataclass(frozen=True, eq=False)
class CallView:
    """The seasons without and with the call: one comparison for each world, by its name."""

    worlds: dict[str, Comparison]


def _ends(season: Season) -> list[int]:
    """In which bin each season ends; nobody in the Match is offered a place before it."""
    ends: list[int] = (season.outcome[:, -1] - MATCHED).tolist()
    return ends


def rows(view: CallView) -> Rows:
    """Turn both worlds into the rows of the dots."""
    ends = {name: (_ends(one.before), _ends(one.after)) for name, one in view.worlds.items()}
    return dot_rows(BINS, ends)


def describe(view: CallView) -> str:
    """Say in both worlds what the call does to matches, and to places on lists."""
    said = []
    for name, one in view.worlds.items():
        ranks = [season.your_mean_rank() for season in (one.before, one.after)]
        places = PLACES.format(*ranks) if all(rank == rank for rank in ranks) else ""
        said.append(
            TOLD.format(
                world=name,
                **_turn(one),
                before=one.before.share("matched"),
                after=one.after.share("matched"),
                places=places,
            )
        )
    return " ".join(said)


def _turn(comparison: Comparison) -> dict[str, str]:
    """Say what becomes of the matches, and with which interval where any season ends otherwise."""
    if _ends(comparison.before) == _ends(comparison.after):
        return {"turn": SAME, "bounds": ""}
    matched = comparison.changes()[MATCHED]
    low, high = (signed(100 * bound) for bound in (matched.low, matched.high))
    points = round(100 * matched.difference)
    way = "more" if points > 0 else "fewer"
    changed = counted(abs(points), f"{way} match", f"{way} matches")
    return {
        "turn": MAKES.format(changed) if points else HARDLY,
        "bounds": BOUNDS.format(low, high),
    }


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw the seasons as dots, the articles' world above the studies'."""
    return SeasonDots.of_rows(BINS, first, sentence)


class LateCall(PlaysSeasons[CallView]):
    """Let programs call somebody about one applicant, and watch two hundred seasons in both worlds.

    Who answers here would have spoken anyway, as a voice: the dials of whom programs ask of their
    own accord (`engine.season.late_calls`) do not move it.

    Attributes
    ----------
    said, speaker, when : ChoiceControl
        What is said, by whom, and when.
    score, called : NumberControl
        The applicant's score, and how many programs call.

    Examples
    --------
    >>> call = LateCall()
    >>> call.result.worlds["If the studies are right"].after.replicates
    200
    """

    story = Story(rows, describe, draw)
    numbers = "the articles', and those of studies below them"
    note = NOTE
    sentence_lines = 3
    file_name = "late-call"
    tables = TABLES

    def __init__(self) -> None:
        self.said = choice(words.SAID, words.PHRASES, words.WARMEST)
        self.when = choice(WHEN, WHENS, MOMENTS[2])
        self.speaker = choice(words.SPEAKER, words.SPEAKERS, "away program director")
        self.called = number(CALLED, 8, 0, SENT, 1)
        self.score = number(SCORE, 232, 200, 280, 1)
        super().__init__(
            {
                ("voices[0].phrase",): self.said,
                ("voices[0].when",): self.when,
                ("voices[0].role",): self.speaker,
                ("voices[0].programs",): self.called,
                ("you.step2",): self.score,
            }
        )

    def scenarios(self, answers: Answers) -> list[Scenario]:
        """Return the seasons without and with the call, in both worlds."""
        said, when, speaker, called, step2 = answers.values()
        you = {"applicant_type": "US MD senior", "field": "competitive", "home_program": False}
        known = speaker != words.UNKNOWN
        found = []
        for preset in IF_TRUE:
            scenario = Scenario(preset=preset).with_you(**you, step2=step2, research=-0.5)
            # A program that rings while it makes its list has not closed it.
            quiet = scenario.with_strategy(applications=SENT).with_assumptions(lists_open_late=1.0)
            found += [quiet, quiet.with_voice(speaker, said, 2, called, known=known, when=when)]
        return found

    def result_of(self, *played: Season) -> CallView:
        """Compare the seasons without the call and with it, in both worlds."""
        pairs = zip(played[::2], played[1::2], strict=True)
        return CallView(
            {
                world: Comparison(before, after)
                for world, (before, after) in zip(IF_TRUE.values(), pairs, strict=True)
            }
        )

    @property
    def scenario(self) -> Scenario:
        """The call, in the articles' world."""
        return self.scenarios(self.answers)[1]

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one season of one world, both counted from 0."""
        return tell([*self.result.worlds.values()][asked["world"]], asked["season"])

    def limits(self) -> str:
        """Say whose seasons these are."""
        (one, *_) = self.result.worlds.values()
        return CAVEAT.format(sent=SENT, seasons=one.after.replicates)
