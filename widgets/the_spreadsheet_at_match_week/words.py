"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

from widgets.text.words import FEW_STUDIES

NUMBERS = f"above, the documents'; below, {FEW_STUDIES.format('SOAP')}"
NUMBERS_BESIDE = f"the documents', and beside them {FEW_STUDIES.format('SOAP')}"
NOTE = "This candidate is legit"  # S2-41
YOUR_FILE = "Your file"
WORLD, WEEK = "Whose week", "Week"
OWN = "The program's own students in SOAP"
LEGEND = ("One dot is one week.", "Dashed: before.", "Bold edge: ended elsewhere before.")
ASK = "Ask one week"
INVITE = "Press a dot, or move this with the arrow keys: how did that week go?"
