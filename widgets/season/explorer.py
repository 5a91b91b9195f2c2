"""Your score, your file, your voices: what becomes of two hundred seasons?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from engine import MarketError, Scenario, roles
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.charts.dots import SHARE_COLUMNS
from widgets.controls.fields import NumberControl
from widgets.controls.make import action
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Story
from widgets.explorer.keep import TableSpec
from widgets.explorer.seasons import PlaysSeasons
from widgets.season import words
from widgets.season.controls import (
    ABSENT,
    main_controls,
    scenario_of,
    second_controls,
    shown_voices,
    word_controls,
    you_controls,
)
from widgets.season.fate import tell
from widgets.season.lists import cut_marks
from widgets.season.other_worlds import Asked, OtherWorlds
from widgets.season.story import describe, draw, rows
from widgets.season.verdicts import pass_mark_line, show_verdicts
from widgets.season.worlds import Worlds, other_preset

NEAR = 6  # points: cuts no farther from the score are named beside it
TABLES = {
    "shares": TableSpec(words.OUTCOMES_TITLE, SHARE_COLUMNS),
    "lists": TableSpec(
        words.LISTS_TITLE,
        {
            "program": "program", "before": "before", "after": "now", "end": "last in",
            "end_low": "earliest", "end_high": "latest", "length": "on the list",
            "text": "in words", "more": "",
        },
    ),
    "stages": TableSpec(words.STAGES_TITLE, {"label": "", "when": "", "text": "applications"}),
}  # fmt: skip


class SeasonExplorer(PlaysSeasons[Worlds]):
    """Set your score, your file and your voices; watch two hundred seasons, in both worlds.

    Each dot is a season, and can be asked; below stand the lists, with where they end.

    Parameters
    ----------
    scenario : Scenario, optional
        Where it starts, and what "before" is until something else is pinned. Its first voice
        stands in the controls where its ``programs`` is a number, 30 at most, and so does the
        second if all else about it is as usual; all others speak besides, unseen.
    seed : int, default 1
        The first two hundred seasons.

    Attributes
    ----------
    score, kind, file, speaker, phrase, heard_by, applications, preset : Control
        What can always be set.
    level, known, when, months, specific, asked, pushed, repeated, bad_word : Control
        More about the word; folded away at first, in `more_word`.
    second_speaker, second_phrase, second_heard_by : Control
        Somebody else who speaks; folded away at first, in `more_second`.
    tone, record, told, interview, signals, rules : Control
        More about you and the rules; folded away at first, in `more_you`.
    pin, again, reset : ActionControl
        Make the present settings the "before"; draw other seasons; start over.
    others : OtherWorlds
        Tries the change in the other worlds that fit as well.

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
    sentence_lines = 3
    file_name = "season"
    tables = TABLES
    absent = ABSENT

    def __init__(self, scenario: Scenario | None = None, *, seed: int = 1) -> None:
        self.first = self.pinned = scenario or Scenario()
        self.start = self._around_the_controls()
        self.seed = self._first_seed = seed
        main, word, second, you = self._groups = tuple(
            make(self.first)
            for make in (main_controls, word_controls, second_controls, you_controls)
        )
        every = {**main, **word, **second, **you}
        by_path = {path: control for paths, control in every.items() for path in paths}
        score, self.kind = by_path["you.step2"], by_path["you.applicant_type"]
        assert isinstance(score, NumberControl)
        self.score = score
        self.file, self.preset = by_path["you.mspe"], by_path["preset"]
        self.speaker, self.phrase, self.heard_by, self.level, self.known, self.when = (
            by_path[f"voices[0].{name}"]
            for name in ("role", "phrase", "programs", "level", "known", "when")
        )
        self.months, self.specific, self.asked, self.pushed, self.repeated = (
            by_path[f"voices[0].{name}"]
            for name in ("months_since", "specific", "asked", "coerced", "repeated")
        )
        self.second_speaker, self.second_phrase, self.second_heard_by = second.values()
        self.bad_word, self.rules = by_path["assumptions.voices_combine"], by_path["rules"]
        self.tone, self.record, self.told, self.interview = (
            by_path[f"you.{name}"]
            for name in ("tone", "school_record", "told_number_one", "interview")
        )
        self.signals, self.applications = (
            by_path[f"strategy.{name}"] for name in ("signals", "applications")
        )
        self.pin, self.again = action(words.PIN), action(words.AGAIN)
        self.others = OtherWorlds(self._change)
        super().__init__(
            main,
            more={words.MORE_WORD: word, words.MORE_SECOND: second, words.MORE_YOU: you},
            buttons=[self.pin, self.again],
            below=[self.others.part],
        )
        self.more_word, self.more_second, self.more_you = self.more.values()
        for opened in (self.more_word, self.more_second):
            opened.observe(self._say_whether_the_word_counts, names="value")
        self.pin.observe(self._on_pin, names="presses")
        self.again.observe(self._on_again, names="presses")

    @property
    def scenario(self) -> Scenario:
        """What the controls say now; `MarketError` names every setting that cannot be used."""
        return scenario_of(self.start, self.answers)

    @property
    def before(self) -> Scenario:
        """What is pinned, in the class of `scenario`: a pasted one may be of another class."""
        return replace(self.pinned, market=self.scenario.market)

    def scenarios(self, answers: Answers) -> list[Scenario]:
        """Return what is pinned and what the controls say, in the world believed and the other."""
        now = scenario_of(self.start, answers)
        both = replace(self.pinned, market=now.market), now
        return [one.with_preset(p) for p in (now.preset, other_preset(now.preset)) for one in both]

    def result_of(self, *played: Season) -> Worlds:
        """Compare what is pinned with what the controls say, in both worlds."""
        before, after, other_before, other_after = played
        return Worlds(Comparison(before, after), Comparison(other_before, other_after))

    def annotate(self) -> None:
        """Say what the rules and the pass mark make of the settings, and where a point matters."""
        season = self.result.main.after
        cuts = cut_marks(season)
        self.score.help = pass_mark_line(self.score.entry) or _near_cuts(season, cuts)
        self.score.marks = [cut for cut in cuts if self.score.low <= cut <= self.score.high]
        show_verdicts(season.scenario, *self._groups)
        speak = (roles()[voice.role].who for voice in season.scenario.voices)
        if "home program" in speak and season.market.home_program[-1] < 0:
            self.kind.help = words.NO_HOME
        self.others.forget()
        self._say_whether_the_word_counts()

    def limits(self) -> str:
        """Say that this is a model, and with whose numbers."""
        return words.CAVEAT.format(kind=words.KINDS[self.result.main.after.scenario.preset])

    def start_over(self) -> None:
        """Put every control, what is pinned and the seasons back to what they were at first."""
        self.seed = self._first_seed
        self.pinned, self.start = self.first, self._around_the_controls()
        super().start_over()

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one season of one world, both counted from 0."""
        return tell([*self.result][asked["world"]], asked["season"])

    def _change(self) -> Asked:
        """Return what is pinned, what the controls say and the seed; or say what is refused."""
        if wrong := [control.problem for control in self.controls.values() if control.problem]:
            raise MarketError(wrong)  # in the words of the controls
        return self.before, self.scenario, self.seed

    def _around_the_controls(self) -> Scenario:
        """Return the first scenario without the voice that the controls show."""
        return replace(self.first, voices=shown_voices(self.first)[2])

    def _say_whether_the_word_counts(self, _change: object = None) -> None:
        for opened in (self.more[words.MORE_WORD], self.more[words.MORE_SECOND]):
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


def _near_cuts(season: Season, cuts: Mapping[int, list[str]]) -> str:
    """Name the exam cuts of your programs that lie around your score; the slider marks them all."""
    score = int(season.market.applicants.step2[-1])
    near = [
        words.CUT_AT.format(cut, ", ".join(names))
        for cut, names in cuts.items()
        if abs(cut - score) <= NEAR
    ]
    return words.CUTS.format("; ".join(near)) if near else ""
