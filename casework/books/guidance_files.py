"""Cases out of files: guidance as it is printed (docx, pdf, html), and packages of this program."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casework.books.entering import enter_all, entries
from casework.books.guidance import GUIDANCE
from casework.cases.case_file import plain
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.foreign import limits_for, read_apart
from casework.receipt.blocks import ReadRow
from casework.receipt.sources import taken_from
from db.file_names import why
from db.files import write_whole
from forms.fields import read
from forms.guidance import Authority, Fate, GuidanceCase
from forms.labels import plain_label
from rules.errors import ClerkError
from rules.replies import ReplyKind

SUFFIX = ".dja"
_FORMAT = "disclosure-desk guidance 1"
_MOST_CASES = 500
_MOST_BYTES = 20_000_000
_LONGEST = 6_000
_NAME_LENGTH = 80
_HEADS = {
    "facts": "基本案情 案情 基本情况 案件情况 简要案情 案件事实 申请情况 案情简介 基本事实 背景",
    "outcome": "处理结果 答复结果 办理结果 复议结果 裁判结果 判决结果 处理情况 结果 办理情况 "
    "审理结果",
    "reasoning": "说理 理由 裁判理由 复议理由 争议焦点 焦点问题 法律分析 分析 评析 案例评析 "
    "答复理由 "
    "复议机关认为 法院认为 裁判要旨",
    "articles": "法律依据 依据 依据条文 相关规定 适用条款 相关法条 政策依据",
    "lesson": "典型意义 指导意义 启示 指导意见 案例启示 案件启示 要旨 办理要点 工作建议 参考意义",
}
_HEAD_OF = {plain_label(name): field for field, names in _HEADS.items() for name in names.split()}
_LONGEST_HEAD = max(map(len, _HEAD_OF))
_CASE = re.compile(
    r"^[【\[（(]?\s*(?:典型|指导|参考)?案例\s*([一二三四五六七八九十\d]{1,4})\s*[】\]）):：、.．]?\s*(.*)$"
)
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|^[【\[]\s*")
_DAY = re.compile(r"(20\d\d)[年.\-/](\d{1,2})[月.\-/](\d{1,2})")
_LOST = re.compile(r"(?<!不)(?<!驳回)(?:撤销|确认违法|责令.{0,12}(?:重新|答复)|变更)")
# What was asked for, or done to a judgment below, was not done to the reply.
_NOT_TO_THE_REPLY = re.compile(
    r"驳回[^，。；]*?(?:请求|申请|起诉)|撤销(?:一审|原审|原)[^，。；]*?判决"
    r"|(?:请求|要求|诉请|主张|申请)[^，。；]{0,12}?(?:撤销|确认违法|责令|变更)[^，。；]*"
)
_KEPT = re.compile("维持|驳回")
_ENDED = re.compile("调解|撤回|终止")
_WORDS_OF_KINDS = (
    ("部分公开", ReplyKind.PARTLY),
    ("重复", ReplyKind.REPEATED),
    ("过程性信息", ReplyKind.REFUSED_WORKING_PAPERS),
    ("内部事务", ReplyKind.REFUSED_INTERNAL_AFFAIRS),
    ("执法案卷", ReplyKind.REFUSED_ENFORCEMENT_FILE),
    ("国家秘密", ReplyKind.REFUSED_STATE_SECRET),
    ("商业秘密", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS),
    ("个人隐私", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS),
    ("第三方", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS),
    ("信访", ReplyKind.PETITION_OR_COMPLAINT),
    ("投诉举报", ReplyKind.PETITION_OR_COMPLAINT),
    ("加工、分析", ReplyKind.WOULD_HAVE_TO_BE_MADE),
    ("加工分析", ReplyKind.WOULD_HAVE_TO_BE_MADE),
    ("不存在", ReplyKind.NOT_EXISTING),
    ("不属于本机关", ReplyKind.NOT_THIS_AGENCY),
    ("不属于政府信息", ReplyKind.NOT_GOVERNMENT_INFORMATION),
    ("行政查询", ReplyKind.REGISTRY_QUERY),
    ("主动公开", ReplyKind.ALREADY_PUBLIC),
    ("予以公开", ReplyKind.PROVIDED),
)


def import_guidance(desk: Desk, path: Path) -> str:
    """Take over the cases of a file; return the sentence of what was done.

    Raises `ClerkError` where the file cannot be read or holds no case.
    """
    return take_over(desk, path.name, cases_of_file(path, desk.today))


def take_over(desk: Desk, name: str, found: list[GuidanceCase]) -> str:
    """Enter the cases read from a file, those left out that are there; return a sentence of it."""
    known = {(entry.title, entry.on) for entry in entries(desk, GUIDANCE)}
    new = [form for form in found if (" ".join(form.name.split()), form.on) not in known]
    with writing(desk, "import_guidance", What.BOOK):
        count = enter_all(desk, GUIDANCE, new)
    there = len(found) - count
    told = f"，{there}例已在库中" if there else ""
    return (
        f"“{name}”读到{len(found)}例，新增{count}例{told}。"
        "答复类型和结果是按文字推定的，请逐例核对。"
    )


def cases_of_file(path: Path, today: date) -> list[GuidanceCase]:
    """Return the cases a file holds, read in a child process. Raises `ClerkError`."""
    if not path.is_file():
        raise ClerkError(f"打不开文件“{path.name}”，请确认文件存在且没有被其他程序占用。")
    return read_apart(
        cases_in, path, today.isoformat(), limits=limits_for(path), name=f"“{path.name}”"
    )


def cases_in(path: Path, today: str) -> list[GuidanceCase]:
    """Return the cases a file holds: the door of the child process.

    Raises `ClerkError` where the file cannot be read, or holds no case.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise ClerkError(f"“{path.name}”超过20兆，不像案例材料，请分成几个文件再导入。")
    raw = path.read_bytes()
    if path.suffix.lower() == SUFFIX or raw.lstrip()[:1] == b"{":
        return list(_of_package(raw, path.name))
    taken = taken_from(raw, path.name)
    if taken.is_scan:
        raise ClerkError(f"“{path.name}”是扫描件，没有文字，请用Word、网页或者带文字的PDF导入。")
    lines = [line for row in taken.rows for line in _lines_of(row)]
    found = cases_in_lines(lines, path.stem, date.fromisoformat(today))
    if not found:
        raise ClerkError(
            f"“{path.name}”里没有找到案例，请确认写有“基本案情”和“处理结果”这样的小标题，再导入。"
        )
    return found


