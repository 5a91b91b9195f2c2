"""The names of what a season is made of, each list with the codes that arrays hold.

A code is the place of a name in its list, so ``OUTCOMES[SOAP] == "soap"``. Arrays carry
codes; tables and sentences carry names.
"""

from __future__ import annotations

# Who applies, and where ---------------------------------------------------------------------
TYPES = ("US MD senior", "US DO senior", "US IMG", "non-US IMG", "previous graduate")
US_MD_SENIOR, US_DO_SENIOR, US_IMG, NON_US_IMG, PREVIOUS_GRADUATE = range(5)
FIELDS = ("competitive", "primary care", "general")
COMPETITIVE, PRIMARY_CARE, GENERAL = range(3)
REGIONS = ("Northeast", "Midwest", "South", "West")

# What a file holds, when it is read, and whose numbers say how ------------------------------
ITEMS = ("exam", "mspe", "letters", "research", "statement")
EXAM, MSPE, LETTERS, RESEARCH, STATEMENT = range(5)
STAGES = ("screening", "ranking", "soap")
PRESETS = ("evidence", "source")

# How and when somebody speaks for an applicant ----------------------------------------------
LEVELS = (0, 1, 2, 3, 4)  # S4-06 to S4-13: letter, e-mail, call, personal favor, from inside
LETTER, EMAIL, CALL, FAVOR, INSIDE = LEVELS
# When a word reaches a program: before the invitations, while they go out, or after them (S4-20);
# or unasked in the week of SOAP (S2-41).
MOMENTS = ("by September", "October to December", "January or later", "in Match Week")
BY_SEPTEMBER, IN_AUTUMN, WINTER, MATCH_WEEK = range(4)

# What a voice is about: five questions before an early offer (S3-16), two worries more at the rank
# meeting (S1-52). A word about everything answers all of them.
QUESTIONS = (
    "reliability",
    "clinical sense",
    "team",
    "work ethic",
    "professionalism",
    "coachability",
    "pressure",
)
ASKED_EARLY = 5  # the first of them
OVERALL = len(QUESTIONS)

# What may stop an application; the first that does is named. No voice gets past the visa: it is
# the hospital's rule and not the director's, so it comes first. Then the exam (S4-03).
FILTERS = (
    "passes",
    "visa",
    "exam cut",
    "failed attempt",
    "years since graduation",
    "US clinical work",
    "seniors only",
)
PASSES, VISA, EXAM_CUT, FAILED_ATTEMPT, YEARS_SINCE_GRADUATION, US_CLINICAL_WORK, SENIORS_ONLY = (
    range(7)
)

# How a program sees a file when it thinks of calling somebody (S1-21).
FILE_CLASSES = ("top", "borderline", "flagged")
TOP, BORDERLINE, FLAGGED = range(3)
# How it sees those it has met: the same, and who was good on paper but odd that day (S1-16).
LIST_CLASSES = (*FILE_CLASSES, "conflicting")
CONFLICTING = 3

# How far an application gets, what a program would dare, and how a season ends ---------------
NOT_APPLIED = -1
REACHED = ("applied", "screened in", "interviewed", "ranked", "placed")
APPLIED, SCREENED_IN, INTERVIEWED, RANKED, PLACED = range(5)
BUCKETS = ("safe", "rank only", "too risky")
NOT_VETTED = -1
SAFE, RANK_ONLY, TOO_RISKY = range(3)
OUTCOMES = ("pre-match", "matched", "soap", "unplaced")
PREMATCH, MATCHED, SOAP, UNPLACED = range(4)

# How far a file gets with a program in SOAP.
SOAP_STAGES = (
    "stopped by a filter",
    "not reached in time",
    "never wanted here",
    "cut from the long list",
    "barred by a voice",
    "on the list",
    "on the short list",
)
STOPPED, NOT_REACHED, NEVER_HERE, CUT, VETOED, ON_SOAP_LIST, ON_SHORT_LIST = range(7)
# How a program and an applicant in SOAP had met before the Match.
MET = ("not met", "interviewed, not wanted", "interviewed and liked")
NOT_MET, NOT_WANTED, LIKED = range(3)
