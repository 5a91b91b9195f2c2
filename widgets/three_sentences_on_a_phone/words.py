"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

from engine.sources.lexicon import phrases

SILENCE = "nobody says anything"
SCORES_LOW, SCORES_HIGH = 200, 270  # where a Step 2 score still moves F1
PARTS = {
    "backchannel": "the phone",
    "step2": "Step 2 CK",
    "mspe": "dean's letter",
    "statement": "statement",
    "research": "research",
}
DIFFICULT, RELIABLE, TWIN = (
    "difficult to work with",
    "a machine",
    "Solid… would absolutely re-take",
)
CAUTIOUS, FAINT, ANXIOUS = (
    "I'd be cautious",
    "okay, just not our top group",
    "bit anxious but teachable",
)
DRAMA, TAKE, CLOSER = (
    "Great on our service, very reliable, zero drama",
    "I'd take them",
    "Top 5%… Worth a closer look",
)
LADDER = (TAKE, CLOSER, ANXIOUS, "", FAINT, DIFFICULT, CAUTIOUS)


def code_of(phrase: str) -> float:
    """Return the code of a phrase; of silence, the empty text, it is 0.

    >>> [code_of(phrase) for phrase in LADDER]
    [3.0, 2.0, 1.0, 0.0, -1.0, -2.0, -3.0]
    """
    return float(phrases()[phrase].code) if phrase else 0.0


def quoted(phrase: str) -> str:
    """Return a phrase as it is said on the phone.

    >>> quoted(FAINT), quoted("")
    ('“They were okay, just not our top group”', 'nobody says anything')
    """
    if not phrase:
        return SILENCE
    return f"“{max(phrases()[phrase].longer, phrase, key=len)}”"
