"""The one door: makes .venv from the lock file, then hands its words to the program.

It runs before anything is installed, on whatever Python is there: standard library only, and no
syntax that a Python older than 3.6 could not at least read far enough to be refused politely.
Everything it says goes to stderr; stdout belongs to the program.
"""

import contextlib
import ctypes
import errno
import hashlib
import importlib
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is turned away
    sys.stderr.write(
        f"本程序需要 Python 3.11 或更高版本（现在是 {sys.version.split()[0]}），"
        "请安装后用新版本重新运行 / This program needs Python 3.11 or newer: "
        "install one and run it again.\n"
    )
    raise SystemExit(1)

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

ESSENTIAL_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PACKAGES = (
    *ESSENTIAL_LIBRARIES.values(),
    *X11_LIBRARIES.values(),
    *("xvfb", "xauth", "fonts-wqy-microhei", "fonts-arphic-gbsn00lp"),
    *("libreoffice-writer", "libreoffice-calc", "poppler-utils"),
)
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    (
        "import contracts",
        ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    ),
    ("pytest", ("-m", "pytest", "-n", "2", "--dist", "loadfile")),
)


# Bytes of a whole .venv, tests included, with what pip unpacks meanwhile.
ROOM_NEEDED = 700 * 2**20


class StartError(Exception):
    """Why the program cannot start and what to do about it, in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")


DISK_FULL = StartError(
    "磁盘空间不足，请腾出至少 1 GB 空间后重新运行",
    "The disk is full: free at least 1 GB and run it again.",
)
IN_USE = StartError(
    "程序的文件正在使用，请关闭已打开的本程序后重新运行",
    "Files of the program are in use: close the program and run it again.",
)
NO_NETWORK = StartError(
    "无法从网络取得所需组件，请检查网络、代理和证书设置后重新运行，"
    "不能联网的电脑请把安装包放进 run.py 旁边的 wheels 文件夹",
    "The parts it needs could not be fetched: check network, proxy and certificates and run it "
    "again, or put the packages into a folder named wheels beside run.py.",
)
BROKEN_DOWNLOAD = StartError(
    "取得的安装包与清单不符，请更换 wheels 文件夹里的安装包或检查网络代理后重新运行",
    "A package is not the one the lock file names: replace the packages in the folder wheels, or "
    "check the network proxy, and run it again.",
)
MISSING_WHEELS = StartError(
    "wheels 文件夹里缺少本机需要的安装包，请补齐，或移走该文件夹以便联网取得，然后重新运行",
    "The folder wheels lacks a package this computer needs: add it, or move the folder away to "
    "use the network, and run it again.",
)


def no_rights(place: Path | str) -> StartError:
    """Return the refusal for a place that may not be written."""
    return StartError(
        f"没有权限写入 {place}，请把程序文件夹放到自己可以写入的位置后重新运行",
        f"No right to write {place}: move the program's folder to a place you may write and run "
        "it again.",
    )


def damaged_lock(lock: Path) -> StartError:
    """Return the refusal for a lock file that cannot be trusted."""
    return StartError(
        f"组件清单 {lock.name} 缺失或已损坏，请重新取得完整的程序文件夹",
        f"The lock file {lock.name} is missing or damaged: get the whole program folder again.",
    )


def unsupported_python() -> StartError:
    """Return the refusal for a Python that the locked packages were not built for."""
    bits = 64 if sys.maxsize > 2**32 else 32
    version = f"Python {sys.version.split()[0]}, {bits}-bit"
    return StartError(
        f"没有适合本机（{version}）的安装包，请改用 64 位 Python 3.11 至 3.13"
        "（Windows 10 以上，或 glibc 2.34 以上的 Linux）后重新运行",
        f"There are no packages for this computer ({version}): use a 64-bit Python 3.11 to 3.13 "
        "on Windows 10 or newer, or on a Linux with glibc 2.34 or newer, and run it again.",
    )


def no_venv_module() -> StartError:
    """Return the refusal for a Python that was installed without venv or ensurepip."""
    package = f"python3.{sys.version_info.minor}-venv"
    return StartError(
        f"这个 Python 缺少 venv 组件，Debian 或 Ubuntu 请运行 sudo apt-get install {package}，"
        "其他系统请重新安装完整的 Python，然后重新运行",
        "This Python came without its venv module: on Debian or Ubuntu run sudo apt-get install "
        f"{package}, elsewhere install a complete Python, and run it again.",
    )


@dataclass(frozen=True)
class House:
    """The folder the program lives in."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the program's own Python."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The program's own Python."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file, written last, that says a .venv is whole and what it was made from."""
        return self.venv / "made-from.json"

    @property
    def pip_log(self) -> Path:
        """What pip said the last time it failed."""
        return self.venv / "pip.log"

    @property
    def runtime_lock(self) -> Path:
        """What the program needs."""
        return self.root / "packaging" / "requirements.lock"

    @property
    def development_lock(self) -> Path:
        """What the program and its tests need."""
        return self.root / "packaging" / "requirements-dev.lock"

    @property
    def wheels(self) -> Path:
        """Packages for a computer without network."""
        return self.root / "wheels"


