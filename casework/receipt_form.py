"""An application form that came as a file, read into the fields of a registration.

Only what stands beside a label is taken; the clerk sees every field before she saves.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from rules.errors import ClerkError

READABLE = frozenset({".docx", ".txt", ".eml"})
_LARGEST_BYTES = 20 << 20

_LABELS = {
    "applicant_name": "姓名|申请人|申请人姓名|申请人名称|申请人姓名或名称|申请人姓名（名称）"
    "|单位名称|名称|法人或者其他组织名称",
    "phone": "联系电话|电话|手机|手机号|手机号码|联系方式|单位电话",
    "id_number": "证件号码|证件号|身份证号|身份证号码|身份证件号码|统一社会信用代码|信用代码",
    "address": "通信地址|通讯地址|联系地址|地址|住址|单位地址|邮寄地址",
    "postcode": "邮政编码|邮编|单位邮编",
    "email": "电子邮箱|邮箱|电子邮件|单位邮箱|电子邮箱地址",
    "representative": "法定代表人|法人代表|负责人",
    "contact": "联系人|单位联系人|联系人姓名",
    "agent_name": "代理人|代理人姓名|受托人",
    "information_sought": "所需政府信息|所需信息|所需信息内容|所需政府信息内容|所需信息内容描述"
    "|所需的政府信息|所需政府信息的内容描述|申请内容|申请公开的内容|申请公开的信息"
    "|申请公开的政府信息|信息内容描述|内容描述|所需政府信息的名称、文号或者其他特征性描述",
}
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
_SAID = re.compile(r"^\s*([\u4e00-\u9fff、（）()\s]{2,24}?)\s*[：:]\s*(.+?)\s*$")
_SPACE = re.compile(r"\s+")
_EMPTY = re.compile(r"^[\s_＿/／—-]*$")


def read_application(path: Path) -> dict[str, str]:
    """Return the fields of a registration that a form's file fills; none for a picture.

    Raises `ClerkError` where the file cannot be read.
    """
    if path.suffix.lower() not in READABLE:
        return {}
    lines = list(_lines(path))
    found: dict[str, str] = {}
    for label, value in _labelled(lines):
        field = _field_of(label)
        if field is not None and not _EMPTY.match(value):
            found.setdefault(field, value.strip())
    if "information_sought" not in found and path.suffix.lower() != ".docx":
        text = "\n".join(line for line in lines if line.strip()).strip()
        if text:
            found["information_sought"] = text
    return found


def _field_of(label: str) -> str | None:
    words = _SPACE.sub("", label)
    # Forms word the column of what is sought in many ways, and end it alike (条例29②(二)).
    return "information_sought" if words.endswith("特征性描述") else _FIELD_OF.get(words)


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ClerkError(f"“{path.name}”超过20兆，不能当作申请表读取，请作为附件添加。")
        raw = path.read_bytes()
    except OSError as error:
        raise ClerkError(f"不能读取“{path.name}”，请确认文件没有被移走，再拖入一次。") from error
    if path.suffix.lower() == ".docx":
        from casework.word import paragraphs

        for paragraph in paragraphs(path):
            yield from paragraph.splitlines() or [""]
    elif path.suffix.lower() == ".eml":
        yield from _mail_text(raw).splitlines()
    else:
        yield from _decoded(raw).splitlines()


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _mail_text(raw: bytes) -> str:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeDecodeError):
        text = _decoded(body.get_payload(decode=True) or b"")  # type: ignore[arg-type]
    if body.get_content_subtype() == "html":
        text = re.sub(r"<[^>]+>", "", re.sub(r"(?i)<br\s*/?>|</p>|</div>", "\n", text))
    sender = re.search(r"[\w.+-]+@[\w.-]+", str(mail.get("From", "")))
    return text if sender is None else f"{text}\n电子邮箱：{sender[0]}"


def _labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield labels and what stands beside them, in a table's row or after a colon."""
    for line in lines:
        cells = [cell.strip() for cell in line.split(" | ")]
        if len(cells) > 1:
            for place, cell in enumerate(cells[:-1]):
                value = cells[place + 1]
                if _field_of(value) is None:
                    yield cell, value
        for cell in cells:
            said = _SAID.match(cell)
            if said is not None:
                yield said[1], said[2]
