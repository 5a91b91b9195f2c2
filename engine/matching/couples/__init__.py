"""Couples in the Match: one list of pairs for two people.

`market` packs them as arrays, `settling` lets them settle one at a time, `exact` searches small
markets to the end where settling goes in a circle, `steps` and `words` tell how it went.
"""
