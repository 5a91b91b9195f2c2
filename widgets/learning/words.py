"""What exercises, predictions, one's own sentence and the log say."""

from __future__ import annotations

CHECK = "Check"
CHOOSE = "choose"
EXERCISE = "Exercise"
FEEDBACK = "Feedback"
SOLUTION = "Worked solution of exercise"
RIGHT = "Right: {}."
OF_RIGHT = "{} of {} right."
STILL_OPEN = " Still open: {}."
NO_NUMBER = "{} is not read as a number; write it like 0.5 or 50%."
NO_SHARE = "{} is not from 0 to 1; write it like 0.5 or, with its % sign, 50%."
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
LOG_HELP = "Beside the notebook. Nobody collects it."
LOG_SAVE = "Save"
LOG_LOAD = "Load"
LOG_CLEAR = "Clear"
LOG_EXPORT = "Answers as CSV"
LOG_KEPT = "Entries: {}, kept in {}."
LOG_UNKEPT = "Entries: {}, in this session only. Save keeps them in a file."
LOG_IN_TAB = "Entries: {}, kept by this tab of your browser until you close it."
LOG_NO_FILES = "Here the browser's tab keeps a log, and no file does: others use this folder too."
LOG_CLEAR_SURE = "Press Clear again, after a moment, to forget all {} entries, in the file too."
LOG_NAMELESS = "Name the file first."
LOG_NO_NAME = (
    "{} cannot be the name of a file on every system: write one without folder, drive or special "
    "characters, such as my-log.json."
)
LOG_SHOW = "Show what is in it"
LOG_TABLE = "Your log, newest last"
LOG_NEWEST = "the newest {} of {}"
LOG_HEADS = ("What", "What you said", "What came out")
LOG_KINDS = {
    "answer": "exercise",
    "before": "before the course",
    "after": "after the course",
}
LOG_TRY = "{}, try {}"
LOG_SCORE = "{} of {} right"
LOG_ON = {True: "on", False: "off"}
LOG_AS_USUAL = "everything as at first"
LOG_MISSING = "There is no file {}."
LOG_BROKEN = "{} cannot be read as a log ({}); it was left as it is. Choose another name."
LOG_NO_ENTRIES = "it has no list of entries"
LOG_NO_TEXT = "it is not plain text in UTF-8"
LOG_NO_FILE = "it is no file"
LOG_NO_NAME_AT_ALL = "its name cannot be one"
LOG_TOO_BIG = "it would hold more than 4 MB"
LOG_BUSY = "another session is writing it; try again"
LOG_NOT_READ = "{} cannot be read: {}."
LOG_NOT_WRITTEN = "{} cannot be written: {}."
NOTE = "Note this in my log"
NOTED = "Noted."
NOTE_REFUSED = "Not noted: a control above holds something that cannot be used."
