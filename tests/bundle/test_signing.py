"""The step that signs what is handed on, where the environment names a certificate."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bundle import installer
from door.refusals import StartError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the tool is a script of the shell here")
# Writes what it was told before what it signs, as the last word names the file to write.
SIGNS = 'for out; do :; done\n{ echo "$*"; cat "${in}"; } > "$out"\n'


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESK_SIGN_PKCS12", "单位 证书.p12")
    path = tmp_path / "办件台 安装.exe"
    path.write_bytes(b"MZ")
    return path


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lay the tool that signs in its place, as a script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def lay(script: str) -> None:
        made = folder / "osslsigncode"
        made.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        made.chmod(0o755)

    return lay


def test_without_a_certificate_nothing_is_signed(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESK_SIGN_PKCS12")
    assert installer.sign(program) is False
    assert program.read_bytes() == b"MZ"


def test_what_is_signed_takes_the_place_of_what_was_not(
    program: Path, tool: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_SIGN_PASSWORD_FILE", "/口令 文件")
    monkeypatch.setenv("DESK_SIGN_TIMESTAMP", "时间戳地址")
    tool(f'in="{program}"\n{SIGNS}')
    assert installer.sign(program) is True
    told, _, was = program.read_bytes().partition(b"\n")
    assert was == b"MZ"
    words = told.decode()
    for part in ("-pkcs12 单位 证书.p12", "-readpass /口令 文件", "-ts 时间戳地址", "-h sha256"):
        assert part in words
    assert [path.name for path in program.parent.iterdir() if path.is_file()] == [program.name]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("echo wrong password; exit 1\n", id="refused"),
        pytest.param('for out; do :; done\necho half > "$out"\nexit 1\n', id="broke off"),
        pytest.param("exit 0\n", id="wrote nothing"),
        pytest.param(None, id="not installed"),
    ],
)
def test_what_cannot_be_signed_stays_as_it_was_and_is_told(
    program: Path, tool: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    if script is None:
        monkeypatch.setenv("PATH", str(program.parent / "bin"))
    else:
        tool(script)
    with pytest.raises(StartError, match="没有签上名"):
        installer.sign(program)
    assert program.read_bytes() == b"MZ"
    assert [path.name for path in program.parent.iterdir() if path.is_file()] == [program.name]
