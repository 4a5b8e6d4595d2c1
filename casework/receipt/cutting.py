"""Where a value ends and the next thing begins, and what a group of boxes is about."""

import re
from collections.abc import Sequence

from casework.receipt.asking_verbs import asking_clause
from casework.receipt.blocks import ReadCell, ReadRow
from casework.receipt.choices_said import choice_named
from casework.receipt.formulas import WEAK
from casework.receipt.found_entries import WHO, LabelledEntry
from casework.receipt.inline import Segment, segments_of
from casework.receipt.label_words import (
    ASIDE,
    CHOSEN,
    asked_by,
    section_of,
    without_ordinal,
)
from casework.receipt.marks import Options, has_marks
from casework.receipt.values import is_person
from forms.labels import plain_label

# 姓  名 is one label, printed as wide as those below it.
_SPREAD = re.compile(
    r"(?<!\S)(姓|性|年|职|电|手|地|住|邮|传|单|用|日|名|证|国|民)\s+(名|别|龄|业|务|话|机|址|编|真|位|途|期|称|件|籍|族)(?=\s)"
)
_LISTED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[①-⑳])")
_WITH_NAME = re.compile("(?:申请人|代理人|联系人|监护人)(.{2,4})")
# 13900000001（儿子何清）: what stands in brackets behind a number is about the number.
_NUMBER = re.compile(
    r"[0-9A-Za-z@.][0-9A-Za-zＸ@._ \-—()（）、/／转]*(?:(?<=[（(])[^（）()]*[）)])?"
)
_NUMBERED = frozenset(("id_number", "phone", "email", "postcode"))


def first_sentence(segment: Segment) -> tuple[str, str]:
    """Return a value up to the end of its sentence, and what follows it.

    In 电话1380…。现申请公开…。 a wish follows the number.
    """
    value = segment.value
    ends = [match.start() for match in re.finditer(r"[。！!]|[；;](?=.{6,})", value)][:1]
    wish = asking_clause(value)
    if wish:
        ends.append(wish)
    comma = re.search(r"[，,](?=(?:现|特|因|为|根据|依据|今|故|请|拟|兹)[^，,]{4,})", value)
    if comma is not None:
        ends.append(comma.start())
    if segment.asked.field in _NUMBERED:
        number = _NUMBER.search(value)
        if number is not None and re.search(r"[\u4e00-\u9fff]{3}", value[number.end() :]):
            ends.append(number.end())
    end = min(ends, default=len(value))
    if segment.asked.field == "address" and end < 4:
        end = len(value)
    return value[:end].rstrip("，,；;"), value[end:].lstrip("。！!；;，,").strip()


def group_of(options: Options) -> str | None:
    """Return which choice the options of a group are about, by all their words together."""
    words = [*options.ticked, *options.left_open]
    best, most = None, 0
    for name in ("obtain_by", "media", "channel", "applicant_kind", "id_type"):
        known = sum(choice_named(name, word) is not None for word in words)
        if known > most and known * 2 >= len(words):
            best, most = name, known
    return best


def inner_labels(text: str) -> bool:
    """Tell whether later lines of a cell have labels of their own."""
    return any(segments_of(line, in_sought=False, weak=WEAK) for line in text.splitlines()[1:])


def names_a_person(text: str) -> bool:
    """Tell whether a line is 姓名：林一帆, and no item of what is sought: 1.姓名：…."""
    first = next(iter(segments_of(text, in_sought=False, weak=WEAK)), None)
    return (
        first is not None
        and (first.start, first.asked) == (0, WHO[0])
        and without_ordinal(text) == text
        and is_person(first_sentence(first)[0])
    )


def goes_on_listing(last: LabelledEntry, text: str, order: int) -> bool:
    """Tell whether a line goes on with the list that a remark right above it begins."""
    is_next = last.order + last.value.count("\n") + 1 == order
    is_list = last.asked.field == ASIDE and _LISTED.match(last.value) is not None
    return is_next and is_list and _LISTED.match(text) is not None


