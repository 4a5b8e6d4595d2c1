"""What reading apart costs before anything is read, beside a bare interpreter that starts.

Run alone with `python -m tests.bench.bench_foreign`.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from casework.foreign import read_apart

_ROUNDS = 5


def run() -> list[dict[str, Any]]:
    """Return the first answer of a child, in seconds, against the start of an interpreter."""
    ours = _best(lambda: read_apart(len, ""))
    bare = _best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    return [
        {
            "name": "另一进程读外来文件的首次应答，对照空的Python启动",
            "ours": ours,
            "baseline": bare,
            "ratio": ours / bare,
            "unit": "秒",
        }
    ]


def _best(do: Callable[[], object]) -> float:
    took = []
    for _ in range(_ROUNDS):
        began = perf_counter()
        do()
        took.append(perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=1))  # noqa: T201
