"""The documents' claims, each beside what comes of it in a season of both worlds.

The articles' world is built so that what the documents claim happens in it; a dial may be set,
an outcome may not. Where a claim cannot hold, or excludes another, its row says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from engine.base.codes import PRESETS
from engine.base.errors import raise_if_any
from engine.base.settings import as_list, choice_problem
from engine.scenario.scenario import Scenario
from engine.sources.figures import claim
from engine.study import claim_measures
from engine.study.classes import chosen_classes
from engine.study.early_measures import (
    MISTRUSTED,
    Talk,
    bucket_shares_met,
    told_step,
    what_talk_does,
)
from engine.study.soap_program import note_moves, one_program
from engine.study.voices.call_places import places_moved
from engine.study.voices.calls_heard import calls_by_class
from engine.study.voices.invitations import invitations_through_voices
from engine.study.voices.voice_weight import voice_weights

if TYPE_CHECKING:
    import pandas as pd

_HOME = "home program director"
_GOOD, _STRONG, _BAD = "This candidate is legit", "I'd take them", "I'd be cautious"
_EXTERNAL = {"applicant_type": "US MD senior", "step2": 230, "field": "primary care"}
_MIDDLE = {"applicant_type": "US MD senior", "step2": 246}  # stands in the middle of many lists


@dataclass(frozen=True)
class _Study:
    """A world, and how much of it is played."""

    world: Scenario
    class_seeds: tuple[int, ...]
    seasons: int


@dataclass(frozen=True)
class _Claim:
    """One claim: what is said, the range that counts as true, and how it is measured."""

    id: str
    says: str
    low: float
    high: float
    unit: str
    how: str
    measure: Callable[[_Study], float]
    note: str = ""


@lru_cache(maxsize=2)
def _calls(study: _Study) -> Mapping[str, float]:
    table = calls_by_class(study.world, class_seeds=study.class_seeds, seasons=study.seasons)
    return dict(zip(table["list_class"], 100 * table["acted_on"], strict=True))


def _cell(table: pd.DataFrame, column: str) -> float:
    """Read a column of a table's only row."""
    (value,) = table[column].tolist()
    return float(value)


def _invitations(study: _Study) -> float:
    table = invitations_through_voices(
        study.world, class_seeds=study.class_seeds, seasons=study.seasons
    )
    return 100 * _cell(table[table["field"] == "competitive"], "only_through_voices")


def _moved(study: _Study, phrase: str, column: str) -> float:
    you = study.world.with_you(**_MIDDLE)
    table = places_moved(you, _HOME, phrase, class_seeds=study.class_seeds, seasons=study.seasons)
    return _cell(table, column)


def _funnel(study: _Study, step: str) -> float:
    return one_program(study.world, weeks=50).funnel[step]


def _share_in_soap(study: _Study) -> float:
    table = voice_weights(study.world)
    return 100 * _cell(table[(table["stage"] == "soap") & (table["role"] == _HOME)], "of_evidence")


@lru_cache(maxsize=2)
def _reach(study: _Study) -> tuple[float, float, float]:
    return claim_measures.ripple_reach(study.world, study.class_seeds, 5 * study.seasons)


@lru_cache(maxsize=2)
def _buckets(study: _Study) -> Mapping[str, float]:
    return bucket_shares_met(study.world, study.class_seeds, study.seasons)


@lru_cache(maxsize=2)
def _talk(study: _Study) -> Talk:
    return what_talk_does(study.world, study.class_seeds, study.seasons)


def _bucket(study: _Study, name: str) -> float:
    return 100 * _buckets(study)[name]


def _offered(study: _Study, step: str) -> float:
    told = told_step(study.world, step)
    return 100 * told.offered / told.interviewed


def _in_class(study: _Study, list_class: str) -> float:
    return _calls(study)[list_class]


def _reached(study: _Study, relation: int) -> float:
    return _reach(study)[relation]


def _of(
    measure: Callable[[Scenario, Iterable[int], int], float],
) -> Callable[[_Study], float]:
    return lambda study: measure(study.world, study.class_seeds, study.seasons)


