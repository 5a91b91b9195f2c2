"""Explorers, charts and controls of the course; each room has its own front door."""

import importlib
import sys

# Altair checks charts with jsonschema, and that would first compile a grammar of web addresses,
# which no chart has: two thirds of a second of every start.
_GRAMMAR = "rfc3987_syntax"
if _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # as if it were not installed
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]
