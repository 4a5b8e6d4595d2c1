"""Qt, loaded so that what is imported after it costs no more than before.

PySide puts a hook before every later import: to serve `from __feature__ import …` it reads the
source of each module and keeps it. Nothing here asks for a feature; see docs/decisions/0009.
"""

import builtins

import PySide6.QtCore  # noqa: F401  its import sets the hook

_KEPT = "__orig_import__"


def import_plainly() -> None:
    """Let imports go straight to Python again; does nothing where there is no hook."""
    plain = getattr(builtins, _KEPT, None)
    if plain is not None:
        builtins.__import__ = plain
