"""An application read, whatever it came as: a form, a letter, a mail with its attachments, a scan.

This runs in the child that reads foreign bytes; `casework.receipt.receipt_form` is what the rest
of the program calls.
"""

import re
from dataclasses import replace
from pathlib import Path

from casework.receipt.asking_verbs import asks
from casework.receipt.blocks import ReadRow, lines_of
from casework.receipt.component import HOW_TO_GET_IT
from casework.receipt.entries import entries_of
from casework.receipt.forwarded import passed_on, quoted_from
from casework.receipt.mail import Attached, Mail, mail_of
from casework.receipt.recognition import recognised_rows
from casework.receipt.result import MOST_CHARACTERS, ReadField, Reading
from casework.receipt.scan_pages import pages_unread
from casework.receipt.settling_entries import settled
from casework.receipt.sources import TakenFile, taken_from
from casework.receipt.stamps import take_stamp, without_stamp
from casework.receipt.values import is_name
from rules.errors import ClerkError
from rules.receipt import Channel

LARGEST_BYTES = 40 << 20
# 见附件 is not what is sought.
_POINTS_ELSEWHERE = re.compile(
    r"^.{0,8}(?:见|在)(?:附件|网页|下面|主题|标题|正文).{0,12}$|^.{0,4}(?:如|同)(?:主?题|标题|上题).{0,8}$"
)
# What a mail program puts before the subject of what it passes on or answers.
_PASSING_ON = re.compile(r"^(?:\s*(?:转发?|回复|答复|fwd?|re)\s*[：:])+", re.IGNORECASE)
# A form says at least who asks or for what; a scan of an identity card says neither.
_TELLING = ("applicant_name", "information_sought")


def read_file(path: Path, *, recognise: bool = True) -> Reading:
    """Return what a file says. Raises `ClerkError` where it cannot be read.

    `recognise` reads pictures and scans too, where recognition is installed.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ClerkError(f"“{path.name}”超过40兆，不能当作申请表读取，请作为附件添加。")
        raw = path.read_bytes()
    except OSError as error:
        raise ClerkError(f"不能读取“{path.name}”，请确认文件没有被移走，再拖入一次。") from error
    if not raw.strip():
        raise ClerkError(f"“{path.name}”是空的，没有内容可读，请核对文件。")
    try:
        return read_bytes(raw, path.name, recognise=recognise)
    except ClerkError as error:
        raise ClerkError(f"“{path.name}”：{error.message}", error.basis, error.field) from error


def read_bytes(raw: bytes, name: str, *, recognise: bool = True) -> Reading:
    """Return what the bytes of a file say. Raises `ClerkError` where they cannot be read."""
    taken = taken_from(raw, name)
    if taken.mail is not None:
        return _of_mail(taken.mail, recognise=recognise)
    reading = _of_rows(_rows(taken, raw, recognise=recognise))
    unread = pages_unread(raw) if taken.is_scan else 0
    if unread:
        reading.leave(f"这份扫描件的最后{unread}页没有识别，请对照原件。")
    return reading


def read_text(text: str) -> Reading:
    """Return what copied words say: a form, its table, a letter, or a mail with its head.

    Raises `ClerkError` where the words are too many.
    """
    if len(text) > MOST_CHARACTERS:
        raise ClerkError(
            f"复制的文字超过{MOST_CHARACTERS // 10000}万字，不能当作申请表读取，"
            "请存成文件后作为申请材料添加。"
        )
    words = text.replace("\r\n", "\n")
    if _is_mail_source(words):
        return _of_mail(mail_of(words.encode(errors="replace")), recognise=False)
    rows = lines_of(words)
    passed = passed_on(rows)
    if passed is None or any(row.text.strip() for row in passed.above):
        return _of_rows(rows)
    return _of_mail(Mail(rows=rows), recognise=False)


def _is_mail_source(text: str) -> bool:
    taken = taken_from(text[:20000].encode(errors="replace"), "")
    return taken.mail is not None


def _rows(taken: TakenFile, raw: bytes, *, recognise: bool) -> list[ReadRow]:
    if not taken.is_scan:
        return taken.rows
    if not recognise:
        raise ClerkError(HOW_TO_GET_IT)
    return recognised_rows(raw)


def _of_rows(rows: list[ReadRow]) -> Reading:
    plain, stamp = without_stamp(rows)
    reading = settled(entries_of(plain))
    take_stamp(reading, stamp)
    return reading


def _of_mail(mail: Mail, *, recognise: bool) -> Reading:
    """Return what a mail says: the form attached, else its own text, else the mail inside it."""
    passed = passed_on(mail.rows)
    sent, sender, address = mail.sent_on, mail.sender_name, mail.sender_address
    rows = mail.rows
    above: list[ReadRow] = []
    forwarded = False
    if passed is not None and (_is_passed_on(mail) or not _says_much(passed.above)):
        # Copied from a window it has no sender but the one its own head names.
        forwarded = bool(mail.sender_address or mail.subject)
        rows, above = passed.below, passed.above
        sent, sender = passed.sent_on or sent, passed.sender_name
        address = passed.sender_address
    elif passed is not None or quoted_from(rows) is not None:
        end = len(passed.above) if passed is not None else quoted_from(rows)
        quoted = rows[end:]
        rows = rows[:end]
        # What the office wrote and the answer quotes is no application.
        if _says_much(rows) or not _says_much(quoted):
            above = quoted
        else:
            rows = [*rows, *map(_unquoted, quoted)]
    attached = list(mail.attached)
    for inner in mail.inner:
        forwarded = True
        attached += inner.attached
        if not _says_much(rows) or not any(row.text.strip() for row in rows):
            above, rows = [*above, *rows], inner.rows
        sent, sender = inner.sent_on or sent, inner.sender_name or sender
        address = inner.sender_address or address
    own = _of_rows(rows)
    best, named, others = _best_attachment(attached, recognise=recognise)
    reading = own
    if best is not None and _telling(best) >= _telling(own, labelled=True):
        reading = _with_body(best, own, named)
    elif best is not None:
        for left in best.rest:
            reading.leave(left.text)
    for name, other in others:
        sought = other.fields.get("information_sought")
        if sought is not None and not sought.doubt:
            reading.put("information_sought", sought.value, f"附件“{name}”")
    forwarded = forwarded or (passed is None and _is_passed_on(mail))
    _envelope(reading, mail, sent, sender, address, forwarded=forwarded)
    for row in above:
        reading.leave(row.text)
    return reading


def _unquoted(row: ReadRow) -> ReadRow:
    """Return a row without the signs that a mail program puts before what an answer quotes."""
    cells = (replace(cell, text=re.sub(r"^[\s>＞]*", "", cell.text)) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _is_passed_on(mail: Mail) -> bool:
    subject = mail.subject.strip().casefold()
    return subject.startswith(("转发", "fw", "转：", "转:"))


def _says_much(rows: list[ReadRow]) -> bool:
    """Tell whether lines are more than a note above what was passed on."""
    found = _of_rows(rows)
    told = (found.fields.get(name) for name in _TELLING)
    return any(one is not None and not one.doubt for one in told)


def _telling(reading: Reading, *, labelled: bool = False) -> int:
    """Return how many of the two fields that make an application are there."""
    return sum(
        name in reading.fields
        and (
            not labelled
            or not (reading.fields[name].doubt or reading.fields[name].source == "信中")
        )
        for name in _TELLING
    ) * 10 + (0 if labelled else len(reading.fields))


def _best_attachment(
    attached: list[Attached], *, recognise: bool
) -> tuple[Reading | None, str, list[tuple[str, Reading]]]:
    """Return the form that says most, its name, and the other forms that came with it."""
    forms: list[tuple[str, Reading]] = []
    for one in attached:
        try:
            reading = read_bytes(one.content, one.name, recognise=recognise)
        except ClerkError:
            continue
        sought = reading.fields.get("information_sought")
        if "applicant_name" not in reading.fields and (sought is None or sought.doubt):
            continue
        forms.append((one.name, reading))
    if not forms:
        return None, "", []
    best = max(forms, key=lambda form: _telling(form[1]))
    return best[1], best[0], [form for form in forms if form is not best]


def _with_body(best: Reading, own: Reading, named: str) -> Reading:
    """Return the form attached to a mail, filled up from the mail's own text."""
    reading = Reading(signed_on=best.signed_on)
    for name, one in best.fields.items():
        source = f"附件“{named}”{one.source}" if named else one.source
        reading.fields[name] = replace(one, source=source)
    for left in best.rest:
        reading.leave(left.text, left.place)
    for name, one in own.fields.items():
        known = reading.fields.get(name)
        is_sought = name == "information_sought"
        says_nothing = is_sought and (one.doubt or _POINTS_ELSEWHERE.match(one.value))
        if known is None and name != "arrived_on" and not says_nothing:
            reading.fields[name] = replace(one, source=f"邮件正文{one.source}")
        elif known is None or is_sought:
            reading.leave(one.value)
        elif name in ("applicant_name", "id_number", "phone"):
            reading.put(name, one.value, f"邮件正文{one.source}")
    for left in own.rest:
        reading.leave(left.text)
    return reading


