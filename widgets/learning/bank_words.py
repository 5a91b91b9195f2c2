"""What the twelve questions before and after the course say, and what is said of the answers."""

from __future__ import annotations

BEFORE_ITEM, AFTER_ITEM = "before", "after"  # what such an answer is called in the log
LEVELS = {
    0.33: "a guess (1 in 3)",
    0.5: "half sure (1 in 2)",
    0.75: "fairly sure (3 in 4)",
    0.95: "nearly certain (19 in 20)",
}
FOR_YOU = (
    "For you alone: your answers stay in your own log, and nobody collects them. There is no grade."
)
PROMISE = {
    BEFORE_ITEM: "What is right is not told here: the chapters would be spoiled. You can stop at "
    "any question, or skip all of them.",
    AFTER_ITEM: "After each answer you see what is right and why the others tempt.",
}
AT = "Question {} of {}"
ANSWER, SURE, CHOOSE = "Your answer", "How sure are you?", "choose"
KEEP = {BEFORE_ITEM: "Keep it and go on", AFTER_ITEM: "Check it"}
BACK, ON = "Back", "Next"
PICK_FIRST, SURE_FIRST = "Choose an answer first.", "Say how sure you are."
STATUS = "Answered"
ANSWERED = "{} of {} answered."
DONE_BEFORE = "All {} answered. They come again after the last chapter, with the reasons."
FROM_LOG = "Your answer, kept in your log."
RIGHT, OTHER = "Right: {}.", "You chose “{}”. Right is “{}”."
RESTS_ON = "What this rests on"
TEMPTS = "Why the others tempt"

RESULT = "What has changed for you"
ONLY_AFTER = (
    "{now} of {of} right. There are no answers from before the course in this log, so there is "
    "nothing to compare them with. If you answered on the start page, load the log file you saved "
    "there, under Keep what you found."
)
MORE = "Before the course {then} of {of} were right, now {now}: {more} more."
AS_MANY = "Before the course {then} of {of} were right, and now as many."
TURNED = " On {} of them you now see it another way."
FEWER = (
    "Before the course {then} of {of} were right, now {now}. That happens: a question gets harder "
    "once one sees its other side. The reasons beside your answers say where it turned."
)
COMPARED = " Only those you answered both times are compared."
ALIKE = "You felt sure to {sure:.0%} on average, and {right:.0%} were right: the two agree."
TOO_SURE = (
    "You felt sure to {sure:.0%} on average, and {right:.0%} were right: a little more doubt "
    "would fit."
)
TOO_SHY = (
    "You felt sure to {sure:.0%} on average, and {right:.0%} were right: you know more than you "
    "trust yourself with."
)
NEARER = " Before the course the two lay {then} points apart, now {now}."
ROUGH = " With so few questions this is rough."
NEAR = 0.1  # apart, and the feeling still agrees with the answers
ROW_THEN, ROW_NOW = "before", "now"
DOTS, CALIBRATION = "Right answers", "How sure, and how often right"
X_SURE, Y_RIGHT = "how sure you were", "share right"
LINE = "as sure as right"
HEADS = ("About", "Before", "Now")
TABLE = "Question by question"
MARKS = {True: "✓ right", False: "not yet", None: "not answered"}
