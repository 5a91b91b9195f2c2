"""How the free dials were chosen: a tool of development that the course does not need.

``python3 run.py calibrate`` explains itself. `free` names the free dials, `model` measures
classes at a setting of them, `sensitivity` says which dial moves which row, `fit` chooses the
defaults, `worlds` finds the other settings that fit as well, and `pages` writes what came of it
into the tables of the engine and of the documentation.
"""
