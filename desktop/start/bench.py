"""The `bench` command: every benchmark of `tests/bench`, each against its baseline."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rules.errors import ClerkError

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "bench"


def run_all() -> Iterator[dict[str, Any]]:
    """Yield the rows of all benchmarks as they are measured: name, ours, baseline, ratio, unit.

    The ratio is ours over the baseline everywhere: 0.5 takes half of what the other takes.
    Raises `ClerkError` where the program came without its benchmarks.
    """
    if not FOLDER.is_dir():
        raise ClerkError("这份程序不带测速脚本，请在源代码文件夹中运行。")
    for path in sorted(FOLDER.glob("bench_*.py")):
        yield from importlib.import_module(f"tests.bench.{path.stem}").run()
