"""Your score, your file, your voices: what becomes of two hundred seasons?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import ipywidgets as ipw

from engine import Scenario, phrases, roles, simulate
from engine.population import TYPES
from engine.results import Season
from engine.study import Comparison
from widgets import words
from widgets.controls import action, choice, number
from widgets.explorer import Explorer, Story
from widgets.season_story import describe, draw, rows
from widgets.standing import Standing

SEASONS = 200
_FILE = ("mspe", "letters", "research", "statement")


@lru_cache(maxsize=8)
def _seasons(scenario: Scenario, seed: int) -> Season:
    """Simulate once; the pinned scenario is asked for again at every move of a control."""
    return simulate(scenario, replicates=SEASONS, seed=seed)


class SeasonExplorer(Explorer[Comparison]):
    """Set your score, your file and your voices; watch two hundred seasons.

    Parameters
    ----------
    scenario : Scenario, optional
        Where it starts, and what "before" is until something else is pinned.
    seed : int, default 1
        The first two hundred seasons.

    Attributes
    ----------
    score, kind, file, speaker, phrase, heard_by, preset : Control
        What can be set.
    pin, again, reset : ActionControl
        Make the present settings the "before"; draw other seasons; start over.

    Examples
    --------
    >>> explorer = SeasonExplorer()
    >>> explorer.score.text = "250"
    >>> "than before" in explorer.sentence.text
    True
    """

    def __init__(self, scenario: Scenario | None = None, *, seed: int = 1) -> None:
        self.first = self.start = self.pinned = scenario or Scenario()
        self.seed = seed
        you = self.start.you
        self.score = number(words.SCORE, you.step2, 180, 300, 1)
        self.kind = choice(words.TYPE, TYPES, you.applicant_type)
        self.file = number(words.FILE, 0.0, -2.0, 2.0, 0.1)
        self.speaker = choice(words.SPEAKER, (words.NOBODY, *roles()), words.NOBODY)
        said = {text: f"{found.code:+g}  {text}" for text, found in phrases().items()}
        self.phrase = choice(words.PHRASE, said, "I'd take them")
        self.heard_by = number(words.HEARD_BY, 4, 0, 30, 1)
        self.preset = choice(words.PRESET, words.PRESETS, self.start.preset)
        self.pin, self.again = action(words.PIN), action(words.AGAIN)
        self.reset = action(words.RESET)
        self.standing, self.caveat = Standing(self.start), ipw.HTML()
        layout = ipw.Layout(grid_template_columns="1fr 1fr", width="100%", grid_gap="0 16px")
        super().__init__(
            Story(rows, describe, draw),
            self._before_and_after,
            controls={
                ("you.step2",): self.score,
                ("you.applicant_type",): self.kind,
                tuple(f"you.{item}" for item in _FILE): self.file,
                ("voices[0].role",): self.speaker,
                ("voices[0].phrase",): self.phrase,
                ("voices[0].programs",): self.heard_by,
                ("preset",): self.preset,
            },
            head=[
                ipw.GridBox(
                    [
                        self.score, self.speaker, self.kind, self.phrase,
                        self.file, self.heard_by, self.preset,
                        ipw.HBox([self.pin, self.again, self.reset]),
                    ],
                    layout=layout,
                )
            ],
            foot=[self.standing, self.caveat],
        )  # fmt: skip
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
        file = dict.fromkeys(_FILE, self.file.entry)
        tweaked = replace(self.start, preset=self.preset.value).with_you(
            step2=self.score.entry, applicant_type=self.kind.value, **file
        )
        if self.speaker.value == words.NOBODY:
            return tweaked
        return tweaked.with_voice(
            role=self.speaker.value, phrase=self.phrase.value, programs=self.heard_by.entry
        )

    def _before_and_after(self) -> Comparison:
        now = self.scenario
        before = replace(self.pinned, preset=now.preset)
        self.standing.show(now)
        self.caveat.value = words.CAVEAT.format(kind=words.KINDS[now.preset])
        return Comparison(_seasons(before, self.seed), _seasons(now, self.seed))

    def _on_pin(self, _change: object) -> None:
        if not any(control.problem for control in self.controls.values()):
            self.pinned = self.scenario
            self.refresh()

    def _on_again(self, _change: object) -> None:
        self.seed += 1
        self.refresh()

    def _on_reset(self, _change: object) -> None:
        self.start = self.pinned = self.first
        self.start_over()
