"""A file covered in one go: whatever the suggestions find, and every term given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.redaction.bars import Bar
from casework.redaction.burning import Burnt, burn
from casework.redaction.office import decoded
from casework.redaction.prepared import Prepared
from casework.redaction.preparing import Recognise, Told, prepare
from casework.redaction.secret_kinds import Found, SecretKind
from casework.redaction.suggesting import Suggestions, suggest
from db.aside import aside
from db.file_names import why
from rules.errors import ClerkError

_LARGEST_TERMS = 1 << 20
_MOST_TERMS = 5000
_LONGEST_TERM = 200


@dataclass(frozen=True, slots=True)
class Redacted:
    """What became of a file: its pages, what was covered on them, what the clerk must look at."""

    prepared: Prepared
    suggestions: Suggestions
    burnt: Burnt
    target: Path

    def as_json(self) -> dict[str, Any]:
        """Return it for a program: pages from 1, boxes in points from the upper left."""
        covered: dict[int, list[dict[str, Any]]] = {}
        for found in everything(self.prepared, self.suggestions):
            for number, boxes in found.places:
                covered.setdefault(number, []).append(
                    {
                        "kind": found.kind.value,
                        "text": found.text,
                        "boxes": [[round(side, 1) for side in box] for box in boxes],
                    }
                )
        unread = set(self.suggestions.unread)
        return {
            "out": str(self.target),
            "sha256": self.burnt.sha256,
            "total": sum(len(found) for found in covered.values()),
            "pages": [
                {
                    "page": number + 1,
                    "covered": covered.get(number, []),
                    "unread": number in unread,
                    "pictures": page.pictures,
                    "hidden_characters": page.hidden,
                }
                for number, page in enumerate(self.prepared.pages)
            ],
            "kept": [
                {"page": found.places[0][0] + 1, "text": found.text, "why": reason.value}
                for found, reason in self.suggestions.kept
            ],
            "missing_terms": list(self.suggestions.missing),
            "look_at": list(to_look_at(self.prepared, self.suggestions)),
        }


def everything(prepared: Prepared, suggestions: Suggestions) -> list[Found]:
    """Return what is covered unasked: what was found, and the bars the file asks for itself."""
    asked = [
        Found(SecretKind.REDACT_NOTE, "", ((number, (box,)),))
        for number, page in enumerate(prepared.pages)
        for box in page.redact_notes
    ]
    return [*suggestions.found, *asked]


def bars_over(found: Iterable[Found], ground: int = 0) -> list[Bar]:
    """Return the bars that cover what was found."""
    return [
        Bar(number, box, ground) for one in found for number, boxes in one.places for box in boxes
    ]


def to_look_at(prepared: Prepared, suggestions: Suggestions) -> Iterable[str]:
    """Yield sentences on what no search could read, and a person has to."""
    unread = [number + 1 for number in suggestions.unread]
    if unread:
        yield f"{_pages(unread)}没有可以识别的文字，请逐页查看，用手工标记遮盖。"
    recognised = [number + 1 for number, page in enumerate(prepared.pages) if page.recognised]
    if recognised:
        yield f"{_pages(recognised)}的文字是识别出来的，可能有错漏，请逐处核对。"
    pictures = [
        number + 1
        for number, page in enumerate(prepared.pages)
        if page.pictures and not page.recognised and number not in suggestions.unread
    ]
    if pictures:
        yield f"{_pages(pictures)}上有图片，图片里的文字、印章、人脸没有查找，请查看后再公开。"
    for term in suggestions.missing:
        yield f"没有找到“{term}”，请核对写法；扫描件里的文字须用手工标记遮盖。"


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers in words, stretches drawn together."""
    parts: list[str] = []
    start = last = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == last + 1:
            last = number
            continue
        parts.append(str(start) if start == last else f"{start}—{last}")
        start = last = number
    return f"第{'、'.join(parts)}页"


def redact_file(
    source: Path,
    target: Path,
    terms: Sequence[str] = (),
    *,
    told: Told = lambda _per_cent, _words: None,
    recognise: Recognise | None = None,
) -> Redacted:
    """Cover what the suggestions find in a file, and every term, and write it anew as a PDF.

    Raises `ClerkError` for a file that cannot be read and a place that cannot be written to; no
    file is left then. Never call it on the window's thread.
    """
    _check_target(source, target)
    with aside("redact") as folder:
        prepared = prepare(source, folder, told, recognise)
        suggestions = suggest(
            [page.text for page in prepared.pages], terms=terms, check=lambda: told(58, "正在查找")
        )
        bars = bars_over(everything(prepared, suggestions))
        burnt = burn(prepared, bars, target, told)
    return Redacted(prepared, suggestions, burnt, target)


def _check_target(source: Path, target: Path) -> None:
    if target.is_dir():
        raise ClerkError(f"“{target}”是文件夹，请写明要写成的文件名，如“公开件.pdf”。")
    if target.suffix.lower() != ".pdf":
        raise ClerkError(f"遮盖后的文件是PDF，“{target.name}”请改为以“.pdf”结尾。")
    if not target.parent.is_dir():
        raise ClerkError(f"文件夹“{target.parent}”不存在，请先建立，或者换一个位置。")
    if target.exists() and source.exists() and target.samefile(source):
        raise ClerkError("遮盖后的文件不能盖过原件，请换一个文件名。")


def read_terms(path: Path) -> list[str]:
    """Return the lines of a file of terms, each once; raises `ClerkError` where it is none."""
    try:
        if path.stat().st_size > _LARGEST_TERMS:
            raise ClerkError(f"词语文件“{path.name}”超过1MB，请只留下要遮盖的词语，一行一个。")
        content = path.read_bytes()
    except FileNotFoundError:
        raise ClerkError(f"找不到词语文件“{path.name}”，请核对名称和位置。") from None
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "名称不合规则"
        raise ClerkError(f"词语文件“{path.name}”无法读取（{reason}），请检查后再试。") from error
    lines = [line.strip().strip("\ufeff") for line in decoded(content).splitlines()]
    terms = list(dict.fromkeys(line for line in lines if line))
    if len(terms) > _MOST_TERMS:
        raise ClerkError(f"词语超过{_MOST_TERMS}个，请分几次遮盖。")
    for term in terms:
        if len(term) > _LONGEST_TERM:
            raise ClerkError(
                f"词语“{term[:20]}……”超过{_LONGEST_TERM}字，请只写要遮盖的部分，一行一个。"
            )
    return terms
