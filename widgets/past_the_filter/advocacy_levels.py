"""What can each level of advocacy change, and what shuts its door?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from engine import Scenario, claim
from engine.base.codes import INSIDE, MATCH_WEEK, MOMENTS
from engine.study.cases import (
    ADVOCATE,
    ALL_PROGRAMS,
    BAD_DAY,
    CALL,
    GOOD_DAY,
    LETTER,
    PROGRAMS,
    at_the_cut,
)
from engine.study.season import Season
from widgets.charts.marks import (
    BLUE,
    RED,
    bars_before_after,
    framed,
    legend_line,
    rows_named,
    shares_before_after,
)
from widgets.controls.make import choice, number, toggle
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import PlaysSeasons
from widgets.past_the_filter.gate_words import SAID, SWITCHES, SaidGate, said_gates
from widgets.text.words import AFTER, BEFORE, BELIEVED, PRESET, WHEN

SCORE, CUT = "Step 2 CK score", "The programs' cut"
LEVEL = "The clerkship director uses"
LEVELS = {
    "0": "0, a generic letter",
    "1": "1, a quiet e-mail",
    "2": "2, a call with context",
    "3": "3, a personal favor",
    "4": "4, from inside one program",
}
DAYS = {"": "at random", str(GOOD_DAY): "well", str(BAD_DAY): "badly"}
INTERVIEWS = "Your interviews go"
# What a switch that is off makes of the applicant, in SD, and of what is said.
THIN_FILE, FAINT, WARNING = -1.5, "They're fine", "difficult to work with"
WORLD = "world"
STAGES = ("read", "interviewed", "ranked")
STAGES_TITLE, GATES_TITLE = "Programs per season", "Eight gates"
ENDS_TITLE = "How the seasons end"
ENDS = {"matched": "matched", "soap": "SOAP", "unplaced": "no place"}
BEFORE_AFTER = "Before: nothing but a generic letter. After: what the controls say."
SENTENCE = (
    "With a generic letter {before:.1f} programs read the file, and {matched_before:.0%} of "
    "{count} seasons end with a match. Now {read:.1f} read it, {interviewed:.1f} interview and "
    "{ranked:.1f} rank{place}, and {matched:.0%} end with a match. {closed}"
)
PLACE = ", at place {:.0f} on average"
ALL_OPEN = "All gates are open."
CLOSED = "Not fully open: {}."
CAVEAT = (
    "One fictional applicant, a senior of a US medical school with the file set above, in a world "
    "where every program cuts at the same score. How often a word reopens a filter was never "
    "measured: for the articles' world we read the document's words, for the studies' we left room "
    "for the one study, which found no link. In SOAP the cut is only {relief:g} points lower."
)
TABLES = {
    "stages": TableSpec(STAGES_TITLE, {"label": "", "when": WORLD, "text": "programs"}),
    "ends": TableSpec(ENDS_TITLE, {"label": "", "when": WORLD, "text": "share of seasons"}),
    "gates": TableSpec(GATES_TITLE, {"text": "gate", "left": "share that gets through"}),
}


@dataclass(frozen=True, eq=False)
class LevelView:
    """The world with a letter, the world with the word, and the gates between them."""

    letter: Season
    word: Season
    gates: tuple[SaidGate, ...]


def _counts(season: Season) -> list[float]:
    """Programs per season that read, interview and rank."""
    count = season.stage_counts()
    return [count[stage] for stage in ("screened in", "interviewed", "ranked")]


def _place(season: Season) -> str:
    """Say where you stand on the lists that name you, 1 being the top."""
    rank = season.your_mean_rank()
    return "" if np.isnan(rank) else PLACE.format(rank)


def rows(view: LevelView) -> Rows:
    """Turn a view into the rows of the pictures: stages, ends, gates."""
    stages: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for when, season in ((BEFORE, view.letter), (AFTER, view.word)):
        for label, count in zip(STAGES, _counts(season), strict=True):
            stages.append({"label": label, "when": when, "count": count, "text": f"{count:.1f}"})
        found = {end.outcome: end for end in season.ends()}
        for outcome, label in ENDS.items():
            end = found[outcome]
            share = {"share": end.probability, "low": end.low, "high": end.high}
            text = f"{end.probability:.0%}"
            ends.append({"label": label, "when": when, **share, "text": text})
    lights = [
        {"nth": n, "sign": gate.sign, "text": gate.text, "left": gate.left}
        for n, gate in enumerate(view.gates)
    ]
    return {"stages": stages, "ends": ends, "gates": lights}


def describe(view: LevelView) -> str:
    """Say what the word changes, and which gates are not open."""
    seasons = (view.letter, view.word)
    shares = [season.share("matched") for season in seasons]
    read, interviewed, ranked = _counts(view.word)
    shut = [gate.text for gate in view.gates if gate.left < 1]
    return SENTENCE.format(
        before=_counts(view.letter)[0],
        matched_before=shares[0],
        count=view.word.replicates,
        read=read,
        interviewed=interviewed,
        ranked=ranked,
        matched=shares[1],
        place=_place(view.word),
        closed=CLOSED.format("; ".join(shut)) if shut else ALL_OPEN,
    )


def draw(first: Rows, sentence: str) -> alt.VConcatChart:
    """Draw the gates beside what comes of the word."""
    size: dict[str, Any] = {"height": 120, "width": 200}
    stages = bars_before_after(
        "stages", first["stages"], title=STAGES_TITLE, order=list(STAGES), most=PROGRAMS, **size
    )
    ends = shares_before_after(
        "ends", first["ends"], title=ENDS_TITLE, order=list(ENDS.values()), **size
    )
    right = alt.vconcat(stages, ends, spacing=50, bounds="flush")
    both = alt.hconcat(_lights(first), right, spacing=165, bounds="flush")
    return framed(alt.vconcat(legend_line(240), both, spacing=24, bounds="flush"), sentence)


def _lights(first: Rows) -> alt.LayerChart:
    """One line for each gate: its sign, and what it says in words."""
    base = alt.Chart(rows_named("gates", first["gates"])).encode(
        y=alt.Y("nth:O", axis=None),
    )
    ink = alt.condition("datum.left == 1", alt.value(BLUE), alt.value(RED))
    return alt.LayerChart(
        layer=[
            base.mark_text(align="left", fontSize=15, fontWeight="bold").encode(
                x=alt.XValue(0), text=alt.Text("sign:N"), color=ink
            ),
            base.mark_text(align="left", fontSize=12).encode(
                x=alt.XValue(22), text=alt.Text("text:N")
            ),
        ],
        title=alt.TitleParams(GATES_TITLE, anchor="start"),
        height=290,
        width=270,
    )


class AdvocacyLevels(PlaysSeasons[LevelView]):
    """Choose a level of advocacy, open and shut its gates, and watch one applicant's seasons.

    Attributes
    ----------
    score, cut, level, when, interviews, preset : Control
        What can be set.
    known, clear, rotation, file, unopposed : ToggleControl
        The gates that are switches, each named as it is told when it is open.

    Examples
    --------
    >>> levels = AdvocacyLevels()
    >>> levels.level.value = "0"
    >>> "A letter praises all alike" in levels.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    note = BEFORE_AFTER
    sentence_lines = 4
    file_name = "levels"
    tables = TABLES

    def __init__(self) -> None:
        told, cut = (int(found.value) for found in (claim("S4-09", "Step 2"), claim("S4-04")))
        self.score = number(SCORE, told, 180, 300, 1)
        self.cut = number(CUT, cut, 180, 300, 1)
        self.level = choice(LEVEL, LEVELS, "2")
        self.when = choice(WHEN, MOMENTS[:MATCH_WEEK], MOMENTS[0])
        self.interviews = choice(INTERVIEWS, DAYS, "")
        self.known, self.clear, self.rotation, self.file, self.unopposed = (
            toggle(SAID[gate][0], value=True) for gate in SWITCHES
        )
        self.preset = choice(PRESET, BELIEVED, "source")
        others = (
            self.level, self.when, self.interviews,
            self.known, self.clear, self.rotation, self.file, self.unopposed, self.preset,
        )  # fmt: skip
        super().__init__(
            {
                ("you.step2",): self.score,
                ("assumptions.exam_cut",): self.cut,
                **{(control.label,): control for control in others},
            }
        )

    def scenarios(self, answers: Answers) -> list[Scenario]:
        """Return the same applicant with a letter like all letters, and with the word."""
        score, cut, level, when, day, known, clear, rotation, file, unopposed, preset = (
            answers.values()
        )
        grade = int(level)
        you = {"mspe": 0.0 if file else THIN_FILE, "interview": float(day) if day else None}

        def applicant(**you: object) -> Scenario:
            return at_the_cut(score, **you).with_assumptions(exam_cut=cut).with_preset(preset)

        spoken = applicant(**you).with_voice(
            ADVOCATE,
            (CALL if rotation else FAINT) if grade else LETTER,
            grade,
            None if grade == INSIDE else PROGRAMS,  # one belongs to one program
            known=known,
            specific=clear,
            when=when,
        )
        if not unopposed:
            spoken = spoken.with_voice("resident", WARNING, 2, ALL_PROGRAMS, known=True)
        # Nothing speaks against whom the letter is about.
        return [applicant().with_voice(ADVOCATE, LETTER, 0, PROGRAMS), spoken]

    def result_of(self, *played: Season) -> LevelView:
        """Set the letter beside the word, and see how the gates stand."""
        letter, word = played
        return LevelView(letter, word, said_gates(word.scenario))

    @property
    def scenario(self) -> Scenario:
        """What the controls say now; `MarketError` names every setting that cannot be used."""
        return self.scenarios(self.answers)[1]

    def limits(self) -> str:
        """Say what was never measured."""
        return CAVEAT.format(relief=self.scenario.assumptions.soap_exam_relief)
