import ast
import errno
import io
import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent
HASH = "    --hash=sha256:" + "0a" * 32
LOCK = (
    f"# made\nclick==8.5.1 ; sys_platform == 'win32' \\\n{HASH} \\\n{HASH}\n"
    f"lxml==6.1.3 \\\n{HASH}\n"
)
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="POSIX processes")


def a_house(folder: Path, lock: str = LOCK + "# end\n") -> run.House:
    house = run.House(folder)
    house.runtime_lock.parent.mkdir(parents=True)
    house.runtime_lock.write_text(lock, encoding="utf-8")
    return house


def a_furnished_house(folder: Path, base: Path = Path(sys.executable)) -> run.House:
    house = a_house(folder)
    house.python.parent.mkdir(parents=True)
    house.python.touch()
    (house.venv / "pyvenv.cfg").write_text(f"home = here\nexecutable = {base}\n", encoding="utf-8")
    run.write_stamp(house, [house.runtime_lock])
    return house


def is_one_sentence(words: str) -> bool:
    chinese, slash, english = words.strip().partition(" / ")
    return (
        "\n" not in words.strip()
        and bool(slash)
        and re.search(r"请", chinese) is not None
        and re.search(r"[a-z]{3}", english) is not None
        and english.endswith(".")
        and not re.search(r"[。！]", chinese)
    )


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("OSError: [Errno 28] No space left on device", run.DISK_FULL),
            ("OSError: [WinError 112] 磁盘空间不足。", run.DISK_FULL),
            ("OSError: [Errno 122] Disk quota exceeded", run.DISK_FULL),
            ("OSError: [WinError 32] 另一个程序正在使用此文件", run.IN_USE),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", run.BROKEN_DOWNLOAD),
            (
                "WARNING: Retrying (Retry(total=2, …)) after connection broken by "
                "'NewConnectionError: [Errno -3] Temporary failure in name resolution'\n"
                "ERROR: Could not find a version … (from versions: none)\n"
                "ERROR: No matching distribution found for click==8.5.1",
                run.NO_NETWORK,
            ),
            ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", run.NO_NETWORK),
            ("ERROR: HTTP error 503 while getting …", run.NO_NETWORK),
        ],
    )
    def test_what_pip_said_becomes_what_to_do(
        self, tmp_path: Path, said: str, expected: run.StartError
    ) -> None:
        house = run.House(tmp_path)
        found = run.why_pip_failed(said, house, house.runtime_lock, offline=False)
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
        house = run.House(tmp_path)
        found = str(run.why_pip_failed(said, house, house.runtime_lock, offline=offline))
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
        found = str(run.why_system_failed(error, run.House(tmp_path)))
        assert words in found
        assert is_one_sentence(found)

    def test_a_venv_that_cannot_be_made_says_why(self, tmp_path: Path) -> None:
        house = run.House(tmp_path)
        assert "venv 组件" in str(run.why_venv_failed("No module named ensurepip", house))
        assert "请删除该文件夹" in str(run.why_venv_failed("returned non-zero exit", house))

    @pytest.mark.parametrize(
        "refusal",
        [
            run.DISK_FULL,
            run.IN_USE,
            run.NO_NETWORK,
            run.BROKEN_DOWNLOAD,
            run.MISSING_WHEELS,
            run.unsupported_python(),
            run.no_venv_module(),
        ],
        ids=lambda refusal: str(refusal)[:12],
    )
    def test_a_refusal_is_one_sentence_in_two_languages(self, refusal: run.StartError) -> None:
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


