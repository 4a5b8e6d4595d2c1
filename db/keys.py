"""The keys of this account: in Windows' credential store, the desktop's keyring, or a file of 0600.

A key is 256 random bits. Its recovery code is the key itself, written so that it can be printed
and typed: 52 letters and figures in groups, and a group that shows a slip of the pen.
Passwords of servers are kept beside them, but never in a file.
"""

import base64
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

from rules.errors import ClerkError

_NAME = "依申请公开办件台"
_KEYS = "keys"
_BYTES, _GROUP, _CHECK = 32, 4, 4
# For the tests, and for an office whose IT keeps the keys elsewhere.
_FILE_VARIABLE = "DISCLOSURE_DESK_KEYS"
# In the keyring, what only asks whether it keeps anything.
_TRIAL = "trial"
_held: list[str] | None = None


def fresh() -> str:
    """Return a new key, in hexadecimal; it is not kept yet."""
    return os.urandom(_BYTES).hex()


def code_of(key: str) -> str:
    """Return the recovery code of a key, in groups of four."""
    data = bytes.fromhex(key)
    words = base64.b32encode(data).decode().rstrip("=") + _check(data)
    return "-".join(words[at : at + _GROUP] for at in range(0, len(words), _GROUP))


def key_of_code(code: str) -> str:
    """Return the key a recovery code stands for; raises `ClerkError` where it is none."""
    words = "".join(letter for letter in code.upper() if letter.isalnum())
    words = words.replace("0", "O").replace("1", "I").replace("8", "B")
    length = -(-_BYTES * 8 // 5)
    try:
        data = base64.b32decode(words[:length] + "=" * (-length % 8))
    except ValueError:
        data = b""
    if len(data) != _BYTES or words[length:] != _check(data):
        raise ClerkError(
            "恢复码不对，请对照打印的纸逐组核对：13组，每组4个字母或数字，最后还有1组校验。",
            None,
            "code",
        )
    return data.hex()


def _check(data: bytes) -> str:
    from hashlib import sha256

    return base64.b32encode(sha256(data).digest()).decode()[:_CHECK]


def known() -> list[str]:
    """Return the keys of this account, the latest first."""
    global _held
    if _held is None:
        _held = _read()
    return list(_held)


def keep(key: str) -> None:
    """Keep a key for this account; raises `ClerkError` where it can be kept nowhere."""
    global _held
    held = [key, *(one for one in known() if one != key)]
    _write(held)
    _held = held


def forget_held() -> None:
    """Read the keys anew at the next question."""
    global _held
    _held = None


def secret(what: str) -> str:
    """Return what was kept in the store of this account under a name; empty where nothing was."""
    if sys.platform == "win32":
        return _from_windows(f"{_NAME} {what}")
    return (_secret_tool("lookup", what) or "") if _has_keyring() else ""


def keep_secret(what: str, text: str) -> bool:
    """Keep a text in the store of this account; False where it has none: no file takes it."""
    if sys.platform == "win32":
        try:
            _into_windows(text, f"{_NAME} {what}")
        except OSError:
            return False
        return True
    return _has_keyring() and _secret_tool("store", what, text) is not None


def _read() -> list[str]:
    said = _from_store()
    try:
        found = json.loads(said) if said else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    return [one for one in found if isinstance(one, str) and _is_key(one)]


def _is_key(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == _BYTES
    except ValueError:
        return False


def where() -> str:
    """Return where the keys of this account are kept, for a person to read."""
    if os.environ.get(_FILE_VARIABLE):
        return f"文件“{os.environ[_FILE_VARIABLE]}”"
    if sys.platform == "win32":
        return "Windows 凭据管理器"
    return "桌面的密钥环" if _has_keyring() else f"文件“{_file()}”（只有本账户能读）"


def is_guarded() -> bool:
    """Tell whether keys of this account lie where the system guards them, not in a plain file."""
    if os.environ.get(_FILE_VARIABLE):
        # Whoever names another place answers for it.
        return True
    return sys.platform == "win32" or _has_keyring()


def keeps_what_it_is_given() -> bool:
    """Try the place with a key of no register: written, read, and taken away again."""
    text = fresh()
    if not os.environ.get(_FILE_VARIABLE):
        if sys.platform == "win32":
            name = f"{_NAME} 自检"
            try:
                _into_windows(text, name)
                return _from_windows(name) == text
            except OSError:
                return False
            finally:
                _out_of_windows(name)
        if _has_keyring():
            _secret_tool("store", _TRIAL, text)
            came_back = _secret_tool("lookup", _TRIAL) == text
            _secret_tool("clear", _TRIAL)
            if came_back:
                return True
    path = _file().with_name(f"自检-{os.getpid()}.json")
    try:
        _into_file(path, text)
        return path.read_text(encoding="utf-8") == text
    except OSError:
        return False
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _file() -> Path:
    named = os.environ.get(_FILE_VARIABLE)
    return Path(named) if named else user_config_path(_NAME, appauthor=False) / "密钥.json"


def _has_keyring() -> bool:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    # Read here, as what runs a program: opening a register on a server waits for neither.
    import shutil

    return bool(shutil.which("secret-tool"))


def _from_store() -> str:
    if not os.environ.get(_FILE_VARIABLE):
        if sys.platform == "win32":
            return _from_windows()
        if _has_keyring():
            said = _secret_tool("lookup", _KEYS)
            if said:
                return said
    with suppress(OSError, UnicodeDecodeError):
        return _file().read_text(encoding="utf-8")
    return ""


def _write(held: list[str]) -> None:
    text = json.dumps(held)
    try:
        if not os.environ.get(_FILE_VARIABLE):
            if sys.platform == "win32":
                _into_windows(text)
                return
            if _has_keyring() and _secret_tool("store", _KEYS, text) is not None:
                return
        _into_file(_file(), text)
    except OSError as error:
        raise ClerkError(f"密钥没有能存进{where()}，没有加密，也没有改动任何文件。") from error


def _into_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _secret_tool(verb: str, what: str, text: str = "") -> str | None:
    """Ask the desktop's keyring; None where it does not answer."""
    import subprocess

    words = ["secret-tool", verb]
    if verb == "store":
        words += [f"--label={_NAME if what == _KEYS else f'{_NAME} {what}'}"]
    try:
        done = subprocess.run(
            [*words, "program", "disclosure-desk", "what", what],
            input=text.encode(), capture_output=True, timeout=20, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _GENERIC, _LOCAL_MACHINE = 1, 2

    class _Credential(ctypes.Structure):
        _fields_ = (
            ("flags", wintypes.DWORD),
            ("kind", wintypes.DWORD),
            ("target", wintypes.LPWSTR),
            ("comment", wintypes.LPWSTR),
            ("written", wintypes.FILETIME),
            ("size", wintypes.DWORD),
            ("blob", ctypes.c_void_p),
            ("persist", wintypes.DWORD),
            ("attributes", wintypes.DWORD),
            ("attribute_list", ctypes.c_void_p),
            ("alias", wintypes.LPWSTR),
            ("user", wintypes.LPWSTR),
        )

    def _from_windows(name: str = _NAME) -> str:
        store = ctypes.WinDLL("advapi32", use_last_error=True)
        found = ctypes.POINTER(_Credential)()
        if not store.CredReadW(name, _GENERIC, 0, ctypes.byref(found)):
            return ""
        try:
            held = found.contents
            return ctypes.string_at(held.blob or 0, held.size).decode("utf-8", "replace")
        finally:
            store.CredFree(found)

    def _into_windows(text: str, name: str = _NAME) -> None:
        store = ctypes.WinDLL("advapi32", use_last_error=True)
        data = text.encode()
        buffer = ctypes.create_string_buffer(data, len(data))
        held = _Credential()
        held.kind, held.target, held.persist = _GENERIC, name, _LOCAL_MACHINE
        held.size, held.blob = len(data), ctypes.cast(buffer, ctypes.c_void_p)
        held.user = name
        if not store.CredWriteW(ctypes.byref(held), 0):
            raise OSError(ctypes.get_last_error(), "CredWriteW")

    def _out_of_windows(name: str) -> None:
        ctypes.WinDLL("advapi32").CredDeleteW(name, _GENERIC, 0)
