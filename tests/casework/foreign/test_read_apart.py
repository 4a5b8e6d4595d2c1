"""What a stranger's bytes may cost, and what the clerk is told when they cost more."""

import os
import subprocess
import sys
import threading
import time
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace

import pytest

from casework.foreign import Limits, child, limits_for, read_apart
from casework.foreign.answers import packed, unpacked
from casework.foreign.worker import PRIVATE, READY
from casework.word import paragraphs
from rules.errors import ClerkError
from rules.provisions import OGI
from rules.receipt import Channel

SHORT = Limits(seconds=1, mib=200, answer_mib=4)
# A gigabyte is filled slowly where others work, or where nothing refuses it before.
LONG = SHORT._replace(seconds=20)
HALF_A_MINUTE = 30.0


def test_what_the_door_returns_comes_back() -> None:
    assert read_apart(sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


def test_the_refusal_of_a_door_is_its_own_sentence(tmp_path: Path) -> None:
    path = tmp_path / "申请表.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(ClerkError, match="旧版 Word 文档"):
        read_apart(paragraphs, path)


@pytest.mark.parametrize(
    ("door", "arguments", "told"),
    [
        pytest.param(bytes, (1 << 30,), "内存超过200兆", id="asks for a gigabyte"),
        pytest.param(os.abort, (), "读取中断", id="aborts as a library may"),
        pytest.param(int, ("一二",), "读不下去", id="meets a bug"),
        pytest.param(bytes, (5 << 20,), "内存超过200兆", id="answers too much"),
        pytest.param(eval, ("sum(1 for _ in iter(int, 1))",), "没有读完", id="never ends"),
    ],
)
def test_a_bomb_costs_a_sentence(door: object, arguments: tuple[object, ...], told: str) -> None:
    limits = LONG if door is bytes else SHORT
    with pytest.raises(ClerkError, match=told) as refused:
        read_apart(door, *arguments, limits=limits, name="“来件.eml”")  # type: ignore[arg-type]
    assert str(refused.value).startswith(("“来件.eml”", "读取“来件.eml”"))


def test_one_that_only_waits_is_ended_by_the_clock_on_the_wall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Limits, "wall_seconds", 0.3)
    with pytest.raises(ClerkError, match="没有读完"):
        read_apart(time.sleep, 60, limits=SHORT)


def test_a_slow_start_of_our_own_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    # It begins at nought and is ready half a minute later, more than the reading itself may take.
    assert Limits().wall_seconds < HALF_A_MINUTE < child._START_SECONDS
    moments = chain([0.0], repeat(HALF_A_MINUTE))
    monkeypatch.setattr(child, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    assert read_apart(len, b"abc") == 3


@pytest.mark.parametrize(
    ("content", "code", "in_time", "told"),
    [
        (packed(("done", 3)), 0, False, "“甲.pdf”读了1秒还没有读完"),
        # Ended by the clock of the system, that of Linux or of Windows.
        (b"", -24, True, "“甲.pdf”读了1秒还没有读完"),
        (b"", 1816, True, "“甲.pdf”读了1秒还没有读完"),
        (b"", -9, True, "“甲.pdf”的内容异常庞大或者已经损坏，读取中断"),
        (b"", 0, True, "读取中断"),
        (packed(("out of memory", None)), 0, True, "读取“甲.pdf”需要的内存超过200兆"),
        (packed(("failed", "Traceback")), 0, True, "“甲.pdf”不合它这一类文件的规范"),
        (packed(("refused", ("不能读。", None, ""))), 0, True, "不能读。"),
        # One that no longer obeys may say anything; the clerk gets a sentence all the same.
        (packed(("refused", 5)), 0, True, "读取中断"),
        (packed(("refused", (1, 2, 3, 4))), 0, True, "读取中断"),
        (packed(("done",)), 0, True, "读取中断"),
        (packed(5), 0, True, "读取中断"),
        (b"no answer", 0, True, "读取中断"),
        (packed((7, 7)), 0, True, "不合它这一类文件的规范"),
    ],
)
def test_however_a_child_ends_the_clerk_gets_a_sentence(
    content, code, in_time, told, monkeypatch
) -> None:
    monkeypatch.setattr(child, "_exchanged", lambda *_: (content, code, in_time))
    with pytest.raises(ClerkError) as refused:
        read_apart(len, Path("甲.pdf"), limits=SHORT)
    assert told in refused.value.message


def test_an_answer_that_came_counts_whatever_the_child_ended_with(monkeypatch) -> None:
    monkeypatch.setattr(child, "_exchanged", lambda *_: (packed(("done", 3)), -24, True))
    assert read_apart(len, b"abc") == 3


def test_the_clerk_may_stop_it() -> None:
    class StoppedError(Exception):
        pass

    pressed = threading.Event()
    threading.Timer(0.1, pressed.set).start()

    def check() -> None:
        if pressed.is_set():
            raise StoppedError

    with pytest.raises(StoppedError):
        read_apart(time.sleep, 60, check=check)


def test_the_entry_needs_no_qt() -> None:
    code = (
        "import sys, desktop.__main__;"
        "print(*(name for name in sys.modules if 'PySide6' in name or 'lxml' in name))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert told.stdout.strip() == ""


def test_a_frozen_program_starts_itself_with_its_private_word() -> None:
    request = packed(Limits()) + packed(("builtins", "len", ("三个字",), {}))
    done = subprocess.run(
        [sys.executable, "-m", "desktop", PRIVATE],
        input=request, capture_output=True, check=True, timeout=30,
    )  # fmt: skip
    assert unpacked(done.stdout.removeprefix(READY)) == ("done", 3)


def test_what_reads_finds_our_modules_and_nothing_that_lies_about(monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/python/pythonw.exe")
    # Isolated: neither the folder it is started in nor what is set around it is looked into.
    python, *how, code = child._command()
    assert (python, how) == ("/python/pythonw.exe", ["-I", "-X", "utf8", "-c"])
    assert code.endswith("from casework.foreign.worker import main; main()")
    assert repr(str(Path(child.__file__).parents[2])) in code
    monkeypatch.setattr(sys, "platform", "win32")
    assert child._command()[0] == str(Path("/python/python.exe"))
    monkeypatch.setattr(sys, "executable", "/python/python3.exe")
    assert child._command()[0] == "/python/python3.exe"
    # A packed program is its own interpreter.
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child._command()[1:] == [PRIVATE]


def test_records_citations_and_days_pass_and_nothing_else_does() -> None:
    value = [date(2026, 3, 5), Channel.EMAIL, OGI.at(29, 2), Path("甲"), {"一": (1, 2.5, None)}]
    assert unpacked(packed(value)) == value
    for forged in (
        b"cos\nsystem\n(S'true'\ntR.",
        b"ccasework.foreign.worker\nmain\n(tR.",
        b"cdb.store\nopen_store\n(tR.",
        b"cpathlib\nPath.unlink\n.",
        b"",
    ):
        with pytest.raises(ValueError, match="not an answer"):
            unpacked(forged)


def test_small_files_get_no_more_than_usual_and_honest_large_ones_do(tmp_path: Path) -> None:
    small, large = tmp_path / "a", tmp_path / "b"
    small.write_bytes(b"x" * 300_000)
    large.write_bytes(b"x" * (12 << 20))
    assert limits_for(small) == Limits()
    assert limits_for(large).seconds == 29
    assert limits_for(b"x" * (12 << 20)).mib > Limits().mib


def test_a_path_is_meant_from_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "来信.txt").write_text("姓名：林一帆", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_apart(Path.read_text, Path("来信.txt"), encoding="utf-8") == "姓名：林一帆"
