"""The views a clerk keeps of the list: beside the register, or in it where it is encrypted.

A view says what was searched for, which may be a name. Beside an encrypted register such words
would lie in clear.
"""

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import settings

_NAME = "kept_views"


def are_kept_inside(desk: Desk) -> bool:
    """Tell whether views belong into the register, because it is encrypted."""
    return bool(desk.store.key)


def kept_views(desk: Desk) -> str:
    """Return the views kept in the register, as the text they were kept as; "" for none."""
    return str(settings.value(desk.store, _NAME, ""))


def keep_views(desk: Desk, text: str) -> None:
    """Keep the views in the register. Raises `ClerkError` where it is only read."""
    with writing(desk, "keep_views", What.SETTINGS):
        settings.put(desk.store, _NAME, text)
