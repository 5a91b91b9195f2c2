"""The formulas F1 to F6 behind the exercises: small enough to check with a pencil.

They are teaching models, not predictors, and live beside the simulated season without touching
it. Phrase codes run from -3 to +3 on two scales that must not be mixed up: F1 adds s/6 on a scale
from 0 to 1, F5 and the simulated season use s/1.5 standard deviations.

Arguments are numbers or arrays that broadcast; a result is a plain float when all were numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.base.front_door import front_door

if TYPE_CHECKING:
    from engine.formulas.counts import (
        at_least_one,
        expected_count,
        lift_to_equal_signals,
        mean_shift,
        none_of,
        programs_approached,
        review_minutes,
        stage_shares,
        updated_share,
    )
    from engine.formulas.inputs import share_below
    from engine.formulas.places import (
        expected_open,
        fill_probability,
        match_probability,
        offer_probability,
    )
    from engine.formulas.score import (
        SOAP_WEIGHTS,
        file_score,
        flip_weight,
        phrase_in_points,
        phrase_unit,
        place_among,
        score_unit,
        silent_files,
        weight_shares,
    )
    from engine.formulas.thresholds import (
        CutCells,
        cut_cells,
        error_of_one,
        even_takers,
        extra_interviews,
        falls_below,
    )
    from engine.formulas.vetting import (
        bucket,
        bucket_reason,
        bucket_shares,
        influence,
        sounds_better,
        too_risky,
        truly_above,
        voice_reliability,
        voices_to_mend,
    )

__all__ = [
    "SOAP_WEIGHTS",
    "CutCells",
    "at_least_one",
    "bucket",
    "bucket_reason",
    "bucket_shares",
    "cut_cells",
    "error_of_one",
    "even_takers",
    "expected_count",
    "expected_open",
    "extra_interviews",
    "falls_below",
    "file_score",
    "fill_probability",
    "flip_weight",
    "influence",
    "lift_to_equal_signals",
    "match_probability",
    "mean_shift",
    "none_of",
    "offer_probability",
    "phrase_in_points",
    "phrase_unit",
    "place_among",
    "programs_approached",
    "review_minutes",
    "score_unit",
    "share_below",
    "silent_files",
    "sounds_better",
    "stage_shares",
    "too_risky",
    "truly_above",
    "updated_share",
    "voice_reliability",
    "voices_to_mend",
    "weight_shares",
]


__getattr__ = front_door(
    __name__,
    {
        "engine.formulas.counts": [
            "at_least_one",
            "expected_count",
            "lift_to_equal_signals",
            "mean_shift",
            "none_of",
            "programs_approached",
            "review_minutes",
            "stage_shares",
            "updated_share",
        ],
        "engine.formulas.inputs": ["share_below"],
        "engine.formulas.places": [
            "expected_open",
            "fill_probability",
            "match_probability",
            "offer_probability",
        ],
        "engine.formulas.score": [
            "SOAP_WEIGHTS",
            "file_score",
            "flip_weight",
            "phrase_in_points",
            "phrase_unit",
            "place_among",
            "score_unit",
            "silent_files",
            "weight_shares",
        ],
        "engine.formulas.thresholds": [
            "CutCells",
            "cut_cells",
            "error_of_one",
            "even_takers",
            "extra_interviews",
            "falls_below",
        ],
        "engine.formulas.vetting": [
            "bucket",
            "bucket_reason",
            "bucket_shares",
            "influence",
            "sounds_better",
            "too_risky",
            "truly_above",
            "voice_reliability",
            "voices_to_mend",
        ],
    },
)


def __dir__() -> list[str]:
    return __all__
