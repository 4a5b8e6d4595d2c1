"""The project's own tests by the Python of Windows under wine, folder by folder.

    python run.py windows --suite [FOLDER ...]      such as casework or desktop/window

`.` and `casework/.` are the files of a folder without its rooms.

Each folder of tests/ is a run of its own, in a prefix of its own. What needs tools of Linux skips
itself; what is wine's own is told in docs/windows.md.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bundle import wheels
from bundle.archive import sha256
from bundle.builders import WineBuilder
from bundle.freezing import copy_tree
from bundle.making import Steps
from bundle.plan import FOLDERS, Plan
from bundle.trial_run import screen
from bundle.wine import Wine, give_away, windows_path

FOLDERS_OF_TESTS = ("rules", "forms", "db", "casework", "faults", "door", "bundle", "desktop", ".")
# wine 8 knows neither of the first; Windows 10 has both. It takes every variable of Qt away, so
# the tests run on the platform without a screen, which has no fonts there.
_WINES_OWN = (
    "EnableNonClientDpiScaling|SetProcessDpiAwarenessContext|monitor aware"
    "|Cannot find font directory"
)
_HOUR = 3600


def run(plan: Plan, builder: WineBuilder, steps: Steps, named: Sequence[str]) -> int:
    """Run the tests; return 0 where none failed."""
    if not (builder.python / "python.exe").is_file():
        # In a tree that has made no bundle the Python of Windows is fetched first.
        builder.prepare()
    site = _packages(plan, steps)
    tree = plan.work / "suite"
    shutil.rmtree(tree, ignore_errors=True)
    for name in (*FOLDERS, "tests", "packaging", "docs", ".github"):
        copy_tree(plan.root / name, tree / name)
    for path in plan.root.iterdir():
        if path.is_file() and not path.name.startswith(".venv"):
            shutil.copyfile(path, tree / path.name)
    give_away(tree)
    failed = 0
    with screen() as display:
        wine = Wine(
            plan.work / "suite-prefix",
            display=display,
            extra={
                "PYTHONPATH": f"{windows_path(tree)};{windows_path(site)}",
                "PYTHONPYCACHEPREFIX": "C:\\pyc",
                "PYTHONDONTWRITEBYTECODE": "",
                "PYTHONUTF8": "1",
            },
        )
        if not wine.drive.is_dir():
            wine.make()
        for part in named or FOLDERS_OF_TESTS:
            failed += _one(wine, builder.python / "python.exe", tree, part, steps)
    return 1 if failed else 0


def _packages(plan: Plan, steps: Steps) -> Path:
    """Return the folder of what tests need; unpacked once for each lock file."""
    lock = plan.root / "packaging" / "requirements-dev.lock"
    site, stamp = plan.work / "suite-site", plan.work / "suite-site.txt"
    known = sha256(lock)
    is_known = stamp.is_file() and stamp.read_text(encoding="utf-8") == known
    if not (is_known and site.is_dir()):
        steps.say("取得测试需要的组件 / fetching what tests need")
        stamp.unlink(missing_ok=True)
        folder = plan.root / "build" / "downloads" / "wheels"
        wheels.unpack(wheels.fetch([lock], folder), site)
        # Written last: what broke off is unpacked anew.
        stamp.write_text(known, encoding="utf-8")
    return site


def _one(wine: Wine, python: Path, tree: Path, part: str, steps: Steps) -> int:
    places = [Path("tests", part)]
    if part.endswith("."):
        # Its own files, without those of its rooms.
        own = sorted((tree / "tests" / part).glob("test_*.py"))
        places = [path.relative_to(tree) for path in own]
    words = [
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "timeout=600", "--no-header"),
        *("-o", f"qt_log_ignore={_WINES_OWN}", "-rfEs", "--tb=short"),
        *("--rootdir", windows_path(tree), "-c", windows_path(tree / "pyproject.toml")),
        *(windows_path(tree / place) for place in places),
    ]
    report = tree.parent / f"suite-{re.sub(r'[.]$', 'top', part).replace('/', '-')}.txt"
    try:
        done = wine.run(python, words, seconds=2 * _HOUR)
    except subprocess.TimeoutExpired:
        steps.say(f"tests/{part}：超过两小时没有结束")
        return 1
    text = done.stdout.decode("utf-8", errors="replace")
    report.write_text(text, encoding="utf-8")
    last = next((one for one in reversed(text.splitlines()) if re.search(r"\d+ passed", one)), "")
    steps.say(f"tests/{part}：{last.strip('= ') or text[-300:]}")
    for line in text.splitlines():
        if line.startswith(("FAILED", "ERROR ")):
            print(f"          {line[:160]}", flush=True)
    return int(done.returncode != 0)
