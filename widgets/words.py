"""All text of controls and explorers, in one place, so that it can be edited or translated."""

from __future__ import annotations

SCORE = "Step 2 CK score"
TYPE = "Applicant type"
FILE = "Rest of the file, SD above average"
SPEAKER = "Who speaks for you"
NOBODY = "nobody"
PHRASE = "What they say"
HEARD_BY = "How many programs hear it"
PRESET = "Whose numbers"
PRESETS = {
    "evidence": "evidence (studies)",
    "source": "source (documents)",
}
PIN = "Pin as before"
AGAIN = "Another 200 seasons"
RESET = "Reset"

BEFORE = "before"
AFTER = "after"
OUTCOMES = {
    "pre-match": "pre-match",
    "matched": "matched",
    "soap": "SOAP",
    "unplaced": "no place",
}
STAGES = ("applied", "read", "interviewed", "ranked")

PLACES_TITLE = "Your place on programs' lists"
STAGES_TITLE = "Your applications per season"
OUTCOMES_TITLE = "How your seasons end"
SHARE_AHEAD = "share of the list ahead of you"
OF_SEASONS = "share of seasons, 95% interval"

KINDS = {
    "evidence": "numbers from studies where there are any",
    "source": "the documents' claims taken at their word",
}
CAVEAT = (
    "A model of one fictional class, with {kind}. The intervals say how much its seasons vary, "
    "not how sure the model is. These are not your chances."
)
