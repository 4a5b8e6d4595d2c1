"""A sentence that sends the clerk somewhere names a place, a button or an act that is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import run
from casework.acts import ACTS
from rules.replies import ReplyKind

ROOT = Path(run.__file__).resolve().parent
FOLDERS = ("rules", "forms", "db", "casework", "desktop")
SENT_TO = re.compile(r"(?:用|点|打开|请从|请在|在|选|到)“([^”{}]+)”(?!的?样子)")
# What Word, WPS and Excel call their own doors, the answers of a form, and places on paper.
NOT_OURS = {
    *("另存为", "审阅", "视图", "文档属性", "文字识别", "选择性粘贴", "查找和替换", "检查文档"),
    *("是", "否", "拟公开"),
    "政府信息公开",
    # What Windows itself answers to, told to the applicant.
    "certutil -hashfile 文件名 SHA256",
}


def texts_in(path: Path) -> Iterator[str]:
    """Yield every text of a module, the gaps of f-strings as braces."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside
        ):
            yield node.value


def modules() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def doors() -> frozenset[str]:
    """Return the labels of acts and replies, and every short text of the window and its forms."""
    labels = {act.label for act in ACTS.values()} | {act.title for act in ACTS.values()}
    labels |= {kind.label for kind in ReplyKind}
    for folder in ("desktop", "forms"):
        # A button, a page, a command or a field of a form is a text of its own.
        for path in (ROOT / folder).rglob("*.py"):
            labels |= {text.rstrip("…") for text in texts_in(path) if len(text) <= 16}
    return frozenset(labels)


def sendings() -> Iterator[tuple[str, str]]:
    for path in modules():
        for text in texts_in(path):
            for found in SENT_TO.finditer(text):
                yield path.relative_to(ROOT).as_posix(), found[1]


def missing_in(name: str) -> list[str]:
    return [part for part in name.split("—") if part.rstrip("…") not in doors()]


def test_every_door_a_sentence_names_is_there() -> None:
    lost = {
        f"{path}: {name}" for path, name in sendings() if name not in NOT_OURS and missing_in(name)
    }
    assert lost == set()


def test_the_sentences_are_found() -> None:
    names = {name for _, name in sendings()}
    assert {"更正登记", "登记送达", "设置—放假日历"} <= names


@pytest.mark.parametrize("name", ["重算期限并修复", "设置—没有这一页"])
def test_a_door_that_is_not_there_is_missed(name: str) -> None:
    assert missing_in(name)
