"""The .deb tried in a fresh system: installed, tried on and off a screen by a user, removed.

    python run.py linux --try       as root, with debootstrap, on a Debian or what comes of it

The system is of the release this one is, made anew and taken away afterwards, in a folder without
blanks: debootstrap fails in others. Each line says what was tried; the first that fails ends it.
"""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bundle.making import Steps
from bundle.plan import PROGRAM, Plan
from bundle.trial import TrialError
from door.refusals import StartError

PACKAGE = "disclosure-desk"
_PROGRAM = f"/opt/{PACKAGE}/{PROGRAM}"
_USER = "jingban"
_REGISTER = "办件 登记簿.db"
_BESIDE = ("fonts-wqy-microhei", "xvfb", "xauth")
_PLACE = "/var/tmp"
_ON_A_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24")


class FreshSystem:
    """A folder with a whole system in it, and what is done there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self, release: str) -> None:
        """Lay out the least of a system, with a user."""
        _done(["debootstrap", "--variant=minbase", release, str(self.root)])
        self.run("useradd", "--create-home", _USER)

    def run(self, *words: str) -> str:
        """Run a command there as root and return what it said; raises `TrialError`."""
        inside = ("chroot", str(self.root), "env", "DEBIAN_FRONTEND=noninteractive", *words)
        # What is mounted for it goes with it.
        apart = ("unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root / 'proc'}")
        return _done([*apart, *inside])

    def as_user(self, *words: str) -> str:
        """Run a command there as the user without rights."""
        return self.run("runuser", "-u", _USER, "--", "env", f"HOME=/home/{_USER}", *words)


def _done(words: list[str]) -> str:
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"},
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise TrialError(f"{' '.join(words[-4:])}: {done.stdout[-1500:]}")
    return done.stdout


def run(plan: Plan, package: Path, steps: Steps) -> int:
    """Try the package; return 0 where everything was as it must be."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        raise StartError(
            "试装要以 root 运行，并且装有 debootstrap",
            "Trying the package needs root and debootstrap.",
        )
    with tempfile.TemporaryDirectory(prefix=f"{PACKAGE}-", dir=_PLACE) as folder:
        return _tried(plan, package, FreshSystem(Path(folder) / "fresh"), steps)


def _tried(plan: Plan, package: Path, system: FreshSystem, steps: Steps) -> int:
    try:
        steps.say("准备全新的系统 / a fresh system")
        system.make(codename(Path("/etc/os-release").read_text(encoding="utf-8")))
        shutil.copyfile(package, system.root / "tmp" / package.name)
        system.run("apt-get", "update", "-q")
        system.run(
            *("apt-get", "install", "-q", "-y", "--no-install-recommends"),
            *(f"/tmp/{package.name}", *_BESIDE),
        )
        steps.say("已安装")
        steps.say(f"没有屏幕：{self_test(system, 'env', 'QT_QPA_PLATFORM=offscreen')}")
        steps.say(f"有屏幕：{self_test(system, *_ON_A_SCREEN)}")
        steps.say(f"旧版登记簿：{older(plan, system)}")
        system.run("apt-get", "remove", "-q", "-y", PACKAGE)
        if (system.root / "opt" / PACKAGE).exists():
            raise TrialError("the package left files behind")
        if not (system.root / "home" / _USER / _REGISTER).is_file():
            raise TrialError("the register is gone")
        steps.say("已卸载，登记簿还在")
    except TrialError as error:
        steps.say(f"试装失败：{error}")
        return 1
    return 0


def codename(release: str) -> str:
    """Return the word a release of this system goes by, as /etc/os-release says it."""
    lines = dict(line.partition("=")[::2] for line in release.splitlines())
    return lines["VERSION_CODENAME"].strip('"')


def self_test(system: FreshSystem, *before: str) -> str:
    """Have the installed program try itself."""
    said = system.as_user(*before, _PROGRAM, "--self-test", "--json")
    found = json.loads(said.strip().splitlines()[-1])
    for one in found["trials"]:
        print(f"          {one['state']}  {one['name']}：{one['words']}", flush=True)
    if not found["ok"]:
        raise TrialError("the self-test failed")
    return f"{len(found['trials'])} 项，版本 {found['version']}"


def older(plan: Plan, system: FreshSystem) -> str:
    """Read a kept register of each release by the installed program."""
    kept = sorted((plan.root / "tests" / "db" / "old").glob("*-full.db.gz"))
    register = system.root / "home" / _USER / _REGISTER
    for packed in kept:
        before = gzip.decompress(packed.read_bytes())
        register.write_bytes(before)
        register.chmod(0o666)
        words = ("report", "2026", "--register", f"/home/{_USER}/{_REGISTER}", "--json")
        problems = json.loads(system.as_user(_PROGRAM, *words).splitlines()[-1])["problems"]
        if problems or register.read_bytes() != before:
            raise TrialError(f"{packed.name}: {problems}")
    return f"{'、'.join(one.name for one in kept)}：只读汇总，文件没有改动"
