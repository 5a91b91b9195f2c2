"""An explorer's scenario as text: to copy, to keep, or to paste another one and apply it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from typing import Any, Protocol

from engine import MarketError, Scenario
from engine.base.errors import raise_if_any
from engine.scenario.voice import Voice
from widgets.controls.arrange import row
from widgets.controls.buttons import CopyControl
from widgets.controls.fields import Control, Line, NumberControl, TextControl
from widgets.controls.form import Form
from widgets.controls.make import action
from widgets.explorer import words
from widgets.explorer.shown import when_replaced
from widgets.text.words import ONE_CONTROL


class ScenarioExplorer(Protocol):
    """An `Explorer` whose controls set a scenario.

    When it has an attribute `start`, the scenario that its controls change, what no control sets
    can be taken over from a pasted scenario too. An attribute `absent` says what a control shows
    where a scenario has nothing for it; without, that is its first answer.
    """

    controls: dict[tuple[str, ...], Control]
    sentence: Line
    problem: Line

    @property
    def scenario(self) -> Scenario:
        """What the controls say now."""

    def all_at_once(self) -> AbstractContextManager[None]:
        """Let several controls change, and show what comes of all of them together."""


class ScenarioText(Form):
    """Copy an explorer's scenario as text, or paste one and apply it.

    A pasted scenario is applied whole or not at all. What cannot be is said by the box.

    Parameters
    ----------
    explorer : ScenarioExplorer
        Whose scenario it is.

    Attributes
    ----------
    box : TextControl
        The scenario as JSON; follows the controls.
    copy : CopyControl
        Copies what stands in the box.
    apply : ActionControl
        Applies it.
    """

    def __init__(self, explorer: ScenarioExplorer) -> None:
        self.box = TextControl(label=words.SCENARIO, lines=8, help=words.SCENARIO_HELP)
        self.copy = CopyControl(label=words.COPY, box=self.box)
        self.apply = action(words.APPLY)
        self.apply.observe(self._on_apply, names="presses")
        self._follow_the_controls_of(explorer)
        super().__init__([self.box, row([self.copy, self.apply])])
        when_replaced(explorer, self._go_on_with)

    def _go_on_with(self, explorer: ScenarioExplorer) -> None:
        for control in self.explorer.controls.values():
            control.unobserve(self._follow, names=["entry", "value"])
        self._follow_the_controls_of(explorer)

    def _follow_the_controls_of(self, explorer: ScenarioExplorer) -> None:
        self.explorer = explorer
        self._first = {paths: _get(control) for paths, control in explorer.controls.items()}
        for control in explorer.controls.values():
            control.observe(self._follow, names=["entry", "value"])
        self._follow()

    def _follow(self, _change: object = None) -> None:
        # A bad entry is said by its own control; the box keeps the last good scenario.
        with suppress(MarketError):
            self.box.text, self.box.problem = self.explorer.scenario.to_json(), ""

    def _on_apply(self, _change: object) -> None:
        pasted, explorer = self.box.text, self.explorer
        before = {paths: _get(control) for paths, control in explorer.controls.items()}
        start = getattr(explorer, "start", None)
        try:
            with explorer.all_at_once():
                self._take_over(pasted)
            # The engine has been asked: it may refuse what no control and no setting tells.
            raise_if_any([*_said_by(explorer.controls.values()), explorer.problem.text or None])
            self._follow()
            self.apply.help = words.APPLIED
        except MarketError as error:
            with explorer.all_at_once():
                if start is not None:
                    explorer.start = start  # type: ignore[attr-defined]
                self._put(before)
            self.apply.help = ""
            self.box.text, self.box.problem = pasted, " ".join(error.problems)

    def _take_over(self, pasted: str) -> None:
        """Put a scenario into the controls, or raise a `MarketError` half way."""
        explorer = self.explorer
        scenario = seen = Scenario.from_json(pasted)
        raise_if_any(_too_large(scenario))
        start = getattr(explorer, "start", None)
        if start is not None:
            shown_voices, hidden = _apart(scenario.voices, start.voices)
            explorer.start = replace(scenario, voices=hidden)  # type: ignore[attr-defined]
            seen = replace(scenario, voices=shown_voices)
        self._put({paths: self._answer(seen, paths) for paths in explorer.controls})
        raise_if_any(_said_by(explorer.controls.values()))
        if (shown := explorer.scenario) != scenario:
            raise MarketError([words.CANNOT_SHOW.format(", ".join(_differing(shown, scenario)))])

    def _put(self, answers: Mapping[tuple[str, ...], object]) -> None:
        for paths, answer in answers.items():
            control = self.explorer.controls[paths]
            if isinstance(control, NumberControl):
                control.text = str(answer)
            elif answer in [option[0] for option in getattr(control, "options", [[answer]])]:
                control.value = answer
            else:
                raise MarketError([words.NOT_OFFERED.format(control.label, answer)])

    def _answer(self, scenario: Scenario, paths: tuple[str, ...]) -> object:
        """Return what a control must show; what the scenario leaves out is as at first."""
        settings = _settings(scenario)
        found = {json.dumps(settings.get(path)) for path in paths}
        if len(found) > 1:
            raise MarketError([ONE_CONTROL.format(", ".join(paths))])
        value = settings.get(paths[0])
        offered = [option[0] for option in getattr(self.explorer.controls[paths], "options", ())]
        if value is not None or (paths[0] in settings and None in offered):
            return value
        return getattr(self.explorer, "absent", self._first).get(paths, self._first[paths])


# With so many the seasons of both worlds take eight seconds, or twenty; a first look comes after a
# quarter of that. The engine itself plays more.
MOST = {"applicants": 3_000, "couples": 12}


def _too_large(scenario: Scenario) -> Iterable[str]:
    """Say what would keep the page busy for long at every move of a control."""
    for name, most in MOST.items():
        if (value := getattr(scenario.market, name)) > most:
            yield words.TOO_LARGE.format(f"market.{name}", value, most)


_Voices = tuple[Voice, ...]


def _apart(voices: _Voices, behind: _Voices) -> tuple[_Voices, _Voices]:
    """Tell the voice that controls show from those behind it, which no control shows."""
    number = len(voices) - len(behind)
    if number >= 0 and voices[number:] == behind:
        return voices[:number], behind
    return voices, ()


def _get(control: Control) -> object:
    return control.text if isinstance(control, NumberControl) else control.value


def _said_by(controls: Iterable[Control]) -> Iterable[str]:
    """List what controls say is wrong."""
    return [control.problem for control in controls if control.problem]


def _settings(scenario: Scenario) -> dict[str, Any]:
    """Return the settings by their dotted paths; of the dials, those set by hand."""
    set_by_hand = {f"assumptions.{name}": value for name, value in scenario.overrides}
    every = scenario.settings()
    return {p: v for p, v in every.items() if not p.startswith("assumptions.")} | set_by_hand


def _differing(one: Scenario, other: Scenario) -> list[str]:
    """Name the settings in which two scenarios differ."""
    first, second = _settings(one), _settings(other)
    paths = dict.fromkeys([*first, *second])
    differ = (path for path in paths if first.get(path) != second.get(path))
    # A whole voice too many is one difference, not four.
    return list(dict.fromkeys(re.sub(r"^(voices\[[1-9]\d*\]).*", r"\1", path) for path in differ))
