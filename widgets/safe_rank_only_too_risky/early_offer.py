"""One interview, some words: what does the program dare to do before the Match?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import Scenario
from engine.base.codes import PRESETS
from engine.scenario.assumptions import dial
from engine.sources.figures import claim
from engine.study.cases import (
    EARLY_PROGRAM,
    FAVORITE,
    MISTRUST,
    NIGHTS,
    stories,
)
from engine.study.early_story import FATES, your_fates
from widgets.charts.both_worlds import ends_in_both_worlds, world_of
from widgets.charts.dots import SHARE_COLUMNS, SeasonDots, dot_rows
from widgets.controls.make import choice, number, toggle
from widgets.explorer.explorer import Explorer, Rows, Story
from widgets.explorer.keep import TableSpec
from widgets.safe_rank_only_too_risky.words import NOBODY, RULE, RULES, quoted
from widgets.text.words import FEW_STUDIES, IF_EACH

NOVEMBERS = 50
NOT_ASKED = FATES.index("not asked about")
_PLAYED = 130  # Novembers, of which so many at least bring an interview
IN_TIME, TOO_LATE = "October to December", "January or later"
CHIEF, HOME = "The program's chief resident", "The clerkship director at home"
WHEN = "When it is said"
LUKEWARM, EGO = "I think they'd be a good resident", "Big ego"
MOMENTS = {IN_TIME: "by December", TOO_LATE: "in January"}
TODAY = "The rule of today: All In"
SCORE, LOWEST, HIGHEST = "Step 2 CK score", 240, 265
MORE = "What one doubt costs"
RULE_HELP = (
    "With the first, the studies' dots go by the average, their own rule. A chief's clear no is "
    "enough by itself under each; in the studies' world in {:.0f} of 100 cases, else the rule "
    "decides."
)
TITLE = "What the program dares in November"
BINS = [("safe", "diamond"), ("rank only", "circle"), ("too risky", "square")]
SAFE, RANK_ONLY, TOO_RISKY = range(len(BINS))
OFFER = -1  # safe, and with an offer
SENTENCE = (
    "{articles}, you are safe in {safe} of {seasons} Novembers, with an early offer in {offers} "
    "({before} in silence); {studies}, safe in {found}, with an offer in {other}. {why}"
)
_RANK_ONLY = "It ranks you and commits to nothing: too little was said, or somebody doubts."
WHY = {  # by rule, for each bin
    "veto": (
        "People it trusts said enough, and none of them doubts.",
        _RANK_ONLY,
        "One trusted person's doubt is enough: it does not even rank you.",
    ),
    "no hint": (
        "People it trusts said enough, and none of them doubts.",
        _RANK_ONLY,
        "Two people doubt, or one gravely: it does not even rank you.",
    ),
    "mean": (
        "People it trusts said enough, and no doubt outweighs what else was said of the same.",
        _RANK_ONLY,
        "A doubt outweighs what else was said of the same: it does not even rank you.",
    ),
}
CHIEF_NO = "The chief's clear no is enough under every rule: it does not even rank you."
NO_OFFER = "Its positions went to others, or you would rather wait."
OFFERED = "It has a position left and expects you to accept: an offer."
BY_RULE = "A program in the Match offers everything through it (R8): about an offer it asks nobody."
NUMBERS = f"above, the documents'; below, {FEW_STUDIES.format('early offers')}"
LEGEND = [
    "One dot is one November.",
    "Dashed: silence.",
    "Bold edge: ended elsewhere in silence.",
]
ASK, INVITE = (
    "Ask one November",
    "Press a dot, or move this with the arrow keys: what did the program dare that November?",
)
LIMITS = (
    "{seasons} Novembers in which one fictional community program, which gave away some positions "
    "before All In, interviewed an international graduate with a score of {step2}, as in S3-37. "
    "Whom else it asks, and what they say, is drawn anew each November. Nobody has measured any of "
    "it: the studies' numbers for early offers are our choices."
)
TOLD = "November {number}: {fate}. {why}"
TABLES = {"shares": TableSpec(TITLE, SHARE_COLUMNS)}


@dataclass(frozen=True)
class Fates:
    """What becomes of the same applicant in both worlds, before and after somebody speaks.

    By preset; each is an index into `BINS`, or `OFFER`, for every November with an interview.
    ``why`` has, by preset, what puts the applicant into each of `BINS`.
    """

    before: dict[str, list[int]]
    after: dict[str, list[int]]
    why: dict[str, tuple[str, ...]]


@lru_cache(maxsize=64)
def _fates(scenario: Scenario) -> NDArray[np.int8]:
    """Play the Novembers of a scenario, once."""
    return your_fates(scenario, EARLY_PROGRAM, _PLAYED)


def _in_bins(scenario: Scenario, silent: Scenario) -> list[int]:
    """Say what becomes of the first Novembers in which the program interviews the applicant.

    ``silent`` is the same applicant in the world before All In, of whom nobody speaks.
    """
    met = np.flatnonzero(_fates(silent) != NOT_ASKED)[:NOVEMBERS]
    # An offer comes before the three buckets; who is not asked about is ranked all the same.
    fate = _fates(scenario)[met] - 1
    bins: list[int] = np.where(fate == NOT_ASKED - 1, RANK_ONLY, fate).tolist()
    return bins


def rows(fates: Fates) -> Rows:
    """Turn both worlds into dots and shares, the articles' first; an offer is made to the safe."""

    def seen(of: list[int]) -> list[int]:
        return [max(fate, SAFE) for fate in of]

    return dot_rows(BINS, ends_in_both_worlds(fates.before, fates.after, seen))


