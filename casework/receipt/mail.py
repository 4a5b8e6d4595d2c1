"""A mail as its head, its text and its attachments, whoever wrote it and however it was packed."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from casework.receipt.blocks import ReadRow, lines_of
from casework.receipt.decoding import claimed_in_page, decoded, meant_by
from casework.receipt.web_form import web_rows

# The whole country keeps one time.
CHINA = timezone(timedelta(hours=8))
_GB_CLAIM = re.compile(
    rb"(charset\s*=\s*[\"']?|=\?)(gb2312|gbk|gb_2312-80|x-gbk|cp936|euc-cn|csgb2312)(?=[\"'\s;"
    rb"?]|$)",
    re.IGNORECASE,
)
_MOST_ATTACHMENTS = 40


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(slots=True)
class Mail:
    """A mail taken apart. `sent_on` is the day in China, None where the head names none."""

    sender_name: str = ""
    sender_address: str = ""
    subject: str = ""
    sent: datetime | None = None
    rows: list[ReadRow] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    inner: "list[Mail]" = field(default_factory=list)

    @property
    def sent_on(self) -> str:
        """The day it was sent, by the calendar in China, in ISO form."""
        return "" if self.sent is None else self.sent.astimezone(CHINA).date().isoformat()


def mail_of(raw: bytes) -> Mail:
    """Return a mail as it came from a server or was saved by a mail program."""
    # Saved mail has been seen to begin with a byte order mark or blank lines.
    message = message_from_bytes(
        _GB_CLAIM.sub(rb"\1gb18030", raw.lstrip(b"\xef\xbb\xbf\r\n ")), policy=policy.compat32
    )
    return _of_message(message, depth=0)


def _of_message(message: Message, depth: int) -> Mail:
    name, address = sender_of(header_text(_head(message, "from")))
    mail = Mail(name, address, header_text(_head(message, "subject")), _sent(message))
    plain: list[str] = []
    pages: list[str] = []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message) and depth < 3:
                mail.inner.append(_of_message(inner[0], depth + 1))
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        file_name = _file_name(part)
        if (
            file_name
            or part.get_content_disposition() == "attachment"
            or not kind.startswith("text/")
        ):
            if len(mail.attached) < _MOST_ATTACHMENTS:
                mail.attached.append(Attached(file_name or _unnamed(kind), content))
        elif kind == "text/html":
            pages.append(decoded(content, _charset(part) or claimed_in_page(content)))
        elif kind != "text/calendar":
            plain.append(decoded(content, _charset(part)))
    text = "\n".join(one for one in plain if one.strip())
    mail.rows = lines_of(text)
    shown = [row for page in pages for row in web_rows(page)]
    has_table = any("<table" in page.casefold() for page in pages)
    # The plain half of a mail may say only that there is another, and has lost which cell of a
    # table stood beside which.
    if shown and (has_table or _letters(shown) > 1.5 * _letters(mail.rows)):
        mail.rows = shown
    return mail


def _letters(rows: list[ReadRow]) -> int:
    return sum(not one.isspace() for row in rows for one in row.text)


def _head(message: Message, name: str) -> str:
    """Return a line of the head as it came: `get` hides the bytes of one that is not ASCII."""
    return next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")


def _parts(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < 200:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting = [*part.get_payload(), *waiting]
        else:
            found.append(part)
    return found


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("") or ""
    except (LookupError, ValueError, TypeError):
        return ""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("") or ""
    except (LookupError, ValueError, TypeError, UnicodeError):
        return ""
    return re.sub(r"[\\/\r\n\0]", "_", header_text(name)).strip()


def _unnamed(kind: str) -> str:
    suffix = {
        "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    }.get(kind, "")  # fmt: skip
    return f"附件{suffix}"


def header_text(value: object) -> str:
    """Return a head's line as text: encoded words in any charset, raw bytes of GBK or UTF-8."""
    words = "".join(str(value).splitlines())
    if "=?" not in words:
        return _unescaped(words).strip()
    pieces: list[str] = []
    try:
        parts = decode_header(words)
    except (ValueError, LookupError, TypeError, MessageError):
        return words
    for content, charset in parts:
        if isinstance(content, bytes) and charset is None:
            # What stands between encoded words comes with its bytes, or its Chinese, as \udce6.
            content = content.decode("raw-unicode-escape", errors="replace")
        if isinstance(content, str):
            pieces.append(_unescaped(content))
        else:
            pieces.append(decoded(content, charset if charset and meant_by(charset) else ""))
    return "".join(pieces).strip()


def _unescaped(words: str) -> str:
    """Return the text of a head that came as bytes and not as letters; other text as it is."""
    try:
        return decoded(words.encode("ascii", errors="surrogateescape"))
    except UnicodeEncodeError:
        return words


def sender_of(words: str) -> tuple[str, str]:
    """Return the name and the address of a sender's line."""
    found = re.search(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", words)
    name = parseaddr(words)[0]
    if found is None:
        return words.strip(" \"'<>"), ""
    name = name or words[: found.start()]
    return name.strip(" \"'<>“”;；[]【】(（"), found[0]


def _sent(message: Message) -> datetime | None:
    for value in (message.get("Date", ""), *_received(message)):
        try:
            day = parsedate_to_datetime(str(value).strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        try:
            return day if day.tzinfo is not None else day.replace(tzinfo=CHINA)
        except (ValueError, OverflowError):
            continue
    return None


def _received(message: Message) -> list[str]:
    return [str(one).rpartition(";")[2] for one in message.get_all("Received", [])[:1]]
