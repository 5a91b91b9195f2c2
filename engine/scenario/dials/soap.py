"""SOAP: rounds and applications, how files are read then, and which filters give way."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import caution, share, taste, weight


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class SoapDials:
    """The week of SOAP."""

    soap_rounds: int = setting(4, 1, 8, "offer rounds", "R12; S2-37", source=3)
    soap_applications_most: int = setting(45, 1, 200, "SOAP applications", "R12")
    soap_relaxed_share: float = share(
        0.20, "share of programs that relax their filters", "S2-23; fitted"
    )
    soap_exam_relief: float = setting(8.0, 0, 60, "points off the exam cut", "fitted")
    weight_soap_exam: float = weight(2.0, "S0-10", 2.11)
    weight_soap_mspe: float = weight(1.2, "S0-10", 1.41)
    weight_soap_letters: float = weight(0.8, "S0-10 names none", 0.0)
    weight_soap_research: float = weight(0.3, "S0-10", 0.35)
    weight_soap_statement: float = weight(0.3, "S0-10", 0.70)
    weight_voice_soap: float = weight(2.0, "E01; S0-10", 2.82)
    caution_soap: float = caution(1.0, "S2-51, E26", 2.0)
    taste_soap: float = taste(0.35)
    soap_lapse_share: float = share(0.10, "share of offers left to lapse", "modeling choice; S2-42")
