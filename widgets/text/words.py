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
WHEN = "When it is said"
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


# --- What every chapter shares: exercises, predictions, the log, sharing, the school ------------

CHECK = "Check"
CHOOSE = "choose"
EXERCISE = "Exercise"
FEEDBACK = "Feedback"
SOLUTION = "Worked solution of exercise"
RIGHT = "Right: {}."
OF_RIGHT = "{} of {} right."
STILL_OPEN = " Still open: {}."
NO_NUMBER = "{} is not read as a number; write it like 0.5 or 50%."
OVER_ONE = "{} is more than 1; write a probability like 0.5 or, with its % sign, 50%."
UNCLEAR = "{} could mean {:.10g}% or {:.10g}%; write it with a % sign."
TRY_ANOTHER = "Not this one. Read the question once more."
NOT_THIS_NUMBER = "Not this number. The worked solution below shows the steps."

PREDICT = "Predict first."
PREDICTION = "Your prediction"
LOCK = "Lock it and show what happens"
TRY_AGAIN = "Try again"
RESULT = "Result"
FROM_TO = "from {:g} to {:g}"
EMPTY = "an empty box"
CHOOSE_FIRST = "Choose one first."
OUT_OF_RANGE = "{} is out of range; it must be from {:g} to {:g}."
AS_PREDICTED = "Here it is {}, as you predicted."
OFF_BY = "You predicted {}; here it is {}: your prediction is {} {}."
POINT, POINTS = "{} point", "{} points"
TOO_HIGH = "too high"
TOO_LOW = "too low"
WAS_SAME = "Here it is {1}, as you predicted."
WAS_OTHER = "You predicted {}; here it is {}."
FROM_LOG = "From your log."

OWN_SENTENCE = "Your sentence"
OWN_NOTE = "Note it in my log"
OWN_EMPTY = "Write a sentence first."
OWN_NOTED = "Noted in your log."
OWN_NUMBER = {True: "It uses a number.", False: "It uses no number yet; try one from above."}
OWN_POINTS = (
    "Does it name a mechanism?",
    "Does it use a number from this page?",
    "Does it say what that number cannot tell?",
)

LOG_FILE = "File of your log"
LOG_NAME = "my-log.json"
LOG_HELP = "On this machine, beside the notebook. Nothing is sent."
LOG_SAVE = "Save"
LOG_LOAD = "Load"
LOG_CLEAR = "Clear"
LOG_EXPORT = "Answers as CSV"
LOG_KEPT = "Entries: {}, kept in {}."
LOG_UNKEPT = "Entries: {}, in this session only. Save keeps them in a file."
LOG_CLEAR_SURE = "Press Clear again to forget all {} entries, in the file too."
LOG_NAMELESS = "Name the file first."
LOG_NO_NAME = "{} is no plain file name: write one without folder or drive, such as my-log.json."
LOG_SHOW = "Show what is in it"
LOG_TABLE = "Your log, newest last"
LOG_HEADS = ("What", "What you said", "What came out")
LOG_KINDS = {"answer": "exercise"}
LOG_TRY = "{}, try {}"
LOG_SCORE = "{} of {} right"
LOG_ON = {True: "on", False: "off"}
LOG_AS_USUAL = "everything as at first"
LOG_MISSING = "There is no file {}."
LOG_BROKEN = "{} cannot be read as a log ({}); it was left as it is. Choose another name."
LOG_NO_ENTRIES = "it has no list of entries"
LOG_NOT_READ = "{} cannot be read: {}."
LOG_NOT_WRITTEN = "{} cannot be written: {}."
NOTE = "Note this in my log"
NOTED = "Noted."
NOTE_REFUSED = "Not noted: a control above holds something that cannot be used."

SCENARIO = "The scenario as text"
SCENARIO_HELP = "Copy it to keep or share it; paste another one and apply it."
COPY = "Copy"
APPLIED = "Applied."
COPIED = "Copied."
COPY_REFUSED = "The browser refused to copy; select the text and copy it by keyboard."
APPLY = "Apply"
CANNOT_SHOW = "This explorer has no control for {}, so the scenario was not applied."
ONE_CONTROL = "One control sets {} here, so they must be equal; the scenario was not applied."
NOT_OFFERED = "{} has no option {!r} here, so the scenario was not applied."
SAVE_AS = "Picture as {}"
SAVE_ROWS = "Rows as CSV"
NO_PICTURE = "The picture is not on this page; show it first."
KEEP = "Save this picture, or read it as a table"
AS_TABLE = "Show the numbers as a table"

NUMBERS = "Numbers"
RULES = "Official rules"
ADVOCATE_SPECIFIC = "This advocate speaks in specific words"
ADVOCATE_NUMBERS = (
    "one document's words for influence (S4-14); the places on both scales are our choice"
)
NO_MOVE = "no move is made here"
RULES_ON = "on; a move that breaks one has no effect"
RULES_OFF = "off; every move counts, as in the documents"
BLOCKED = "Blocked"

SCHOOL = "Your school"
SCHOOL_EMPTY = (
    "Your school's advising office knows the dates, the people and the help that are meant for "
    "you. A school can write them into the file {}."
)
SCHOOL_BROKEN = "{} cannot be read: line {}: {}."
SCHOOL_PARTS = {
    "name": "",
    "contact": "Advising",
    "wellness": "If you need somebody to talk to",
}
SCHOOL_DATES = "Dates"
SCHOOL_LINKS = "Links"


# --- The match player ---------------------------------------------------------------------------

EXAMPLE = "Example"
EXAMPLES = {
    "five": "five applicants",
    "eight": "eight applicants",
    "couple": "with a couple",
}
FIRST, BACK, NEXT, LAST = "First", "Back", "Next", "Last"
APPLICANT_LISTS = "Applicants' rank order lists, best first"
COUPLE_LISTS = "Couples' lists, best pair first: one column is one pair"
PROGRAM_LISTS = "Programs' rank order lists, best first, with positions held"
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
YOUR_LISTS = (
    "<b>Change the lists.</b> Best first, one line each. What you write counts when you leave "
    "the box. Up to 12 applicants and 8 programs."
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


# --- The advocates of document S4 ---------------------------------------------------------------

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
INFLUENCE = ["influence (outline) and what is left", "of it before the invitations (filled)"]
SAID_SPECIFIC = "specific words"
SAID_VAGUE = "vague words"
STILL_OPEN_LISTS = "Still open then: {:.0%} of the interview lists, {:.0%} of the rank lists."
