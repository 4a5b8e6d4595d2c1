"""How long the packed program takes to its first list, held against an empty packed window.

    python run.py windows --measure

Both are started in turn under wine, from the moment they are started to their first paint; what
counts is the ratio of the medians; the ratios of each pair show how quiet the machine was.
"""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bundle import freezing
from bundle.builders import WineBuilder
from bundle.making import Steps
from bundle.plan import PROGRAM, Plan
from bundle.trial_run import screen
from bundle.wine import Wine, give_away, windows_path
from door.environment import own_environment

ROUNDS = 7
MOST = 1.5
"""How much longer than an empty window the program may take to its first list."""
_SPEC = Path(__file__).with_name("measure.spec")
_MAKE = (
    "import sys; from pathlib import Path; from tests.bench import synthetic;"
    "from db import settings; from db.opening import open_store;"
    "path = synthetic.make(Path(sys.argv[1]), int(sys.argv[2])); store = open_store(path);"
    "settings.put(store, 'office', {'name': '青枫区政务公开局'}); store.close()"
)


def run(plan: Plan, builder: WineBuilder, steps: Steps) -> int:
    """Start the finished bundle and an empty window in turn; return 1 where it takes too long."""
    measured = _Measured(plan.root, plan.system)
    steps.say("打包用来测量的程序 / freezing what is measured")
    settings = freezing.settings(
        plan,
        {
            "source": builder.spell(plan.source),
            "resources": builder.spell(plan.work / "resources"),
        },
        PROGRAM,
    )
    shutil.rmtree(measured.bundle, ignore_errors=True)
    shutil.copytree(plan.bundle, measured.bundle)
    begun = plan.work / "freeze" / "measure" / "start_ours.exe"
    if not begun.is_file():
        builder.freeze(measured, _SPEC, settings)
    shutil.copyfile(begun, measured.bundle / begun.name)
    ratios = []
    with screen() as display:
        wine = Wine(builder.wine.prefix, display=display)
        ours = measured.bundle / "start_ours.exe"
        empty = measured.bundle.with_name("start_empty") / "start_empty.exe"
        for count in (1_000, 100_000):
            register = _register(plan, count)
            words = [windows_path(register)]
            _painted_after(wine, ours, words)
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(ROUNDS):
                taken[0].append(_painted_after(wine, empty, []))
                taken[1].append(_painted_after(wine, ours, words))
            bare, mine = map(statistics.median, taken)
            ratios.append(mine / bare)
            pairs = sorted(one / other for other, one in zip(*taken, strict=True))
            steps.say(
                f"{count}件：{mine * 1000:.0f} 毫秒，空窗口 {bare * 1000:.0f} 毫秒，"
                f"比值 {mine / bare:.2f}，逐对 {'、'.join(f'{pair:.2f}' for pair in pairs)}"
            )
    return int(max(ratios) > MOST)


class _Measured(Plan):
    """The same plan, writing beside the bundle."""

    @property
    def bundle(self) -> Path:
        return self.work / "measured" / PROGRAM


def _register(plan: Plan, count: int) -> Path:
    path = plan.work / "measured" / f"{count}.db"
    if not path.exists():
        subprocess.run(
            [sys.executable, "-c", _MAKE, str(path), str(count)],
            check=True,
            cwd=plan.root,
            env=own_environment(plan.root),
        )
    give_away(path.parent)
    return path


def _painted_after(wine: Wine, program: Path, words: Sequence[str]) -> float:
    """Return the seconds from the start of a program to its first paint."""
    began = time.time()
    said = wine.run(program, words, seconds=120).stdout.decode(errors="replace")
    return float(said.strip().splitlines()[-1]) - began
