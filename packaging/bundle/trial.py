"""One prefix of wine in which the built installer is tried, and what every step of that does."""

import re
import subprocess
from pathlib import Path

from bundle.components import OptionalPart
from bundle.making import Steps
from bundle.plan import CHINESE_NAME, PROGRAM, Plan
from bundle.wine import Wine

OUT_OF_USE = 3
"""The exit code of an installer whose program runs."""


class TrialError(Exception):
    """Something was not as it must be."""


class Trial:
    """One prefix with nothing of ours in it, and what is done there."""

    def __init__(self, plan: Plan, steps: Steps, setup: Path, display: str) -> None:
        self.plan, self.steps, self.setup = plan, steps, setup
        self.wine = Wine(plan.work / "trial", display=display)
        self.pictures = plan.work / "pictures"
        self.pictures.mkdir(exist_ok=True)

    @property
    def user(self) -> Path:
        """The folder of the user."""
        return self.wine.drive / "users" / "jingban"

    @property
    def installed(self) -> Path:
        """Where the program is installed."""
        return self.user / "AppData" / "Local" / "Programs" / CHINESE_NAME

    def register(self, release: str) -> Path:
        """Return a register of the clerk's made by a release, in a folder with a space."""
        return self.wine.home / "公开 办件" / f"{release} 版" / "旧的 登记簿.db"

    def registers(self) -> list[Path]:
        """Return every register brought from an older release."""
        return sorted((self.wine.home / "公开 办件").glob("*/旧的 登记簿.db"))

    def console(self, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Run the console program."""
        return self.wine.run(self.installed / f"{PROGRAM}-cli.exe", words, given=given)

    def registry(self) -> str:
        """Return what the user's registry holds, once it is written."""
        self.wine.wait()
        return (self.wine.prefix / "user.reg").read_text(encoding="utf-8", errors="replace")

    def shortcuts(self) -> list[Path]:
        """Return every shortcut of ours, in the start menu and on the desktop."""
        found = (path for root in (self.user, self.wine.home) for path in root.rglob("*.lnk"))
        return [path for path in found if CHINESE_NAME in str(path)]

    def silently(self, *words: str) -> int:
        """Run the installer without anybody looking on; return its exit code."""
        return self.wine.run(self.setup, ["/S", *words]).returncode


def must(holds: object, words: str) -> None:
    """Raise `TrialError` with these words where something does not hold."""
    if not holds:
        raise TrialError(words)


def inside(path: Path) -> str:
    """Return a path of drive C as Windows calls it."""
    text = str(path)
    return "C:" + text[text.index("drive_c") + len("drive_c") :].replace("/", "\\")


def entered_command(registry: str, ending: str, file: str) -> list[str]:
    """Return what a registry says opens a file of this ending, the file put in its place.

    Wine 8 does not ask for types that a user entered for himself, as Windows does: this does.
    """
    kind = entered(registry, ending)
    line = entered(registry, f"{kind}\\shell\\open\\command")
    words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]
    must("%1" in words, f"what opens {ending}: {line}")
    return [file if word == "%1" else word for word in words]


def entered(registry: str, key: str) -> str:
    """Return what a key of the user's types says by itself; raises `TrialError` without one."""
    head = "[Software\\Classes\\" + key + "]"
    _, _, after = registry.partition(head.replace("\\", "\\\\"))
    found = re.search(r'^@="(.*)"$', after.partition("\n\n")[0], re.MULTILINE)
    if found is None:
        raise TrialError(f"not in the registry: {key}")
    plain = re.sub(r"\\x([0-9a-f]{1,4})", lambda one: chr(int(one[1], 16)), found[1])
    return re.sub(r"\\(.)", r"\1", plain)


def commanded(trial: Trial, *words: str) -> str:
    """Return what a command of the installed program says, which must end well."""
    done = trial.console(*words)
    said = done.stdout.decode("utf-8", errors="replace")
    must(done.returncode == 0, f"{words[0]}: {said[-600:]}")
    return said


def remove(trial: Trial, part: OptionalPart) -> int:
    """Take an optional part away without anybody looking on; return the exit code."""
    folder = trial.user / "AppData" / "Local" / CHINESE_NAME / part.word
    remover = next(folder.glob("卸载*.exe"))
    code = trial.wine.run(remover, ["/S", f"_?={inside(folder)}"]).returncode
    if code == 0:
        # Run in its own place it cannot take itself away.
        remover.unlink(missing_ok=True)
    return code