def _envelope(
    reading: Reading, mail: Mail, sent: str, sender: str, address: str, *, forwarded: bool
) -> None:
    fields = reading.fields
    fields["channel"] = ReadField(Channel.EMAIL.name, "邮件")
    if sent:
        doubt = "邮件经过转发，请核对到达本机关的日期" if forwarded else ""
        stated = fields.get("arrived_on")
        if stated is not None and stated.value != sent:
            reading.leave(f"申请上写的日期：{stated.value}", stated.place)
        fields["arrived_on"] = ReadField(sent, "邮件发送时间", doubt)
    if address:
        known = fields.get("email")
        if known is None:
            is_passers = forwarded and address == mail.sender_address
            doubt = "邮件经过转发，请核对是不是申请人的邮箱" if is_passers else ""
            fields["email"] = ReadField(address, "发件人", doubt)
        elif known.value.casefold() != address.casefold():
            reading.leave(f"发件邮箱：{address}")
    if sender and is_name(sender) and not sender.isascii() and "applicant_name" not in fields:
        fields["applicant_name"] = ReadField(sender, "发件人", "取自发件人，信里没有写姓名")
    elif sender and fields.get("applicant_name") and fields["applicant_name"].value != sender:
        reading.leave(f"发件人：{sender}")
    sought = fields.get("information_sought")
    if asks(mail.subject) and (sought is None or _POINTS_ELSEWHERE.match(sought.value)):
        if sought is not None:
            reading.leave(sought.value)
        matter = _PASSING_ON.sub("", mail.subject).strip()
        fields["information_sought"] = ReadField(matter, "邮件主题", "取自邮件主题")
    if mail.subject:
        reading.leave(f"邮件主题：{mail.subject}")
