"""What the season explorer says: its controls, its pictures, what the rules say there."""

from __future__ import annotations

from widgets.text.words import IF_TRUE

SCORE = "Step 2 CK score"
TYPE = "Applicant type"
FILE = "Rest of your file: thin −3 to strong 3"
SPEAKER = "Who speaks for you"
NOBODY = "nobody"
NO_HOME = "Without a home program (S0-67): the speaker stands for who trained you."
PHRASE = "What they say"
FEW_PHRASES = {  # one of each kind; all others stand below them, as quoted
    "I'd take them": "“I'd take them” (a clear yes)",
    "They improved dramatically": "“They improved dramatically” (growth)",
    "They're fine": "“They're fine” (no news)",
    "okay, just not our top group": "“Okay, just not our top group” (faint praise)",
    "I would not take them": "“I would not take them” (a clear no)",
}
QUOTED = "“{}” ({})"
HEARD_BY = "How many programs hear it"
APPLICATIONS = "How many programs you apply to"
APPLICATIONS_USUAL = "as many as usual for the type"
MORE_WORD = "More about the word"
MORE_WORD_IDLE = "It counts once somebody speaks for you."
MORE_SECOND = "Somebody else who speaks"
SECOND_SPEAKER = "Who speaks as well"
SECOND_PHRASE = "What that person says"
SECOND_HEARD_BY = "How many programs hear that"
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
KNOWN_AS = {None: "as in the network", True: "yes", False: "no"}
SPECIFIC = "In specific words: what was seen, not praise alone"
REPEATED = "Said again in January"
ASKED = "Times you asked for it"
PUSHED = "Pushed into it"
MONTHS = "Months since you were last in touch"
BAD_WORD = "A bad word"
AS_NUMBERS = "as the numbers"
BAD_WORDS = {
    AS_NUMBERS: "default",
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
INTERVIEWS = {None: "random", -1.5: "poorly", 0.0: "as usual", 1.5: "well"}
TOLD = "Programs told that they are first"
SIGNALS = "Preference signals you send"
SIGNALS_USUAL = "as everybody ({})"
RULES_APPLY = "Official rules on"
FAILED_TODAY = (
    "A Step 2 CK exam taken today is failed under {:.0f} (the pass mark since July 2025). Programs "
    "meet a failed exam with another rule than a low score; here the score counts as a low one."
)
VERDICT = "Rules: {status}{clauses}{effect}."
SILENT = "Rules: not settled{clauses}. {why}"  # where the texts found do not settle it
NO_EFFECT = "; it has no effect here"
STILL_COUNTS = "; it counts here, because the rules are off"

PIN = "Compare from here"
AGAIN = "Another 200 seasons"
OUTCOMES = {
    "pre-match": "pre-match",
    "matched": "matched",
    "soap": "SOAP",
    "unplaced": "no place",
}
STAGES = ("applied", "read", "interviewed", "ranked")

LISTS_TITLE = "Where you stand on each list, and where it ends"
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

# What became of one season, and of you at one program in it.
SEASON = "Season {}."
AS_BEFORE = "As before: {}."
NOW = "Now: {}."
THEN = "Before: {}."
FATE_EARLY = "you sign with {} before the Match"
FATE_MATCH = "you match at {}, your {} choice; {}"
FATE_SOAP = "no match; a place at {} in round {} of SOAP"
FATE_NONE = "no place. {}"
FATE_NONE_AT = "no place; {}"
STANDING = "{} of {} on its list, {}"
LAST_IN = "last in: {}"
NOBODY_IN = "nobody in by the Match"
LEFT_OPEN = "positions left open"
NEAREST = "The nearest list was {}'s: {}"
NO_LIST = "{} interviewed you, and none ranked you"
NO_INTERVIEW = "Filters stopped {} of {} files, and the {} invited others"
NOT_APPLIED = "you did not apply to {}"
STOPPED = "{} stopped your file ({})"
NOT_INVITED = "{} read your file and invited others"
LEFT_OFF = "{} interviewed you and left you off its list"
PREFERRED = "{} would have taken you ({})"
ENDED = "{}'s list ended before you ({})"

# Which mechanism turned the seasons; the first line where there is a loss, the second a gain.
GAINED, LOST = "{} {} gained{}, {}.", "{} {} lost{}, {}."
SOME_TURNED, ALL_TURNED, ONE_TURNED = "{} of the {}", "all {}", "the one season"
WHY, YET = "Why, {}: in", "Yet, {}, in"  # the other where SOAP turns the whole round
BEFORE_SOAP = " before SOAP"  # some of these seasons end with a place in SOAP all the same
TURN_APPLIED = ("you no longer apply to {}", "you now apply to {}")
TURN_FILTER = ("{} now stops your file ({})", "{} no longer stops your file ({})")
TURN_DOOR = (
    "{} no longer reads your file in spite of its filter ({})",
    "{} now reads your file in spite of its filter ({})",
)
TURN_INVITED = ("{} no longer invites you", "{} now invites you")
TURN_RANKED = ("{} now leaves you off its list", "{} no longer leaves you off its list")
TURN_LIST = ("{}'s list now ends before you ({})", "{}'s list now reaches you ({})")
MOVED = "in season {}: {}, {}"
OPENED = "Your file now passes the filter of {}; that alone brings no place."
CLOSED = "Your file no longer passes the filter of {}; that costs no place."
NO_END_CROSSED = "You move on lists and cross no end: at {}, {}."
CUT = "exam cut {:.0f}"

# Your programs' lists, in few words beside each.
SHORT_OF = "{}: {} short"
NOT_LISTED = "not ranked"
ON_LIST = "{} of {}; {}"
REACHES = "reaches you in {} of seasons"
REACHES_NOW = "reaches you in {} → {}"  # no longer than there is room for beside a list
CUTS = "A point matters here: {}."
CUT_AT = "{} ({})"

WORLDS = {preset: IF_TRUE[preset] for preset in ("evidence", "source")}
WITHIN = {preset: said.replace("If", "if", 1) for preset, said in WORLDS.items()}  # a sentence
BY_RULE = "not allowed in the Match"
FOUND = "{world}, you find a place in {share} of {seasons} simulated seasons"
HELD_AGAINST = (
    "A guess is held against {all} seasons, and these are the first {shown}. Over all {all}, "
    "{world}, {share:.0f} of 100 end with a place."
)
OTHER = "{world}, in {share}"
SAME = "before and after are the same"
ONLY_PLACES = "that is as before, only your ranks on the lists move"
CHOICE = "You usually get your {} choice."
OTHER_CHOICE = "You usually get your {} choice ({} before)."
OR, TO = " or ", " to "
AS_OFTEN = "as often"

WORLDS_ASK, WORLDS_TRIED = "Does it hold in other worlds?", "Worlds tried"
WORLDS_NOTHING = (
    "Change something first: what is asked is whether your change does the same in other worlds."
)
WORLDS_FOUND = (
    "{world}: {here} points in the world of these pages, {low} to {high} in {worlds} "
    "whose numbers fit the published ones as well. {verdict}"
)
WORLDS_AGREE = "In {count} of {of} a place comes {way}, by more than chance."
MORE_OFTEN, LESS_OFTEN = "more often", "less often"
WORLDS_DIFFER = (
    "By more than chance it comes more often in {up}, less often in {down}, neither in {neither}: "
    "do not rely on the direction."
)
WORLDS_STILL = "In none of them does it change how often a place comes."
WORLDS_HARDLY = "It hardly changes how often a place comes, in none of them by more than chance."
SO_FAR = "So far: {}"
