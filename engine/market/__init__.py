"""Who applies where? A class drawn from published figures, its programs and applications.

`population` reads the figures, `draw` makes applicants and programs of them, `apply` lets people
choose where to apply, and `market` is the table that comes of it.
"""

from engine.market.draw import draw_class, draw_you
from engine.market.market import Applicants, Market, Programs

__all__ = [
    "Applicants",
    "Market",
    "Programs",
    "draw_class",
    "draw_you",
]
