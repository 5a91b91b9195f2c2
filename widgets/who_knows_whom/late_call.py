"""A call about you: who answers, what they say, when, and how the seasons end in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from engine import Scenario
from engine.base.codes import MATCHED, MOMENTS
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.charts.dots import SeasonDots, dot_rows
from widgets.controls.make import choice, number
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import FIRST, SEASONS, all_at_once, simulated
from widgets.text.numbers import counted
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
TOLD = "{world}, the call {turn} ({before:.0%} → {after:.0%} of {seasons} seasons{places})."
MAKES, SAME = "makes {} in 100", "changes no match"
PLACES = ", place {:.0f} → {:.0f} on the lists"
CAVEAT = (
    "One fictional applicant of one class, who wants a competitive field and sends {sent} "
    "applications. Others speak too, for everybody. Each program that calls knows the speaker, "
    "but for the stranger, and its list is open when it does."
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
        before, after = (season.share("matched") for season in (one.before, one.after))
        points = round(100 * after) - round(100 * before)
        way = "more" if points > 0 else "fewer"
        changed = counted(abs(points), f"{way} match", f"{way} matches")
        ranks = [season.your_mean_rank() for season in (one.before, one.after)]
        places = PLACES.format(*ranks) if all(rank == rank for rank in ranks) else ""
        said.append(
            TOLD.format(
                world=name,
                turn=MAKES.format(changed) if points else SAME,
                before=before,
                after=after,
                seasons=one.after.replicates,
                places=places,
            )
        )
    return " ".join(said)


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw the seasons as dots, the articles' world above the studies'."""
    return SeasonDots.of_rows(BINS, first, sentence)


class LateCall(Explorer[CallView]):
    """Let programs call somebody about one applicant, and watch two hundred seasons in both worlds.

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
                ("voices",): self.said,
                ("when",): self.when,
                ("role",): self.speaker,
                ("programs",): self.called,
                ("you.step2",): self.score,
            }
        )

    def _quiet(self, preset: str) -> Scenario:
        """Set the applicant in one world, before anybody calls."""
        you = {"applicant_type": "US MD senior", "field": "competitive", "home_program": False}
        scenario = Scenario(preset=preset).with_you(**you, step2=self.score.value, research=-0.5)
        # A program that rings while it makes its list has not closed it.
        return scenario.with_strategy(applications=SENT).with_assumptions(lists_open_late=1.0)

    def _called(self, preset: str) -> Scenario:
        return self._quiet(preset).with_voice(
            self.speaker.value,
            self.said.value,
            2,
            self.called.value,
            known=self.speaker.value != words.UNKNOWN,
            when=self.when.value,
        )

    @property
    def scenario(self) -> Scenario:
        """The call, in the articles' world."""
        return self._called("source")

    def simulate(self) -> CallView:
        """Play the seasons with and without the call."""
        return self._played(SEASONS)

    def first_look(self) -> CallView | None:
        """Play few of the seasons, where a class has not yet played all of them."""
        asked = [one for preset in IF_TRUE for one in (self._quiet(preset), self._called(preset))]
        return None if all_at_once(asked) else self._played(FIRST)

    def _played(self, seasons: int) -> CallView:
        played = partial(simulated, seasons=seasons)
        return CallView(
            {
                name: Comparison(played(self._quiet(preset)), played(self._called(preset)))
                for preset, name in IF_TRUE.items()
            }
        )

    def limits(self) -> str:
        """Say whose seasons these are."""
        return CAVEAT.format(sent=SENT)
