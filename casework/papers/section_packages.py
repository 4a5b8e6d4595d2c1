"""A package for a section without the program, and its answer read back.

One file, fit for an isolated network and a USB stick: the form to fill in, and how. It says what
is asked for and nothing of who asks. A code ties the answer to the case and to what was asked:
made with a secret of this register, it fits no other, nor a form whose head was altered.
"""

import hashlib
import hmac
import re
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from casework.cases.case_file import CaseFile, load
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters import render
from casework.letters.circulating import section_form
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.outgoing.personal import without_numbers
from casework.papers.issuing import case_facts, office_facts
from casework.papers.section_reading import SectionReading
from db import settings
from db.file_names import safe_name, why
from db.files import write_whole
from forms.choices import SearchResult
from forms.fields import read_day
from rules.circulation import Circulated, awaited, circulated
from rules.errors import ClerkError

_SECRET = "section_secret"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE = re.compile(r"OGS-(\d{1,9})-(\d{1,9})-(\d{1,3})-([A-Z2-9]{10})")
_FORM_NAME = f"{LetterKind.SECTION_FORM.title}.docx"
_MASK = "○○"


@dataclass(frozen=True, slots=True)
class SectionReply:
    """An answer read back: the act it makes, the form's values, and the files that came with it."""

    request_id: int
    act_name: str
    values: Mapping[str, Any]
    words: str
    files: tuple[tuple[str, bytes], ...]


def sections_to_ask(desk: Desk, request_id: int) -> list[str]:
    """Return the sections of a case that still have to answer, by the name they go by in it."""
    return [one.name for one in awaited(load(desk, request_id).standing)]


def write_package(desk: Desk, request_id: int, name: str, folder: Path) -> Path:
    """Write the package for one section into a folder and return its file.

    Raises `ClerkError` where the section has nothing to answer or the folder cannot be written.
    """
    file = load(desk, request_id)
    asked = next((one for one in awaited(file.standing) if one.name == name), None)
    if asked is None:
        raise ClerkError(f"“{name}”没有待答复的事项，请先用“分办”分给科室。")
    secret = _secret(desk, makes=True)
    facts = case_facts(desk, file)
    sought = without_persons(file, facts.sought)
    paper = section_form(
        office_facts(desk),
        replace(facts, information_sought=sought, corrected_sought=""),
        desk.today,
        asked=asked._replace(question=without_persons(file, asked.question)),
        return_code=_code(file, asked, secret),
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_FORM_NAME, render(paper, desk.templates))
        # A mark at the start lets the oldest Notepad read it.
        archive.writestr("说明.txt", "\ufeff" + _how(asked.section, asked.answer_by, desk))
    target = folder / f"{safe_name(f'{file.register_number} {asked.name} 办理')}.zip"
    try:
        write_whole(target, [packed.getvalue()])
    except OSError as error:
        raise ClerkError(
            f"办理包不能写到“{folder}”（{why(error)}），请检查优盘或者换一个文件夹。"
        ) from error
    return target


def _how(section: str, answer_by: date | None, desk: Desk) -> str:
    by = "尽快" if answer_by is None else f"在{chinese_date(answer_by)}前"
    return "\r\n".join(
        (
            f"{section}：",
            "",
            f"请{by}办理。",
            f"1．打开“{_FORM_NAME}”，用 Word 或者 WPS 填写下半部分，上半部分和回执码不要改。",
            "2．不属于本科室职责的，在是否退回一栏写退回，并写明理由。",
            "3．原样存盘（.docx）。有材料的，和表一起压缩成一个 zip，或者分开交。",
            f"4．用优盘或者内网交回{desk.office.ogi_office}，签字的纸件另交。",
            "",
            f"联系电话：{desk.office.phone}",
            "",
        )
    )


def without_applicant(file: CaseFile, text: str) -> str:
    """Return a text in which nothing says who the applicant is, as far as the register knows."""
    one = file.registration
    told = [
        one.applicant_name, one.co_applicants, one.agent_name, one.guardian, one.contact,
        one.representative, one.phone, one.email, one.address, one.id_number, one.postcode,
    ]  # fmt: skip
    listed = {part for words in told for part in re.split("[、，,;；]", words)}
    names = {*map(_plain, listed), *(part for words in listed for part in words.split())}
    names = {name for name in names if len(name) > 1} | {words for words in told if words}
    for name in sorted(names, key=len, reverse=True):
        # A name of two characters is often written with a gap between them.
        text = re.sub("[ \u3000]*".join(map(re.escape, name)), _MASK, text)
    return text


def without_persons(file: CaseFile, text: str) -> str:
    """Return a text without the applicant, and without the numbers of any person.

    Names and places of others stay: mostly they are what is sought.
    """
    return without_numbers(without_applicant(file, text), _MASK)


