"""What the season that plays says: its steps, its people, its controls."""

from __future__ import annotations

from engine.matching.positions import ALL_YEARS, FIRST_YEAR, LATER_YEARS

TABLE = "The same as a table"
CAPTION = "One season, step by step"
LEGEND = (
    "Small dot: a person. Diamond: you. Circle: matched. Square: placed in SOAP.",
    "Ring: no place. Box: a position.",
    "Solid line: an application of yours, or praise. Dashed: a warning.",
    "Beside a name: files, those read, met, listed; then positions filled of all.",
)

APPLY = "September"
APPLY_ALL = "{people} people send {sent} applications to {programs} programs"
APPLY_YOU = "You send {}"
FILTERS = "September: filters"
FILTERS_ALL = "Filters stop {stopped} of the {sent} before anybody reads them"
FILTERS_YOU = "{} of yours are read; stopped: {}"
NONE_STOPPED = "none"
CALLS = "October: calls"
CALLS_ALL = "Programs act on {words} about {people}; {warnings} of them warn"
CALLS_YOU = "About you: {}"
NO_WORD = "none"
INTERVIEWS = "October to January"
INTERVIEWS_ALL = "{held} interviews; {without} people have none"
INTERVIEWS_YOU = "You have {}"
NO_INTERVIEW = "no interview"
EARLY = "Before the Match: early offers"
EARLY_ALL = "{} sign before the Match"
EARLY_YOU = "You {}"
SIGN, DO_NOT_SIGN = "sign with {}", "sign nothing"
LISTS = "February: lists"
LISTS_ALL = "Programs rank {ranked} of those {held} visitors; both sides certify their lists"
LISTS_YOU = "You stand {}"
NOT_RANKED = "on no list"
MATCH = "March: the Match"
MATCH_ALL = "{matched} people match; {open} of {positions} positions stay open"
MATCH_YOU = "You match at {}, your {} choice"
MATCH_NO = "You do not match"
BESIDE = "first year at {}"
MISSING = {
    0: "",
    FIRST_YEAR: "a first year is missing",
    LATER_YEARS: "the years after the first are missing",
    ALL_YEARS: "",
}
MATCH_GONE = "You are out of it: you signed early"
SOAP = "SOAP, round {}"
SOAP_ALL = "{filled} of {open} open positions are filled"
SOAP_YOU = "You take a place at {}"
AND = " and "
SOAP_WAIT = "Nothing for you in this round"
SOAP_NOT = "You need none of it"
END = "The end"
END_ALL = "{placed} people have a place, {without} do not"
END_REGISTRANTS = "{}; {} of both certified no list"
END_YOU = "You {}"
PLACED, UNPLACED = "have a place at {}", "have no place this year"

PERSON = "{}, Step 2 CK {}: {}."
REGISTERED = "registered, and certified no list"
READ, ON_LISTS = "{} read", "on {}"
WHO_YOU = "You ({})"
WHO = "A {}"
AT_EARLY = "Signed with {} before the Match."
AT_MATCH = "Matched at {}, choice {} of {}; {}."
AT_SOAP = "No match; placed at {} in round {} of SOAP."
ALSO_IN_SOAP = "Also at {} in round {} of SOAP."
AT_NONE = "No place."
NEAREST = "The nearest list was {}'s: {}."
STANDING = "{} of {} on its list, {}"
