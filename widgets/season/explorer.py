"""Your score, your file, your voices: what becomes of two hundred seasons?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import ipywidgets as ipw

from engine import Scenario, simulate
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.controls.make import action
from widgets.explorer.basis import Standing
from widgets.explorer.explorer import Explorer, Rows, Sheet, Story
from widgets.season import controls as of_season
from widgets.season.story import describe, draw, rows
from widgets.season.verdicts import pass_mark_line, show_verdicts
from widgets.text import words
from widgets.text.html import in_lines

SEASONS = 200
SHEETS = {
    "places": Sheet(words.PLACES_TITLE, {"program": "program", "when": "", "text": "place"}),
    "stages": Sheet(words.STAGES_TITLE, {"label": "", "when": "", "text": "applications"}),
    "outcomes": Sheet(
        words.OUTCOMES_TITLE,
        {"label": "", "when": "", "text": "share", "low": "low", "high": "high"},
    ),
}


@lru_cache(maxsize=8)
def _seasons(scenario: Scenario, seed: int) -> Season:
    """Simulate once; the pinned scenario is asked for again at every move of a control."""
    return simulate(scenario, replicates=SEASONS, seed=seed)


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

    sheets = SHEETS

    def __init__(self, scenario: Scenario | None = None, *, seed: int = 1) -> None:
        self.first = self.pinned = scenario or Scenario()
        self.start = self._around_the_controls()
        self.absent = of_season.ABSENT
        self.seed = self._first_seed = seed
        main = of_season.main_controls(self.pinned)
        word = of_season.word_controls(self.pinned)
        you = of_season.you_controls(self.pinned)
        self.groups = (main, word, you)
        self.score, self.kind, self.file, self.speaker, self.phrase, self.heard_by, self.preset = (
            main.values()
        )
        (
            self.level, self.known, self.when, self.months,
            self.specific, self.pushed, self.repeated, self.bad_word,
        ) = word.values()  # fmt: skip
        self.tone, self.record, self.told, self.interview, self.signals, self.rules = you.values()
        self.pin, self.again = action(words.PIN), action(words.AGAIN)
        self.reset = action(words.RESET)
        self.more_word, word_box = of_season.folded(words.MORE_WORD, word)
        self.more_you, you_box = of_season.folded(words.MORE_YOU, you)
        self.standing, self.caveat = Standing(self.pinned), ipw.HTML()
        super().__init__(
            Story(self._rows, describe, draw),
            self._before_and_after,
            controls={**main, **word, **you},
            head=[
                of_season.in_two_columns(
                    [
                        self.score, self.speaker, self.kind, self.phrase,
                        self.file, self.heard_by, self.preset,
                        ipw.HBox([self.pin, self.again, self.reset]),
                        self.more_word, self.more_you,
                    ]
                ),
                word_box,
                you_box,
            ],
            foot=[self.standing, self.caveat],
        )  # fmt: skip
        self.more_word.observe(self._say_whether_the_word_counts, names="value")
        self.pin.observe(self._on_pin, names="presses")
        self.again.observe(self._on_again, names="presses")
        self.reset.observe(self._on_reset, names="presses")

    @property
    def scenario(self) -> Scenario:
        """What the controls say now.

        Raises
        ------
        MarketError
            Naming every setting that cannot be used.
        """
        return of_season.scenario_of(self.start, self.controls)

    def _around_the_controls(self) -> Scenario:
        """Return the first scenario without the voice that the controls show."""
        _, others = of_season.shown_voice(self.first)
        return replace(self.first, voices=others)

    def _before_and_after(self) -> Comparison:
        self.score.help = pass_mark_line(self.score.entry)
        now = self.scenario
        before = replace(self.pinned, preset=now.preset)
        self.standing.show(now)
        show_verdicts(now, *self.groups)
        self._say_whether_the_word_counts()
        self.caveat.value = in_lines(words.CAVEAT.format(kind=words.KINDS[now.preset]))
        self._rules = (before.rules, now.rules)
        return Comparison(_seasons(before, self.seed), _seasons(now, self.seed))

    def _say_whether_the_word_counts(self, _change: object = None) -> None:
        idle = self.more_word.value and self.speaker.value == words.NOBODY
        self.more_word.help = words.MORE_WORD_IDLE if idle else ""

    def _rows(self, comparison: Comparison) -> Rows:
        return rows(comparison, self._rules)

    def _on_pin(self, _change: object) -> None:
        if not any(control.problem for control in self.controls.values()):
            self.pinned = self.scenario
            self.refresh()

    def _on_again(self, _change: object) -> None:
        self.seed += 1
        self.refresh()

    def _on_reset(self, _change: object) -> None:
        self.seed = self._first_seed
        self.pinned, self.start = self.first, self._around_the_controls()
        self.start_over()
