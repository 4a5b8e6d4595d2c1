"""The handbook cut, searched and asked, notes of updates, and what a packed program starts."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.acts import ACTS
from casework.programs import handbook, own_program
from casework.programs.updates import NOTE, folder_of_updates, offered
from desktop.window.places import PLACES
from rules.errors import ClerkError
from rules.provisions import OGI, OGI_2007, RECONSIDERATION_LAW, SERVICE_INTERPRETATION
from tests.casework.approved.plain import told

MANUAL = """# 手册
前言收费
## 一、收件
收到**申请**，当天`登记`。
```
## 不是标题
```
### 收费和缴费
| 页数 | 收费 |
按量计收收费办法，第一句很长很长很长很长很长很长很长很长很长很长才说到补正二字，后面也很长很长很长很长很长很长很长很长很长。
#### 更深
## 十一、办理
## 乙、期限
期限
##没有空格
"""
LAW = """# 条文
## 中华人民共和国政府信息公开条例
全文如下。
### 第三十三条
能够当场答复的，应当当场予以答复。
### 第三十六条
分别情况答复。
## 中华人民共和国行政复议法
以下是要点。
### 第四十八条
十日内。
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program with a small manual of its own."""
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(own_program, "folder", lambda: tmp_path)
    caches = (handbook.chapters, handbook._provisions)
    for one in caches:
        one.cache_clear()
    yield tmp_path
    for one in caches:
        one.cache_clear()


def test_a_small_manual(approved, small: Path) -> None:
    def tell() -> Iterator[str]:
        yield f"none: {handbook.chapters()} {handbook.chapter_about('Reply')} {handbook.provision(OGI.at(33))!r}"
        yield f"{handbook.page('manual')} {handbook.is_in_full(OGI)}"
        (small / "docs" / "manual.md").write_text(MANUAL, encoding="utf-8")
        (small / "docs" / "law.md").write_text(LAW, encoding="utf-8")
        handbook.chapters.cache_clear()
        handbook._provisions.cache_clear()
        yield from told(handbook.chapters())
        yield str([one.words for one in handbook.chapters()])
        for words in (
            "收费",
            "申请 登记",
            "补正",
            "收到",
            "句",
            "期限 乙",
            "标题",
            "没有",
            "",
            "页数 收费",
            "长。",
            "才说到 很长",
        ):
            yield f"{words}: {[(one.chapter.title, one.line) for one in handbook.search(words)]}"
        for basis in (
            OGI.at(33),
            OGI.at(33, 2),
            OGI.at(36, 0, 1),
            OGI.at(1),
            OGI_2007.at(33),
            RECONSIDERATION_LAW.at(48),
            SERVICE_INTERPRETATION.at(1),
        ):
            yield f"{basis}: {handbook.provision(basis)!r}"
        yield str(
            [handbook.is_in_full(one) for one in (OGI, RECONSIDERATION_LAW, SERVICE_INTERPRETATION)]
        )
        for packed in (False, True):
            if packed:
                folder = small / "资料"
                (folder / "图片").mkdir(parents=True)
                (folder / "图片" / "today.png").write_bytes(b"x")
                (folder / "使用手册.md").write_text("## 包里的", encoding="utf-8")
            manual = handbook.page("manual")
            picture = handbook.picture("images/today.png")
            yield f"{manual and manual.name} {[one.name for one in picture.relative_to(small).parents]}"

    approved("small_manual", tell())


def test_where_the_manual_speaks_of_each_form_and_place(approved) -> None:
    names = {act.form.__name__ for act in ACTS.values()} | set(handbook._ABOUT)
    names |= {one.name for one in PLACES} | {"receipt", "check", "import", "as_of"}

    def tell() -> Iterator[str]:
        for name in sorted(names):
            chapter = handbook.chapter_about(name)
            yield f"{name}: {chapter and chapter.words}"

    approved("manual_about", tell())


def tried(doing: Callable[..., Any], *asked: Any) -> Iterator[str]:
    try:
        yield from told([doing(*asked)], "  ")
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def test_notes_of_updates(approved, tmp_path: Path) -> None:
    whole = {"version": "0.3.0", "file": "装.exe", "sha256": hashlib.sha256(b"MZ").hexdigest().upper(), "news": ["一", 2, "长" * 201]}  # fmt: skip
    (tmp_path / "装.exe").write_bytes(b"MZ")
    changes: tuple[dict[str, Any], ...] = (
        {}, {"version": "0.3"}, {"version": "0.3.0.1"}, {"version": "0.3.0.1.2"}, {"version": "3"}, {"version": "0.3.0a"}, {"version": "99999999999.1"}, {"file": "没有.exe"}, {"file": "."}, {"file": "a/装.exe"},
        {"news": "一"}, {"news": [str(one) for one in range(21)]}, {"news": None}, {"sha256": "00"}, {"sha256": ""}, {"version": ""}, {"more": "x" * 66_000},
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for change in changes:
            (tmp_path / NOTE).write_text(json.dumps({**whole, **change}), encoding="utf-8-sig")
            for present in (
                ("0.2.9", "0.3", "0.3.0.1", "0.3.0-dev", "")
                if not change or "version" in change
                else ("0.2.9",)
            ):
                yield f"== {str(change)[:60]} for {present!r}"
                yield from tried(offered, tmp_path, present)
        for content in (
            b"",
            b"[]",
            b"\xff\xfe{",
            b"{}",
            b" " * (64 * 1024 - 2) + b"{}",
            b" " * (64 * 1024 - 1) + b"{}",
        ):
            (tmp_path / NOTE).write_bytes(content)
            yield f"== {content[:3]!r} {len(content)}: {list(tried(offered, tmp_path, '0.1'))}"
        (tmp_path / NOTE).unlink()
        yield f"none: {offered(tmp_path, '0.1')}"
        yield from (line.replace(str(tmp_path), "") for line in tried(offered, tmp_path / "没有", "0.1"))  # fmt: skip
        for said in (b"", b" \n", "共享".encode("gbk"), "\ufeff 共享\n".encode()):
            (tmp_path / "更新位置.txt").write_bytes(said)
            yield f"{said!r}: {folder_of_updates(tmp_path)}"

    approved("notes_of_updates", tell())


@pytest.mark.skipif(sys.platform == "win32", reason="paths as Linux writes them")
def test_what_is_put_around_another_program(approved) -> None:
    inside = "/台/_internal"
    paths = (inside, f"{inside}/Qt", "/台/_internal2", "/usr/bin", "", "/台/./_internal/x")
    around: tuple[dict[str, str], ...] = (
        {}, {"PATH": os.pathsep.join(paths)}, {"PATH": inside}, {"PATH": ""}, {"PATH_ORIG": "/bin", "PATH": inside}, {"LD_LIBRARY_PATH": f"{inside}:/lib"}, {"LD_LIBRARY_PATH": inside}, {"LD_LIBRARY_PATH": inside, "LD_LIBRARY_PATH_ORIG": inside},
        {"QT_PLUGIN_PATH": f"{inside}/Qt", "QML2_IMPORT_PATH": "/usr/qml"}, {"QML2_IMPORT_PATH": inside, "QT_PLUGIN_PATH": "/usr"}, {"甲_ORIG": ""},
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for one in around:
            for ours in (inside, ""):
                yield f"{one} in {ours!r}: {own_program.clean(one, ours)}"

    approved("around_other_programs", tell())
