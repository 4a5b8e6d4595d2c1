"""A mail as Outlook saves it (.msg): a compound file with a stream for each property of MAPI."""

import re
import struct
from datetime import datetime, timedelta, timezone
from io import BytesIO

import olefile

from casework.receipt.blocks import LINE_IN_CELL, lines_of
from casework.receipt.decoding import claimed_in_page, decoded
from casework.receipt.mail import Attached, Mail, mail_of, sender_of
from casework.receipt.web_form import web_rows
from rules.errors import ClerkError

# Property tags of MAPI ([MS-OXPROPS]), by what they hold.
_SUBJECT, _BODY, _HTML, _RTF, _HEADERS = "0037", "1000", "1013", "1009", "007D"
_SENDER, _SENDER_MAIL, _SENDER_SMTP, _SENT_SMTP = "0C1A", "0C1F", "5D01", "5D02"
_FILE, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_SUBMITTED, _DELIVERED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_BEGAN = datetime(1601, 1, 1, tzinfo=timezone.utc)  # noqa: UP017  the epoch of Windows
_MOST_ATTACHMENTS = 40
_LARGEST = 64 << 20


def outlook_mail(raw: bytes) -> Mail:
    """Return a mail saved by Outlook. Raises `ClerkError` where the file is none or is damaged."""
    try:
        with olefile.OleFileIO(BytesIO(raw)) as store:
            return _mail(store)
    except (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError) as error:
        raise ClerkError(
            "这封 Outlook 邮件（.msg）已经损坏，无法读取，请在 Outlook 中打开后另存为 .eml "
            "或者文本再试。"
        ) from error


def is_outlook(raw: bytes) -> bool:
    """Tell whether a compound file is a mail of Outlook."""
    return "__properties_version1.0".encode("utf-16-le") in raw


def _mail(store: olefile.OleFileIO) -> Mail:
    numbers = _numbers(store, "", 32)
    told = numbers.get(_CODE_PAGE)
    page = "" if told is None else f"cp{struct.unpack_from('<I', told)[0]}"
    mail = Mail(
        _text(store, "", _SENDER, page),
        next((one for tag in (_SENDER_SMTP, _SENT_SMTP, _SENDER_MAIL)
              if "@" in (one := _text(store, "", tag, page))), ""),
        _text(store, "", _SUBJECT, page),
        _time(numbers.get(_SUBMITTED)) or _time(numbers.get(_DELIVERED)),
    )  # fmt: skip
    headers = _text(store, "", _HEADERS, page)
    if headers:
        head = mail_of(headers.encode("utf-8", errors="replace") + b"\r\n\r\n")
        mail.sender_address = mail.sender_address or head.sender_address
        mail.sender_name = mail.sender_name or head.sender_name
        mail.sent = head.sent or mail.sent
    if "@" in mail.sender_name:
        mail.sender_name, address = sender_of(mail.sender_name)
        mail.sender_address = mail.sender_address or address
    text = _text(store, "", _BODY, page)
    raw = _stream(store, f"__substg1.0_{_HTML}0102")
    # A page kept as text is no longer in the coding it claims.
    web = decoded(raw, claimed_in_page(raw) or page) if raw else _text(store, "", _HTML, page)
    if web and (not text.strip() or "<table" in web.lower()):
        mail.rows = web_rows(web)
    if not mail.rows and text.strip():
        mail.rows = lines_of(text)
    if not mail.rows:
        rich = _stream(store, f"__substg1.0_{_RTF}0102")
        if rich:
            mail.rows = lines_of(rich_text(_unpacked(rich)))
    _attach(store, mail, page)
    return mail


def _attach(store: olefile.OleFileIO, mail: Mail, page: str) -> None:
    folders = sorted({path[0] for path in store.listdir() if path[0].startswith("__attach")})
    for folder in folders[:_MOST_ATTACHMENTS]:
        content = _stream(store, f"{folder}/__substg1.0_{_FILE}0102")
        name = _text(store, folder, _LONG_NAME, page) or _text(store, folder, _SHORT_NAME, page)
        if content:
            mail.attached.append(Attached(re.sub(r"[\\/\r\n\0]", "_", name) or "附件", content))


def _stream(store: olefile.OleFileIO, path: str) -> bytes:
    if not store.exists(path) or store.get_size(path) > _LARGEST:
        return b""
    return bytes(store.openstream(path).read())


