"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

ADVOCATE_SPECIFIC = "This advocate speaks in specific words"
ADVOCATE_NUMBERS = (
    "one document's words for influence (S4-14); the places on both scales are our choice"
)

ADVOCATE = "Advocate"
PROXIMITY = "Proximity, 0 to 1"
CREDIBILITY = "Credibility, 0 to 1"
PROXIMITY_AXIS = "proximity: how well they know you"
CREDIBILITY_AXIS = "credibility: how far they are believed"
ADVOCATES = {
    "department chair": "department chair",
    "home program director": "home program director",
    "clerkship director": "clerkship director",
    "research mentor": "famous investigator",
    "attending": "attending of 1–2 days",
    "resident": "senior resident",
}
POWER = {
    1.0: "low",
    1.5: "low to moderate",
    2.0: "moderate",
    2.5: "moderate to high",
    3.0: "high",
    4.0: "very high",
}
# Where S4-14 says more than the level it is coded as.
POWER_OF = {"resident": "indirect but real", "department chair": "high, if they know you"}
ADVOCATES_TITLE = "Proximity times credibility"
INFLUENCE_TITLE = "Influence · the document’s word"
SAME_INFLUENCE = "curves: equal influence"
INFLUENCE = ["outline: how much each is heard", "filled: what is left before invitations"]
SAID_SPECIFIC = "specific words"
SAID_VAGUE = "vague words"
STILL_OPEN_LISTS = "Still open then: {:.0%} of the interview lists, {:.0%} of the rank lists."
