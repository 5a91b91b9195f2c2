"""What the page says that a learner can print at the end."""

from __future__ import annotations

TITLE = "Behind the Match: what I did and what I saw"
INTRO = (
    "A page for yourself. It bears no name and no grade, and it was made on your machine from your "
    "own log. Nothing on it forecasts what will happen to a person."
)
CHAPTERS = "Chapters"
TITLES = {  # of the pages, by the digit that their guesses begin with
    "0": "Behind the Match",
    "1": "Past the filter",
    "2": "Safe, rank only, too risky",
    "3": "Who knows whom",
    "4": "The spreadsheet at Match Week",
    "5": "Three sentences on a phone",
}
# Guesses whose id is a word; the logs that people have hold it.
CHAPTER_OF = {"call": "1", "filters": "1", "silence": "3", "network": "3"}
CHAPTER_HEADS = ("Chapter", "Guesses locked", "Exercises tried", "Own sentence")
NOTED, NONE = "noted", "–"
GUESSES = "What I guessed, and what came"
GUESS_HEADS = ("Question", "My guess", "What came")
SENTENCES = "In my own words"
GAIN = "Twelve questions, before and after"
EMPTY = "Your log is empty so far; what you do on these pages will stand here."
FOUND = "From your log: {guesses}, {exercises}, {sentences}."
GUESS, EXERCISE, SENTENCE = "locked guess", "exercise", "sentence of your own"
LOCKED_GUESSES, OWN_SENTENCES = "locked guesses", "sentences of your own"
SAVE, FILE = "Save it as a page to print", "my-course.html"
HELP = "Open the file in a browser and print it. It holds no name, and nobody collects it."
READ = "Read it here"
LIMITS = (
    "The guesses were held against simulated seasons of fictional people. Where a number is a "
    "document's, it is its author's impression."
)
