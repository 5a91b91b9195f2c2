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


def share_text(share: float, digits: int = 0) -> str:
    """Write a share in percent; what is not nothing, or not all, is not rounded to it.

    >>> share_text(0.265), share_text(0.0), share_text(1.0, digits=1)
    ('26%', '0%', '100%')
    >>> share_text(1 / 200), share_text(199 / 200), share_text(0.0004, digits=1)
    ('under 1%', 'over 99%', 'under 0.1%')
    """
    if share in (0, 1):
        return f"{share:.0%}"
    least = 10.0**-digits
    text = f"{share:.{digits}%}"
    if text == f"{0:.{digits}%}":
        return f"under {least:.{digits}f}%"
    if text == f"{1:.{digits}%}":
        return f"over {100 - least:.{digits}f}%"
    return text


def signed(value: float, digits: int = 0) -> str:
    """Write a number with its sign; none on what is printed as 0.

    >>> signed(4.6), signed(-1.26, 1), signed(-0.3)
    ('+5', '\u22121.3', '0')
    """
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text.replace("-", "\u2212")
