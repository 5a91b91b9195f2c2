"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

WARMEST = "If I had an open spot, I'd take them right now"
SAID = "What they say"
PHRASES = {
    WARMEST: "“take them”",
    "bit anxious but teachable": "“but teachable”",
    "They're fine": "“They're fine”",
    "Great on paper, but high management": "“needs managing”",
    "I'd be cautious": "“I'd be cautious”",
}
UNKNOWN = "attending"
SPEAKER = "Who answers"
SPEAKERS = {
    "away program director": "away director",
    "home program director": "home director",
    "department chair": "chair",
    "chief resident": "chief resident",
    UNKNOWN: "a stranger",
}
SEASONS = "seasons"
