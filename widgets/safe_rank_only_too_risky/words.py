"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

BUCKET_SHAPES = {"safe": "diamond", "rank only": "circle", "too risky": "square"}
BUCKET_COLORS = {"safe": "#009e73", "rank only": "#0072b2", "too risky": "#d55e00"}
RULE = "What one doubt costs"
RULES = {
    "veto": "the offer, and a clear one the list",
    "no hint": "the offer, not the list",
    "mean": "it is averaged with the others",
}
NOBODY = "nobody is asked"
IF_TRUE = {"source": "If the articles are right", "evidence": "If the studies are right"}
FIVE_QUESTIONS = "S3-16"
