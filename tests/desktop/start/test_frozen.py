import sys

import pytest

from desktop.start import command_line, frozen, telling
from desktop.window import crash
from rules.errors import ClerkError


@pytest.fixture
def told(monkeypatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(telling, "tell", said.append)
    return said


@pytest.fixture
def notes(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "配置 位置")
    return tmp_path / "配置 位置" / "启动故障.txt"


def broken(words: list[str]) -> int:
    raise ValueError("王小明的申请")


def test_whatever_breaks_before_a_window_ends_in_one_chinese_sentence(told, notes, monkeypatch):
    monkeypatch.setattr(command_line, "main", broken)
    assert frozen.main(["open"]) == 1
    assert len(told) == 1
    assert told[0].endswith("其中不含申请人信息。")
    assert str(notes) in told[0]
    written = notes.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "tests/desktop/start/test_frozen.py" in written
    assert "王小明" not in written


def test_where_nothing_can_be_written_the_kind_is_said(told, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("platformdirs.user_config_path", refuse)
    assert frozen.sentence_of(KeyError("王小明")).endswith("故障类型：KeyError。")


def test_no_memory_is_told_without_asking_for_more(monkeypatch):
    assert frozen.sentence_of(MemoryError()).startswith("内存不足")


def test_a_wrong_use_without_a_console_is_told_in_a_box(told, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert frozen.main(["没有的命令"]) == 1
    assert "没有“没有的命令”这个命令" in told[0]


def test_a_refusal_without_a_console_is_told_in_a_box(told, monkeypatch, tmp_path):
    missing = str(tmp_path / "没有.db")
    assert frozen.main(["check", "--register", missing]) == 1
    assert "没有.db" in told[0]


@pytest.mark.parametrize("words", [["due"], ["fee"], ["notice", "2026"], ["check-report"]])
def test_a_command_that_reads_says_so_where_there_is_nothing_to_read(words, told, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert command_line.main(words) == 1
    assert "标准输入" in told[0]


def test_a_packed_program_is_called_by_its_own_name(monkeypatch, capsys):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/办件台/banjiantai-cli.exe")
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    assert "用法：banjiantai-cli" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        ("casework/commands/due.py", "casework/commands/due.py"),
        (str(crash._ROOT / "rules" / "case.py"), "rules/case.py"),
        ("/usr/lib/python3/site-packages/docx/api.py", "docx/api.py"),
        ("/home/wang/x.py", "x.py"),
    ],
)
def test_a_frame_is_named_by_its_module_path_and_never_by_a_folder_of_hers(frame, shown):
    assert crash.place(frame) == shown


def test_a_sentence_goes_to_the_console_where_there_is_one(capsys):
    telling.tell("请重试。")
    assert capsys.readouterr() == ("", "请重试。\n")


def test_a_clerks_error_stays_a_sentence(told, monkeypatch):
    def refused(_: object) -> int:
        raise ClerkError("磁盘已满，请腾出空间。")

    monkeypatch.setattr(command_line, "_window", refused)
    assert command_line.main([]) == 1
    assert told == ["磁盘已满，请腾出空间。"]
