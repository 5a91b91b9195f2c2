"""What every explorer says: its basis, its buttons, what can be taken out of it or put in."""

from __future__ import annotations

RESET = "Reset"
FAILED = "This could not be finished: {}."
STOP, GO_ON = "Stop", "Go on"

SCENARIO = "The scenario as text"
SCENARIO_HELP = "Copy it to keep or share it; paste another one and apply it."
COPY = "Copy"
APPLIED = "Applied."
APPLY = "Apply"
CANNOT_SHOW = "This explorer has no control for {}, so the scenario was not applied."
NOT_OFFERED = "{} has no option {!r} here, so the scenario was not applied."
TOO_LARGE = "{} is {:,}; here it can be at most {:,}, so that the page answers while you wait."
SAVE_AS = "Picture as {}"
SAVE_ROWS = "Rows as CSV"
KEEP = "Save this picture, or read it as a table"

NUMBERS = "Numbers"
RULES = "Official rules"
NO_MOVE = "no move is made here"
RULES_ON = "on; a move that breaks one has no effect"
RULES_OFF = "off; every move counts, as in the documents"
BLOCKED = "Blocked"
