"""What a learner sets: settings and moves, no behavior; to and from JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from engine.base.errors import MarketError, raise_if_any
from engine.base.json_text import read_json
from engine.base.settings import each_unknown, nearest, problems_in, shown
from engine.matching.soap_clock import official_clock
from engine.scenario.assumptions import Assumptions
from engine.scenario.completion import takes
from engine.scenario.reading import PARTS, settings_from
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import MarketSettings, Strategy, You


@dataclass(frozen=True)
class Scenario:
    """One setting of everything a learner can change.

    Parameters
    ----------
    market : MarketSettings
        Which class.
    you : You
        Your file; by default a non-US IMG with a Step 2 CK score of 234.
    voices : tuple of Voice
        Who speaks for you.
    strategy : Strategy
        How you apply.
    overrides : tuple of (str, object)
        Dials set otherwise than in the preset; see `with_assumptions`.
    rules : bool
        Whether a move that breaks an official rule is blocked.
    preset : {"evidence", "source"}
        Whose numbers the model uses.

    Raises
    ------
    MarketError
        Naming every setting that cannot be used, by its dotted path.

    Examples
    --------
    >>> Scenario().with_you(step2=229).you.step2
    229
    >>> Scenario().with_you(step2=-5)
    Traceback (most recent call last):
    ...
    engine.MarketError: you.step2 is -5; it must be a whole number from 180 to 300
    """

    market: MarketSettings = field(default_factory=MarketSettings)
    you: You = field(default_factory=You)
    voices: tuple[Voice, ...] = ()
    strategy: Strategy = field(default_factory=Strategy)
    overrides: tuple[tuple[str, Any], ...] = ()
    rules: bool = True
    preset: str = "evidence"

    def __post_init__(self) -> None:
        raise_if_any(self._problems())

    def _problems(self) -> Iterator[str]:
        for name, kind in PARTS.items():
            part = getattr(self, name)
            if isinstance(part, kind):
                yield from problems_in(part, name)
            else:
                yield f"{name} is {shown(part)}; it must be a {kind.__name__}"
        if isinstance(self.market, MarketSettings) and not [*problems_in(self.market, "market")]:
            most = self.market.applicants // 2
            if self.market.couples > most:
                couples = self.market.couples
                yield f"market.couples is {couples}; a class of this size has at most {most}"
        if isinstance(self.strategy, Strategy):
            yield from self.strategy.problems("strategy")
        if not isinstance(self.voices, tuple):
            yield f"voices is {shown(self.voices)}; it must be a tuple of voices"
        elif len(self.voices) > MOST_VOICES:
            yield f"voices has {len(self.voices)} entries; it can have at most {MOST_VOICES}"
        voices = self.voices[:MOST_VOICES] if isinstance(self.voices, tuple) else ()
        for number, voice in enumerate(voices):
            if isinstance(voice, Voice):
                yield from voice.problems(f"voices[{number}]")
            else:
                yield f"voices[{number}] is {shown(voice)}; it must be a Voice"
        if not isinstance(self.rules, bool):
            yield f"rules is {shown(self.rules)}; it must be true or false"
        pairs = self.overrides if isinstance(self.overrides, tuple) else (None,)
        if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
            yield "overrides must be a tuple of names and values; use with_assumptions"
            pairs = ()
        try:
            Assumptions.preset(self.preset, **{str(name): value for name, value in pairs})
        except MarketError as error:
            yield from error.problems

    @property
    def assumptions(self) -> Assumptions:
        """The dials: those of the preset, with the overrides.

        While the rules are on, SOAP has the official offer rounds (R12) in either preset.

        Examples
        --------
        >>> said = Scenario(preset="source")
        >>> said.assumptions.soap_rounds, said.with_rules(False).assumptions.soap_rounds
        (4, 3)
        """
        by_rule = {"soap_rounds": len(official_clock().rounds)} if self.rules else {}
        return Assumptions.preset(self.preset, **(by_rule | dict(self.overrides)))

    @takes(You)
    def with_you(self, **changes: Any) -> Scenario:
        """Change your file; everything that cannot be used is named in one `MarketError`."""
        return self._with("you", changes)

    @takes(MarketSettings)
    def with_market(self, **changes: Any) -> Scenario:
        """Change the class."""
        return self._with("market", changes)

    @takes(Strategy)
    def with_strategy(self, **changes: Any) -> Scenario:
        """Change how you apply."""
        return self._with("strategy", changes)

    @takes(Assumptions, listed=False)
    def with_assumptions(self, **changes: Any) -> Scenario:
        """Turn dials of the model; ``engine.assumptions()`` is a table of them."""
        return self._with("assumptions", changes)

    def with_preset(self, name: str) -> Scenario:
        """Take the numbers of the "evidence" or the "source" preset; dials set by hand stay."""
        return replace(self, preset=name)

    def with_rules(self, on: bool) -> Scenario:
        """Say whether a move that breaks an official rule is blocked."""
        return replace(self, rules=on)

    @takes(Voice, anew=True)
    def with_voice(
        self,
        role: str,
        phrase: str,
        level: int = 2,
        programs: int | tuple[str, ...] | list[str] | None = None,
        **how: Any,
    ) -> Scenario:
        """Let one more person speak for you: ``role`` says ``phrase``, names of the lexicon.

        ``programs`` are those that hear it: so many that the speaker would call, those named, or
        (None) those the speaker has a tie to. At ``level=0`` the speaker calls nobody, and is
        heard only by a program that asks.

        Examples
        --------
        >>> vouched = Scenario().with_voice(role="chief resident", phrase="a machine")
        >>> vouched.voices[0].level
        2
        """
        said = {"role": role, "phrase": phrase, "level": level, "programs": programs}
        data = self._data()
        data["voices"].append({**how, **said})
        return self._made(*settings_from(data))

    def settings(self) -> dict[str, Any]:
        """Return every setting by its dotted path, as `with_settings` takes it.

        Examples
        --------
        >>> Scenario().with_voice("chief resident", "a machine").settings()["voices[0].level"]
        2
        """
        found: dict[str, Any] = {}
        voices = {f"voices[{number}]": voice for number, voice in enumerate(self.voices)}
        own = {name: getattr(self, name) for name in PARTS}
        for name, part in {**own, **voices, "assumptions": self.assumptions}.items():
            found |= {f"{name}.{spec.name}": getattr(part, spec.name) for spec in fields(part)}
        return {**found, "rules": self.rules, "preset": self.preset}

    def with_settings(self, changes: Mapping[str, Any]) -> Scenario:
        """Change any settings, each named by its dotted path.

        Parameters
        ----------
        changes : mapping of str to object
            From paths as in `settings`, in JSON and in messages to values.

        Raises
        ------
        MarketError
            Naming every path that leads nowhere, and every value that cannot be used.

        Examples
        --------
        >>> Scenario().with_settings({"you.step2": 250, "preset": "source"})
        Scenario(you.step2=250, preset='source')
        >>> Scenario().with_settings({"you.to": 1})
        Traceback (most recent call last):
        ...
        engine.MarketError: you.to is not a setting; the nearest are you.tone, you.step2, you.region
        """
        if not isinstance(changes, Mapping):
            raise MarketError([f"changes is {shown(changes)}; it must map dotted paths to values"])
        known, data = self.settings(), self._data()
        for path in known.keys() & changes.keys():
            *parents, name = re.split(r"[\[.]", path.replace("]", ""))
            part: Any = data
            for step in parents:
                part = part[int(step)] if isinstance(part, list) else part[step]
            part[name] = changes[path]

        def sentence(path: str) -> str:
            return f"{path} is not a setting; {nearest(path, known)}"

        settings, problems = settings_from(data)
        unknown = each_unknown(changes, known, sentence, "the scenario")
        return self._made(settings, [*unknown, *problems])

    def _with(self, part: str, changes: Mapping[str, Any]) -> Scenario:
        data = self._data()
        data[part] |= changes
        return self._made(*settings_from(data))

    @classmethod
    def _made(cls, settings: Mapping[str, Any], problems: list[str]) -> Scenario:
        """Make a scenario, or name what is wrong with it together with what was wrong before."""
        draft = object.__new__(cls)
        for name, value in settings.items():
            object.__setattr__(draft, name, value)
        raise_if_any([*problems, *draft._problems()])
        return draft

    def to_json(self) -> str:
        """Write the scenario as JSON; `from_json` reads it back.

        Returns
        -------
        str
            With the keys market, you, voices, strategy, assumptions (only the
            dials that differ from the preset), rules and preset.

        Examples
        --------
        >>> Scenario.from_json(Scenario().to_json()) == Scenario()
        True
        """
        import json

        # numpy's numbers are accepted as settings, but JSON does not know them.
        return json.dumps(self._data(), indent=2, default=lambda value: value.item())

    def _data(self) -> dict[str, Any]:
        return {
            "market": dict(vars(self.market)),
            "you": dict(vars(self.you)),
            "voices": [dict(vars(voice)) for voice in self.voices],
            "strategy": dict(vars(self.strategy)),
            "assumptions": dict(self.overrides),
            "rules": self.rules,
            "preset": self.preset,
        }

    @classmethod
    def from_json(cls, text: str) -> Scenario:
        """Read a scenario; what is left out keeps its default.

        Parameters
        ----------
        text : str
            As written by `to_json`.

        Raises
        ------
        MarketError
            Naming everything in it that cannot be used.

        Examples
        --------
        >>> Scenario.from_json('{"you": {"step2": 250}}').you.step2
        250
        """
        data = read_json(text, "scenario")
        if not isinstance(data, dict):
            raise MarketError(["the scenario is not a JSON object"])
        return cls._made(*settings_from(data))

    def _changed(self) -> dict[str, tuple[Any, Any]]:
        """Find what was set otherwise, by its path: the value and what it is by default."""
        usual = Scenario(preset=self.preset, rules=self.rules).settings() | {"rules": True}
        set_by_hand = {f"assumptions.{name}" for name, _ in self.overrides}
        voice = {spec.name: spec.default for spec in fields(Voice)}
        found = {}
        for path, value in self.settings().items():
            default = usual.get(path, voice.get(path.split(".")[-1]))
            default = "evidence" if path == "preset" else default
            if value != default or path in set_by_hand:
                found[path] = (value, None if default is MISSING else default)
        return found

    def __repr__(self) -> str:
        said = [f"{voice.role}: {voice.phrase}" for voice in self.voices]
        parts = [
            f"{path}={value!r}"
            for path, (value, _) in self._changed().items()
            if not path.startswith("voices")
        ]
        return f"Scenario({', '.join([*parts, *([f'voices={said}'] if said else [])])})"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th scope='row'>{escape(path)}</th>"
            + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in cells)
            + "</tr>"
            for path, cells in self._changed().items()
        )
        head = "".join(f"<th scope='col'>{name}</th>" for name in ("setting", "value", "default"))
        caption = "Scenario: what differs from the default" if rows else "Scenario: the default"
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{rows}</table>"
