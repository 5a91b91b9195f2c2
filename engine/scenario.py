"""What a learner sets: settings and moves, no behavior; to and from JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from engine.assumptions import PRESETS, Assumptions, problems_in, unknown_names
from engine.errors import MarketError, refuse_if_any
from engine.market import MarketSettings, Strategy, You
from engine.voices import MOST_VOICES, Voice

_PARTS = {"market": MarketSettings, "you": You, "strategy": Strategy}


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
    overrides : mapping of str to object
        Dials set otherwise than in the preset.
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
    engine.errors.MarketError: you.step2 is -5; it must be a whole number from 180 to 300
    """

    market: MarketSettings = field(default_factory=MarketSettings)
    you: You = field(default_factory=You)
    voices: tuple[Voice, ...] = ()
    strategy: Strategy = field(default_factory=Strategy)
    overrides: tuple[tuple[str, Any], ...] = ()
    rules: bool = True
    preset: str = "evidence"

    def __post_init__(self) -> None:
        refuse_if_any(self._problems())

    def _problems(self) -> Iterator[str]:
        for name in _PARTS:
            yield from problems_in(getattr(self, name), name)
        for number, voice in enumerate(self.voices):
            yield from voice.problems(f"voices[{number}]")
        if len(self.voices) > MOST_VOICES:
            yield f"voices has {len(self.voices)} entries; it can have at most {MOST_VOICES}"
        if not isinstance(self.rules, bool):
            yield f"rules is {self.rules!r}; it must be true or false"
        if self.preset not in PRESETS:
            yield f"preset is {self.preset!r}; it must be one of 'evidence', 'source'"
        else:
            try:
                Assumptions.preset(self.preset, **dict(self.overrides))
            except MarketError as error:
                yield from error.problems

    @property
    def assumptions(self) -> Assumptions:
        """The dials: those of the preset, with the overrides."""
        return Assumptions.preset(self.preset, **dict(self.overrides))

    def with_you(self, **changes: Any) -> Scenario:
        """Change your file; see `engine.market.You` for the settings."""
        return self._with_part("you", changes)

    def with_market(self, **changes: Any) -> Scenario:
        """Change the class; see `engine.market.MarketSettings`."""
        return self._with_part("market", changes)

    def with_strategy(self, **changes: Any) -> Scenario:
        """Change how you apply; see `engine.market.Strategy`."""
        return self._with_part("strategy", changes)

    def with_assumptions(self, **changes: Any) -> Scenario:
        """Turn dials of the model; see `engine.assumptions.Assumptions`."""
        merged = {**dict(self.overrides), **changes}
        return replace(self, overrides=tuple(sorted(merged.items())))

    def with_voice(
        self,
        role: str,
        phrase: str,
        level: int = 2,
        programs: int | tuple[str, ...] | list[str] | None = None,
    ) -> Scenario:
        """Let one more person speak for you; see `engine.voices.Voice`.

        Examples
        --------
        >>> vouched = Scenario().with_voice(role="chief resident", phrase="a machine")
        >>> vouched.voices[0].level
        2
        """
        heard_by = tuple(programs) if isinstance(programs, list) else programs
        voice = Voice(role=role, phrase=phrase, level=level, programs=heard_by)
        return replace(self, voices=(*self.voices, voice))

    def _with_part(self, name: str, changes: Mapping[str, Any]) -> Scenario:
        refuse_if_any(unknown_names(changes, _PARTS[name], name))
        part = replace(getattr(self, name), **changes)
        return replace(self, **{name: part})

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
        parts = {
            "market": asdict(self.market),
            "you": asdict(self.you),
            "voices": [asdict(voice) for voice in self.voices],
            "strategy": asdict(self.strategy),
            "assumptions": dict(self.overrides),
            "rules": self.rules,
            "preset": self.preset,
        }
        return json.dumps(parts, indent=2)

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
        try:
            data = json.loads(text)
        except (TypeError, ValueError) as error:
            raise MarketError([f"the scenario is not JSON: {error}"]) from None
        if not isinstance(data, dict):
            raise MarketError(["the scenario is not a JSON object"])
        keys = (*_PARTS, "voices", "assumptions", "rules", "preset")
        problems = [
            f"{key} is not part of a scenario; it has {', '.join(keys)}"
            for key in data
            if key not in keys
        ]
        values: dict[str, Any] = {}
        for name, kind in {**_PARTS, "assumptions": Assumptions}.items():
            part = data.get(name, {})
            if not isinstance(part, dict):
                problems.append(f"{name} is {part!r}; it must be an object of settings")
                continue
            unknown = list(unknown_names(part, kind, name))
            problems += unknown
            known = {key: value for key, value in part.items() if key in _names(kind)}
            values[name] = tuple(sorted(known.items())) if name == "assumptions" else kind(**known)
        voices, wrong = _read_voices(data.get("voices", []))
        problems += wrong
        draft = object.__new__(cls)
        settings = {
            "market": values.get("market", MarketSettings()),
            "you": values.get("you", You()),
            "voices": voices,
            "strategy": values.get("strategy", Strategy()),
            "overrides": values.get("assumptions", ()),
            "rules": data.get("rules", True),
            "preset": data.get("preset", "evidence"),
        }
        for name, value in settings.items():
            object.__setattr__(draft, name, value)
        refuse_if_any([*problems, *draft._problems()])
        return draft


def _names(kind: Any) -> set[str]:
    return {spec.name for spec in fields(kind)}


def _read_voices(entries: Any) -> tuple[tuple[Voice, ...], list[str]]:
    """Read the list of voices and say what is not a voice."""
    if not isinstance(entries, list):
        return (), [f"voices is {entries!r}; it must be a list"]
    voices, problems = [], []
    for number, entry in enumerate(entries):
        path = f"voices[{number}]"
        if not isinstance(entry, dict) or not {"role", "phrase"} <= entry.keys():
            problems.append(f"{path} is {entry!r}; it must be an object with a role and a phrase")
            continue
        problems += unknown_names(entry, Voice, path)
        known = {key: value for key, value in entry.items() if key in _names(Voice)}
        if isinstance(known.get("programs"), list):
            known["programs"] = tuple(known["programs"])
        voices.append(Voice(**known))
    return tuple(voices), problems
