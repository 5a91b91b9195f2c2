"""What the page of every claim says."""

from __future__ import annotations

DOCUMENT, STATUS, STAGE, SEARCH = "Document", "In the course", "Where in the season", "Words in it"
SEARCH_HELP = "Words or ids, such as chief resident or E04"
ALL = "all"
STAGES = {
    "applications": "who applies where",
    "programs": "what programs are like",
    "files": "what is in a file",
    "voices": "who speaks, and what is said",
    "calls": "who calls whom",
    "screening": "filters and invitations",
    "pre-match": "early offers",
    "ranking": "rank order lists",
    "SOAP": "SOAP",
    "all stages": "across the season",
}
STATUSES = {
    "modeled": "modeled: a test proves it",
    "shown": "shown: a page tells it",
    "left out": "left out, with the reason",
}
COUNT = "{found} of {all} rows: {kinds}. Rows {first} to {last} are shown."
ONE_PAGE = "{found} of {all} rows: {kinds}."
NONE = "0 of {all} rows. Take away a word or a choice."
COUNT_LABEL = "Rows found"
BACK, ON, RESET = "Previous {}", "Next {}", "Show all rows"
CAPTION = "Every claim of the five documents"
HEADS = (
    "What is claimed",
    "What studies found on this, or on something near",
    "Official rule",
    "What our season shows",
)
VERDICT = "{}, on “{}”: {}"  # a verdict belongs to the claim that was looked into
NO_EVIDENCE, NO_RULE = "No study of this is cited.", "No rule bears on it."
MODELED, PROVED = "Modeled", "A test says"
SHOWN, LEFT_OUT = "Shown", "Left out"
MEASURED = "Measured in both worlds, claimed as"
CITED = "Cited in chapter {}"
