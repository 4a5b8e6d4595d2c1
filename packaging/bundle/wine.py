"""Programs of Windows run on Linux by wine, in a prefix of its own and by a user without rights."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from door.refusals import StartError

_WINE = Path("/usr/lib/wine/wine64")
_SERVER = Path("/usr/lib/wine/wineserver64")
_STUBS = Path(__file__).with_name("stubs")
_NOBODY = 65534
_LAST_WORDS_SECONDS = 2
_STUB_LIBRARIES = {"icuuc": (), "mscms": (), "bcryptprimitives": ("-ladvapi32",)}
# Without a debugger of its own a call wine lacks ends the program instead of hanging it.
_OVERRIDES = ";".join(
    (
        *("mscms=n,b", "icuuc=n,b", "bcryptprimitives=n,b", "mshtml=d", "mscoree=d"),
        *("winemenubuilder.exe=d", "winedbg.exe=d"),
    )
)


@dataclass
class Wine:
    """One prefix: a small Windows of its own."""

    prefix: Path
    display: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The folder that holds what Windows calls the user's documents and desktop."""
        return self.prefix.with_name(self.prefix.name + "-home")

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.prefix / "drive_c"

    @property
    def runs_postgresql(self) -> bool:
        """Whether PostgreSQL can run here: it flushes files by a call that wine 8 has not."""
        library = self.drive / "windows" / "system32" / "ntdll.dll"
        return b"\0NtFlushBuffersFileEx\0" in library.read_bytes()

    def environment(self) -> dict[str, str]:
        """Return the surroundings of a program: a Chinese Windows in China, and nothing of ours."""
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "USER": "jingban",
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "zh_CN.UTF-8",
            # Made below: the code page is 936 only where the system knows Chinese.
            "LOCPATH": str(self.home / "locale"),
            # The C library of Windows reads it too, and knows no names of places.
            "TZ": "CST-8",
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            **({"DISPLAY": self.display} if self.display else {}),
            **self.extra,
        }

    def begin(self, script: Path, words: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
        """Start a program of Windows and do not wait; its output goes into a pipe."""
        self._know_chinese()
        return subprocess.Popen(
            [*_without_rights(self.prefix), str(_WINE), str(script), *words],
            env=self.environment(),
            cwd=self.home,
            stdin=subprocess.PIPE,
            # wine's own programs hang where this is a plain file.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _know_chinese(self) -> None:
        locale = self.home / "locale"
        if locale.is_dir():
            return
        locale.mkdir(parents=True)
        made = locale / "zh_CN.UTF-8"
        with contextlib.suppress(OSError):
            subprocess.run(
                ["localedef", "-i", "zh_CN", "-f", "UTF-8", str(made)],
                check=False,
                capture_output=True,
            )
        if not made.is_dir():
            # Wine would take every name that is not ASCII for another, and say so nowhere.
            locale.rmdir()
            raise StartError(
                "没有做出中文的区域设置（localedef），"
                "请运行 sudo apt-get install locales 后重新运行",
                "The Chinese locale was not made (localedef): run sudo apt-get install locales "
                "and run it again.",
            )
        give_away(locale)

    def run(
        self,
        program: Path | str,
        words: Sequence[str] = (),
        *,
        given: bytes = b"",
        seconds: float = 600,
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a program of Windows to its end; raises `TimeoutExpired` and ends it after that."""
        child = self.begin(Path(program), words)
        try:
            said = what_it_said(child, given, seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        return subprocess.CompletedProcess(child.args, child.returncode, said)

    def make(self) -> None:
        """Make the prefix afresh: Windows 10, with the stand-ins for what wine 8 lacks."""
        self.end()
        for folder in (self.prefix, self.home):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            give_away(folder)
        self.run("wineboot", ["-i"], seconds=900)
        self.wait()
        system = self.drive / "windows" / "system32"
        for name, libraries in _STUB_LIBRARIES.items():
            compile_stub(_STUBS / f"{name}.c", system / f"{name}.dll", libraries)
        self.run("winecfg", ["-v", "win10"], seconds=300)
        self.wait()

    def wait(self) -> None:
        """Wait until every program of the prefix has ended and its registry is written."""
        subprocess.run(
            [*_without_rights(self.prefix), str(_SERVER), "-w"],
            env=self.environment(),
            check=False,
            timeout=600,
        )

    def end(self) -> None:
        """End every program of the prefix."""
        if self.prefix.is_dir():
            subprocess.run(
                [*_without_rights(self.prefix), str(_SERVER), "-k"],
                env=self.environment(),
                check=False,
                timeout=60,
            )
            time.sleep(0.5)


def what_it_said(child: "subprocess.Popen[bytes]", given: bytes, seconds: float) -> bytes:
    """Return what a program says until it ends; one it leaves running may hold its pipe open.

    Raises `TimeoutExpired` after so many seconds.
    """
    assert child.stdin is not None
    assert child.stdout is not None
    said, pipe = bytearray(), child.stdout

    def hear() -> None:
        with pipe:
            while part := os.read(pipe.fileno(), 1 << 16):
                said.extend(part)

    hearing = threading.Thread(target=hear, daemon=True)
    hearing.start()
    with suppress(BrokenPipeError):
        child.stdin.write(given)
        child.stdin.close()
    child.wait(seconds)
    hearing.join(_LAST_WORDS_SECONDS)
    return bytes(said)


def windows_path(path: Path) -> str:
    """Return what wine calls a path of Linux."""
    return "Z:" + str(path).replace("/", "\\")


def compile_stub(source: Path, target: Path, libraries: Sequence[str]) -> None:
    """Compile one stand-in; it goes into the prefix and never into a bundle."""
    subprocess.run(
        ["x86_64-w64-mingw32-gcc", "-shared", "-O", "-o", str(target), str(source), *libraries],
        check=True,
    )


def is_there() -> bool:
    """Tell whether this computer has wine where Debian puts it."""
    return _WINE.is_file()


def missing() -> StartError:
    """Return the refusal for a computer without wine."""
    return StartError(
        "没有找到 64 位的 wine，请运行 sudo apt-get install wine wine64 后重新运行",
        "There is no 64-bit wine: run sudo apt-get install wine wine64 and run it again.",
    )


def give_away(folder: Path) -> None:
    """Let the user without rights write here, where we are root; a folder made by us is meant."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)


def _without_rights(place: Path) -> list[str]:
    """Return what to put before a command so that root does not run it, where that can be."""
    if os.geteuid() != 0:
        return []
    command = [
        *("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
        "--no-new-privs",
    ]
    # A tree in a folder only root may enter is worked on by root.
    reachable = subprocess.run([*command, "test", "-w", str(place)], check=False)
    return command if reachable.returncode == 0 else []
