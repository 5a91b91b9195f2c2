"""What the season explorer says: its controls, its pictures, what the rules say there."""

from __future__ import annotations

SCORE = "Step 2 CK score"
TYPE = "Applicant type"
FILE = "Rest of the file, SD above average"
SPEAKER = "Who speaks for you"
NOBODY = "nobody"
PHRASE = "What they say"
HEARD_BY = "How many programs hear it"
MORE_WORD = "More about the word"
MORE_WORD_IDLE = "It counts once somebody speaks for you."
MORE_YOU = "More about you and the rules"
LEVEL = "How it is said"
LEVELS = {
    0: "in a letter",
    1: "in an e-mail",
    2: "in a call",
    3: "as a personal favor",
    4: "from inside the program",
}
KNOWN = "Known there by first name"
KNOWN_AS = {None: "as the ties have it", True: "yes", False: "no"}
SPECIFIC = "In specific words: what was seen, not praise alone"
REPEATED = "Said again in January"
PUSHED = "Pushed into it"
MONTHS = "Months since you were last in touch"
BAD_WORD = "A bad word"
AS_NUMBERS = "as the numbers"
BAD_WORDS = {
    AS_NUMBERS: "as the numbers have it",
    "mean": "is weighed with the others",
    "veto": "is enough where it is heard",
    "ripple": "is weighed, and travels on",
    "veto and ripple": "is enough, and travels on",
}
TONE = "Your tone, bitter −1 to eager 1"
RECORD = "Earlier graduates of your school"
RECORDS = {
    "none": "not known there",
    "solid": "did well",
    "mixed": "a mixed record",
    "bad": "did badly",
}
INTERVIEW = "How your interviews go"
INTERVIEWS = {None: "as luck has it", -1.5: "poorly", 0.0: "as usual", 1.5: "well"}
TOLD = "Programs told that they are first"
SIGNALS = "Preference signals you send"
SIGNALS_USUAL = "as everybody ({})"
RULES_APPLY = "Official rules on"
FAILED_TODAY = (
    "A Step 2 CK exam taken today is failed under {:.0f} (the pass mark since July 2025). Programs "
    "meet a failed exam with another rule than a low score; here the score counts as a low one."
)
VERDICT = "Rules: {status}{clauses}{effect}."
NO_EFFECT = "; it has no effect here"
STILL_COUNTS = "; it counts here, because the rules are off"
BY_RULE = "{}, All In ({})"

PIN = "Pin as before"
AGAIN = "Another 200 seasons"
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

KINDS = {
    "evidence": "numbers from studies where there are any",
    "source": "the documents' claims taken at their word",
}
CAVEAT = (
    "A model of one fictional class, with {kind}. The intervals say how much its seasons vary, "
    "not how sure the model is. These are not your chances."
)
