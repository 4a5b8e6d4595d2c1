"""JSON lines in, JSON lines out: a bad line is answered in its place and the rest goes on."""

import json
from collections.abc import Callable, Iterable, Iterator

from rules.errors import ClerkError

Answer = Callable[[object], dict[str, object]]


def answer_lines(lines: Iterable[str], answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield the answer to each line that is not blank, and whether the line was good."""
    for line in lines:
        text = line.strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            yield json.dumps(answer(_parsed(text)), ensure_ascii=False), True
        except ClerkError as error:
            yield json.dumps({"error": str(error)}, ensure_ascii=False), False


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ClerkError("这一行不是完整的 JSON，请检查引号、括号和逗号后重试。") from None
