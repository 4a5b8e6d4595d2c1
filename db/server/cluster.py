"""A PostgreSQL this computer runs by itself: made, started and stopped by its own programs.

No service is installed and no administrator is needed. It hears nobody but the addresses it is
started with; every account needs its password, except where `make` is told otherwise.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.server.plain_path import plainly
from rules.errors import ClerkError

SUPERUSER = "postgres"
LOOPBACK = "127.0.0.1"
_SECONDS = 60
_MOST_OF_A_LOG = 2_000
# Windows alone defines it: no black window flashes up.
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster in a folder; `account` is who runs it where root starts it (PostgreSQL refuses)."""

    folder: Path
    programs: Path
    account: str = ""

    @property
    def data(self) -> Path:
        """Where its data lie."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "log.txt"

    @property
    def is_made(self) -> bool:
        """Whether there is one in the folder."""
        return (self.data / "PG_VERSION").is_file()

    @property
    def is_running(self) -> bool:
        """Whether it runs."""
        return self.is_made and self._run("pg_ctl", "status", "-D", self.data).returncode == 0

    @property
    def port(self) -> int:
        """The port it hears at; 0 where it does not run."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return int(lines[3])
        except (OSError, ValueError, IndexError):
            return 0

    def make(self, password: str = "") -> None:
        """Make the cluster; without a password it trusts whoever reaches it on this computer.

        Texts are compared by their bytes, as SQLite does. Raises `ClerkError` where it cannot.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._hand_over(self.folder)
        words: list[str | Path] = [
            *("-D", self.data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"),
            *("--data-checksums", "--no-instructions"),
            f"--auth={'scram-sha-256' if password else 'trust'}",
        ]
        with plainly(self.programs) as plain:
            self._make(password, [*words, *plain])

    def _make(self, password: str, words: list[str | Path]) -> None:
        if not password:
            self._must("initdb", *words)
            return
        # Read once and gone: a password never stands on a command line or stays in a file.
        descriptor, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(password + "\n")
            self._hand_over(Path(name))
            self._must("initdb", *words, f"--pwfile={name}")
        finally:
            Path(name).unlink(missing_ok=True)

    def start(
        self, port: int, *, addresses: str = LOOPBACK, said: Mapping[str, str] | None = None
    ) -> None:
        """Start it and wait until it answers; `said` are further settings of the server.

        Raises `ClerkError` with what its log says where it does not start.
        """
        # A folder of its own for the socket: the system's may be closed to us.
        settings = {"listen_addresses": addresses, "port": str(port), **(said or {})}
        if sys.platform != "win32":
            settings.setdefault("unix_socket_directories", "")
        options = " ".join(f"-c {name}={_quoted(value)}" for name, value in settings.items())
        self.log.unlink(missing_ok=True)
        self._must(
            "pg_ctl", "start", "-w", "-s", "-t", str(_SECONDS),
            "-D", self.data, "-l", self.log, "-o", options,
        )  # fmt: skip

    def stop(self, *, at_once: bool = False) -> None:
        """Stop it; `at_once` as if the power had gone. Nothing where it does not run."""
        mode = "immediate" if at_once else "fast"
        self._run("pg_ctl", "stop", "-w", "-s", "-m", mode, "-D", self.data)

    def _must(self, program: str, *words: str | Path) -> None:
        done = self._run(program, *words)
        if done.returncode:
            raise ClerkError(
                f"本机的数据库没有{'建成' if program == 'initdb' else '启动'}（{program}）："
                f"{self._why(done.stdout)}。请确认磁盘有空间、文件夹“{self.folder}”可以写入、"
                "端口没有被其他程序占用，再试一次。"
            )

    def _why(self, said: str) -> str:
        with suppress(OSError):
            said += self.log.read_text(encoding="utf-8", errors="replace")[-_MOST_OF_A_LOG:]
        lines = [one.strip() for one in said.splitlines() if one.strip()]
        told = [one for one in lines if "FATAL" in one or "error" in one.casefold()]
        return (told or lines or ["没有说明原因"])[-1]

    def _run(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        # A file, no pipe: the server would keep a pipe open and the waiting would never end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [str(self.programs / program), *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=_environment(),
                cwd=self.folder if self.folder.is_dir() else None,
                check=False,
                creationflags=_NO_WINDOW,
                user=self.account or None,
                extra_groups=[] if self.account else None,
            )
            said.seek(0)
            words_of_it = said.read().decode("utf-8", "replace")
        return subprocess.CompletedProcess(done.args, done.returncode, words_of_it, "")

    def _hand_over(self, path: Path) -> None:
        if self.account and sys.platform != "win32":
            import shutil

            shutil.chown(path, self.account)


def _quoted(value: str) -> str:
    # A backslash keeps what follows together in the words pg_ctl hands on.
    return "".join("\\" + letter if letter in " \\'" else letter for letter in value) or "''"


def _environment() -> dict[str, str]:
    # PostgreSQL's own variables of whoever sits here would lead its programs elsewhere.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # What it says is looked through for its words.
    return {**kept, "LC_ALL": "C", "LC_MESSAGES": "C"}
