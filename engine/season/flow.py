"""How a season flows: every stage with its function, what it reads, writes, and in which shape.

The order is that in which `engine.season.stages.play` calls them. Letters of shapes are those
of `LEGEND`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.backchannel.class_voices import draw_speakers
from engine.backchannel.hearing import hear, pass_on
from engine.backchannel.your_voices import your_speakers
from engine.market.draw import draw_class, draw_you
from engine.season.applications import Applications, read_applications
from engine.season.interview_days import hold_interviews
from engine.season.invitations import accept_interviews, invite, order_for_invitation
from engine.season.late_calls import call_after_interviews
from engine.season.main_match import run_match
from engine.season.prematch import accept_early
from engine.season.rank_lists import certify_lists
from engine.season.screening import screen
from engine.season.stages import hold_soap
from engine.season.vetting import vet

LEGEND = {
    "R": "replicate seasons played together",
    "A": "applicants, you last",
    "P": "programs",
    "E": "applications sent, by applicant and liking",
    "L": "applications that a program may read",
    "S": "speakers",
    "C": "calls: a speaker who may be heard about an application",
    "H": "words heard and acted on, by season and application",
    "N": "interviews, by season, applicant and application",
    "M": "SOAP applications, by season and applicant",
    "K": "couples",
    "Y": "your applications, in your order of liking",
}


@dataclass(frozen=True)
class Stage:
    """One stage of a season.

    Attributes
    ----------
    name : str
        What happens.
    when : str
        "once a class", "once for you", or "every season".
    function : callable
        What computes it.
    reads, writes, shape : str
        In the words and letters of the house.
    """

    name: str
    when: str
    function: Callable[..., Any]
    reads: str
    writes: str
    shape: str

    @property
    def place(self) -> str:
        """Where the function stands, as room.module.function."""
        module = self.function.__module__.removeprefix("engine.")
        return f"{module}.{self.function.__qualname__}"


_CLASS, _YOU, _SEASON = "once a class", "once for you", "every season"

STAGES = (
    Stage("the class applies", _CLASS, draw_class, "market settings, dials", "market", "A, P, E"),
    Stage("people speak for them", _CLASS, draw_speakers, "market, dials", "speakers", "S"),
    Stage("you apply", _YOU, draw_you, "the class's programs, your file", "your market", "1, P, E"),
    Stage("your voices", _YOU, your_speakers, "your market, voices, tone", "your speakers", "S"),
    Stage(
        "files are read at rest", f"{_CLASS}, {_YOU}", read_applications,
        "market, speakers, dials", "beliefs, bare appeals, filters, calls", "A, L, C",
    ),
    Stage(
        "you join", _SEASON, Applications.joined,
        "their applications, yours", "everybody's applications", "L, C",
    ),
    Stage("calls are heard", _SEASON, hear, "calls, speakers", "words acted on", "H"),
    Stage("bad words travel", _SEASON, pass_on, "words", "words, passed on too", "H"),
    Stage("screening", _SEASON, screen, "applications, words", "appeal, screened in", "R x L"),
    Stage(
        "order of invitation", _SEASON, order_for_invitation,
        "rank keys of the appeals", "each program's files, best first", "R x L",
    ),
    Stage(
        "invitations", _SEASON, invite,
        "rank keys, order of invitation", "how far each program invites", "R x P",
    ),
    Stage(
        "interviews accepted", _SEASON, accept_interviews,
        "rank keys, how far each program invites", "which interviews take place", "R x L",
    ),
    Stage(
        "interviews", _SEASON, hold_interviews,
        "which interviews take place, you", "views of both sides", "N",
    ),
    Stage(
        "calls after interviews", _SEASON, call_after_interviews,
        "words, interviews", "words acted on, passed on too", "H",
    ),
    Stage(
        "rank lists", _SEASON, certify_lists,
        "interviews, words, you", "appeal, ranked, liking", "N",
    ),
    Stage(
        "vetting", "every season, where rules allow early offers", vet,
        "interviews, words, early positions, you", "bucket, order of early offers, ranked", "N",
    ),
    Stage(
        "early offers", "every season, where rules allow any", accept_early,
        "interviews, cutoffs of a Match without them", "who is offered what, and signs", "N, R x A",
    ),
    Stage("the Match", _SEASON, run_match, "rank order lists, positions", "who matched", "R x A"),
    Stage(
        "SOAP", _SEASON, hold_soap,
        "where each is, open positions, who met whom", "SOAP applications, lists, placements",
        "M, R x A",
    ),
)  # fmt: skip
