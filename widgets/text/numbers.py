"""Numbers as people say them."""

from __future__ import annotations


def ordinal(place: int) -> str:
    """Write a place as a word with a number.

    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    teens = 10 < place % 100 < 14
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def counted(number: int, one: str, several: str = "") -> str:
    """Write how many there are, with the noun that fits.

    >>> counted(1, "point"), counted(0, "point"), counted(2, "person", "people")
    ('1 point', '0 points', '2 people')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"
