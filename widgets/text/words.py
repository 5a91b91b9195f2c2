"""What several rooms say to the reader; a room's own words stand in the room."""

from __future__ import annotations

PRESET = "Believe"
BELIEVED = {
    "evidence": "the studies",
    "source": "the articles",
}
IF_TRUE = {"source": "If the articles are right", "evidence": "If the studies are right"}
# Whose numbers stand in the studies' world where studies are few.
FEW_STUDIES = "those of studies, which measured little of {}: most there are our cautious choices"
IF_EACH = {"articles": IF_TRUE["source"], "studies": IF_TRUE["evidence"].lower()}  # in a sentence
WHEN = "When it is said"

BEFORE = "before"
AFTER = "after"
ONE_CONTROL = "One control sets {} here, so they must be equal; the scenario was not applied."