def opens_with_label(text: str) -> bool:
    """Tell whether what is sought is itself a small form: 文件名称：… 文号：…."""
    first = next(iter(text.splitlines()), "")
    found = segments_of(first, in_sought=True, weak=frozenset())
    return bool(found) and found[0].start == 0 and found[0].asked.field in (
        "document_title", "document_number", "information_sought", "purpose"
    )  # fmt: skip


def heads_over(cells: Sequence[ReadCell], below: ReadRow) -> bool:
    """Tell whether a row is labels only, over a row of as many values."""
    if not below.in_table or len(below.cells) != len(cells) or len(cells) < 2:
        return False
    filled = [cell.text for cell in cells if cell.text.strip() and not _is_serial(cell.text)]
    has_values = any(cell.text.strip() for cell in below.cells)
    return (
        len(filled) > 1
        and all(asked_by(text) and "：" not in text.strip(" ：:") for text in filled)
        and has_values
        and not any(map(_is_no_value, cells, below.cells))
        and not any(map(_is_chosen_beside, filled, filled[1:]))
    )


def heads_a_row(text: str, following: str) -> bool:
    """Tell whether a first cell only heads what stands beside it: 办法 | ☑纸质 ☐光盘.

    申请人李四 and 请公开预算 say something of their own.
    """
    named = _WITH_NAME.fullmatch(text.strip())
    if len(plain_label(text)) > 8 or re.search("[：:]", text) or has_marks(text):
        return False
    if asking_clause(text) is not None or (named is not None and is_person(named[1])):
        return False
    return asked_by(following) is not None or has_marks(following)


def is_next_of(cells: Sequence[ReadCell], heads: Sequence[ReadCell]) -> bool:
    """Tell whether a row is one more of those who ask together: 2 | 周敏 | … under 序号 | 姓名."""
    if len(cells) != len(heads) or not _is_serial(heads[0].text):
        return False
    named = [asked_by(head.text) == WHO[0] for head in heads]
    has_name = any(cell.text.strip() for cell, is_name in zip(cells, named, strict=True) if is_name)
    return has_name and cells[0].text.strip().isdecimal()


def _is_chosen_beside(head: str, text: str) -> bool:
    """Tell whether a cell is what its neighbour is answered with: 证件名称 | 身份证."""
    asked = asked_by(head)
    return asked is not None and asked.field == "id_type" and bool(choice_named("id_type", text))


def _is_serial(text: str) -> bool:
    return re.sub(r"\s", "", text) in ("序号", "编号", "号")


def _is_no_value(head: ReadCell, cell: ReadCell) -> bool:
    """Tell whether a cell is a label or heading itself: 身份证 under 证件类型 is what is chosen."""
    text, asked = cell.text.strip(), asked_by(head.text)
    if not text or (
        asked is not None and asked.field in CHOSEN and choice_named(asked.field, text)
    ):
        return False
    if has_marks(text):
        return asked is None or asked.field not in CHOSEN | {ASIDE}
    return bool(asked_by(text) or section_of(text))


def cells_by_blanks(text: str) -> list[str]:
    """Return a row of labels and values that only blanks part as cells, none where it is none."""
    words = _SPREAD.sub(r"\1\2", text).split()
    if len(words) < 2 or "：" in text or ":" in text:
        return []
    kinds = [asked_by(word) is not None for word in words]
    starts = kinds.index(True) if True in kinds else len(kinds)
    if starts > 2 or starts == len(words) - 1 or not all(map(section_of, words[:starts])):
        return []
    cells: list[str] = []
    was_label = True
    for word, is_label in zip(words[starts:], kinds[starts:], strict=True):
        if is_label or was_label:
            cells.append(word)
        else:
            cells[-1] += f" {word}"
        was_label = is_label
    return cells
