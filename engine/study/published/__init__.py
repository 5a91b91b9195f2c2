"""A class beside published figures: how near it comes, and where it does not.

`rows` declares each figure once, with its `published_values`; `calibrate` measures them over many
classes. `measures` count in classes that are `played`, what they observe is pooled in `samples`
(with a `regression`), and `scores` says what points are worth. `other_worlds` holds the settings
that these figures cannot tell apart.
"""
