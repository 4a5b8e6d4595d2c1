"""Words typed wrongly on the command line are refused in Chinese, and the help is Chinese."""

import re

import pytest

from desktop.start.command_line import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["没有的命令"], "没有“没有的命令”这个命令，有的是open、demo、due"),
        (["import"], "缺少台账、--register"),
        (["import", "甲.xlsx", "--register"], "--register后面缺少内容"),
        (["report", "2026", "--register", "a", "--json", "--xlsx", "b"], "不能同时写"),
        (["open", "甲.djb", "乙.djb"], "多写了“乙.djb”"),
        (["open", "甲.djb", "--没有"], "没有“--没有”这个选项"),
        (["open", "甲.djb", "--h"], "“--h”写得太短，可能是"),
        (["open", "--hidden=3"], "--hidden后面不接内容"),
        (["--没有"], "缺少命令"),
    ],
)
def test_words_typed_wrongly_are_refused_in_chinese(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "用法：" in told
    assert not re.search("argument|usage|require|expected|choose|invalid", told)


@pytest.mark.parametrize("words", [["-h"], ["check", "-h"], ["restore", "--help"]])
def test_the_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    assert "显示这段说明" in told
    assert not re.search("show this|positional|options|usage", told)
