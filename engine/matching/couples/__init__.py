"""Couples in the Match: one list of pairs for two people.

`market` packs them as arrays, `settling` lets them settle one at a time, `holding` keeps who holds
what meanwhile; `exact` searches small markets, written as `options`, to the end.
"""
