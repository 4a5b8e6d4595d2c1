"""Marks beside anchors that only the office's key can make, without encrypting the office."""

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import keys, marks
from rules.errors import ClerkError


def is_marking(desk: Desk) -> bool:
    """Tell whether anchors of this register bear a mark, by its own key or that of encryption."""
    return bool(desk.store.key or marks.named(desk.store))


def has_key(desk: Desk) -> bool:
    """Tell whether this account has the key of the marks."""
    return bool(marks.mark_key(desk.store))


def why_not() -> str:
    """Return why this computer cannot keep a key of marks; nothing where it can."""
    if keys.is_guarded():
        return ""
    return (
        "这台电脑没有凭据管理器或者密钥环，密钥只能存成普通文件，谁拿到谁就能仿制校验字，所以不能启用。"
        "请在 Windows 上，或者装有密钥环（secret-tool）的桌面上启用。"
    )


def own_code(desk: Desk) -> str:
    """Return the recovery code of the key of the marks; "" where this account has it not."""
    key = marks.mark_key(desk.store)
    return keys.code_of(key) if key else ""


def begin_marking(desk: Desk, key: str) -> str:
    """Mark anchors by a key from now on; return the sentence of it.

    Raises `ClerkError` where this computer has no store of credentials, or it does not take it.
    """
    refused = why_not()
    if refused:
        raise ClerkError(refused)
    keys.keep(key)
    with writing(desk, "anchor_key", What.SETTINGS):
        marks.name(desk.store, key)
    return f"从现在起校验锚点旁边印有校验字，密钥存在{keys.where()}。"


def take_mark_code(desk: Desk, code: str) -> str:
    """Keep the key a recovery code stands for, for this account; return the sentence of it.

    Raises `ClerkError` where it is no code, or that of another register.
    """
    key = keys.key_of_code(code)
    if marks.fingerprint(key) != marks.named(desk.store):
        raise ClerkError("这个恢复码不是本登记簿校验字的，请核对打印的恢复码。", None, "code")
    keys.keep(key)
    return f"恢复码正确，密钥已存在{keys.where()}。"
