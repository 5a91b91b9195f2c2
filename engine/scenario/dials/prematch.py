"""Positions given before the Match."""

from __future__ import annotations

from dataclasses import dataclass

from engine.scenario.dials.declare import share


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class PrematchDials:
    """Who offers early, and how much."""

    outside_match_share: float = share(
        0.0, "share of programs that do not take part in the Match", "R8, R9; no recent figure"
    )
    early_share: float = share(
        0.5, "share of positions that community programs offer early, rules off", "S3-07"
    )
