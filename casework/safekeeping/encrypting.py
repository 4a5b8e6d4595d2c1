"""Encrypts an office, or takes the encryption off: the register at once, the papers one by one.

Killed at any moment, the register is whole, one way or the other, and every paper is there; what
was not done is done at the next start.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import copies_of
from db import cipher, history, keys, sealed_papers
from db.beside import Beside
from db.faults import told_to_clerk
from db.file_names import SEALED, what_to_check, why
from db.files import HALF, keep_folder
from db.lock import WriterLock
from db.opening import check_pages, lies_at, open_store
from db.place import CONVERTED, left_beside
from db.sealing import Stamp, this_machine
from db.store import is_locked
from rules.errors import ClerkError

__all__ = [
    "KeyNeededError",
    "code_of",
    "decrypt_office",
    "encrypt_office",
    "fresh_key",
    "how_to_get_it",
    "is_encrypted",
    "is_same_code",
    "own_code",
    "seal_papers",
    "take_code",
    "where_keys_are",
]

KeyNeededError = cipher.KeyNeededError
fresh_key, code_of, where_keys_are = keys.fresh, keys.code_of, keys.where
_MOST_NAMED = 10
_CHUNK = 1 << 20
Clock = Callable[[], datetime]


def is_encrypted(desk: Desk) -> bool:
    """Tell whether a register is encrypted."""
    return bool(desk.store.key)


def own_code(desk: Desk) -> str:
    """Return the recovery code of an encrypted register."""
    return code_of(desk.store.key)


def how_to_get_it() -> str:
    """Return how to install what encrypts; nothing where it is installed."""
    return "" if cipher.is_available() else cipher.HOW_TO_GET_IT


def is_same_code(code: str, key: str) -> bool:
    """Tell whether a code typed is that of a key; raises `ClerkError` where it is none."""
    return keys.key_of_code(code) == key


def encrypt_office(register: Path, key: str, clock: Clock, clerk: str = "") -> list[str]:
    """Encrypt a closed register by a key, which is kept for this account; say what was done.

    Its papers follow by `seal_papers`. Raises `ClerkError` where it cannot be; the register is
    then as it was.
    """
    register = lies_at(register)
    if is_locked(register):
        raise ClerkError(f"登记簿“{register.name}”已经加密。")
    if not cipher.is_available():
        raise ClerkError(f"还没有加密组件，没有改动任何文件。{cipher.HOW_TO_GET_IT}")
    keys.keep(key)
    _convert(register, key, clock, clerk, lock=True)
    said = [f"登记簿已加密，密钥存在{keys.where()}。文书和附件随后逐个加密。"]
    desk = open_desk(register, clock=clock, read_only=True)
    try:
        plain = [copy.path.stem for copy in copies_of(desk) if not is_locked(copy.path)]
    finally:
        desk.close()
    if plain:
        said.append(
            f"加密以前的{len(plain)}份备份没有加密，新备份做好以后请删去："
            f"{'、'.join(plain[:_MOST_NAMED])}。第二备份处的也一样。"
        )
    left = [path.name for path in left_beside(register) if _lies_plain(path)]
    if left:
        said.append(
            f"登记簿旁边还有以前留下的{len(left)}处没有加密，不再需要的请删去："
            f"{'、'.join(left[:_MOST_NAMED])}。"
        )
    return said


def _lies_plain(path: Path) -> bool:
    """Tell whether a file, or any in a folder, is in clear."""
    if path.is_dir():
        return any(one.is_file() and one.suffix != SEALED for one in path.rglob("*"))
    return not is_locked(path)


def decrypt_office(register: Path, clock: Clock, clerk: str = "") -> list[str]:
    """Take the encryption off a closed register and its papers; say what was done.

    Raises `ClerkError` where it cannot be; what was not done is done when asked again.
    """
    register = lies_at(register)
    if is_locked(register):
        with closing(cipher.connect_locked(register, "ro")) as held:
            key = cipher.key_of(held)
        _convert(register, key, clock, clerk, lock=False)
    many = 0
    beside = Beside(register)
    for sealed in sorted(
        path for folder in (beside.letters, beside.templates) for path in folder.rglob(f"*{SEALED}")
    ):
        try:
            sealed_papers.unseal(sealed)
        except OSError as error:
            raise ClerkError(f"“{sealed.name}”没有能解密（{why(error)}），请再试一次。") from error
        many += 1
    return [f"登记簿已改回不加密，{many}份文书和附件也已解密。"]


def _convert(register: Path, key: str, clock: Clock, clerk: str, *, lock: bool) -> None:
    fresh = register.with_name(register.name + HALF)
    guard = WriterLock(register)
    try:
        with told_to_clerk(register, by_others=True):
            with open_store(register, read_only=True) as before:
                check_pages(before)
                head, counts = history.anchor(before), cipher.row_counts(before.file)
            _drop(fresh)
            cipher.convert(register, fresh, key=key, lock=lock)
            with open_store(fresh, read_only=True) as after:
                check_pages(after)
                if (history.anchor(after), cipher.row_counts(after.file)) != (head, counts):
                    raise ClerkError("转换后的登记簿与原来的不一致，没有采用，原来的没有改动。")
            _note(fresh, clock, clerk, lock=lock)
            if lock:
                cipher.note_key(register, key)
            _take_its_place(register, fresh)
            if not lock:
                cipher.forget_key(register)
    except OSError as error:
        raise ClerkError(
            f"登记簿“{register.name}”没有能转换（{why(error)}），原来的没有改动。"
            f"{what_to_check(register)}"
        ) from error
    finally:
        guard.release()
        with suppress(OSError):
            _drop(fresh)


def _note(fresh: Path, clock: Clock, clerk: str, *, lock: bool) -> None:
    def stamp() -> Stamp:
        return Stamp(clock().astimezone().isoformat(timespec="seconds"), clerk, this_machine())

    with open_store(fresh, stamp=stamp, keep_aside=False) as store, store.atomic():
        store.note("encrypted" if lock else "decrypted")


def _drop(fresh: Path) -> None:
    for end in ("", "-journal", ".lock"):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)


def _take_its_place(register: Path, fresh: Path) -> None:
    """Let the converted register lie under the name, and overwrite what was there."""
    aside = register.with_name(f"{register.stem} {CONVERTED}{register.suffix}")
    aside.unlink(missing_ok=True)
    with suppress(OSError):
        # A stick knows no second names: there the old pages are only given back.
        os.link(register, aside)
    try:
        os.replace(fresh, register)
    except OSError:
        # Held by another program, as on Windows: it has one name again, or it would not be opened.
        aside.unlink(missing_ok=True)
        raise
    keep_folder(register.parent)
    wipe_aside(register)


def wipe_aside(register: Path) -> None:
    """Overwrite and remove what a conversion that was killed left of the register before it."""
    aside = register.with_name(f"{register.stem} {CONVERTED}{register.suffix}")
    with suppress(OSError):
        if not aside.is_file() or (register.is_file() and aside.samefile(register)):
            # Killed before the new one took its place: the second name is of no use.
            aside.unlink(missing_ok=True)
            return
        with aside.open("r+b") as file:
            left = aside.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, _CHUNK)))
            file.flush()
            os.fsync(file.fileno())
        aside.unlink()


def seal_papers(
    desk: Desk,
    *,
    idle_seconds: float = 0,
    seconds: float = float("inf"),
    check: Callable[[int], object] = lambda _: None,
) -> int:
    """Seal the papers of an encrypted office that lie plain and rest; return how many were left.

    Nothing where the office is not encrypted.
    """
    if not desk.store.key:
        return 0
    wipe_aside(desk.store.path)
    return sealed_papers.seal_idle(
        desk.beside.letters,
        desk.store.key,
        idle_seconds=idle_seconds,
        seconds=seconds,
        check=check,
    )[1]


def take_code(code: str, register: Path) -> None:
    """Keep the key a recovery code stands for, once it opens a register.

    Raises `ClerkError` where it is no code, or opens another register.
    """
    key = keys.key_of_code(code)
    if not cipher.opens(register, key):
        raise ClerkError(
            f"这个恢复码打不开“{register.name}”，它可能是另一个登记簿的。请核对打印的恢复码。",
            None,
            "code",
        )
    keys.keep(key)
    cipher.note_key(register, key)
