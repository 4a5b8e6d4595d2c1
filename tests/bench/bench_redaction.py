"""What covering a hundred pages of text costs, beside their bare rendering.

The baseline draws the same pages at the same size and keeps nothing. Run alone with
`python -m tests.bench.bench_redaction`.
"""

import json
import random
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdfium2

from casework.redaction.addresses import addresses
from casework.redaction.doors import DOTS_AN_INCH
from casework.redaction.names import names
from casework.redaction.personal_numbers import numbers
from casework.redaction.personal_words import words
from casework.redaction.redacting import redact_file
from tests.casework.redaction.pdf_samples import Sample
from tests.casework.redaction.planted import HAY
from tests.casework.redaction.secrets import some

PAGES = 100
_LINES = 34
# Where a careless pattern would try every place against every other.
_HARD = (
    "村" * 20_000,
    "村1号" * 6_000,
    "1" * 20_000,
    "1 " * 10_000,
    "1-" * 10_000,
    "a" * 20_000 + "@",
    "A.b@" * 5_000,
    "姓名：张三、" * 4_000,
    "住址：" * 5_000,
    "申请人张" * 5_000,
)


def run(pages: int = PAGES) -> list[dict[str, Any]]:
    """Return name, ours, baseline, ratio and unit of each figure."""
    draw = random.Random(7)
    sample = Sample()
    for number in range(pages):
        if number:
            sample.page()
        secrets = some(draw, 8, number)
        for line in range(_LINES):
            words = "".join(draw.choice(HAY) for _ in range(2))[:40]
            if line % 4 == 0:
                words = f"经查，{secrets[line // 4 % 8].sentence}"
            sample.text(60, 790 - 22 * line, words, 11)
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "a.pdf", Path(name) / "out.pdf"
        source.write_bytes(sample.bytes())
        start = perf_counter()
        redact_file(source, target)
        ours = perf_counter() - start
        start = perf_counter()
        _draw_only(source)
        bare = perf_counter() - start
        size = target.stat().st_size / pages / 1024
    hard = max(_HARD, key=_looked_through)
    whole, tenth = _looked_through(hard), _looked_through(hard[: len(hard) // 10])
    return [
        {
            "name": "查找个人信息最费时的两万字，对照其中十分之一乘以十",
            "ours": whole,
            "baseline": 10 * tenth,
            "ratio": whole / (10 * tenth),
            "unit": "秒",
        },
        {
            "name": f"遮盖{pages}页文字的PDF（含核对），对照只画出各页",
            "ours": ours,
            "baseline": bare,
            "ratio": ours / bare,
            "unit": "秒",
        },
        {
            "name": "遮盖后每页的大小",
            "ours": size,
            "baseline": None,
            "ratio": None,
            "unit": "KB",
        },
    ]


def _looked_through(text: str) -> float:
    """Return the seconds the quickest of three searches took."""
    took = []
    for _ in range(3):
        start = perf_counter()
        for finder in (numbers, words, addresses, names):
            for _found in finder(text):
                pass
        took.append(perf_counter() - start)
    return min(took)


def _draw_only(source: Path) -> None:
    document = pypdfium2.PdfDocument(source)
    for page in document:
        page.render(scale=DOTS_AN_INCH / 72).close()
    document.close()


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=1))  # noqa: T201