class TestLockFile:
    def test_what_it_pins_is_read(self, tmp_path: Path) -> None:
        house = a_house(tmp_path)
        pinned = run.requirements(house.runtime_lock)
        assert pinned == ["click==8.5.1 ; sys_platform == 'win32'", "lxml==6.1.3"]

    @pytest.mark.parametrize(
        "lock",
        [
            pytest.param("", id="empty"),
            pytest.param("# made\n# end\n", id="nothing pinned"),
            pytest.param(LOCK, id="cut after a whole requirement"),
            pytest.param(LOCK[: LOCK.index("lxml") + 20], id="cut within a requirement"),
            pytest.param(LOCK[:-6] + "\n# end\n", id="cut within a hash"),
            pytest.param(LOCK + "idna==3.1\n# end\n", id="a requirement without a hash"),
            pytest.param("idna==3.1\n" + LOCK + "# end\n", id="the first without a hash"),
            pytest.param(LOCK + f"idna>=3.1\n{HASH}\n# end\n", id="not pinned"),
            pytest.param(LOCK + "--index-url x\n# end\n", id="an option"),
            pytest.param("<html>\n" + LOCK + "# end\n", id="not a lock file"),
        ],
    )
    def test_a_damaged_one_is_refused(self, tmp_path: Path, lock: str) -> None:
        house = a_house(tmp_path, lock)
        with pytest.raises(run.StartError, match=r"requirements\.lock 缺失或已损坏"):
            run.requirements(house.runtime_lock)

    def test_bytes_that_are_no_text_are_refused(self, tmp_path: Path) -> None:
        house = a_house(tmp_path)
        house.runtime_lock.write_bytes(b"\xff\xfe")
        with pytest.raises(run.StartError, match="已损坏"):
            run.requirements(house.runtime_lock)

    def test_line_ends_do_not_make_it_another(self, tmp_path: Path) -> None:
        one, other = tmp_path / "one.lock", tmp_path / "other.lock"
        one.write_bytes(b"a\nb\n")
        other.write_bytes(b"a\r\nb\r\n")
        assert run.fingerprint(one) == run.fingerprint(other)


