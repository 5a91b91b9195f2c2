"""Your score, your file, your voices: what becomes of two hundred seasons?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from engine import MarketError, Scenario
from engine.study.comparison import Comparison
from widgets.controls.make import action
from widgets.explorer.explorer import Explorer, Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import simulated
from widgets.season import words
from widgets.season.controls import (
    ABSENT,
    main_controls,
    scenario_of,
    shown_voice,
    word_controls,
    you_controls,
)
from widgets.season.story import describe, draw, rows
from widgets.season.verdicts import pass_mark_line, show_verdicts

TABLES = {
    "places": TableSpec(words.PLACES_TITLE, {"program": "program", "when": "", "text": "place"}),
    "stages": TableSpec(words.STAGES_TITLE, {"label": "", "when": "", "text": "applications"}),
    "outcomes": TableSpec(
        words.OUTCOMES_TITLE,
        {"label": "", "when": "", "text": "share", "low": "low", "high": "high"},
    ),
}


class SeasonExplorer(Explorer[Comparison]):
    """Set your score, your file and your voices; watch two hundred seasons.

    Parameters
    ----------
    scenario : Scenario, optional
        Where it starts, and what "before" is until something else is pinned. Its first
        voice stands in the controls; others speak besides.
    seed : int, default 1
        The first two hundred seasons.

    Attributes
    ----------
    score, kind, file, speaker, phrase, heard_by, preset : Control
        What can always be set.
    level, known, when, months, specific, pushed, repeated, bad_word : Control
        More about the word; shown while `more_word` is ticked.
    tone, record, told, interview, signals, rules : Control
        More about you and the rules; shown while `more_you` is ticked.
    pin, again, reset : ActionControl
        Make the present settings the "before"; draw other seasons; start over.

    Raises
    ------
    MarketError
        When MSPE, letters, research and statement of the scenario differ: one control sets them.

    Examples
    --------
    >>> explorer = SeasonExplorer()
    >>> explorer.score.text = "250"
    >>> "than before" in explorer.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    sentence_lines = 4
    tables = TABLES
    absent = ABSENT

    def __init__(self, scenario: Scenario | None = None, *, seed: int = 1) -> None:
        self.first = self.pinned = scenario or Scenario()
        self.start = self._around_the_controls()
        self.seed = self._first_seed = seed
        main, word, you = self._groups = (
            main_controls(self.first), word_controls(self.first), you_controls(self.first)
        )  # fmt: skip
        by_path = {p: control for paths, control in {**main, **word, **you}.items() for p in paths}
        self.score, self.kind = by_path["you.step2"], by_path["you.applicant_type"]
        self.file, self.preset = by_path["you.mspe"], by_path["preset"]
        self.speaker, self.phrase, self.heard_by, self.level, self.known, self.when = (
            by_path[f"voices[0].{name}"]
            for name in ("role", "phrase", "programs", "level", "known", "when")
        )
        self.months, self.specific, self.pushed, self.repeated = (
            by_path[f"voices[0].{name}"]
            for name in ("months_since", "specific", "coerced", "repeated")
        )
        self.bad_word, self.rules = by_path["assumptions.voices_combine"], by_path["rules"]
        self.tone, self.record, self.told, self.interview = (
            by_path[f"you.{name}"]
            for name in ("tone", "school_record", "told_number_one", "interview")
        )
        self.signals = by_path["strategy.signals"]
        self.pin, self.again = action(words.PIN), action(words.AGAIN)
        super().__init__(
            main,
            more={words.MORE_WORD: word, words.MORE_YOU: you},
            buttons=[self.pin, self.again],
        )
        self.more_word, self.more_you = self.more.values()
        self.more_word.observe(self._say_whether_the_word_counts, names="value")
        self.pin.observe(self._on_pin, names="presses")
        self.again.observe(self._on_again, names="presses")

    @property
    def scenario(self) -> Scenario:
        """What the controls say now; `MarketError` names every setting that cannot be used."""
        return scenario_of(self.start, self.controls)

    def simulate(self) -> Comparison:
        """Play what is pinned, with the numbers in use, and what the controls say."""
        now = self.scenario
        before = self.pinned.with_preset(now.preset)
        return Comparison(simulated(before, self.seed), simulated(now, self.seed))

    def annotate(self) -> None:
        """Say what the rules and the pass mark make of the settings."""
        self.score.help = pass_mark_line(self.score.entry)
        show_verdicts(self.result.after.scenario, *self._groups)
        self._say_whether_the_word_counts()

    def limits(self) -> str:
        """Say that this is a model, and with whose numbers."""
        return words.CAVEAT.format(kind=words.KINDS[self.result.after.scenario.preset])

    def start_over(self) -> None:
        """Put every control, what is pinned and the seasons back to what they were at first."""
        self.seed = self._first_seed
        self.pinned, self.start = self.first, self._around_the_controls()
        super().start_over()

    def _around_the_controls(self) -> Scenario:
        """Return the first scenario without the voice that the controls show."""
        _, others = shown_voice(self.first)
        return replace(self.first, voices=others)

    def _say_whether_the_word_counts(self, _change: object = None) -> None:
        opened = self.more[words.MORE_WORD]
        idle = opened.value and self.speaker.value == words.NOBODY
        opened.help = words.MORE_WORD_IDLE if idle else ""

    def _on_pin(self, _change: object) -> None:
        if any(control.problem for control in self.controls.values()):
            return
        with suppress(MarketError):  # which the new result will say by its control
            self.pinned = self.scenario
        self.refresh()

    def _on_again(self, _change: object) -> None:
        self.seed += 1
        self.refresh()
