"""The controls of the season explorer, and the settings that each of them sets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine import MarketError, Scenario, phrases, roles
from engine.base.codes import MOMENTS, TYPES
from engine.market.population import signals
from engine.scenario.voice import Voice
from engine.scenario.you import SCHOOL_RECORDS
from widgets.controls.fields import Control
from widgets.controls.make import choice, number, setting_choice, toggle
from widgets.explorer.answers import Answers
from widgets.season import words
from widgets.text.numbers import signed
from widgets.text.words import BELIEVED, ONE_CONTROL, PRESET, WHEN

FILE = ("mspe", "letters", "research", "statement")
MOST_HEARERS, _HEARERS = 30, 4
_APPLICATIONS = (5, 10, 15, 20, 25, 30, 35, 39)
_SIGNALS = (0, 1, 2, 3, 5, 10, 15, 20, 30)
# What two controls show of a scenario in which nobody speaks, and whose dial is the preset's.
ABSENT = {
    ("voices[0].role",): words.NOBODY,
    ("assumptions.voices_combine",): words.AS_NUMBERS,
}


def shown_voice(scenario: Scenario) -> tuple[Voice, tuple[Voice, ...]]:
    """Return the voice that the controls show at first, and those that speak besides.

    The first voice of the scenario is shown where a control can show who hears it: a number of
    programs. Programs by name, or those the speaker has a tie to, are left to the voices besides.

    Examples
    --------
    >>> shown_voice(Scenario())[0].role
    'nobody'
    """
    for voice in scenario.voices[:1]:
        if isinstance(voice.programs, int) and voice.programs <= MOST_HEARERS:
            return voice, scenario.voices[1:]
    return Voice(role=words.NOBODY, phrase="I'd take them", programs=_HEARERS), scenario.voices


def main_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the controls that are always shown, by the settings each sets: you, then who speaks.

    Raises `MarketError` when one control would have to show several values.
    """
    you, (voice, _) = scenario.you, shown_voice(scenario)
    hearers = voice.programs if isinstance(voice.programs, int) else _HEARERS
    file = tuple(f"you.{item}" for item in FILE)
    if len({getattr(you, item) for item in FILE}) > 1:
        raise MarketError([ONE_CONTROL.format(", ".join(file))])
    quoted = {
        text: words.QUOTED.format(text, signed(found.code))
        for text, found in phrases().items()
        if text not in words.FEW_PHRASES
    }
    return {
        ("you.step2",): number(words.SCORE, you.step2, 180, 300, 1),
        ("you.applicant_type",): choice(words.TYPE, TYPES, you.applicant_type),
        file: number(words.FILE, you.mspe, -3.0, 3.0, 0.1),
        ("strategy.applications",): setting_choice(
            words.APPLICATIONS,
            {None: words.APPLICATIONS_USUAL, **{n: f"{n}" for n in _APPLICATIONS}},
            scenario.strategy.applications,
        ),
        ("voices[0].role",): choice(words.SPEAKER, (words.NOBODY, *roles()), voice.role),
        ("voices[0].phrase",): choice(words.PHRASE, {**words.FEW_PHRASES, **quoted}, voice.phrase),
        ("voices[0].programs",): number(words.HEARD_BY, hearers, 0, MOST_HEARERS, 1),
        ("preset",): choice(PRESET, BELIEVED, scenario.preset),
    }


def word_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the further controls of the one voice, and of what a bad word does."""
    voice, _ = shown_voice(scenario)
    bad = dict(scenario.overrides).get("voices_combine", words.AS_NUMBERS)
    return {
        ("voices[0].level",): setting_choice(words.LEVEL, words.LEVELS, voice.level),
        ("voices[0].known",): setting_choice(words.KNOWN, words.KNOWN_AS, voice.known),
        ("voices[0].when",): choice(WHEN, MOMENTS, voice.when),
        ("voices[0].months_since",): number(words.MONTHS, voice.months_since, 0, 120, 1),
        ("voices[0].specific",): toggle(words.SPECIFIC, voice.specific),
        ("voices[0].asked",): number(words.ASKED, voice.asked, 0, 20, 1),
        ("voices[0].coerced",): toggle(words.PUSHED, voice.coerced),
        ("voices[0].repeated",): toggle(words.REPEATED, voice.repeated),
        ("assumptions.voices_combine",): choice(words.BAD_WORD, words.BAD_WORDS, bad),
    }


def you_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the further controls of what you do, and of the rules."""
    you = scenario.you
    records = {name: words.RECORDS[name] for name in SCHOOL_RECORDS}
    return {
        ("you.tone",): number(words.TONE, you.tone, -1.0, 1.0, 0.1),
        ("you.school_record",): choice(words.RECORD, records, you.school_record),
        ("you.told_number_one",): number(words.TOLD, you.told_number_one, 0, 20, 1),
        ("you.interview",): setting_choice(words.INTERVIEW, words.INTERVIEWS, you.interview),
        ("strategy.signals",): setting_choice(
            words.SIGNALS,
            {None: words.SIGNALS_USUAL.format(signals()), **{n: f"{n}" for n in _SIGNALS}},
            scenario.strategy.signals,
        ),
        ("rules",): toggle(words.RULES_APPLY, scenario.rules),
    }


def scenario_of(start: Scenario, answers: Answers) -> Scenario:
    """Put answers, by the dotted paths they set, into a scenario.

    `start` holds what no control sets; a voice that a control shows comes before its voices.
    Raises `MarketError` that names every setting that cannot be used.
    """
    found: dict[str, dict[str, Any]] = {
        part: {} for part in ("you", "strategy", "voices[0]", "assumptions", "")
    }
    for paths, answer in answers.items():
        for path in paths:
            part, _, name = path.rpartition(".")
            found[part][name] = answer
    dials = {**dict(start.overrides), **found["assumptions"]}
    kept = tuple(sorted(pair for pair in dials.items() if pair[1] != words.AS_NUMBERS))
    spoken = () if found["voices[0]"]["role"] == words.NOBODY else (Voice(**found["voices[0]"]),)
    return replace(
        start,
        you=replace(start.you, **found["you"]),
        strategy=replace(start.strategy, **found["strategy"]),
        voices=(*spoken, *start.voices),
        overrides=kept,
        **found[""],
    )
