"""Who says what about whom, and who hears it?

`speakers` are the people who may speak in a class, `your_voices` those who speak for you; `ties`
say which programs know them, `calls` where they call or are called, and `hearing` what a
season's programs act on, and pass on.
"""

from engine.backchannel.calls import Calls, find_calls
from engine.backchannel.hearing import Heard, hear, pass_on
from engine.backchannel.speakers import Speakers, draw_speakers

__all__ = [
    "Calls",
    "Heard",
    "Speakers",
    "draw_speakers",
    "find_calls",
    "hear",
    "pass_on",
]
