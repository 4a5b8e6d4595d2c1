import os
from pathlib import Path

import pytest

from bundle import windows_python
from door.refusals import StartError

SIGNED = """
Signer #0:
\t\tSubject: /C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation
\tText description: Built: Release_v3.11.9_20240402.02
Signature verification: ok
"""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signatures are checked on Linux")


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Let the tool that checks signatures say what a test wants."""

    def says(words: str, code: int = 0) -> None:
        program = tmp_path / "bin" / "osslsigncode"
        program.parent.mkdir(exist_ok=True)
        (tmp_path / "words").write_text(words, encoding="utf-8")
        program.write_text(f'#!/bin/sh\ncat "{tmp_path}/words"\nexit {code}\n', encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        windows_python._no_lists.cache_clear()

    yield says
    windows_python._no_lists.cache_clear()


def test_what_its_makers_signed_for_this_release_is_taken(tool, tmp_path: Path) -> None:
    tool(SIGNED)
    windows_python.check_signature(tmp_path / "python311.dll")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(SIGNED, 1, id="the tool says no"),
        pytest.param(SIGNED.replace(": ok", ": failed"), 0, id="not verified"),
        pytest.param(SIGNED.replace("Python Software Foundation", "Somebody"), 0, id="another"),
        pytest.param(SIGNED.replace("CN=Python", "CN=Not Python"), 0, id="one named alike"),
        pytest.param(SIGNED.replace("v3.11.9", "v3.11.4"), 0, id="another release"),
        pytest.param("No signature found\n", 0, id="unsigned"),
    ],
)
def test_anything_else_is_refused(tool, tmp_path: Path, words: str, code: int) -> None:
    tool(words, code)
    with pytest.raises(StartError, match="没有通过签名核对"):
        windows_python.check_signature(tmp_path / "python311.dll")
