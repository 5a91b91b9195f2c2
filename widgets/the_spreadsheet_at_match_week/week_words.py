"""What the week that plays says: its steps, its people, its limits."""

from __future__ import annotations

TITLE = "One week of SOAP, step by step"
LEGEND = (
    "Small dot: a person without a place. Diamond: you. Square: placed. Ring: no place.",
    "Box: an open position. Solid line: an application, or an offer. Dashed: an offer refused or",
    "lapsed. Beside a name: files, those read, those listed; then positions filled of those open.",
)
REGISTRANTS = "Who certified no list takes part"
REGISTRANTS_HELP = (
    "up to {more:,} people in 2026: {registered:,} registered, {active:,} certified a list"
)
SENTENCE = (
    "{people} people have no place, and {programs} programs have {open} open positions: in "
    "{rounds} rounds {made} fill {filled} of them. {more}{you}"
)
YOU_PLACED = "You stand on {lists}, and {program} takes you in round {round}."
YOU_NOT = "You stand on {lists}, and have no place when the week ends."
NO_LISTS = "no list"
TO_REGISTRANTS = "{} of the places go to people without a certified list. "
LIMITS = (
    "Week {number} of the first {weeks} in which an international graduate with a score of "
    "{step2}, who applies in primary care, did not match. Hours and rounds are those of 2026 "
    "(R12). Who lets an offer lapse is drawn by chance. A class is a small copy of the Match, with "
    "fewer files to a program, and no week of SOAP was published person by person (E27, E28). How "
    "many of those without a certified list are verified (R21) and take part, and what their files "
    "are like, is not published either: here all do, with files like those of their type."
)

AND = "{}: {}"
OPEN_ALL = "{people} people have no place; {programs} programs have {positions} open positions"
NO_LIST_ALL = "{}; {} of the people certified no list"
OPEN_YOU = "You did not match, and may take part"
APPLY_ALL = "{people} send {sent} to {programs} programs"
APPLY_YOU = "You send {}"
NOTHING = "nothing"
FILES_ALL = "Filters stop {stopped} of {sent} files, and {read} are read"
TIME_UP = "{}; time is up before the other {}"
FILES_YOU = "{} of yours {} read{}"
STOPPED_BY, LATE = "stopped: {}", "not reached in time: {}"
LISTS = "Until {}"
LISTS_ALL = "Of {read} files read, programs list {listed}; a voice bars {barred}"
NOBODY = "nobody"
LISTS_YOU = "You stand {}"
ON_NO_LIST = "on no list"
STANDING = "{} of {} at {}"
OPENS = "{}: round {} opens"
OPENS_ALL = "{offers} out to {people}, for {open} open positions"
NO_OFFERS = "Nobody is left on a list with an open position; no offer goes out"
OFFER_YOU, NO_OFFER_YOU = "An offer comes from {}", "No offer comes to you"
REACH_YOU = "{}; at {}, where you stand {}, they have come to the {}"
CLOSES = "{}: round {} closes"
CLOSES_ALL = "{taken} accepted, {refused} refused for another, {lapsed} lapsed; {left}"
POSITION, POSITIONS = "position stays open", "positions stay open"
ACCEPT_YOU = "You accept {}, and that binds"
GONE_YOU = "You let {} go, and it does not come back"
WAIT_YOU = "Nothing changes for you"
HAVE_YOU = "You have a place at {}"
END = "{}: SOAP ends"
END_ALL = "{placed} of {people} people have a place; of {open} positions {left}"
STAYS, STAY = "stays open", "stay open"
END_NOT = "You have no place yet; from now on you may speak with any program"

WHO_YOU, WHO = "You ({})", "A {}"
PERSON = "{}, Step 2 CK {}. {}."
IN_MATCH, NO_LIST = "In the Match: {}, on {}", "Certified no list"
SENT = "In SOAP: {}."
READ_ONE = "Files read: {}{}."
LISTED_ONE = "On {}: {}."
ON_NONE = "On no list{}."
CUT, BARRED = "cut: {}", "barred by a voice: {}"
OFFERED = "Round {}: an offer from {}."
ACCEPTED = "Round {}: accepts {}."
REFUSED = "Round {}: refuses {} for another."
LAPSED = "Round {}: lets the offer from {} lapse."
NO_PLACE = "No place."
NEAREST = "At {}, {}, the offers end with the {}{}."
CHANGED = "; its list changed between rounds"
NO_OFFER_MADE = "{} made no offer."
