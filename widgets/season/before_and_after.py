"""One change, guessed before it is shown: seasons as dots that turn when a guess is locked."""

from __future__ import annotations

from collections.abc import Sequence

from engine import Scenario, simulate
from engine.base.codes import UNPLACED
from engine.study.comparison import Comparison
from widgets.charts.dots import SeasonDots
from widgets.controls.fields import Note
from widgets.controls.form import Form
from widgets.controls.make import sentence_line
from widgets.explorer.seasons import SEASONS, simulated
from widgets.season import words
from widgets.season.fate import fate, tell
from widgets.season.story import BINS, describe, dot_ends, dot_notes, name_of
from widgets.season.worlds import Worlds, other_preset
from widgets.text.numbers import share_text

GRADED = 1000  # seasons that a guess is compared with


class BeforeAndAfter(Form):
    """Show how seasons end before a change, and what the change makes of them once it is told.

    At first there is one world and no change; `reveal` turns the seasons, adds the other world and
    says why. A `widgets.learning.Prediction` takes both: what it shows stays and moves.

    Parameters
    ----------
    before, after : Scenario
        Without the change and with it. The preset of `after` is the world a guess is about.
    seed : int, default 1
        The first two hundred seasons.

    Attributes
    ----------
    dots : SeasonDots
        The seasons.
    sentence : Line
        What they show.
    graded : Note
        What a guess is held against, once it is told: more seasons than are shown.

    Examples
    --------
    >>> before = Scenario()
    >>> after = before.with_voice(role="away program director", phrase="I'd take them", programs=4)
    >>> told = BeforeAndAfter(before, after)
    >>> told.sentence.text
    'If the studies are right, you find a place in 73% of 200 simulated seasons.'
    >>> share, shown = told.reveal()
    >>> shown is told and "more than before" in told.sentence.text
    True
    """

    def __init__(self, before: Scenario, after: Scenario, *, seed: int = 1) -> None:
        self.before, self.after, self.seed = before, after, seed
        world = before.with_preset(after.preset)
        still = simulated(world, seed)
        self.worlds: Sequence[Comparison] = [Comparison(still, still)]
        self.sentence = sentence_line(_still(self.worlds[0]), lines=3)
        self.dots = SeasonDots(
            BINS,
            dot_ends(self.worlds),
            self.sentence.text,
            notes=dot_notes(self.worlds),
            ask=self._tell_season,
            falls=True,
        )
        self.graded = Note()
        super().__init__([self.sentence, self.dots, self.graded])

    def meanwhile(self) -> BeforeAndAfter:
        """Return it as it is before the change, for as long as nothing may tell the answer."""
        main = self.worlds[0]
        self._show([Comparison(main.before, main.before)])
        self.graded.value = ""
        return self

    def reveal(self) -> tuple[float, BeforeAndAfter]:
        """Make the change; return in how many of 100 seasons you have a place, and the picture."""
        preset = self.after.preset
        self._show([self._changed(preset), self._changed(other_preset(preset))])
        outcome = simulate(self.after, replicates=GRADED, seed=self.seed).outcome[:, -1]
        share = float(100 * (outcome != UNPLACED).mean())
        self.graded.value = words.HELD_AGAINST.format(
            all=f"{GRADED:,}", shown=SEASONS, world=name_of(self.worlds[0]).lower(), share=share
        )
        return share, self

    def turned(self) -> int:
        """Return the first season, from 0, in which the change brings a place; else the first."""
        changed = self._changed(self.after.preset)
        had, has = (season.outcome[:, -1] != UNPLACED for season in (changed.before, changed.after))
        return int((has & ~had).argmax())

    def _changed(self, preset: str) -> Comparison:
        before, after = (one.with_preset(preset) for one in (self.before, self.after))
        return Comparison(simulated(before, self.seed), simulated(after, self.seed))

    def _show(self, worlds: Sequence[Comparison]) -> None:
        self.worlds = worlds
        self.sentence.text = _still(worlds[0]) if len(worlds) == 1 else describe(Worlds(*worlds))
        self.dots.asked = {}
        self.dots.show(dot_ends(worlds), self.sentence.text, dot_notes(worlds))

    def _tell_season(self, asked: dict[str, int]) -> str:
        comparison, number = self.worlds[asked["world"]], asked["season"]
        if len(self.worlds) > 1:
            return tell(comparison, number)
        now = fate(comparison.before, number)
        return f"{words.SEASON.format(number + 1)} {now[:1].upper()}{now[1:]}."


def _still(comparison: Comparison) -> str:
    """Say how often you find a place, before anything changes."""
    season = comparison.before
    share = share_text(season.share("pre-match", "matched", "soap"))
    found = words.FOUND.format(world=name_of(comparison), share=share, seasons=SEASONS)
    return f"{found}."
