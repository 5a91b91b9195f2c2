"""The residency season in numpy: who is interviewed, ranked, matched and placed, and why.

The Match alone, with the names of people and programs:

>>> result = match(
...     applicants={"Ana": ["City", "Lake"], "Bo": ["City"]},
...     programs={"City": ["Bo", "Ana"], "Lake": ["Ana"]},
...     quotas={"City": 1, "Lake": 1},
... )
>>> result.placed
{'Ana': 'Lake', 'Bo': 'City'}

A whole season, for one applicant ("you") in a fictional class. A scenario is everything that
can be set; it says what "you" are by default:

>>> scenario = Scenario()
>>> scenario.you.applicant_type, scenario.you.step2
('non-US IMG', 234)
>>> season = simulate(scenario, replicates=20)
>>> season.outcomes()["outcome"].tolist()
['pre-match', 'matched', 'soap', 'unplaced']
>>> season.your_stages()["count"].is_monotonic_decreasing
True

The class is drawn from its own seed (``scenario.market.seed``); ``seed=`` of a study is that of
what a year varies. A tweak is another scenario. Both are played with the same chance, so what
differs is what the tweak caused; `Season.applications` shows one season row by row:

>>> vouched = scenario.with_voice(role="home program director", phrase="I'd take them")
>>> change = compare(scenario, vouched, replicates=100)
>>> bool(change.after.share("unplaced") < change.before.share("unplaced"))
True
>>> change.after.applications(replicate=3).groupby("reached", observed=True).size().index[0]
'applied'

A sweep moves one setting, or several, by the dotted paths that a saved scenario uses:

>>> scores = sweep(scenario, {"you.step2": [225, 245]}, replicates=20)
>>> scores.loc[scores["outcome"] == "unplaced", "probability"].is_monotonic_decreasing
True

The model has free dials, and other settings of them fit the published figures as well. Does a
finding hold in those worlds, too?

>>> everywhere = compare(scenario, vouched, replicates=20, worlds=worlds()[:4]).across_worlds()
>>> everywhere.columns.tolist()
['outcome', 'difference', 'lowest', 'middle', 'highest', 'same_sign']

What the documents claim, and what the engine does about each claim, is a table:

>>> ledger().set_index("id").loc["S4-09", "status"]
'modeled'

Bad input raises one `MarketError`, which lists every problem. To go deeper, open a room: base,
sources, formulas, matching, scenario, market, backchannel, season, study. Each ``__init__`` says
what the room answers, and a room knows only those before it.
"""

from typing import TYPE_CHECKING

from engine.base.front_door import front_door

if TYPE_CHECKING:
    from engine.base import MarketError
    from engine.matching import Match, match, plain_match, run_soap, soap_week, steps
    from engine.scenario import Scenario, Voice
    from engine.scenario.dial_table import assumptions
    from engine.sources import claim, figure, ledger, phrases, roles
    from engine.study import (
        Comparison,
        Season,
        choose_programs,
        claims,
        compare,
        network,
        one_line_texts,
        one_program,
        simulate,
        stories,
        sure_of_a_word,
        sweep,
        whose_network,
        word_reach,
        worlds,
    )

__all__ = [
    "Comparison",
    "MarketError",
    "Match",
    "Scenario",
    "Season",
    "Voice",
    "assumptions",
    "choose_programs",
    "claim",
    "claims",
    "compare",
    "figure",
    "ledger",
    "match",
    "network",
    "one_line_texts",
    "one_program",
    "phrases",
    "plain_match",
    "roles",
    "run_soap",
    "simulate",
    "soap_week",
    "steps",
    "stories",
    "sure_of_a_word",
    "sweep",
    "whose_network",
    "word_reach",
    "worlds",
]


__getattr__ = front_door(
    __name__,
    {
        "engine.base": ["MarketError"],
        "engine.matching": ["Match", "match", "plain_match", "run_soap", "soap_week", "steps"],
        "engine.scenario": ["Scenario", "Voice"],
        "engine.scenario.dial_table": ["assumptions"],
        "engine.sources": ["claim", "figure", "ledger", "phrases", "roles"],
        "engine.study": [
            "Comparison",
            "Season",
            "choose_programs",
            "claims",
            "compare",
            "network",
            "one_line_texts",
            "one_program",
            "simulate",
            "stories",
            "sure_of_a_word",
            "sweep",
            "whose_network",
            "word_reach",
            "worlds",
        ],
    },
)


def __dir__() -> list[str]:
    return __all__
