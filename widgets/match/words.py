"""What the match player says, and the signs of its picture."""

from __future__ import annotations

EXAMPLE = "Example"
EXAMPLES = {
    "five": "five applicants",
    "eight": "eight applicants",
    "couple": "with a couple",
}
FIRST, BACK, NEXT, LAST = "First", "Back", "Next", "Last"
APPLICANT_LISTS = "Applicants' rank order lists, best first"
COUPLE_LISTS = "Couples' lists, best first: a column is a pair"
PROGRAM_LISTS = "Programs' rank order lists, and positions held"
UNMATCHED = "none"
STATES = {
    "untried": "{name}",
    "trying": "→ {name}",
    "held": "✓ {name}",
    "refused": "✗ {name}",
    "left": "← {name}",
}
ONE_SIDED = "({name})"
STATES_SAID = {
    "untried": "not yet tried",
    "trying": "proposed now",
    "held": "held",
    "refused": "turned down",
    "left": "given back",
}
NOT_RANKED = "not ranked in return"
STEP = "Step {step} of {steps}. {sentence}"
NOBODY_YET = "All lists are certified, and nobody has proposed yet."
WHY_WHO = "Why is this applicant"
WHY_WHERE = "not at this program"
WHY_LATER = "The answer comes with the last step."
YOUR_LISTS = "Change the lists"
YOUR_LISTS_HELP = (
    "Best first, one line each. What you write counts when you leave the box. Up to 12 applicants "
    "and 8 programs."
)
BOXES = {
    "applicants": "Applicants",
    "programs": "Programs, with their positions",
    "couples": "Couples",
}
BOXES_HELP = {
    "applicants": "Members of a couple have nothing after the colon.",
    "programs": "The number before the colon is the quota.",
    "couples": "As in Davis + Eastman: City Mercy; City -. A minus is a partner unmatched.",
}
USE_LISTS = "Use these lists"
EXAMPLE_BACK = "Put the example back"
HELD_OF = "{program} {held} of {quota}"
KEY = "Sign"
