"""Who freezes the program: a Python of this system, or that of Windows under wine."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bundle import wheels, windows_python
from bundle.plan import Plan
from bundle.wine import Wine, give_away, windows_path
from door.environment import own_environment, run_quietly
from door.refusals import StartError

_LONG = 3600


class Builder(Protocol):
    """Something that can run PyInstaller."""

    @property
    def site(self) -> Path:
        """The folder of the packages that go into the bundle."""

    @property
    def wheels(self) -> list[Path]:
        """The wheels those packages came from, where they are known."""

    @property
    def python_version(self) -> str:
        """The version of the Python that goes into the bundle."""

    def prepare(self) -> None:
        """Fetch, check and lay out everything that is needed."""

    def spell(self, path: Path) -> str:
        """Return a path as the Python of the bundle calls it."""

    def freeze(self, plan: Plan, spec: Path, settings: Mapping[str, str]) -> None:
        """Make the bundle."""


def _refuse(said: str) -> StartError:
    sys.stderr.write(said[-6000:] + "\n")
    return StartError(
        "打包没有成功，原因见上面 PyInstaller 的最后几行",
        "PyInstaller did not succeed: its last lines are above.",
    )


def words(builder: Builder, plan: Plan, spec: Path) -> list[str]:
    """Return what PyInstaller is told."""
    return [
        *("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", builder.spell(plan.bundle.parent)),
        *("--workpath", builder.spell(plan.work / "freeze")),
        builder.spell(spec),
    ]


def _name_places(packages: Path, *places: Path) -> None:
    """Have the Python of Windows import from `places`, wherever the tree lies.

    It reads the file in its code page: each place is named from the file's own folder, in ASCII.
    """
    lines = "".join(os.path.relpath(place, packages).replace("/", "\\") + "\n" for place in places)
    (packages / "desk.pth").write_text(lines, encoding="ascii", newline="\n")


@dataclass
class WineBuilder:
    """The signed Python of Windows, run by wine."""

    plan: Plan
    python_version: str = "3.11.9"

    def __post_init__(self) -> None:
        self.wheels: list[Path] = []
        self.wine = Wine(self.plan.work / "prefix")

    @property
    def python(self) -> Path:
        """The Python of Windows."""
        return self.plan.work / "python"

    @property
    def site(self) -> Path:
        """The folder of the packages that go into the bundle."""
        return self.plan.work / "site"

    def prepare(self) -> None:
        """Fetch, check and lay out everything that is needed."""
        packaging = self.plan.root / "packaging"
        folder = self.plan.root / "build" / "downloads" / "wheels"
        archive = windows_python.fetch(self.plan.downloads)
        fetched = wheels.fetch([packaging / "requirements.lock"], folder)
        self.wheels = [wheel for wheel in fetched if not wheel.name.startswith("pip-")]
        tools = wheels.fetch([packaging / "requirements-bundle.lock"], folder)
        qt = next(wheel for wheel in self.wheels if wheel.name.startswith("pyside6"))
        count = windows_python.unpack(archive, self.python, qt)
        print(f"Windows 版 Python {self.python_version}：{count} 个文件的签名核对无误", flush=True)
        wheels.unpack(self.wheels, self.site)
        wheels.unpack(tools, self.plan.work / "tools")
        packages = self.python / "Lib" / "site-packages"
        packages.mkdir(parents=True, exist_ok=True)
        _name_places(packages, self.site, self.plan.work / "tools")
        if not self.wine.drive.is_dir():
            self.wine.make()

    def spell(self, path: Path) -> str:
        """Return a path as Windows calls it."""
        return windows_path(path)

    def freeze(self, plan: Plan, spec: Path, settings: Mapping[str, str]) -> None:
        """Make the bundle; nothing else may run in the prefix meanwhile."""
        for folder in (plan.bundle.parent, plan.work / "freeze"):
            folder.mkdir(parents=True, exist_ok=True)
            give_away(folder)
        wine = Wine(self.wine.prefix, extra=settings)
        done = wine.run(self.python / "python.exe", words(self, plan, spec), seconds=_LONG)
        wine.wait()
        if done.returncode:
            raise _refuse(done.stdout.decode(errors="replace"))


@dataclass
class NativeBuilder:
    """A Python of this very system, in an environment of its own made from the lock files."""

    plan: Plan

    def __post_init__(self) -> None:
        self.wheels: list[Path] = []

    @property
    def venv(self) -> Path:
        """The environment."""
        return self.plan.work / "venv"

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def python_version(self) -> str:
        """The version of this Python, which is that of the bundle."""
        return sys.version.split()[0]

    @property
    def site(self) -> Path:
        """The folder of the packages that go into the bundle."""
        asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
        said = subprocess.run(
            [self.python, "-c", asked],
            capture_output=True,
            encoding="utf-8",
            check=True,
            # Windows says a path in its code page otherwise.
            env=own_environment(),
        )
        return Path(said.stdout.strip())

    def prepare(self) -> None:
        """Make the environment from the lock files, hashes checked."""
        base = getattr(sys, "_base_executable", sys.executable)
        self._run([base, "-m", "venv", "--clear", str(self.venv)])
        packaging = self.plan.root / "packaging"
        for lock in ("requirements.lock", "requirements-bundle.lock"):
            self._run(
                [
                    *(str(self.python), "-m", "pip", "-q", "install", "--no-deps"),
                    *("--require-hashes", "--only-binary", ":all:", "-r", str(packaging / lock)),
                ]
            )

    def _run(self, command: list[str]) -> None:
        done = run_quietly(command, own_environment())
        if done.returncode:
            raise _refuse(done.stdout)

    def spell(self, path: Path) -> str:
        """Return a path as it is."""
        return str(path)

    def freeze(self, plan: Plan, spec: Path, settings: Mapping[str, str]) -> None:
        """Make the bundle."""
        done = run_quietly(
            [str(self.python), *words(self, plan, spec)],
            own_environment() | dict(settings) | {"QT_QPA_PLATFORM": "offscreen"},
            plan.work,
        )
        if done.returncode:
            raise _refuse(done.stdout)
