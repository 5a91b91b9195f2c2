"""What the explorer of the chain says (S0-51)."""

from __future__ import annotations

FOLLOW, LINK = "Follow", "Link of the chain, 1 to 8"
YOU = "you, of whom a home director says “I'd take them”"
PEOPLE = {
    "you": YOU,
    "wrongly warned of 0": "somebody wrongly warned of",
    "warned of 0": "somebody warned of",
    "warned of 1": "another one warned of",
    "praised 0": "somebody much praised",
    "praised 1": "another one much praised",
}
BACK, ON = "Back", "Next link"
LINKS = (
    "performance",
    "what faculty think",
    "what residents and staff think",
    "the school's name",
    "the call",
    "what the director thinks",
    "the interview",
    "the list, and the end",
)
BEGIN = "Link {n}, {name}: "
WHO, WHO_YOU = "applicant {n}, {kind}, Step 2 {step2}", "you, {kind}, Step 2 {step2}"
NODE, NODE_YOU = "applicant {}", "you"
BETTER, WORSE, AVERAGE = (
    "{:.1f} SD better than the average",
    "{:.1f} SD worse than the average",
    "average",
)
PERFORMANCE = "{who}, in truth {level}. No program sees that."
THINK = "{people} would speak, with a reading of {low}{high} SD against a truth of {truth}."
THINK_TO = " to {}"
CHOSEN = "{people} says what you chose, {low} SD, whatever the truth of {truth} is."
NOBODY = "nobody of these speaks for this applicant."
SCHOOL = (
    "it praises more kindly than {kindness:.0%} of the schools here, so its letter keeps "
    "{counts:.0%} of its weight."
)
NO_SCHOOL = "programs know nothing of it; its letter keeps {counts:.0%} of its weight."
CALL = (
    "{tied} of {programs} programs know somebody who could speak. {heard}, {bad} of them warnings; "
    "{unasked} came unasked."
)
WORD = "word is acted on there", "words are acted on there"
NO_WORD = "{tied} of {programs} programs know somebody who could speak; nothing is acted on."
IMPRESSION = (
    "of {read} programs that read the file, {changed} place it otherwise before the invitations "
    "than in silence{most}."
)
MOST = "; most of all {name}, where it is {now} of {files} and would be {then}"
UNREAD_THEN = "unread"
UNREAD = "no program reads the file."
INTERVIEW = "{now}; in silence it would be {then}."
INTERVIEWS = "interview", "interviews"
LIST = "{ranked} of them rank this applicant{most}. {end}"
MOST_RANK = "; words do most at {name}: {now}, in silence {then}"
OFF = "off the list"
SAME_END = "The season ends {now}; in silence it would end so too."
OTHER_END = "The season ends {now}; in silence it would end {then}."
ENDS = {
    "pre-match": "with an early position at {}",
    "matched": "with a match at {}",
    "soap": "in SOAP at {}, round {}",
    "unplaced": "without a position",
}
BARRED = " In SOAP a voice bars the file at {}."
PRAISE, WARNING = "praise acted on", "warning acted on"
TIE, SAW = "known there, nothing acted on", "has seen the applicant"
TITLE = "Who heard what from whom, and what it did"
HERE = "ends here"
PLACE, IN_SILENCE = "{} of {}", "{} of {}, {} in silence"
UNREAD_HERE, INTERVIEWED, NOT_INVITED = "not read: {}", "interview", "no interview"
ONLY_BY_WORDS, LOST_BY_WORDS = "interview, by words alone", "no interview, by words alone"
RANKED, RANKED_OTHERWISE, NOT_RANKED = "ranked {}", "ranked {}, {} in silence", "not ranked"
NUMBERS = "the world chosen above; one season of the teaching class"
NOTE = (
    "Arrow keys on the link, or <i>Next link</i>, go on. Drawn are the programs where words did "
    "most; the table below, under <i>Save this picture</i>, has all."
)
LIMITS = (
    "One season, chosen for those of whom most was said: no measure of how often words do so much. "
    "<i>In silence</i> is the same season with nobody speaking for this one applicant. What is "
    "said in SOAP shows only in how far the file gets. A reading is what somebody thinks, in "
    "standard deviations of how good applicants are. Everybody here is fictional."
)
COLUMNS = {
    "name": "program",
    "who": "who could speak",
    "said": "acted on",
    "place": "place before the invitations",
    "met": "interview",
    "rank": "place on the list",
}
