"""Boxes that say where things come from: rules, evidence, provenance, the school's own numbers."""

from widgets.sources.boxes import provenance_box, rules_box, sources_box
from widgets.sources.every_claim import EveryClaim
from widgets.sources.school import school_box

__all__ = [
    "EveryClaim",
    "provenance_box",
    "rules_box",
    "school_box",
    "sources_box",
]
