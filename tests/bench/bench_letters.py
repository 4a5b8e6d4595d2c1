"""What letters cost: one of them, and 500 in one file beside docxcompose.

docxcompose is measured where it is installed (group `bench`); it is no dependency of the program.
Run with `python -m tests.bench.bench_letters` in an environment that has both.
"""

import json
import sys
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from time import perf_counter
from typing import Any

from casework import letters, word
from casework.letters import Letter
from casework.letters.examination import Facts, examine
from tests.casework.letter_samples import CASE, OFFICE, ON, samples

MANY = 500
ROUNDS = 5


def run(many: int = MANY) -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit of each figure; the baseline may be None."""
    some = [letter for letter in samples() if letter.kind.goes_out]
    batch = [some[number % len(some)] for number in range(many)]
    files = [letters.render(letter) for letter in batch]
    ours = _best(lambda: word.merge(files), rounds=3)
    filled = _best(lambda: word.merge([letters.render(letter) for letter in batch]), rounds=3)
    theirs, note = _docxcompose(files)
    return [
        _figure("一份文书，模板已读过，成 .docx", _each(some, _written) * 1000, None, "毫秒"),
        _figure("一份文书，模板未读过，成 .docx", _each(some, _cold) * 1000, None, "毫秒"),
        _figure("一份文书，成预览文字", _each(some, letters.words) * 1000, None, "毫秒"),
        _figure("一份文书体检", _each(some, _examined) * 1000, None, "毫秒"),
        _figure(f"{many} 份文书合并为一个文件，对比 docxcompose{note}", ours, theirs, "秒"),
        _figure(
            f"{many} 份文书生成并合并为一个文件，对比 docxcompose 只合并{note}",
            filled,
            theirs,
            "秒",
        ),
    ]


def _written(letter: Letter) -> object:
    return letters.render(letter)


def _cold(letter: Letter) -> object:
    path = letters.template_path(letter.kind)
    return word.Template(path).fill(letters.values_of(letter))


def _examined(letter: Letter) -> object:
    facts = Facts(office=OFFICE, case=CASE, on=ON, remedy=str(getattr(letter, "remedy", "")))
    return examine(letters.render(letter), letter, facts)


def _docxcompose(files: list[bytes]) -> tuple[float | None, str]:
    if not find_spec("docxcompose"):
        return None, "（未安装 docxcompose，未比）"
    from docx import Document
    from docxcompose.composer import Composer

    def composed() -> bytes:
        composer = Composer(Document(BytesIO(files[0])))
        for data in files[1:]:
            composer.append(Document(BytesIO(data)))
        stream = BytesIO()
        composer.save(stream)
        return stream.getvalue()

    return _best(composed, rounds=1), ""


def _each(some: list[Letter], act: Callable[[Letter], object]) -> float:
    for letter in some:
        act(letter)
    return _best(lambda: [act(letter) for letter in some], rounds=ROUNDS) / len(some)


def _best(act: Callable[[], object], *, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        act()
        times.append(perf_counter() - start)
    return min(times)


def _figure(name: str, ours: float, baseline: float | None, unit: str) -> dict[str, Any]:
    ratio = None if baseline is None else round(ours / baseline, 4)
    return {
        "name": name,
        "ours": round(ours, 3),
        "baseline": None if baseline is None else round(baseline, 3),
        "ratio": ratio,
        "unit": unit,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), ensure_ascii=False, indent=1) + "\n")