def say(words: str) -> None:
    """Write one line to whoever started the program."""
    print(words, file=sys.stderr, flush=True)


class ProgressLine:
    """One line that overwrites itself on a terminal, and is said once anywhere else."""

    def __init__(self) -> None:
        self._alive = sys.stderr is not None and sys.stderr.isatty()
        self._shown = ""

    def show(self, words: str) -> None:
        """Replace the line by `words`."""
        if self._alive:
            blank = " " * max(0, columns(self._shown) - columns(words))
            print(f"\r{words}{blank}", end="", file=sys.stderr, flush=True)
        elif not self._shown:
            say(words)
        self._shown = words

    def clear(self) -> None:
        """Take the line away."""
        if self._alive and self._shown:
            print("\r" + " " * columns(self._shown), end="\r", file=sys.stderr, flush=True)
            self._shown = ""


def columns(words: str) -> int:
    """Return how many terminal columns `words` take."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def requirements(lock: Path) -> list[str]:
    """Return the requirements a lock file pins, refusing a file that is cut short or garbled."""
    try:
        lines = lock.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        raise damaged_lock(lock) from None
    pinned: list[str] = []
    hashes = 0
    for line in lines:
        words = line.rstrip(" \\")
        if re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", words):
            hashes += 1
        elif re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", words) and hashes >= bool(pinned):
            pinned.append(words)
            hashes = 0
        elif words and not words.startswith("#"):
            raise damaged_lock(lock)
    if not (pinned and hashes) or lines[-1] != "# end":
        raise damaged_lock(lock)
    return pinned


def fingerprint(lock: Path) -> str:
    """Return what tells one state of a lock file from another, however git ends its lines."""
    try:
        return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except FileNotFoundError:
        raise damaged_lock(lock) from None


def read_stamp(house: House) -> dict[str, Any]:
    """Return what a whole .venv in this very place was made from, or nothing.

    A .venv that was moved or copied still points to where it was, and one whose Python was
    uninstalled points to nothing: neither counts.
    """
    try:
        stamp = json.loads(house.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stamp, dict) or stamp.get("at") != str(house.venv):
        return {}
    base = stamp.get("base", "")
    if not house.python.exists() or (base and not os.path.exists(base)):
        return {}
    return stamp


def is_ready(house: House, lock: Path) -> bool:
    """Whether .venv holds exactly what `lock` names."""
    return bool(read_stamp(house).get(lock.name) == fingerprint(lock))


def write_stamp(house: House, locks: Sequence[Path]) -> None:
    """Declare .venv whole: the very last thing done to it."""
    base = base_python(house.venv / "pyvenv.cfg")
    stamp = {
        "at": str(house.venv),
        # A Store Python may not be able to see its own file: then it is not asked for again.
        "base": base if os.path.exists(base) else "",
        **{lock.name: fingerprint(lock) for lock in locks},
    }
    unfinished = house.stamp.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(house.stamp)


def base_python(config: Path) -> str:
    """Return the Python a .venv leans on, from its pyvenv.cfg."""
    for line in config.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "executable":
            return value.strip()
    return ""


def try_to_lock(file: IO[bytes]) -> bool:
    """Take the lock on `file` unless another process has it; the system drops it at our end."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        # Some network folders know no locks; a lone start there is better than none.
        if error.errno not in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}:
            raise
    return True