def _secret(desk: Desk, *, makes: bool = False) -> str:
    known = str(settings.value(desk.store, _SECRET, ""))
    if known or not makes:
        return known
    made = secrets.token_hex(32)
    with writing(desk, "section_secret", What.SETTINGS):
        settings.put(desk.store, _SECRET, made)
    return made


def _code(file: CaseFile, asked: Circulated, secret: str) -> str:
    place = [one.name for one in circulated(file.standing)].index(asked.name)
    said = "\n".join((file.register_number, asked.name, asked.question))
    digest = hmac.new(secret.encode(), f"{asked.step_id}\n{said}".encode(), hashlib.sha256)
    marks = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest.digest()[:10])
    return f"OGS-{file.request_id}-{asked.step_id}-{place}-{marks}"


def answer_of(desk: Desk, name: str, reading: SectionReading) -> SectionReply:
    """Return the answer that a form read back makes; nothing is entered yet.

    Raises `ClerkError` for another register's form, one whose head was altered, one that was
    answered already, or one that says nothing.
    """
    file, asked = _asked(desk, name, reading)
    if reading.said("是否退回").strip().startswith(("退回", "是")):
        reason = reading.said("理由和依据") or reading.said("办理意见")
        if not reason:
            raise ClerkError(f"“{name}”写了退回，没有写理由，请{asked.section}补写后再交回。")
        values = {"reason": reason}
        return _reply(desk, file, asked, reading, "section_returned", values)
    said = reading.said("办理意见")
    if not said:
        raise ClerkError(f"“{name}”的“办理意见”没有填写，请{asked.section}填好后再交回。")
    answered: dict[str, Any] = {
        "answer": said,
        "grounds": reading.said("理由和依据"),
        "scope": reading.said("检索的范围和方式"),
        "result": _result(reading.said("检索结果")),
    }
    return _reply(desk, file, asked, reading, "section_answered", answered)


def _asked(desk: Desk, name: str, reading: SectionReading) -> tuple[CaseFile, Circulated]:
    code = _CODE.search(reading.code.upper())
    if code is None:
        raise ClerkError(f"“{name}”的回执码“{reading.code[:40]}”不完整，请用原来发出的表填写。")
    secret, foreign = (
        _secret(desk),
        ClerkError(
            f"“{name}”的回执码不是本登记簿发出的，可能是别的单位或者另一个登记簿的表，请核对后交给对应的单位。"
        ),
    )
    if not secret:
        raise foreign
    try:
        file = load(desk, int(code[1]))
    except ClerkError:
        raise foreign from None
    every = circulated(file.standing)
    place = int(code[3])
    asked = every[place] if place < len(every) else None
    if asked is None or not hmac.compare_digest(_code(file, asked, secret), code[0]):
        raise foreign
    facts = case_facts(desk, file)
    sent = {
        "申请编号": file.register_number,
        "承办科室": asked.section,
        "申请公开的信息": facts.sought,
        "请答复的问题": asked.question,
    }
    for label, words in sent.items():
        said, sent_as = reading.said(label), _plain(without_persons(file, words))
        # Packages of before hid less.
        if words and sent_as not in (_plain(said), _plain(without_persons(file, said))):
            raise ClerkError(
                f"“{name}”中“{label}”与发出时不一样，可能被改动或者填错了表；"
                f"请{asked.section}用原来发出的表重新填写。"
            )
    if not asked.is_open:
        raise ClerkError(
            f"{file.register_number}的{asked.name}{asked.state}，这份表不再登记；"
            "需要更正的，请先撤销原来的一步，或者作为附件添加。"
        )
    return file, asked


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _result(words: str) -> SearchResult | None:
    text = _plain(words)
    if not text:
        return None
    if "部分" in text or "部份" in text:
        return SearchResult.PARTLY_FOUND
    # What is said first counts: of what was found it may be said what is not in it.
    said = _FOUND_OR_NOT.search(text)
    return SearchResult.NOT_FOUND if said and said[1] else SearchResult.FOUND


_FOUND_OR_NOT = re.compile(r"(未|没|无|不存在|不到)|(?:检索|查|找|搜)[询阅找索了得]?到")


def _reply(
    desk: Desk,
    file: CaseFile,
    asked: Circulated,
    reading: SectionReading,
    act_name: str,
    values: Mapping[str, Any],
) -> SectionReply:
    on = desk.today
    try:
        typed = read_day(reading.said("答复日期"), today=desk.today)
        on = typed if asked.on <= typed <= desk.today else on
    except ValueError:
        # A day nobody can read is the day on which it came back.
        pass
    signed = reading.said("答复人")
    return SectionReply(
        file.request_id,
        act_name,
        {"on": on, "ref": asked.name, "by_name": signed, **values},
        f"已读入{asked.name}对{file.register_number}的答复，请核对后保存。",
        reading.others,
    )
