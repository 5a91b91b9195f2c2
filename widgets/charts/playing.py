"""What plays step by step: people as dots, programs as boxes with a place for each position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import traitlets as t

from widgets.charts.moving import Ask, MovingPicture, PictureRows, script
from widgets.text.html import rows_table

SHORT_TYPES = ("US MD seniors", "US DO seniors", "US IMGs", "non-US IMGs", "previous graduates")
YOU = "you"
PLAY, PAUSE, BACK, ON, STEP = "Play", "Pause", "Back", "Next", "Step"
ASK = "Ask one person"
INVITE = "Press a dot, or move this with the arrow keys: who is it, and why there?"
COLUMNS = {"title": "When", "everybody": "Everybody", "you": "You"}
PLAYER = script("moving.js", "playing.js")  # what the JavaScript of every such picture begins with


@dataclass(frozen=True)
class Step:
    """One step: its kind (and round, in SOAP), its title, and what it does to all and to you."""

    kind: str
    title: str
    everybody: str
    you: str
    round: int = 0

    @property
    def sentence(self) -> str:
        """Tell all of it in a line."""
        return f"{self.title}. {self.you}. {self.everybody}."


class PlayingPicture(MovingPicture):
    """A picture that is played, paused, moved through by a slider, by keyboard as well.

    A subclass names its JavaScript: `PLAYER`, and a scene that says who stands where in a step.

    Parameters
    ----------
    rows : mapping of str to iterable
        "steps", from `step_rows`; "people", each a list that begins with the type; "programs", with
        name and positions; and what the scene needs besides. "You" are the last of the people.
    description : str
        One sentence for those who cannot see the picture.
    legend : iterable of str
        What the marks mean, in sentences.
    ask : callable, optional
        From ``{"person": number}`` to what to tell about them by the step that is shown.
    plays : bool, default False
        Whether it begins by itself, where the reader does not prefer less motion.

    Attributes
    ----------
    step : int
        The step shown now, from 0.
    """

    step = t.Int().tag(sync=True)
    words = t.Dict().tag(sync=True)
    plays = t.Bool().tag(sync=True)

    def __init__(
        self,
        rows: PictureRows,
        description: str,
        *,
        legend: Iterable[str],
        ask: Ask | None = None,
        plays: bool = False,
    ) -> None:
        words: dict[str, Any] = {"play": PLAY, "pause": PAUSE, "back": BACK, "on": ON, "step": STEP}
        words |= {"ask": ASK, "invite": INVITE, "you": YOU, "short_types": SHORT_TYPES}
        words["legend"] = tuple(legend)
        super().__init__(rows, description, ask=ask, plays=plays, words=words)

    def update(self, *, rows: PictureRows | None = None, description: str | None = None) -> None:
        """Change what is shown; other rows are other people, and begin with their first step."""
        with self.hold_sync():
            if rows is not None:
                self.asked, self.step = {}, 0
            super().update(rows=rows, description=description)

    @t.validate("step")
    def _one_of_these(self, proposal: t.Bunch) -> int:
        """Stay within the steps: a move may be older than what is shown, and meant for another."""
        return max(0, min(int(proposal.value), len(self.rows["steps"]) - 1))

    @t.observe("step")
    def _tell_again(self, _change: object) -> None:
        self._tell()  # what is known of a person grows from step to step

    def _shows(self, asked: dict[str, Any]) -> bool:
        return bool(asked["person"] < len(self.rows["people"]))


def step_rows(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Turn steps into rows of a `PlayingPicture`."""
    return [asdict(step) for step in steps]


def steps_table(caption: str, steps: Iterable[Step]) -> str:
    """Write steps as a table, in HTML."""
    rows = ((escape(step.title), escape(step.everybody), escape(step.you)) for step in steps)
    return rows_table(caption, COLUMNS.values(), rows)
