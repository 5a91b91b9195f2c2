"""From plain data, as JSON has it, to the settings of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from engine.base.settings import each_unknown, shown, unknown_names
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import MarketSettings, Strategy, You

PARTS: dict[str, type] = {"market": MarketSettings, "you": You, "strategy": Strategy}
KEYS = ("market", "you", "voices", "strategy", "assumptions", "rules", "preset")


def settings_from(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the fields of a `Scenario` and what is no setting; values are not looked at yet."""

    def sentence(key: str) -> str:
        return f"{key} is not part of a scenario; it has {', '.join(KEYS)}"

    problems = list(each_unknown(data, KEYS, sentence, "the scenario"))
    found: dict[str, Any] = {"rules": data.get("rules", True)}
    found["preset"] = data.get("preset", "evidence")
    kinds: dict[str, Callable[..., Any]] = {**PARTS, "assumptions": Assumptions}
    for name, kind in kinds.items():
        part = data.get(name, {})
        if not isinstance(part, dict):
            problems.append(f"{name} is {shown(part)}; it must be an object of settings")
            part = {}
        problems += unknown_names(part, kind, name)
        known = _known(part, kind)
        if kind is Assumptions:
            found["overrides"] = tuple(sorted(known.items()))
        else:
            found[name] = kind(**known)
    found["voices"], wrong = _voices_from(data.get("voices", []))
    return found, [*problems, *wrong]


def _voices_from(entries: Any) -> tuple[tuple[Voice, ...], list[str]]:
    """Read the list of voices and say what is not a voice."""
    if not isinstance(entries, list):
        return (), [f"voices is {shown(entries)}; it must be a list"]
    voices, problems = [], []
    if len(entries) > MOST_VOICES:
        problems = [f"voices has {len(entries)} entries; it can have at most {MOST_VOICES}"]
    for number, entry in enumerate(entries[:MOST_VOICES]):
        path = f"voices[{number}]"
        if not isinstance(entry, dict) or not {"role", "phrase"} <= entry.keys():
            wanted = "an object with a role and a phrase"
            problems.append(f"{path} is {shown(entry)}; it must be {wanted}")
            continue
        problems += unknown_names(entry, Voice, path)
        voices.append(Voice(**_known(entry, Voice)))
    return tuple(voices), problems


def _known(part: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    return {spec.name: part[spec.name] for spec in fields(kind) if spec.name in part}
