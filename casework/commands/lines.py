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
            yield json.dumps(answer(parsed(text)), ensure_ascii=False), True
        except ClerkError as error:
            yield json.dumps({"error": str(error)}, ensure_ascii=False), False


def parsed(text: str) -> object:
    """Return what a JSON text holds; raises `ClerkError` where it is none or says a thing twice."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (json.JSONDecodeError, RecursionError):
        raise ClerkError("这一行不是完整的 JSON，请检查引号、括号和逗号后重试。") from None
    except ValueError:
        # Python reads no number of more than some thousand digits.
        raise ClerkError("这一行里有位数过多的数字，请核对后重试。") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the pairs of a JSON object; of a name given twice one value would be lost unsaid."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ClerkError(f"“{name[:40]}”在同一个对象里写了两次，请只保留一个。")
        found[name] = value
    return found