@contextlib.contextmanager
def alone(house: House) -> Iterator[IO[bytes]]:
    """Hold the house, waiting for another start that is making .venv just now."""
    with open(house.root / ".venv.lock", "ab") as file:
        waiting = False
        while not try_to_lock(file):
            if not waiting:
                say(
                    "另一次启动正在准备运行环境，请稍候 / "
                    "Another start is preparing the program: waiting for it."
                )
            waiting = True
            time.sleep(0.2)
        yield file


def make_ready(house: House, lock: Path) -> None:
    """Bring .venv to what `lock` names; instant when it is there already."""
    if is_ready(house, lock):
        return
    pinned = requirements(lock)
    with alone(house) as held:
        if is_ready(house, lock):
            return
        anew = not read_stamp(house)
        if anew:
            refuse_early(house)
        progress = ProgressLine()
        try:
            progress.show("正在准备运行环境，只在第一次需要几分钟 / Preparing, on first start only")
            if anew:
                make_venv(house)
            else:
                house.stamp.unlink()
            install(house, lock, pinned, progress, held)
        finally:
            progress.clear()
        # The development lock holds the runtime lock whole.
        write_stamp(house, sorted({lock, house.runtime_lock}))


def refuse_early(house: House) -> None:
    """Refuse what cannot end well before a minute is spent on it."""
    if os.pathsep in str(house.root):
        raise StartError(
            f"程序文件夹的路径里不能有“{os.pathsep}”，请改名后重新运行",
            f"The folder's path may not contain {os.pathsep!r}: rename it and run it again.",
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise no_venv_module()
    if shutil.disk_usage(house.root).free < ROOM_NEEDED:
        raise DISK_FULL


def make_venv(house: House) -> None:
    """Make an empty .venv, clearing away whatever a broken start left there."""
    if house.venv.is_file():
        house.venv.unlink()
    # run.py may itself be run by the .venv that is about to be cleared.
    python = getattr(sys, "_base_executable", sys.executable)
    made = run_quietly([python, "-m", "venv", "--clear", str(house.venv)], own_environment())
    if made.returncode:
        raise why_venv_failed(made.stdout, house)


def install(
    house: House, lock: Path, pinned: Sequence[str], progress: ProgressLine, held: IO[bytes]
) -> None:
    """Install exactly what `lock` names, and nothing that does not bear its hash."""
    offline = house.wheels.is_dir()
    command = [
        *(str(house.python), "-m", "pip", "install", "--no-user", "--no-deps"),
        *("--require-hashes", "--only-binary", ":all:", "--no-input", "--retries", "3"),
        *("--no-warn-script-location", "--disable-pip-version-check", "--progress-bar", "off"),
        *(("--no-index", "--find-links", str(house.wheels)) if offline else ()),
        *("-r", str(lock)),
    ]
    said: list[str] = []
    # A pip that outlives us keeps the lock: the next start must not clear .venv under its hands.
    kept_open = (held.fileno(),) if os.name == "posix" else ()
    with subprocess.Popen(
        command,
        env=own_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=kept_open,
    ) as pip:
        assert pip.stdout is not None
        done = 0
        for line in pip.stdout:
            said.append(line)
            done += line.startswith("Collecting ")
            if line.startswith("Installing collected"):
                progress.show("正在安装 / Installing")
            elif line.startswith("Collecting "):
                part = line.split()[1].partition("==")[0]
                progress.show(f"正在取得组件 / Fetching {done}/{len(pinned)} {part}")
    if pip.returncode:
        text = "".join(said)
        with contextlib.suppress(OSError):
            house.pip_log.write_text(text, encoding="utf-8")
        raise why_pip_failed(text, house, lock, offline=offline)


def why_venv_failed(said: str, house: House) -> StartError:
    """Return the sentence for what `python -m venv` said."""
    return common_failure(said, house) or StartError(
        f"无法建立 {house.venv}，请删除该文件夹后重新运行，仍不行请重新安装 Python",
        f"{house.venv} could not be made: delete that folder and run it again, and if that does "
        "not help install Python again.",
    )


def why_pip_failed(said: str, house: House, lock: Path, *, offline: bool) -> StartError:
    """Return the sentence for what pip said."""
    known = common_failure(said, house)
    if known:
        return known
    if "DO NOT MATCH THE HASHES" in said:
        return BROKEN_DOWNLOAD
    if re.search(r"Invalid requirement|Hashes are required|In --require-hashes mode", said):
        return damaged_lock(lock)
    missing = "No matching distribution found" in said
    if offline and missing:
        return MISSING_WHEELS
    if re.search(
        r"Retrying \(Retry|Connection|Max retries|getaddrinfo|name resolution|Name or service"
        r"|Proxy|SSL|[Tt]imed? ?out|HTTP error|IncompleteRead|IncompleteDownload",
        said,
    ):
        return NO_NETWORK
    if missing:
        return unsupported_python()
    return StartError(
        f"准备运行环境没有成功，请删除 {house.venv} 后重新运行，"
        f"仍不行请把其中的 {house.pip_log.name} 交给技术人员",
        f"The program could not be prepared: delete {house.venv} and run it again, and if that "
        f"does not help show {house.pip_log.name} in it to your technician.",
    )


def common_failure(said: str, house: House) -> StartError | None:
    """Return the sentence for a failure of the computer rather than of the tool."""
    if re.search(r"No space left|Errno (28|122)\b|WinError (112|39)\b|[Qq]uota exceeded", said):
        return DISK_FULL
    if re.search(r"WinError 32\b|Text file busy", said):
        return IN_USE
    if re.search(r"Permission denied|Errno (13|30)\b|WinError 5\b|Read-only file", said):
        return no_rights(house.root)
    if "No module named ensurepip" in said or "ensurepip is not" in said:
        return no_venv_module()
    return None


def why_system_failed(error: OSError, house: House) -> StartError:
    """Return the sentence for what the operating system refused."""
    place = error.filename or house.root
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or getattr(error, "winerror", 0) == 112:
        return DISK_FULL
    if getattr(error, "winerror", 0) == 32:
        return IN_USE
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return no_rights(place)
    return StartError(
        f"系统不允许使用 {place}（{error.strerror}），请把程序文件夹放到本机磁盘后重新运行",
        f"The system refused {place} ({error.strerror}): move the program's folder to a local "
        "disk and run it again.",
    )


def own_environment(root: Path | None = None) -> dict[str, str]:
    """Return our environment without what would lead Python elsewhere, and UTF-8 everywhere.

    With `root` the modules of that folder can be imported from any working folder.
    """
    foreign = {"PYTHONHOME", "PYTHONPATH", "PYTHONIOENCODING", "PIP_TARGET", "PIP_PREFIX"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    environment["PYTHONUTF8"] = "1"
    if root is not None:
        environment["PYTHONPATH"] = str(root)
    if os.name == "posix" and environment.get("LC_ALL") in {"C", "POSIX"}:
        environment["LC_ALL"] = "C.UTF-8"
    if lacks_display(sys.platform, environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def run_quietly(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run `command` and return what it said instead of showing it."""
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def lacks_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether this is a Linux on which no window can be opened."""
    return platform.startswith("linux") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


def missing_libraries(wanted: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of those libraries that this Linux cannot load."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def need_libraries(wanted: Mapping[str, str]) -> None:
    """Refuse, naming the packages, where Qt would only die with a linker's message."""
    missing = missing_libraries(wanted) if sys.platform.startswith("linux") else []
    if missing:
        command = "sudo apt-get install " + " ".join(missing)
        raise StartError(
            f"系统缺少显示窗口需要的组件，请运行 {command} 后重新运行",
            f"The system lacks libraries that windows need: run {command} and run it again.",
        )


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Return those Debian packages that are not installed, under either name they go by."""
    # Debian 13 and Ubuntu 24.04 renamed some libraries for 64-bit time.
    names = [name + ending for name in wanted for ending in ("", "t64")]
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    installed = {
        line.split()[0].removesuffix("t64")
        for line in shown.stdout.splitlines()
        if line.endswith(" installed")
    }
    return [name for name in wanted if name not in installed]


def administrator() -> list[str] | None:
    """Return what to put before a command that needs root, or None where we may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run_quietly(["sudo", "-n", "true"], os.environ).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_system_packages() -> None:
    """Install what tests need beyond Python, where this is a Debian and we may."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    wanted = list(TEST_PACKAGES)
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    missing = missing_packages(wanted)
    if not missing:
        return
    before = administrator()
    if before is not None:
        say("正在安装系统组件 / Installing system packages: " + " ".join(missing))
        apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        apt += ["-o", "DPkg::Lock::Timeout=300"]
        # Where the lists cannot be renewed the old ones may still do.
        run_quietly([*apt, "update"], os.environ)
        run_quietly([*apt, "install", "--no-install-recommends", *missing], os.environ)
        importlib.invalidate_caches()
        missing = missing_packages(wanted)
    if missing:
        say(
            "有系统组件没有安装，部分测试可能不通过，请由管理员运行 / Some tests may fail until an "
            "administrator runs: apt-get install --no-install-recommends " + " ".join(missing)
        )


def test(house: House, words: Sequence[str]) -> int:
    """Run every check, stopping at the first that fails; with words, pytest alone with them."""
    if sys.platform.startswith("linux"):
        install_system_packages()
    make_ready(house, house.development_lock)
    need_libraries(ESSENTIAL_LIBRARIES)
    environment = own_environment(house.root) | {"QT_QPA_PLATFORM": "offscreen"}
    checks = (("pytest", ("-m", "pytest", *words)),) if words else CHECKS
    for heading, command in checks:
        print(f"== {heading} ==", flush=True)
        code = subprocess.call([house.python, *command], cwd=house.root, env=environment)
        if code:
            return code
    return 0


def hand_on(house: House, words: list[str]) -> int:
    """Become the program."""
    if not words and lacks_display(sys.platform, os.environ):
        say(
            "没有可用的显示器，改为运行 demo 生成样例 / "
            "There is no display, so the sample office of `demo` is made instead."
        )
        words = ["demo"]
    make_ready(house, house.runtime_lock)
    is_window = not words or words[0] == "open"
    if is_window:
        need_libraries(ESSENTIAL_LIBRARIES | (X11_LIBRARIES if os.environ.get("DISPLAY") else {}))
    elif words[0] == "demo":
        need_libraries(ESSENTIAL_LIBRARIES)
    # -P: the folder she works in may hold a db/ or forms/ of its own.
    command = [str(house.python), "-P", "-m", "desktop", *words]
    environment = own_environment(house.root)
    if sys.platform != "win32":
        os.execve(command[0], command, environment)
    if is_window:
        return open_window(house, command[1:], environment)
    with subprocess.Popen(command, env=environment) as program:
        while True:
            # Ctrl+C reaches the program too; how it ends is its own affair.
            with contextlib.suppress(KeyboardInterrupt):
                return program.wait()


def open_window(house: House, words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Open the program on Windows without keeping a console open behind it."""
    quiet_python = house.python.with_name("pythonw.exe")
    program = subprocess.Popen(
        [quiet_python, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP, which only Windows defines.
        creationflags=0x00000008 | 0x00000200,
    )
    try:
        code = program.wait(timeout=3)
    except subprocess.TimeoutExpired:
        return 0
    if code:
        raise StartError(
            "程序打开后立即退出，请在程序文件夹的命令行里运行 "
            r".venv\Scripts\python -m desktop 查看原因",
            "The program closed at once: in a console in the program's folder run "
            r".venv\Scripts\python -m desktop to see why.",
        )
    return 0


def is_started_by_hand() -> bool:
    """Whether a person sits before this Windows start; the null device calls itself a terminal."""
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    return sys.stdin is None or type(raw).__name__ == "_WindowsConsoleIO"


def show_failure(sentence: str, *, in_a_window: bool) -> None:
    """Say the one sentence where it will be seen."""
    say(sentence)
    if sys.platform == "win32" and in_a_window:
        # A double click opens a console that closes before it can be read.
        ctypes.windll.user32.MessageBoxW(None, sentence, "依申请公开办件台", 0x10)


def main(words: list[str], root: Path) -> int:
    """Do what `words` say for the program in `root`, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A failure must be readable whatever the code page is.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    house = House(root)
    try:
        if words and words[0] == "test":
            return test(house, words[1:])
        return hand_on(house, words)
    except StartError as error:
        sentence = str(error)
    except OSError as error:
        sentence = str(why_system_failed(error, house))
    except KeyboardInterrupt:
        return 130
    show_failure(sentence, in_a_window=not words and is_started_by_hand())
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], Path(__file__).resolve().parent))