def _lines_of(row: ReadRow) -> Iterator[str]:
    # A head in one cell is a line of its own before what stands beside it.
    for cell in row.cells:
        yield from cell.text.splitlines()


def cases_in_lines(lines: list[str], title: str, today: date) -> list[GuidanceCase]:
    """Return the cases told in lines: parts under heads like 基本案情, each case under its own."""
    found: list[dict[str, str]] = []
    present: dict[str, str] = {"name": "", "all": ""}
    field = "before"
    for line in lines:
        text = " ".join(line.split())
        if not text:
            continue
        case = _CASE.match(text)
        if case is not None and len(text) <= _NAME_LENGTH:
            found.append(present)
            present = {"name": case[2].strip("：: ") or f"{title} 案例{case[1]}", "all": ""}
            field = "before"
            continue
        head, rest = _headed(text)
        if head:
            if head == "facts" and "facts" in present:
                # A second account of facts begins a second case.
                found.append(present)
                present = {"name": "", "all": ""}
            field, text = head, rest
        if not present["name"] and field == "before" and len(text) <= _NAME_LENGTH:
            present["name"] = text
        else:
            present[field] = f"{present.get(field, '')}\n{text}".strip()[:_LONGEST]
        present["all"] += text + "\n"
    found.append(present)
    return [
        _case(one, title, today)
        for one in found
        if one.get("facts") and any(one.get(part) for part in ("outcome", "reasoning", "lesson"))
    ][:_MOST_CASES]


