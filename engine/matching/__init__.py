"""The Match: deferred acceptance, couples, stability, reasons.

Knows no score and no voice: rank order lists and quotas in, placements out.
"""

from __future__ import annotations

from engine.matching.deferred import deferred_acceptance
from engine.matching.stability import count_blocking_pairs

__all__ = ["count_blocking_pairs", "deferred_acceptance"]
