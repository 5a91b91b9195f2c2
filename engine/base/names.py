"""Names that people type: one text for what looks the same, and nothing in it that nobody sees."""

from __future__ import annotations

import unicodedata

from engine.base.settings import shown

MOST_LETTERS = 200
# Controls, format characters, halves of characters, separators of lines and paragraphs ...
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# ... and letters and marks that leave no ink: fillers, joiners, selectors of a variant.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")


def same_text(name: str) -> str:
    r"""Return the text by which names are compared: accents composed (Unicode NFC).

    >>> same_text("Jose\u0301") == same_text("Jos\u00e9")
    True
    """
    text = str.__str__(name)  # a plain text, whatever a subclass makes of its own methods
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def name_problem(value: object, where: str) -> str | None:
    r"""Say in one sentence why a value is no name, or None; `where` begins the sentence.

    >>> name_problem(7, "the list of 'Ana' has")
    "the list of 'Ana' has 7, which is not a name"
    >>> print(name_problem("Ci\u200bty", "the list of 'Ana' has"))
    'Ci\u200bty' holds an invisible character (U+200B) after 'Ci'
    """
    if not isinstance(value, str):
        return f"{where} {shown(value)}, which is not a name"
    text = str.__str__(value)
    if len(text) > MOST_LETTERS:
        return f"{where} a name of {len(text):,} letters; {MOST_LETTERS} is the most"
    if not text.strip():
        return f"{where} {shown(text)}, which is not a name"
    if text.isascii() and text.isprintable():  # nearly every name, and quickly told
        return None
    for place, letter in enumerate(text):
        if unicodedata.category(letter) in _UNSEEN or letter in _BLANK or _is_selector(letter):
            after = f"after {shown(text[:place])}" if place else "at its beginning"
            return f"{shown(text)} holds an invisible character (U+{ord(letter):04X}) {after}"
    return None


def _is_selector(letter: str) -> bool:
    """Tell whether a character only chooses how the one before it is drawn."""
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
