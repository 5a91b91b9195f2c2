"""What every room needs: one error, settings that know their range, keyed chance, codes.

`errors` has the one error, `settings` what a value may be, and `json_text` reads what somebody
pasted. `codes` lists the names of types, fields, stages and outcomes with their places in arrays;
`names` compares the names that people type; `columns` joins tables and keeps rows of them, `among`
puts rows between rows, `grouping` counts and lists rows that belong together, and `ordering` sorts
them; `noise` draws the same number for the same question, always; `front_door` opens a room name
by name.
"""

from engine.base.errors import InputError, MarketError, raise_if_any
from engine.base.settings import setting

__all__ = [
    "InputError",
    "MarketError",
    "raise_if_any",
    "setting",
]
