"""`--self-test`: whether the program works on this computer, said line by line; no register is met.

Everything is done in a folder of its own, with Chinese and spaces in its path, and taken away
again. It is what a bundle is tried with before it is handed on, and what the IT department runs
on a computer where something is wrong.
"""

import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.programs.aside import aside
from casework.trials import Bench, NotHereError
from desktop.base.version import version
from desktop.start.trials import TRIALS
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True)
class TrialResult:
    """How one trial ended; `state` is 通过, 没有 (a part that is not installed) or 失败."""

    name: str
    state: str
    words: str
    seconds: float

    @property
    def line(self) -> str:
        """The trial in one line."""
        return f"{self.state}  {self.name}：{self.words}（{self.seconds:.2f} 秒）"


def run_all(*, out: Path | None = None, as_json: bool = False) -> int:
    """Run every trial, say what was found, and return 0 where none failed.

    `out` gets the same words in a file, for a program that was started without a console.
    """
    found: list[TrialResult] = []
    with aside("自检 ") as folder:
        bench = Bench(folder / "登记 资料（2026年）")
        for name, trial in TRIALS:
            found.append(_tried(name, trial, bench))
            if not as_json:
                print(found[-1].line, flush=True)  # noqa: T201
        bench.close()
    text = _as_json(found) if as_json else f"{_summary(found)}\n"
    print(text, end="", flush=True)  # noqa: T201
    if out is not None:
        lines = [] if as_json else [one.line for one in found]
        _write(out, "\n".join([*lines, text]))
    return 1 if any(one.state == "失败" for one in found) else 0


def _tried(name: str, trial: Callable[[Bench], str], bench: Bench) -> TrialResult:
    begun = time.monotonic()
    try:
        state, said = "通过", trial(bench)
    except NotHereError as missing:
        state, said = "没有", str(missing)
    except ClerkError as refused:
        state, said = "失败", str(refused)
    except Exception as error:  # noqa: BLE001 - whatever breaks is what was looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        state, said = "失败", f"{type(error).__name__} {error}（{where}）"
    return TrialResult(name, state, said, time.monotonic() - begun)


def _summary(found: list[TrialResult]) -> str:
    failed = [one.name for one in found if one.state == "失败"]
    head = f"办件台 {version()} 自检：{len(found)} 项，"
    missing = sum(one.state == "没有" for one in found)
    parts = f"，可选组件没有安装 {missing} 项" if missing else ""
    if not failed:
        return f"{head}全部正常{parts}。"
    return f"{head}{len(failed)} 项失败{parts}：{'、'.join(failed)}。请把以上内容交给维护人员。"


def _as_json(found: list[TrialResult]) -> str:
    rows = [
        {"name": one.name, "state": one.state, "words": one.words, "seconds": round(one.seconds, 3)}
        for one in found
    ]
    is_well = all(one.state != "失败" for one in found)
    return json.dumps({"version": version(), "ok": is_well, "trials": rows}, ensure_ascii=False)


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ClerkError(f"自检结果写不进“{out}”，请用 --out 换一个能写入的位置。") from error
    if sys.stdout is None and sys.stderr is None:
        from desktop.start.telling import tell

        tell(f"自检已完成，结果在“{out}”。")
