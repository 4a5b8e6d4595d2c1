"""Bytes that strangers made, read in a child process where they can do no harm.

`read_apart(door, *arguments)` is `door(*arguments)` with a bound of time and memory: a bomb costs
the child its life and the clerk one sentence. Doors are functions of a module, with plain values,
records and paths in and out.
"""

from casework.foreign.child import read_apart
from casework.foreign.limits import Limits, limits_for

__all__ = ["Limits", "limits_for", "read_apart"]
