"""Who applies where? A class drawn from published figures, its programs and applications.

`population` reads the figures, `counts` says how many there are of whom, `schools` says who
studied where and which programs are a school's own, `draw` makes applicants and programs of all
that (`position_types`; `strata` deals out quantiles), `apply` lets people choose where to apply,
and `market` is the table that comes of it.
"""

from engine.market.draw import draw_class, draw_you
from engine.market.market import Applicants, Market, Programs
from engine.market.schools import Schools

__all__ = [
    "Applicants",
    "Market",
    "Programs",
    "Schools",
    "draw_class",
    "draw_you",
]
