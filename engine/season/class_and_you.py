"""A class and you: two values, drawn apart and played together.

Everybody but "you" is one value, drawn once from the market's seed; "you" are another, worked
out anew at every turn of a dial. Nothing of theirs depends on you up to the certified lists, so
a study draws its class once.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.backchannel.class_voices import draw_speakers
from engine.backchannel.your_voices import your_speakers
from engine.base.grouping import Ints
from engine.market.draw import draw_class, draw_you
from engine.scenario.assumptions import Assumptions
from engine.scenario.rules import within_rules
from engine.scenario.scenario import Scenario
from engine.scenario.you import SCHOOL_RECORDS, MarketSettings, Strategy, You
from engine.season.applications import Applications, read_applications
from engine.season.couples import draw_couples


@dataclass(frozen=True, eq=False)
class Class:
    """Everybody but "you".

    Attributes
    ----------
    applications : Applications
        Theirs, with their market, their speakers and the dials.
    couples : ndarray of int, shape (K, 2)
        Which of the applicants are a couple.
    """

    applications: Applications
    couples: Ints


@dataclass(frozen=True, eq=False)
class Yours:
    """What is yours.

    Attributes
    ----------
    applications : Applications
        Yours alone: a market of one applicant, whom your voices speak for.
    you : You
        What you do around your file.
    rules : bool
        Whether the official rules are on; for everybody.
    strategy : Strategy
        How you apply, and how you go about SOAP.
    """

    applications: Applications
    you: You
    rules: bool
    strategy: Strategy


def draw_others(settings: MarketSettings, dials: Assumptions) -> Class:
    """Draw a class: its market, its speakers, and what programs make of its applications.

    Parameters
    ----------
    settings : MarketSettings
        Which class, how large, and how many couples.
    dials : Assumptions
        What the population, the programs and the speakers are like.

    Returns
    -------
    Class
        The same for the same input, always.

    Examples
    --------
    >>> others = draw_others(MarketSettings(), Assumptions())
    >>> len(others.applications.market.applicants), len(others.couples)
    (300, 0)
    """
    market = draw_class(settings, dials)
    return Class(
        applications=read_applications(market, draw_speakers(market, dials), dials),
        couples=draw_couples(
            settings.seed, market.applicants.region[market.certifies], settings.couples
        ),
    )


def draw_yours(others: Class, scenario: Scenario) -> Yours:
    """Work out what is yours in a class; with rules on, a move that breaks one does nothing.

    Parameters
    ----------
    others : Class
        The class of the scenario's market and dials.
    scenario : Scenario
        Your file, your voices, how you apply, and whether the rules are on.

    Returns
    -------
    Yours

    Examples
    --------
    >>> others = draw_others(MarketSettings(), Assumptions())
    >>> yours = draw_yours(others, Scenario().with_strategy(applications=20))
    >>> len(yours.applications)
    20
    """
    scenario = within_rules(scenario)
    theirs, you = others.applications, scenario.you
    market = draw_you(theirs.market, you, scenario.strategy, theirs.dials)
    applications = read_applications(
        market,
        your_speakers(market, scenario.voices, theirs.dials, you),
        theirs.dials,
        school_record=SCHOOL_RECORDS[you.school_record],
        top_bar=theirs.top_bar,
    )
    return Yours(applications, you, scenario.rules, scenario.strategy)