class TestStamp:
    def test_a_whole_venv_is_ready(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        assert run.is_ready(house, house.runtime_lock)

    def test_a_venv_without_its_stamp_is_not(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.stamp.unlink()
        assert not run.is_ready(house, house.runtime_lock)

    @pytest.mark.parametrize("stamp", ["", "{", "[]", "null"])
    def test_a_broken_stamp_counts_for_nothing(self, tmp_path: Path, stamp: str) -> None:
        house = a_furnished_house(tmp_path)
        house.stamp.write_text(stamp, encoding="utf-8")
        assert not run.is_ready(house, house.runtime_lock)

    def test_a_changed_lock_asks_for_an_update_not_a_new_venv(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")
        assert not run.is_ready(house, house.runtime_lock)
        assert run.read_stamp(house)

    def test_the_other_lock_is_another_matter(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.development_lock.write_text(LOCK + "# end\n", encoding="utf-8")
        assert not run.is_ready(house, house.development_lock)

    def test_a_moved_venv_is_made_again(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path / "原来 的")
        moved = house.root.rename(tmp_path / "后来 的")
        assert not run.read_stamp(run.House(moved))

    def test_a_venv_whose_python_is_gone_is_made_again(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path)
        house.python.unlink()
        assert not run.read_stamp(house)

    def test_a_venv_whose_base_was_uninstalled_is_made_again(self, tmp_path: Path) -> None:
        base = tmp_path / "base-python"
        base.touch()
        house = a_furnished_house(tmp_path, base)
        assert run.read_stamp(house)
        base.unlink()
        assert not run.read_stamp(house)

    def test_a_base_that_could_never_be_seen_is_not_asked_for(self, tmp_path: Path) -> None:
        house = a_furnished_house(tmp_path, tmp_path / "hidden-python")
        assert json.loads(house.stamp.read_text(encoding="utf-8"))["base"] == ""
        assert run.is_ready(house, house.runtime_lock)


class TestMakingReady:
    @pytest.fixture
    def made(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Say what was done instead of doing it."""
        done: list[str] = []

        def make_venv(house: run.House) -> None:
            house.python.parent.mkdir(parents=True, exist_ok=True)
            house.python.touch()
            (house.venv / "pyvenv.cfg").touch()
            done.append("venv")

        monkeypatch.setattr(run, "make_venv", make_venv)
        monkeypatch.setattr(run, "install", lambda *_: done.append("install"))
        return done

    def test_the_first_start_makes_it_and_the_second_is_instant(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path)
        run.make_ready(house, house.runtime_lock)
        run.make_ready(house, house.runtime_lock)
        assert made == ["venv", "install"]

    def test_a_changed_lock_only_installs(self, tmp_path: Path, made: list[str]) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")
        run.make_ready(house, house.runtime_lock)
        assert made == ["install"]
        assert run.is_ready(house, house.runtime_lock)

    def test_an_update_that_breaks_off_leaves_no_stamp(
        self, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house = a_furnished_house(tmp_path)
        house.runtime_lock.write_text(LOCK + "# newer\n# end\n", encoding="utf-8")

        def breaks_off(*_: object) -> None:
            raise run.NO_NETWORK

        monkeypatch.setattr(run, "install", breaks_off)
        with pytest.raises(run.StartError):
            run.make_ready(house, house.runtime_lock)
        assert not run.read_stamp(house)

    def test_the_development_lock_makes_the_program_ready_too(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path)
        house.development_lock.write_text(LOCK + "# more\n# end\n", encoding="utf-8")
        run.make_ready(house, house.development_lock)
        run.make_ready(house, house.runtime_lock)
        assert made == ["venv", "install"]

    @POSIX_ONLY
    def test_a_path_that_python_would_split_is_refused(
        self, tmp_path: Path, made: list[str]
    ) -> None:
        house = a_house(tmp_path / "a:b")
        with pytest.raises(run.StartError, match="请改名"):
            run.make_ready(house, house.runtime_lock)
        assert made == []

    def test_a_python_without_venv_is_refused(
        self, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
        house = a_house(tmp_path)
        with pytest.raises(run.StartError, match="venv 组件"):
            run.make_ready(house, house.runtime_lock)
        assert made == []

    def test_a_disk_without_room_is_refused_before_anything_is_fetched(
        self,
        tmp_path: Path,
        made: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(run, "ROOM_NEEDED", 2**80)
        house = a_house(tmp_path)
        with pytest.raises(run.StartError, match="磁盘空间不足"):
            run.make_ready(house, house.runtime_lock)
        assert made == []
        assert capsys.readouterr() == ("", "")

    def test_one_start_at_a_time_writes_the_venv(self, tmp_path: Path) -> None:
        with run.alone(run.House(tmp_path)), (tmp_path / ".venv.lock").open("ab") as second:
            assert not run.try_to_lock(second)
        with (tmp_path / ".venv.lock").open("ab") as third:
            assert run.try_to_lock(third)


class TestHandingOn:
    @pytest.fixture
    def executed(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
        if os.name != "posix":
            pytest.skip("POSIX replaces the process")
        calls: list[tuple[list[str], dict[str, str]]] = []

        def execve(path: str, words: list[str], environment: dict[str, str]) -> None:
            assert path == words[0]
            calls.append((words, environment))
            raise SystemExit(0)

        monkeypatch.setattr(run.os, "execve", execve)
        monkeypatch.setattr(run, "make_ready", lambda *_: None)
        monkeypatch.setattr(run, "need_libraries", lambda *_: None)
        return calls

    def test_words_and_streams_pass_untouched(
        self,
        tmp_path: Path,
        executed: list[tuple[list[str], dict[str, str]]],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        words = ["import", "台账 2026.xlsx", "--register", "登记 簿.db", ""]
        with pytest.raises(SystemExit):
            run.main(words, tmp_path)
        command, environment = executed[0]
        assert command == [str(run.House(tmp_path).python), "-P", "-m", "desktop", *words]
        assert environment["PYTHONUTF8"] == "1"
        assert environment["PYTHONPATH"] == str(tmp_path)
        assert capsys.readouterr() == ("", "")

    def test_without_a_display_the_bare_command_makes_the_demo(
        self,
        tmp_path: Path,
        executed: list[tuple[list[str], dict[str, str]]],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(run.sys, "platform", "linux")
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        with pytest.raises(SystemExit):
            run.main([], tmp_path)
        assert executed[0][0][-1] == "demo"
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "没有可用的显示器" in said.err

    def test_with_a_display_the_bare_command_opens_the_window(
        self,
        tmp_path: Path,
        executed: list[tuple[list[str], dict[str, str]]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("DISPLAY", ":0")
        with pytest.raises(SystemExit):
            run.main([], tmp_path)
        assert executed[0][0][-1] == "desktop"

    @pytest.mark.parametrize(
        ("platform", "environment", "lacking"),
        [
            ("linux", {}, True),
            ("linux", {"DISPLAY": ""}, True),
            ("linux", {"DISPLAY": ":0"}, False),
            ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
            ("win32", {}, False),
        ],
    )
    def test_a_display_is_what_linux_calls_one(
        self, platform: str, environment: dict[str, str], lacking: bool
    ) -> None:
        assert run.lacks_display(platform, environment) is lacking

    @pytest.mark.parametrize("words", [[], ["open", "--hidden"], ["open", "登记簿.db"]])
    def test_on_windows_a_window_has_no_console_behind_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
    ) -> None:
        opened: list[list[str]] = []
        monkeypatch.setattr(run.sys, "platform", "win32")
        monkeypatch.setattr(run, "make_ready", lambda *_: None)
        monkeypatch.setattr(run, "need_libraries", lambda _: None)
        monkeypatch.setattr(
            run, "open_window", lambda _house, handed_on, _: opened.append(handed_on) or 0
        )
        assert run.hand_on(run.House(tmp_path), words) == 0
        assert opened == [["-P", "-m", "desktop", *words]]

    def test_nothing_foreign_leads_python_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING", "PIP_TARGET"):
            monkeypatch.setenv(name, "elsewhere")
        assert "elsewhere" not in run.own_environment().values()

    def test_being_interrupted_is_no_failure_to_explain(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(run, "make_ready", interrupted)
        assert run.main(["due"], tmp_path) == 130
        assert capsys.readouterr() == ("", "")

    def test_a_failure_is_one_sentence_and_exit_code_1(self, tmp_path: Path) -> None:
        (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
        done = subprocess.run(
            [sys.executable, str(tmp_path / "run.py"), "due"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert is_one_sentence(done.stderr)


class TestTheTestCommand:
    @pytest.fixture
    def called(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        calls: list[list[str]] = []

        def call(command: list[object], **_: object) -> int:
            calls.append([str(word) for word in command[1:]])
            return 3 if "mypy" in calls[-1] else 0

        for name in ("make_ready", "need_libraries", "install_system_packages"):
            monkeypatch.setattr(run, name, lambda *_: None)
        monkeypatch.setattr(run.subprocess, "call", call)
        return calls

    def test_it_stops_at_the_first_failure_with_its_code(
        self, tmp_path: Path, called: list[list[str]]
    ) -> None:
        assert run.main(["test"], tmp_path) == 3
        assert called == [
            ["-m", "ruff", "check", "."],
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "mypy"],
        ]

    def test_with_words_pytest_alone_gets_them(
        self, tmp_path: Path, called: list[list[str]]
    ) -> None:
        assert run.main(["test", "tests/rules", "-k", "到期"], tmp_path) == 0
        assert called == [["-m", "pytest", "tests/rules", "-k", "到期"]]

    @POSIX_ONLY
    def test_only_missing_system_packages_are_wanted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake = tmp_path / "dpkg-query"
        fake.write_text(
            "#!/bin/sh\n"
            'for name in "$@"; do case $name in\n'
            'libgl1 | libglib2.0-0t64) echo "$name installed" ;;\n'
            'xvfb) echo "$name config-files" ;;\n'
            "esac; done\n"
            "exit 1\n",
            encoding="utf-8",
        )
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        wanted = ["libgl1", "libglib2.0-0", "xvfb", "xauth"]
        assert run.missing_packages(wanted) == ["xvfb", "xauth"]

    @pytest.mark.skipif(sys.platform != "linux", reason="Debian's libraries")
    def test_a_library_that_cannot_be_loaded_names_its_package(self) -> None:
        with pytest.raises(run.StartError, match="sudo apt-get install the-package") as refused:
            run.need_libraries({"libc.so.6": "libc6", "libnothing-like-it.so.0": "the-package"})
        assert is_one_sentence(str(refused.value))


class TestProgress:
    def test_a_chinese_letter_takes_two_columns(self) -> None:
        assert run.columns("办 a") == 4

    def test_a_terminal_sees_one_line_that_vanishes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = io.StringIO()
        screen.isatty = lambda: True
        monkeypatch.setattr(run.sys, "stderr", screen)
        progress = run.ProgressLine()
        progress.show("正在取得")
        progress.show("完")
        progress.clear()
        assert screen.getvalue() == "\r正在取得\r完" + " " * 6 + "\r  \r"

    def test_elsewhere_it_is_said_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress = run.ProgressLine()
        progress.show("正在取得")
        progress.show("正在安装")
        progress.clear()
        assert capsys.readouterr() == ("", "正在取得\n")
