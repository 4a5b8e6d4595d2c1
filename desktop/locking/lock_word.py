"""The word that opens a locked window, kept as its hash for this account of this computer."""

import hashlib
import hmac
import json
import os
from pathlib import Path

from casework.desk.unwritable import told_if_unwritable
from desktop.registers.registers import lock_file
from rules.errors import ClerkError

IDLE_CHOICES = (0, 5, 10, 15, 30, 60)
_USUAL_IDLE = 15
_LEAST = 4
_ROUNDS = 60_000
"""So often is the word mixed in (RFC 8018): a fifth of a second, for her and for who guesses."""


class LockWord:
    """What this account has chosen: minutes of rest before the window locks, and the word."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or lock_file()
        self._kept = self._read()

    def read_again(self) -> None:
        """Take what was chosen meanwhile, in the settings or another window."""
        self._kept = self._read()

    def _read(self) -> dict[str, str | int]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    @property
    def idle_minutes(self) -> int:
        """After how many minutes of rest the window locks; 0 for never."""
        kept = self._kept.get("idle_minutes", _USUAL_IDLE)
        return kept if kept in IDLE_CHOICES and isinstance(kept, int) else _USUAL_IDLE

    @property
    def is_set(self) -> bool:
        """Whether there is a word; without one a click opens the window."""
        return bool(self._kept.get("hash"))

    def keep_idle(self, minutes: int) -> None:
        """Keep the minutes of rest; raises `ClerkError` where that cannot be written."""
        self._write({**self._kept, "idle_minutes": minutes})

    def keep_word(self, word: str) -> None:
        """Keep a new word; raises `ClerkError` for one too short, or where it cannot be written."""
        if len(word) < _LEAST:
            raise ClerkError(f"解锁口令至少{_LEAST}个字符，请换一个长一些的。", None, "word")
        salt = os.urandom(16)
        self._write({**self._kept, "salt": salt.hex(), "hash": _digest(word, salt).hex()})

    def drop_word(self) -> None:
        """Do without a word; raises `ClerkError` where that cannot be written."""
        self._write({"idle_minutes": self.idle_minutes})

    def opens(self, word: str) -> bool:
        """Tell whether a word is the one kept; any is where none is kept or it cannot be read."""
        if not self.is_set:
            return True
        try:
            salt, kept = (bytes.fromhex(str(self._kept[name])) for name in ("salt", "hash"))
        except (KeyError, ValueError):
            return True
        return hmac.compare_digest(_digest(word, salt), kept)

    def _write(self, kept: dict[str, str | int]) -> None:
        with told_if_unwritable(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            half = self._path.with_name(self._path.name + ".part")
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            half.replace(self._path)
        self._kept = kept


def _digest(word: str, salt: bytes) -> bytes:
    # Mixed here: the installed program carries no OpenSSL, whose the slow digests are.
    begun = hmac.new(word.encode("utf-8", "surrogatepass"), digestmod=hashlib.sha256)
    block = _mixed(begun, salt + b"\x00\x00\x00\x01")
    whole = int.from_bytes(block)
    for _ in range(_ROUNDS - 1):
        block = _mixed(begun, block)
        whole ^= int.from_bytes(block)
    return whole.to_bytes(hashlib.sha256().digest_size)


def _mixed(begun: hmac.HMAC, words: bytes) -> bytes:
    one = begun.copy()
    one.update(words)
    return one.digest()
