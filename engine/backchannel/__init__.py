"""Who says what about whom, and who hears it?

`speakers` are the people who may speak, `class_voices` those who do for everybody else in a class
and `your_voices` those who do for you; `ties` say which programs know them, `calls` where they
call or are called, and `hearing` what a season's programs act on, and pass on.
"""

from engine.backchannel.calls import Calls, find_calls
from engine.backchannel.class_voices import draw_speakers
from engine.backchannel.hearing import Heard, hear, pass_on
from engine.backchannel.speakers import Speakers

__all__ = [
    "Calls",
    "Heard",
    "Speakers",
    "draw_speakers",
    "find_calls",
    "hear",
    "pass_on",
]