def _text(store: olefile.OleFileIO, folder: str, tag: str, page: str) -> str:
    place = f"{folder}/" if folder else ""
    wide = _stream(store, f"{place}__substg1.0_{tag}001F")
    if wide:
        return wide.decode("utf-16-le", errors="replace").rstrip("\0")
    narrow = _stream(store, f"{place}__substg1.0_{tag}001E")
    return decoded(narrow.rstrip(b"\0"), page) if narrow else ""


def _numbers(store: olefile.OleFileIO, folder: str, head: int) -> dict[int, bytes]:
    """Return the values of fixed length, by the number of their property."""
    place = f"{folder}/" if folder else ""
    raw = _stream(store, f"{place}__properties_version1.0")
    found: dict[int, bytes] = {}
    for at in range(head, len(raw) - 15, 16):
        tag = struct.unpack_from("<I", raw, at)[0]
        found[tag >> 16] = raw[at + 8 : at + 16]
    return found


def _time(raw: bytes | None) -> datetime | None:
    if raw is None:
        return None
    ticks = struct.unpack("<Q", raw)[0]
    try:
        return _BEGAN + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def _unpacked(raw: bytes) -> bytes:
    """Return rich text that Outlook keeps packed ([MS-OXRTFCP]: LZ77 over a ring of 4,096)."""
    if len(raw) < 16:
        return b""
    _, size, kind = struct.unpack_from("<III", raw)
    if kind == 0x414C454D:
        return raw[16 : 16 + size]
    ring = bytearray(_DICTIONARY.ljust(4096, b" "))
    write = len(_DICTIONARY)
    out = bytearray()
    at = 16
    while at < len(raw) and len(out) < min(size, _LARGEST):
        control = raw[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(raw):
                    return bytes(out)
                token = raw[at] << 8 | raw[at + 1]
                at += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    one = ring[(offset + step) & 4095]
                    out.append(one)
                    ring[write] = one
                    write = (write + 1) & 4095
            else:
                if at >= len(raw):
                    return bytes(out)
                out.append(raw[at])
                ring[write] = raw[at]
                write = (write + 1) & 4095
                at += 1
    return bytes(out)


_CONTROL = re.compile(
    rb"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}]+)", re.DOTALL
)
_SKIPPED = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"generator", b"htmltag")
)


_SIGNS = {b"{": b"{", b"}": b"}", b"\\": b"\\", b"~": b" ", b"_": b"-"}


def rich_text(raw: bytes) -> str:
    """Return the words of rich text."""
    pieces: list[str] = []
    narrow = bytearray()
    hidden: list[bool] = [False]
    # How many signs stand after a character for who cannot show it, and how many are still to come.
    spare: list[int] = [1]
    passed_over = 0
    in_cell = False

    def flush() -> None:
        if narrow:
            pieces.append(decoded(bytes(narrow), "gb18030"))
            narrow.clear()

    for match in _CONTROL.finditer(raw):
        word, number, code, sign, brace, plain = match.groups()
        if brace == b"{":
            hidden.append(hidden[-1])
            spare.append(spare[-1])
        elif brace == b"}":
            if len(hidden) > 1:
                hidden.pop()
                spare.pop()
        elif word in _SKIPPED or sign == b"*":
            hidden[-1] = True
        elif hidden[-1]:
            continue
        elif code:
            if passed_over:
                passed_over -= 1
            else:
                narrow.append(int(code, 16))
        elif word == b"uc" and number:
            spare[-1] = max(int(number), 0)
        elif word == b"u" and number:
            flush()
            pieces.append(chr(int(number) & 0xFFFF))
            passed_over = spare[-1]
        elif sign:
            narrow += _SIGNS.get(sign, b"")
        elif word in (b"pard", b"intbl"):
            in_cell = word == b"intbl"
        elif word in (b"par", b"line", b"row"):
            flush()
            pieces.append(LINE_IN_CELL if in_cell and word != b"row" else "\n")
        elif word in (b"tab", b"cell"):
            flush()
            pieces.append("\t")
        elif plain:
            plain = plain.replace(b"\r", b"").replace(b"\n", b"")
            narrow.extend(plain[passed_over:])
            passed_over = max(passed_over - len(plain), 0)
    flush()
    return "".join(pieces)