def _claims() -> list[_Claim]:
    """All claims; the numbers of their ranges come from the table of what the documents claim."""

    def about(id: str, group: str, within: float) -> tuple[float, float]:
        value = claim(id, group).value
        return value - within, value + within

    def from_to(id: str, of: str = "") -> tuple[float, float]:
        return claim(id, f"{of}low").value, claim(id, f"{of}high").value

    called = "interviews about which nobody has spoken and somebody could: a call, acted on"
    middle = "median over lists with you in their middle, where the interview bore the word out"
    met = "of those interviewed by programs that offer early, in the world before All In"
    of_story = "of the seasons in which the program of the story interviews them"
    weights = sum(claim("S0-10", group).value for group in _RATED)
    share = 100 * claim("S0-10", "backchannel reference").value / weights
    return [
        *(
            _Claim("S1-21", f"a call decides: {ours}", *about("S1-21", group, 5), "%", called,
                   partial(_in_class, list_class=ours))
            for ours, group in (("top", "top applicants"), ("borderline", "borderline applicants"),
                                ("flagged", "red-flag concerns"))
        ),
        _Claim("S1-15", "invitations shaped by texts", *from_to("S1-15"), "%",
               "interviews at competitive programs that take place only through voices",
               _invitations, "needs competitive programs that invite few and settle it by a call"),
        _Claim("S1-19", "a good call moves up", *from_to("S1-19"), "places", middle,
               partial(_moved, phrase=_GOOD, column="places")),
        _Claim("S1-30", "a very strong call moves up", *about("S1-30", "rank places gained", 4),
               "places", middle, partial(_moved, phrase=_STRONG, column="places")),
        _Claim("S1-20", "a bad call: off the list", 95, 100, "%",
               "lists with you in their middle that a bad word takes you off",
               lambda study: 100 * _moved(study, _BAD, "off")),
        _Claim("S1-29", "most calls help", 50, 100, "%", "words acted on that are positive",
               lambda study: 100 * _of(claim_measures.share_that_helps)(study)),
        _Claim("S4-03", "scores settle the first look", *about("S4-03", "score filters", 2), "%",
               "first looks", lambda study: claim_measures.settled_share(
                   study.world, study.class_seeds, "scores")),
        _Claim("S4-03", "school or connections settle it",
               *about("S4-03", "school name or connections", 2), "%", "first looks",
               lambda study: claim_measures.settled_share(
                   study.world, study.class_seeds, "school")),
        *(
            _Claim("S1-41", f"a bad word reaches programs: {ours}",
                   *about("S1-41", group, 7), "%", "your other programs that take note of it",
                   partial(_reached, relation=n))
            for n, (ours, group) in enumerate((
                ("same region", "same-region programs"),
                ("same field elsewhere", "same specialty nationally"),
                ("other fields", "cross-specialty")))
        ),
        *(
            _Claim("S3-28", f"before an early offer: {ours}", *about("S3-28", group, 5), "%", met,
                   partial(_bucket, name=ours))
            for ours, group in (("safe", "safe to pre-match"), ("rank only", "rank only"),
                                ("too risky", "do not rank or very low"))
        ),
        _Claim("S3-37", "A gets the early offer", 50, 100, "%", of_story,
               partial(_offered, step="applicant A")),
        _Claim("S3-37", "B does not", 0, 10, "%", of_story, partial(_offered, step="applicant B")),
        _Claim("S3-15", "a chief's doubt ends it", 95, 100, "%", f"{of_story}, too risky",
               lambda study: 100 * told_step(study.world, MISTRUSTED).too_risky),
        _Claim("S3-20", "talk ends early offers", 50, 100, "%",
               "offers that the file alone would bring", lambda study: 100 * _talk(study).ended),
        _Claim("S3-20", "talk makes few stars", 0, 5, "%",
               "files under the median that get an offer by it",
               lambda study: 100 * _talk(study).made),
        _Claim("S1-45", "a stranger's call does nothing", 0, 0.1, "of a known caller's",
               "how far your applications get", _of(claim_measures.stranger_share)),
        _Claim("S0-15", "mild praise does less than the warmest", 0, 0.5, "of the warmest's",
               "how far your applications get", _of(claim_measures.faint_share)),
        _Claim("S0-44", "told to fifty programs it backfires", -1, 1, "of what eight give",
               "how far your applications get", _of(claim_measures.blanket_share)),
        _Claim("S0-01", "voices outweigh scores in SOAP", 1, 99, "times",
               "SOAP placements that change without voices, over those without scores",
               _of(claim_measures.voices_over_scores),
               "kept is S0-10: 80 to 60 for a speaker of full influence, and most have less"),
        _Claim("S0-10", "weight of the backchannel in SOAP", share - 5, share + 5, "%",
               "a home director's word, of all that is known but the school's prior",
               _share_in_soap, "moves more places than S2-41 allows where a program hears several"),
        _Claim("S2-41", "a note in SOAP moves up", *from_to("S2-41"), "places",
               "median where you stand in the lower half of the thirty that one program talks "
               "about", lambda study: note_moves(study.world.with_you(**_EXTERNAL), _GOOD)),
        _Claim("S2-28", "names on the long list", *from_to("S2-28", "long list, "),
               "names", "one program, four positions, 400 files",
               partial(_funnel, step="long list")),
        _Claim("S2-28", "names argued over", *from_to("S2-28", "argued over, "),
               "names", "one program, four positions, 400 files",
               partial(_funnel, step="talked about")),
    ]  # fmt: skip


