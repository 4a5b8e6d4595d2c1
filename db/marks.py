"""The key anchors are marked with: that of an encrypted register, or one for the marks alone.

A register names the key of its marks by a fingerprint; the key itself is kept for this account, as
that of encryption is. Who rewrites a whole history without it cannot make the mark of an anchor.
"""

import hashlib

from db import keys, settings
from db.store import Store

_NAME = "anchor_key"
_SHOWN = 16


def fingerprint(key: str) -> str:
    """Return what a register calls a key by, from which nobody gets the key."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:_SHOWN]


def named(store: Store) -> str:
    """Return the fingerprint of the key of a register's marks, "" where it has none of its own."""
    return str(settings.value(store, _NAME, ""))


def name(store: Store, key: str) -> None:
    """Let a register mark its anchors by a key from now on."""
    settings.put(store, _NAME, fingerprint(key))


def mark_key(store: Store) -> str:
    """Return the key to mark anchors with, "" where there is none or this account has it not."""
    if store.key:
        return store.key
    wanted = named(store)
    return next((key for key in keys.known() if fingerprint(key) == wanted), "") if wanted else ""


def keys_of(store: Store) -> tuple[str, ...]:
    """Return the keys an older mark may have been made with, that of today first.

    A register encrypted after it had marks, or no longer encrypted, changed its key; all of this
    account's are tried. None where this account has not the key of today: nothing can be said then.
    """
    first = mark_key(store)
    return tuple(dict.fromkeys((first, *keys.known()))) if first else ()
