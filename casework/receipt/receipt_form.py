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
MOST_CHARACTERS = 200_000

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
_MAIL_SOURCE = re.compile(
    r"\A(?:[A-Za-z-]+:.*\n(?:[ \t].*\n)*)*(?:MIME-Version|Content-Type):", re.IGNORECASE
)
_MAIL_HEAD = re.compile(
    r"^\W*(?:原始邮件\W*|(?:发件人|发送时间|收件人|收件时间|抄送|主题|日期|时间|附件"
    r"|From|Sent|To|Cc|Subject|Date)\s*[：:].*)?$",
    re.IGNORECASE,
)
_SENDER = re.compile(r"^\W*(?:发件人|From)\s*[：:](.*)$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
_SPACE = re.compile(r"\s+")
_EMPTY = re.compile(r"^[\s_＿/／—-]*$")


def read_application(path: Path) -> dict[str, str]:
    """Return the fields of a registration that a form's file fills; none for a picture.

    Raises `ClerkError` where the file cannot be read.
    """
    if path.suffix.lower() not in READABLE:
        return {}
    return _fields(list(_lines(path)), is_free=path.suffix.lower() != ".docx")


def read_application_text(text: str) -> dict[str, str]:
    """Return the fields of a registration that copied words fill: a form, its table, or a mail.

    Words without any label are what is sought. Raises `ClerkError` where they are too many.
    """
    if len(text) > MOST_CHARACTERS:
        raise ClerkError(
            f"复制的文字超过{MOST_CHARACTERS // 10000}万字，不能当作申请表读取，"
            "请存成文件后作为申请材料添加。"
        )
    text = text.replace("\r\n", "\n")
    if _MAIL_SOURCE.match(text):
        lines = _mail_text(text.encode(errors="replace")).splitlines()
    else:
        lines = list(_without_mail_head(text.splitlines()))
    # A table copied from Word or a sheet comes with a tab between its cells.
    return _fields([line.replace("\t", " | ") for line in lines], is_free=True)


def _without_mail_head(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a mail as copied from its window, its sender's address at the end."""
    end = next((at for at, line in enumerate(lines) if not _MAIL_HEAD.match(line)), len(lines))
    senders = [sender[1] for line in lines[:end] if (sender := _SENDER.match(line))]
    if not senders:
        yield from lines
        return
    yield from lines[end:]
    address = _ADDRESS.search(senders[0])
    if address is not None:
        yield f"电子邮箱：{address[0]}"


def _fields(lines: list[str], *, is_free: bool) -> dict[str, str]:
    """Return what stands beside labels; where that is free, all of it may be what is sought."""
    found: dict[str, str] = {}
    for label, value in _labelled(lines):
        field = _field_of(label)
        if field is not None and not _EMPTY.match(value):
            found.setdefault(field, value.strip())
    if "information_sought" not in found and is_free:
        text = "\n".join(line for line in lines if line.strip() and not _is_taken(line)).strip()
        if text:
            found["information_sought"] = text
    return found


def _is_taken(line: str) -> bool:
    """Tell whether a line is all about another field."""
    said = _SAID.match(line)
    return said is not None and _field_of(said[1]) is not None


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
    sender = _ADDRESS.search(str(mail.get("From", "")))
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
