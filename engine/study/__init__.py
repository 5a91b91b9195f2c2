"""Many seasons, and what follows from them: results, comparisons, stories, calibration.

`simulation` plays replicate seasons, of classes that are `kept`; `season` is their result, in
`plain` rows (`season_rows`), in `tables`, and by how much of the `training` it brings.
`comparison` pairs two scenarios on the same chance, `sweeps` many, and `classes` the same one in
many classes; `intervals` say how sure they make us. `choosing` finds where to apply
(`lists_tested`); `networks` shows ties, `cases` the documents' stories, and `early_story` one of
them program by program. `exercises` are the questions of the chapters and `bank` those of the
course, with their answers computed.

`published`, a folder, sets classes beside published figures, and `voices`, another, measures what
voices do. `vetted` looks at early offers closely (`early_measures`), `soap_program` at one program
in SOAP at its real size (to which people `without_a_place` apply), and `soap_answer` at what is
said when that program phones. `claims_table` puts the documents' claims beside what comes of them
(`claim_measures`).
"""

from typing import TYPE_CHECKING

from engine.base.front_door import front_door

if TYPE_CHECKING:
    from engine.study.cases import Case, stories
    from engine.study.choosing import choose_programs
    from engine.study.claims_table import claims
    from engine.study.comparison import Comparison, compare
    from engine.study.intervals import paired, wilson
    from engine.study.networks import network
    from engine.study.published.calibrate import calibration
    from engine.study.published.other_worlds import worlds
    from engine.study.season import Season
    from engine.study.simulation import simulate
    from engine.study.soap_program import OneProgram, one_program
    from engine.study.sweeps import sweep
    from engine.study.voices.call_places import places_moved
    from engine.study.voices.calls_heard import calls_by_class
    from engine.study.voices.invitations import invitations_through_voices
    from engine.study.voices.network_gains import WhoseNetwork, whose_network
    from engine.study.voices.reach_of_words import word_reach
    from engine.study.voices.silence import sure_of_a_word
    from engine.study.voices.texting import one_line_texts
    from engine.study.voices.voice_weight import voice_weights

__all__ = [
    "Case",
    "Comparison",
    "OneProgram",
    "Season",
    "WhoseNetwork",
    "calibration",
    "calls_by_class",
    "choose_programs",
    "claims",
    "compare",
    "invitations_through_voices",
    "network",
    "one_line_texts",
    "one_program",
    "paired",
    "places_moved",
    "simulate",
    "stories",
    "sure_of_a_word",
    "sweep",
    "voice_weights",
    "whose_network",
    "wilson",
    "word_reach",
    "worlds",
]


__getattr__ = front_door(
    __name__,
    {
        "engine.study.published.calibrate": ["calibration"],
        "engine.study.voices.call_places": ["places_moved"],
        "engine.study.voices.calls_heard": ["calls_by_class"],
        "engine.study.cases": ["Case", "stories"],
        "engine.study.choosing": ["choose_programs"],
        "engine.study.claims_table": ["claims"],
        "engine.study.comparison": ["Comparison", "compare"],
        "engine.study.intervals": ["paired", "wilson"],
        "engine.study.voices.invitations": ["invitations_through_voices"],
        "engine.study.voices.network_gains": ["WhoseNetwork", "whose_network"],
        "engine.study.networks": ["network"],
        "engine.study.published.other_worlds": ["worlds"],
        "engine.study.voices.reach_of_words": ["word_reach"],
        "engine.study.season": ["Season"],
        "engine.study.voices.silence": ["sure_of_a_word"],
        "engine.study.simulation": ["simulate"],
        "engine.study.soap_program": ["OneProgram", "one_program"],
        "engine.study.sweeps": ["sweep"],
        "engine.study.voices.texting": ["one_line_texts"],
        "engine.study.voices.voice_weight": ["voice_weights"],
    },
)


def __dir__() -> list[str]:
    return __all__
