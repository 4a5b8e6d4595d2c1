from pathlib import Path

import pytest

from db.file_names import safe_name, what_to_check, why


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("依申请〔2026〕1号", "依申请〔2026〕1号"),
        ("公开/2026:1?", "公开_2026_1_"),
        ("公开\t1\x1f", "公开_1_"),
        ("2026.1.", "2026.1_"),
        ("2026-1 . ", "2026-1___"),
        ("CON", "_CON"),
        ("nul.2026", "_nul.2026"),
        ("Com1 .2026", "_Com1 .2026"),
        ("LPT¹", "_LPT¹"),
        ("CONTRACT 2026", "CONTRACT 2026"),
        ("", "_"),
        ("..", "__"),
    ],
)
def test_a_name_is_one_that_windows_takes(name: str, made: str) -> None:
    assert safe_name(name) == made


def test_two_numbers_keep_two_folders() -> None:
    assert safe_name("2026.1") != safe_name("2026.1.")


def test_a_path_too_long_for_windows_is_named_as_the_reason() -> None:
    assert "路径过长" in what_to_check(Path("长" * 260))
    assert "磁盘空间" in what_to_check(Path("登记簿"))


def test_why_the_system_refused_is_said_in_chinese() -> None:
    assert "被别的程序占用" in why(PermissionError(13, "Permission denied"))
    assert why(OSError("no number")).isascii() is False
