"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

ARTICLES, STUDIES = "If the articles are right", "If the studies are right"
WORLDS = {"source": ARTICLES, "evidence": STUDIES}
WARMEST = "If I had an open spot, I'd take them right now"
SAID = "What they say"
PHRASES = {
    WARMEST: "“I'd take them right now”",
    "bit anxious but teachable": "“a bit anxious, but teachable”",
    "They're fine": "“They're fine”",
    "Great on paper, but high management": "“great on paper, but high management”",
    "I'd be cautious": "“I'd be cautious”",
}
UNKNOWN = "attending"
SPEAKER = "Who answers the phone"
SPEAKERS = {
    "away program director": "the director of your rotation",
    "home program director": "your home program director",
    "department chair": "your department chair",
    "chief resident": "a chief resident",
    UNKNOWN: "a preceptor nobody there knows",
}
SEASONS = "seasons"
