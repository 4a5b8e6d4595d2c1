import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from door import opening, refusals, system, talking
from door.environment import lacks_display, own_environment
from door.house import House
from tests.door.houses import POSIX_ONLY, ROOT, is_one_sentence


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

        monkeypatch.setattr(os, "execve", execve)
        monkeypatch.setattr(opening, "make_ready", lambda *_: None)
        monkeypatch.setattr(opening, "need_libraries", lambda *_: None)
        return calls

    def test_words_and_streams_pass_untouched(
        self,
        tmp_path: Path,
        executed: list[tuple[list[str], dict[str, str]]],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        words = ["import", "台账 2026.xlsx", "--register", "登记 簿.db", ""]
        with pytest.raises(SystemExit):
            opening.main(words, tmp_path)
        command, environment = executed[0]
        assert command == [str(House(tmp_path).python), "-P", "-m", "desktop", *words]
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
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        with pytest.raises(SystemExit):
            opening.main([], tmp_path)
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
            opening.main([], tmp_path)
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
        assert lacks_display(platform, environment) is lacking

    @pytest.mark.parametrize("words", [[], ["open", "--hidden"], ["open", "登记簿.db"]])
    def test_on_windows_a_window_has_no_console_behind_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
    ) -> None:
        opened: list[list[str]] = []
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(opening, "make_ready", lambda *_: None)
        monkeypatch.setattr(opening, "need_libraries", lambda _: None)
        monkeypatch.setattr(
            opening, "open_window", lambda _house, handed_on, _: opened.append(handed_on) or 0
        )
        assert opening.hand_on(House(tmp_path), words) == 0
        assert opened == [["-P", "-m", "desktop", *words]]

    def test_nothing_foreign_leads_python_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING", "PIP_TARGET"):
            monkeypatch.setenv(name, "elsewhere")
        assert "elsewhere" not in own_environment().values()

    def test_being_interrupted_is_no_failure_to_explain(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(opening, "make_ready", interrupted)
        assert opening.main(["due"], tmp_path) == 130
        assert capsys.readouterr() == ("", "")

    def test_a_failure_is_one_sentence_and_exit_code_1(self, tmp_path: Path) -> None:
        (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
        shutil.copytree(ROOT / "packaging" / "door", tmp_path / "packaging" / "door")
        done = subprocess.run(
            [sys.executable, str(tmp_path / "run.py"), "due"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert "requirements.lock" in done.stderr
        assert is_one_sentence(done.stderr)


class TestTheTestCommand:
    @pytest.fixture
    def called(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        calls: list[list[str]] = []

        def call(command: list[object], **_: object) -> int:
            calls.append([str(word) for word in command[1:]])
            return 3 if "mypy" in calls[-1] else 0

        for name in ("make_ready", "need_libraries", "install_system_packages"):
            monkeypatch.setattr(opening, name, lambda *_: None)
        monkeypatch.setattr(subprocess, "call", call)
        monkeypatch.setattr(opening, "READING_AHEAD", ("-c", ""))
        monkeypatch.setattr(House, "python", property(lambda _: Path(sys.executable)))
        return calls

    def test_it_stops_at_the_first_failure_with_its_code(
        self, tmp_path: Path, called: list[list[str]]
    ) -> None:
        assert opening.main(["test"], tmp_path) == 3
        assert called == [
            ["-m", "ruff", "check", "."],
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "mypy"],
        ]

    def test_with_words_pytest_alone_gets_them(
        self, tmp_path: Path, called: list[list[str]]
    ) -> None:
        assert opening.main(["test", "tests/rules", "-k", "到期"], tmp_path) == 0
        assert called == [["-m", "pytest", "tests/rules", "-k", "到期"]]

    @pytest.mark.parametrize("system", ["windows", "linux"])
    def test_a_bundle_is_made_by_the_programs_own_python(
        self, tmp_path: Path, called: list[list[str]], system: str
    ) -> None:
        assert opening.main([system, "--fast"], tmp_path) == 0
        assert called == [["-m", f"bundle.{system}", "--fast"]]
        assert (ROOT / "packaging" / "bundle" / f"{system}.py").is_file()

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
        assert system.missing_packages(wanted) == ["xvfb", "xauth"]

    @pytest.mark.skipif(sys.platform != "linux", reason="Debian's libraries")
    def test_a_library_that_cannot_be_loaded_names_its_package(self) -> None:
        with pytest.raises(
            refusals.StartError, match="sudo apt-get install the-package"
        ) as refused:
            system.need_libraries({"libc.so.6": "libc6", "libnothing-like-it.so.0": "the-package"})
        assert is_one_sentence(str(refused.value))


class TestProgress:
    def test_a_chinese_letter_takes_two_columns(self) -> None:
        assert talking.columns("办 a") == 4

    def test_a_terminal_sees_one_line_that_vanishes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = io.StringIO()
        monkeypatch.setattr(screen, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stderr", screen)
        progress = talking.ProgressLine()
        progress.show("正在取得")
        progress.show("完")
        progress.clear()
        assert screen.getvalue() == "\r正在取得\r完" + " " * 6 + "\r  \r"

    def test_elsewhere_it_is_said_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress = talking.ProgressLine()
        progress.show("正在取得")
        progress.show("正在安装")
        progress.clear()
        assert capsys.readouterr() == ("", "正在取得\n")
