"""What several explorers of this chapter say; each module holds what it alone says."""

from __future__ import annotations

NUMBERS = "the documents' and those of studies, one above the other"
NUMBERS_BESIDE = "the documents', and those of studies beside them"
NOTE = "This candidate is legit"  # S2-41
YOUR_FILE = "Your file"
WORLD, WEEK = "Whose week", "Week"
OWN = "The program's own students in SOAP"
LEGEND = ("One dot is one week.", "Dashed: before.", "Bold edge: ended elsewhere before.")
ASK = "Ask one week"
INVITE = "Press a dot, or move this with the arrow keys: how did that week go?"
