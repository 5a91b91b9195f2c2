"""What a learner sets: settings and moves, no behavior; to and from JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from engine.base.errors import MarketError, refuse_if_any
from engine.base.settings import problems_in, shown, unknown_names
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import MarketSettings, Strategy, You

_PARTS: dict[str, type] = {"market": MarketSettings, "you": You, "strategy": Strategy}


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
        refuse_if_any(self._problems())

    def _problems(self) -> Iterator[str]:
        for name, kind in _PARTS.items():
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
        if not isinstance(self.voices, tuple):
            yield f"voices is {shown(self.voices)}; it must be a tuple of voices"
        elif len(self.voices) > MOST_VOICES:
            yield f"voices has {len(self.voices)} entries; it can have at most {MOST_VOICES}"
        for number, voice in enumerate(self.voices if isinstance(self.voices, tuple) else ()):
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
        """The dials: those of the preset, with the overrides."""
        return Assumptions.preset(self.preset, **dict(self.overrides))

    def with_you(self, **changes: Any) -> Scenario:
        """Change your file; see `engine.scenario.you.You` for the settings.

        Raises
        ------
        MarketError
            Naming everything that cannot be used; so do all the ``with_`` methods.
        """
        return self._with_part("you", changes)

    def with_market(self, **changes: Any) -> Scenario:
        """Change the class; see `engine.scenario.you.MarketSettings`."""
        return self._with_part("market", changes)

    def with_strategy(self, **changes: Any) -> Scenario:
        """Change how you apply; see `engine.scenario.you.Strategy`."""
        return self._with_part("strategy", changes)

    def with_assumptions(self, **changes: Any) -> Scenario:
        """Turn dials of the model; see `engine.scenario.assumptions.Assumptions`."""
        merged = {**dict(self.overrides), **changes}
        return replace(self, overrides=tuple(sorted(merged.items())))

    def with_voice(
        self,
        role: str,
        phrase: str,
        level: int = 2,
        programs: int | tuple[str, ...] | list[str] | None = None,
        **how: Any,
    ) -> Scenario:
        """Let one more person speak for you; see `engine.scenario.voice.Voice`.

        Parameters
        ----------
        role, phrase : str
            Who speaks, and what they say.
        level : int, default 2
            How: 0 letter, 1 e-mail, 2 call, 3 personal favor, 4 from inside.
        programs : int, list of str or None
            Which programs hear it: so many that the speaker would call, those
            named, or (None) those the speaker has a tie to.
        **how
            ``coerced``, ``months_since``, ``known``, ``specific``, ``when`` and
            ``repeated``, as in `engine.scenario.voice.Voice`.

        Examples
        --------
        >>> vouched = Scenario().with_voice(role="chief resident", phrase="a machine")
        >>> vouched.voices[0].level
        2
        """
        heard_by = tuple(programs) if isinstance(programs, list) else programs
        refuse_if_any(unknown_names(how, Voice, f"voices[{len(self.voices)}]"))
        voice = Voice(role=role, phrase=phrase, level=level, programs=heard_by, **how)
        return replace(self, voices=(*self.voices, voice))

    def with_settings(self, settings: Mapping[str, Any]) -> Scenario:
        """Change several settings, each named by its dotted path as in `to_json`.

        Examples
        --------
        >>> Scenario().with_settings({"you.step2": 229, "preset": "source"}).preset
        'source'
        """
        import json

        data = json.loads(self.to_json())
        problems = []
        for path, value in settings.items():
            part, dot, name = path.partition(".")
            if not dot:
                data[path] = value
            elif isinstance(data.get(part), dict):
                data[part][name] = value
            else:
                problems.append(f"{path} is no setting of a scenario")
        refuse_if_any(problems)
        return self.from_json(json.dumps(data, default=lambda value: value.item()))

    def _with_part(self, name: str, changes: Mapping[str, Any]) -> Scenario:
        part = getattr(self, name)
        known = {key: value for key, value in changes.items() if key in _names(type(part))}
        settings = {spec.name: getattr(self, spec.name) for spec in fields(self)}
        settings[name] = replace(part, **known)
        return self._made(settings, list(unknown_names(changes, type(part), name)))

    @classmethod
    def _made(cls, settings: Mapping[str, Any], problems: list[str]) -> Scenario:
        """Make a scenario, or name what is wrong with it together with what was wrong before."""
        draft = object.__new__(cls)
        for name, value in settings.items():
            object.__setattr__(draft, name, value)
        refuse_if_any([*problems, *draft._problems()])
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

        parts = {
            "market": asdict(self.market),
            "you": asdict(self.you),
            "voices": [asdict(voice) for voice in self.voices],
            "strategy": asdict(self.strategy),
            "assumptions": dict(self.overrides),
            "rules": self.rules,
            "preset": self.preset,
        }
        # numpy's numbers are accepted as settings, but JSON does not know them.
        return json.dumps(parts, indent=2, default=lambda value: value.item())

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
        import json

        try:
            data = json.loads(text)
        except (TypeError, ValueError, RecursionError) as error:
            raise MarketError(
                [f"the text is no scenario; it must be JSON as to_json writes it ({error})"]
            ) from None
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
                problems.append(f"{name} is {shown(part)}; it must be an object of settings")
                continue
            problems += unknown_names(part, kind, name)
            known = {key: value for key, value in part.items() if key in _names(kind)}
            values[name] = tuple(sorted(known.items())) if name == "assumptions" else kind(**known)
        voices, wrong = _read_voices(data.get("voices", []))
        problems += wrong
        settings = {
            "market": values.get("market", MarketSettings()),
            "you": values.get("you", You()),
            "voices": voices,
            "strategy": values.get("strategy", Strategy()),
            "overrides": values.get("assumptions", ()),
            "rules": data.get("rules", True),
            "preset": data.get("preset", "evidence"),
        }
        return cls._made(settings, problems)


def _names(kind: Any) -> set[str]:
    return {spec.name for spec in fields(kind)}


def _read_voices(entries: Any) -> tuple[tuple[Voice, ...], list[str]]:
    """Read the list of voices and say what is not a voice."""
    if not isinstance(entries, list):
        return (), [f"voices is {shown(entries)}; it must be a list"]
    voices, problems = [], []
    for number, entry in enumerate(entries):
        path = f"voices[{number}]"
        if not isinstance(entry, dict) or not {"role", "phrase"} <= entry.keys():
            wanted = "an object with a role and a phrase"
            problems.append(f"{path} is {shown(entry)}; it must be {wanted}")
            continue
        problems += unknown_names(entry, Voice, path)
        known = {key: value for key, value in entry.items() if key in _names(Voice)}
        if isinstance(known.get("programs"), list):
            known["programs"] = tuple(known["programs"])
        voices.append(Voice(**known))
    return tuple(voices), problems