def describe(fates: Fates) -> str:
    """Say how often an offer comes in both worlds, and what mostly happens in the articles'."""
    told, found = fates.after["source"], fates.after["evidence"]
    seen = np.maximum(told, SAFE)
    return SENTENCE.format(
        **IF_EACH,
        safe=int((seen == SAFE).sum()),
        offers=told.count(OFFER),
        before=fates.before["source"].count(OFFER),
        found=sum(one <= SAFE for one in found),
        other=found.count(OFFER),
        seasons=len(told),
        why=fates.why["source"][int(np.bincount(seen).argmax())],
    )


def draw(first: Rows, sentence: str) -> SeasonDots:
    """Draw a dot for each November."""
    dots = SeasonDots.of_rows(BINS, first, sentence)
    dots.legend, dots.ask_label, dots.ask_invite = LEGEND, ASK, INVITE
    return dots


class EarlyOffer(Explorer[Fates]):
    """Let people speak about one applicant, and see what a program dares before the Match.

    Attributes
    ----------
    chief, home, when : ChoiceControl
        What is said, and when.
    score : NumberControl
        The applicant's Step 2 CK score.
    all_in : ToggleControl
        Whether the official rules are on.
    rule : ChoiceControl
        What one doubt costs; folded away at first.

    Examples
    --------
    >>> explorer = EarlyOffer()
    >>> explorer.all_in.value = True
    >>> "with an early offer in 0 (" in explorer.sentence.text
    True
    """

    story = Story(rows, describe, draw)
    numbers = NUMBERS
    sentence_lines = 3
    file_name = "early-offer"
    tables = TABLES

    def __init__(self) -> None:
        self.chief = choice(CHIEF, {"": NOBODY, **quoted([NIGHTS, MISTRUST])}, "")
        self.home = choice(HOME, {"": NOBODY, **quoted([FAVORITE, LUKEWARM, EGO])}, "")
        self.when = choice(WHEN, MOMENTS, IN_TIME)
        self.all_in = toggle(TODAY)
        chance = float(dial("chief_veto")["evidence"])
        self.rule = choice(RULE, RULES, "veto", RULE_HELP.format(100 * chance))
        told = int(claim("S3-37", "Step 2, both").value)
        self.score = number(SCORE, told, LOWEST, HIGHEST, 1)
        main = [self.chief, self.home, self.when, self.score, self.all_in]
        super().__init__(main, more={MORE: [self.rule]})

    @property
    def scenario(self) -> Scenario:
        """What the controls say, in the articles' world."""
        said = self._silent("source", bool(self.all_in.value))
        for role, level, phrase in (
            ("chief resident", 4, self.chief.value),
            ("clerkship director", 2, self.home.value),
        ):
            if phrase:
                said = said.with_voice(
                    role, phrase, level, [EARLY_PROGRAM], known=True, when=self.when.value
                )
        return said

    def simulate(self) -> Fates:
        """Play what the controls say in both worlds, beside silence."""
        now, rules = self.scenario, bool(self.all_in.value)
        before, after, why = {}, {}, {}
        for world in PRESETS:
            played = now.with_preset(world)
            if world == "source" or self.rule.value != "veto":
                played = played.with_assumptions(vetting_rule=self.rule.value)
            silent = self._silent(world, rules=False)
            before[world] = _in_bins(self._silent(world, rules), silent)
            after[world] = _in_bins(played, silent)
            why[world] = self._why(played)
        return Fates(before, after, why)

    def limits(self) -> str:
        """Say whose Novembers these are."""
        return LIMITS.format(seasons=NOVEMBERS, step2=self.scenario.you.step2)

    def _why(self, played: Scenario) -> tuple[str, ...]:
        """Say what puts the applicant into each bin, by the rule that was played."""
        if played.rules:
            return (BY_RULE,) * len(BINS)
        safe, rank_only, too_risky = WHY[played.assumptions.vetting_rule]
        no = self.chief.value == MISTRUST and self.when.value == IN_TIME
        if no and played.assumptions.chief_veto == 1:
            too_risky = CHIEF_NO
        return safe, rank_only, too_risky

    def _silent(self, world: str, rules: bool) -> Scenario:
        """Return the story's applicant, of whom nobody speaks, in one world."""
        story = stories()["S3-37"].scenario("nobody says anything").with_preset(world)
        silent: Scenario = story.with_you(step2=self.score.value).with_rules(rules)
        return silent

    def tell(self, asked: dict[str, Any]) -> str:
        """Tell one November of one world, both counted from 0."""
        world = world_of(asked)
        fate = self.result.after[world][asked["season"]]
        seen = max(fate, SAFE)
        why = self.result.why[world][seen]
        if seen == SAFE:
            why = f"{why} {OFFERED if fate == OFFER else NO_OFFER}"
        return TOLD.format(number=asked["season"] + 1, fate=BINS[seen][0], why=why)