_RATED = (
    "backchannel reference",
    "USMLE scores",
    "MSPE",
    "personal statement",
    "research",
)


def measured_items() -> Mapping[str, tuple[str, ...]]:
    """Say of each item of the documents what of it `claims` measures, and what counts as true.

    Examples
    --------
    >>> measured_items()["S1-19"]
    ('a good call moves up: 10 to 15 places',)
    >>> measured_items()["S0-10"]  # rounded: the shares of a table are no round numbers
    ('weight of the backchannel in SOAP: 33.1 to 43.1 %',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in _claims():
        told = f"{one.says}: {one.low:.4g} to {one.high:.4g} {one.unit}"
        found[one.id] = (*found.get(one.id, ()), told)
    return found


def claims(
    *,
    class_seeds: Iterable[int] = range(10),
    seasons: int = 10,
    presets: Iterable[str] = ("source", "evidence"),
) -> pd.DataFrame:
    """Measure what the documents claim, in the articles' world and in the studies'.

    Parameters
    ----------
    class_seeds : iterable of int, default 0 to 9
        Classes to draw.
    seasons : int, default 10
        Seasons of each.
    presets : iterable of str, default ("source", "evidence")
        In whose worlds to measure.

    Returns
    -------
    DataFrame
        id, claim, low, high (the range that counts as the claim come true), unit, measured (how),
        a column for each world, and note (what excludes a claim, or what it needs).

    Raises
    ------
    MarketError
        Naming every world, class or number of seasons that cannot be used.

    Examples
    --------
    >>> table = claims(class_seeds=[0], seasons=2, presets=["source"])
    >>> bool(table["source"].between(table["low"], table["high"]).mean() > 0.5)
    True
    """
    import pandas as pd

    problems: list[str] = []
    asked = as_list("presets", presets, "names of worlds", problems)
    problems += filter(None, [choice_problem("presets", one, PRESETS) for one in asked])
    raise_if_any(problems)
    chosen, rows = chosen_classes(class_seeds, seasons, 1), _claims()
    table = pd.DataFrame(
        [(one.id, one.says, one.low, one.high, one.unit, one.how) for one in rows],
        columns=["id", "claim", "low", "high", "unit", "measured"],
    )
    for name in PRESETS:
        if name in asked:
            study = _Study(Scenario(preset=name), tuple(chosen), seasons)
            table[name] = [one.measure(study) for one in rows]
    return table.assign(note=[one.note for one in rows])
