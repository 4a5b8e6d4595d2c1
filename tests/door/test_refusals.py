import ast
import errno
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from door import making, refusals
from door.house import House
from tests.door.houses import ROOT, is_one_sentence


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("OSError: [Errno 28] No space left on device", refusals.DISK_FULL),
            ("OSError: [WinError 112] 磁盘空间不足。", refusals.DISK_FULL),
            ("OSError: [Errno 122] Disk quota exceeded", refusals.DISK_FULL),
            ("OSError: [WinError 32] 另一个程序正在使用此文件", refusals.IN_USE),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", refusals.BROKEN_DOWNLOAD),
            (
                "WARNING: Retrying (Retry(total=2, …)) after connection broken by "
                "'NewConnectionError: [Errno -3] Temporary failure in name resolution'\n"
                "ERROR: Could not find a version … (from versions: none)\n"
                "ERROR: No matching distribution found for click==8.5.1",
                refusals.NO_NETWORK,
            ),
            (
                "pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.",
                refusals.NO_NETWORK,
            ),
            ("ERROR: HTTP error 503 while getting …", refusals.NO_NETWORK),
        ],
    )
    def test_what_pip_said_becomes_what_to_do(
        self, tmp_path: Path, said: str, expected: refusals.StartError
    ) -> None:
        house = House(tmp_path)
        found = making.why_pip_failed(said, house, house.runtime_lock, offline=False)
        assert str(found) == str(expected)

    @pytest.mark.parametrize(
        ("said", "offline", "words"),
        [
            ("PermissionError: [Errno 13] Permission denied: '/x'", False, "没有权限"),
            ("OSError: [Errno 30] Read-only file system", False, "没有权限"),
            ("ERROR: Invalid requirement: 'click==='", False, "requirements.lock 缺失或已损坏"),
            ("ERROR: No matching distribution found for lxml", False, "没有适合本机"),
            ("ERROR: No matching distribution found for lxml", True, "wheels 文件夹里缺少"),
            ("something nobody has seen", False, "pip.log"),
        ],
    )
    def test_what_pip_said_names_the_place(
        self, tmp_path: Path, said: str, offline: bool, words: str
    ) -> None:
        house = House(tmp_path)
        found = str(making.why_pip_failed(said, house, house.runtime_lock, offline=offline))
        assert words in found
        assert is_one_sentence(found)

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            (errno.ENOSPC, "磁盘空间不足"),
            (errno.EDQUOT, "磁盘空间不足"),
            (errno.EACCES, "没有权限写入 somewhere"),
            (errno.EROFS, "没有权限写入 somewhere"),
            (errno.EIO, "系统不允许使用 somewhere"),
        ],
    )
    def test_what_the_system_refused_becomes_what_to_do(
        self, tmp_path: Path, code: int, words: str
    ) -> None:
        error = OSError(code, os.strerror(code), "somewhere")
        found = str(making.why_system_failed(error, House(tmp_path)))
        assert words in found
        assert is_one_sentence(found)

    def test_a_venv_that_cannot_be_made_says_why(self, tmp_path: Path) -> None:
        house = House(tmp_path)
        assert "venv 组件" in str(making.why_venv_failed("No module named ensurepip", house))
        assert "请删除该文件夹" in str(making.why_venv_failed("returned non-zero exit", house))

    @pytest.mark.parametrize(
        "refusal",
        [
            refusals.DISK_FULL,
            refusals.IN_USE,
            refusals.NO_NETWORK,
            refusals.BROKEN_DOWNLOAD,
            refusals.MISSING_WHEELS,
            refusals.unsupported_python(),
            refusals.no_venv_module(),
        ],
        ids=lambda refusal: str(refusal)[:12],
    )
    def test_a_refusal_is_one_sentence_in_two_languages(self, refusal: refusals.StartError) -> None:
        assert is_one_sentence(str(refusal))


class TestOlderPython:
    def test_it_can_be_read_by_a_python_too_old_to_run_it(self) -> None:
        ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))

    def test_an_older_python_is_turned_away(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 9, 2))
        with pytest.raises(SystemExit) as stopped:
            runpy.run_path(str(ROOT / "run.py"))
        assert stopped.value.code == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "Python 3.11" in said.err
        assert is_one_sentence(said.err)

    def test_a_folder_without_its_packaging_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
        done = subprocess.run(
            [sys.executable, str(tmp_path / "run.py"), "due"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert "程序文件夹不完整" in done.stderr
        assert is_one_sentence(done.stderr)