def _headed(text: str) -> tuple[str, str]:
    """Return the part a line begins, and what of it stands on the same line."""
    tidy = _NUMBERED.sub("", text)
    for mark in ("：", ":", "】", "]", " "):
        before, found, after = tidy.partition(mark)
        if found and len(before) <= _LONGEST_HEAD + 2 and plain_label(before) in _HEAD_OF:
            return _HEAD_OF[plain_label(before)], after.strip("：: ")
    whole = plain_label(tidy)
    return (_HEAD_OF[whole], "") if whole in _HEAD_OF else ("", text)


def _case(parts: dict[str, str], title: str, today: date) -> GuidanceCase:
    outcome = parts.get("outcome", "")
    told = f"{outcome}\n{parts.get('reasoning', '')}"
    fate = (
        Fate.CORRECTED
        if _LOST.search(_NOT_TO_THE_REPLY.sub("", outcome))
        else Fate.UPHELD
        if _KEPT.search(outcome)
        else Fate.MEDIATED
        if _ENDED.search(outcome)
        else Fate.UNCHALLENGED
    )
    everything = parts["all"]
    authority = (
        Authority.COURT
        if re.search("法院|判决|裁定", outcome)
        else Authority.RECONSIDERATION
        if "复议" in outcome
        else Authority.SUPERIOR
    )
    reasoning = parts.get("reasoning", "")
    lesson = parts.get("lesson", "")
    if fate is Fate.CORRECTED and not lesson:
        lesson = outcome or "被纠正的原因待补写。"
    return GuidanceCase(
        name=(parts["name"] or title)[:_NAME_LENGTH],
        authority=authority,
        source=title[:_NAME_LENGTH],
        on=_day_of(everything, today),
        facts=parts["facts"],
        kind=next((kind for words, kind in _WORDS_OF_KINDS if words in told), None),
        reasoning=reasoning or outcome,
        articles=parts.get("articles", ""),
        fate=fate,
        lesson=lesson,
    )


def _day_of(text: str, today: date) -> date:
    """Return the last day a case tells of that is not ahead, today where it tells of none."""
    days = []
    for year, month, day in _DAY.findall(text):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max((day for day in days if day <= today), default=today)


def _of_package(raw: bytes, name: str) -> Iterator[GuidanceCase]:
    broken = f"“{name}”不是本程序导出的案例包，或者已经损坏，请向对方重新索取。"
    try:
        told: Any = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ClerkError(broken) from None
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        raise ClerkError(broken)
    cases = told.get("cases")
    if not isinstance(cases, list) or not cases:
        raise ClerkError(f"“{name}”里没有案例。")
    if len(cases) > _MOST_CASES:
        raise ClerkError(f"“{name}”有{len(cases)}例，一次最多导入{_MOST_CASES}例。")
    for at, one in enumerate(cases, start=1):
        form = read(GuidanceCase, one) if isinstance(one, dict) else []
        if isinstance(form, list):
            why_not = form[0].message if form else broken
            raise ClerkError(f"“{name}”的第{at}例读不了：{why_not}")
        yield form


def export_guidance(desk: Desk, path: Path) -> str:
    """Write the whole library as a package for another office; return the sentence of it.

    Raises `ClerkError` where there is nothing to write, or the disk does not take it.
    """
    forms = [GUIDANCE.form_of(entry) for entry in entries(desk, GUIDANCE)]
    if not forms:
        raise ClerkError("案例库还是空的，没有可以导出的案例。")
    told = {
        "format": _FORMAT,
        "office": desk.office_name,
        "on": desk.today.isoformat(),
        # What was this office's own is another's to whoever reads it.
        "cases": [_as_of_another(plain(form), desk.office_name) for form in forms],
    }
    try:
        write_whole(path, [json.dumps(told, ensure_ascii=False, indent=1).encode()])
    except OSError as error:
        raise ClerkError(f"“{path.name}”无法保存（{why(error)}），请换一个文件夹。") from error
    return f"已导出{len(forms)}例到“{path.name}”，对方在案例库中导入即可。"


def _as_of_another(values: dict[str, Any], office: str) -> dict[str, Any]:
    if values["authority"] != Authority.OWN.name:
        return values
    return {**values, "authority": Authority.OTHER.name, "source": f"{office}{values['source']}"}
