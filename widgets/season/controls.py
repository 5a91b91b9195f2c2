"""The controls of the season explorer, and the settings that each of them sets."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
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
_SHOWN_VOICES = ("voices[0]", "voices[1]")
_APPLICATIONS = (5, 10, 15, 20, 25, 30, 35, 39)
_SIGNALS = (0, 1, 2, 3, 5, 10, 15, 20, 30)
# What two controls show of a scenario in which nobody speaks, and whose dial is the preset's.
ABSENT = {
    ("voices[0].role",): words.NOBODY,
    ("voices[1].role",): words.NOBODY,
    ("assumptions.voices_combine",): words.AS_NUMBERS,
}


def shown_voices(scenario: Scenario) -> tuple[Voice, Voice, tuple[Voice, ...]]:
    """Return the two voices that the controls show at first, and those that speak besides.

    The first of the scenario is shown where a control can show who hears it: a number of
    programs. Programs by name, or those the speaker has a tie to, are left to the voices besides.
    So is the second, unless all else about it is as usual.

    Examples
    --------
    >>> two = Scenario().with_voice("alumnus", "a machine", programs=3)
    >>> two = two.with_voice("resident", "Hard pass", programs=5)
    >>> [voice.role for voice in shown_voices(two)[:2]], shown_voices(Scenario())[0].role
    (['alumnus', 'resident'], 'nobody')
    """
    nobody = _usual(Voice(role=words.NOBODY, phrase="I'd take them", programs=_HEARERS))
    shown = list(takewhile(_by_number, scenario.voices[:2]))
    if len(shown) == 2 and shown[1] != _usual(shown[1]):
        shown.pop()
    first, second = (*shown, nobody, nobody)[:2]
    return first, second, scenario.voices[len(shown) :]


def _by_number(voice: Voice) -> bool:
    return isinstance(voice.programs, int) and voice.programs <= MOST_HEARERS


def _usual(voice: Voice) -> Voice:
    """Return who says what to how many, all else as usual."""
    return Voice(role=voice.role, phrase=voice.phrase, programs=voice.programs)


def main_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the controls that are always shown, by the settings each sets: you, then who speaks.

    Raises `MarketError` when one control would have to show several values.
    """
    you, voice = scenario.you, shown_voices(scenario)[0]
    file = tuple(f"you.{item}" for item in FILE)
    if len({getattr(you, item) for item in FILE}) > 1:
        raise MarketError([ONE_CONTROL.format(", ".join(file))])
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
        ("voices[0].phrase",): choice(words.PHRASE, _phrases(), voice.phrase),
        ("voices[0].programs",): _hearers(words.HEARD_BY, voice),
        ("preset",): choice(PRESET, BELIEVED, scenario.preset),
    }


def _phrases() -> dict[str, str]:
    """Offer a phrase of each kind, and then all others as quoted."""
    quoted = {
        text: words.QUOTED.format(text, signed(found.code))
        for text, found in phrases().items()
        if text not in words.FEW_PHRASES
    }
    return {**words.FEW_PHRASES, **quoted}


def _hearers(label: str, voice: Voice) -> Control:
    programs = voice.programs if isinstance(voice.programs, int) else _HEARERS
    return number(label, programs, 0, MOST_HEARERS, 1)


def second_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the controls of a second voice, all else of which is as usual."""
    voice = shown_voices(scenario)[1]
    return {
        ("voices[1].role",): choice(words.SECOND_SPEAKER, (words.NOBODY, *roles()), voice.role),
        ("voices[1].phrase",): choice(words.SECOND_PHRASE, _phrases(), voice.phrase),
        ("voices[1].programs",): _hearers(words.SECOND_HEARD_BY, voice),
    }


def word_controls(scenario: Scenario) -> dict[tuple[str, ...], Control]:
    """Make the further controls of the first voice, and of what a bad word does."""
    voice = shown_voices(scenario)[0]
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

    `start` holds what no control sets; voices that controls show come before its voices, and the
    second of them speaks only beside the first.
    Raises `MarketError` that names every setting that cannot be used.
    """
    found: dict[str, dict[str, Any]] = {
        part: {} for part in ("you", "strategy", *_SHOWN_VOICES, "assumptions", "")
    }
    for paths, answer in answers.items():
        for path in paths:
            part, _, name = path.rpartition(".")
            found[part][name] = answer
    dials = {**dict(start.overrides), **found["assumptions"]}
    kept = tuple(sorted(pair for pair in dials.items() if pair[1] != words.AS_NUMBERS))
    asked = (found[voice] for voice in _SHOWN_VOICES)
    spoken = [Voice(**one) for one in takewhile(lambda one: one["role"] != words.NOBODY, asked)]
    return replace(
        start,
        you=replace(start.you, **found["you"]),
        strategy=replace(start.strategy, **found["strategy"]),
        voices=(*spoken, *start.voices),
        overrides=kept,
        **found[""],
    )
