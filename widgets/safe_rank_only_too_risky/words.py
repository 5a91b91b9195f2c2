"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

from collections.abc import Iterable

from engine import phrases
from widgets.charts.marks import BLUE, GREEN, VERMILION

BUCKET_SHAPES = {"safe": "diamond", "rank only": "circle", "too risky": "square"}
BUCKET_COLORS = {"safe": GREEN, "rank only": BLUE, "too risky": VERMILION}
RULE = "What one doubt costs"
RULES = {
    "veto": "the offer, and a clear one the list",
    "no hint": "the offer; two, or a grave one, the list",
    "mean": "it is averaged with the others",
}
NOBODY = "nobody is asked"


def quoted(texts: Iterable[str]) -> dict[str, str]:
    """Offer some phrases, each in quotation marks and at its full length."""
    return {text: f"“{phrases()[text].longer or text}”" for text in texts}
