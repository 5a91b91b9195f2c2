"""What can be turned, by the stage it acts in; one module each, kinds of dials in `declare`.

A dial has a *source* default, which takes the five documents at their word, and an *evidence*
default, which takes studies where there are any. Its ``origin`` names the document item (S0-10),
the study (E03), the published row, or says that the value is a modeling choice. "Fitted" values
were found by fitting the class to published match rates: they are sufficient, not identified.
"""

from collections.abc import Mapping

from engine.scenario.dials.applications import ApplicationDials
from engine.scenario.dials.calls import CallDials
from engine.scenario.dials.files import FileDials
from engine.scenario.dials.prematch import PrematchDials
from engine.scenario.dials.programs import ProgramDials
from engine.scenario.dials.ranking import RankingDials
from engine.scenario.dials.screening import ScreeningDials
from engine.scenario.dials.soap import SoapDials
from engine.scenario.dials.voices import VoiceDials

# In the season's order; the name of a stage is declared here and nowhere else.
DIALS_BY_STAGE: Mapping[str, type] = {
    "applications": ApplicationDials,
    "programs": ProgramDials,
    "files": FileDials,
    "voices": VoiceDials,
    "calls": CallDials,
    "screening": ScreeningDials,
    "pre-match": PrematchDials,
    "ranking": RankingDials,
    "SOAP": SoapDials,
}

__all__ = [
    "DIALS_BY_STAGE",
    "ApplicationDials",
    "CallDials",
    "FileDials",
    "PrematchDials",
    "ProgramDials",
    "RankingDials",
    "ScreeningDials",
    "SoapDials",
    "VoiceDials",
]
