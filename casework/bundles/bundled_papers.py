"""Which papers go into a bundle, and in what order.

An archive's file follows the course of the case (一案一卷): the request and who made it, receipt,
correction, handling, consultation, review, extension, fee, decision, reply, service, remedies.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from casework.cases.attachments import Attachment, by_label, of_case, path_of
from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import a_day, entered, noted
from casework.desk.desk import Desk
from casework.letters import LetterKind, render
from casework.letters.letter import Letter
from casework.papers.case_papers import paper_of, possible_papers
from casework.papers.issuing import DRAFTED, WITHDRAWN, dated_on, file_of
from casework.papers.proofs import proof_letters
from db import documents
from forms.reviewing import CounselOpinion
from rules.errors import ClerkError
from rules.steps import StepKind


class Part(Enum):
    """A part of the file, in its order, and what its papers prove."""

    ANSWER = 1, "本机关的答复、答辩意见"
    REQUEST = 2, "申请人提出申请及申请的内容"
    IDENTITY = 3, "申请人的身份"
    RECEIPT = 4, "本机关收到申请并登记的日期"
    CORRECTION = 5, "本机关依法告知补正及补正的情况"
    REASONS = 6, "要求说明理由的情况"
    HANDLING = 7, "办理和检索的经过"
    CONSULTATION = 8, "征求意见的经过和结果"
    REVIEW = 9, "公开前经过审查"
    EXTENSION = 10, "依法延长期限并告知申请人"
    FEE = 11, "信息处理费的通知和缴纳"
    DECISION = 12, "答复经过审批"
    REPLY = 13, "答复的内容和依据，提供的信息"
    SERVICE = 14, "文书送达的方式和日期"
    TIME_LIMIT = 15, "期限的起算、扣除和届满日"
    REMEDY = 16, "复议、诉讼的情况"

    def __init__(self, order: int, proves: str) -> None:
        self.order = order
        self.proves = proves


@dataclass(frozen=True, slots=True)
class BundledPaper:
    """One paper: where its file lies, and the content it must have (SHA-256, hexadecimal)."""

    title: str
    number: str
    on: date | None
    part: Part
    path: Path
    sha256: str
    remark: str = ""


_PARTS = {
    LetterKind.RECONSIDERATION_ANSWER: Part.ANSWER,
    LetterKind.DEFENCE_STATEMENT: Part.ANSWER,
    LetterKind.APPLICATION_FORM: Part.REQUEST,
    LetterKind.ASSISTED_RECORD: Part.REQUEST,
    LetterKind.POWER_OF_ATTORNEY: Part.IDENTITY,
    LetterKind.INTAKE_SLIP: Part.RECEIPT,
    LetterKind.REGISTRATION_SHEET: Part.RECEIPT,
    LetterKind.RECEIPT: Part.RECEIPT,
    LetterKind.CONFIRMATION_RECORD: Part.RECEIPT,
    LetterKind.CORRECTION_NOTICE: Part.CORRECTION,
    LetterKind.REASONS_NOTICE: Part.REASONS,
    LetterKind.SEARCH_RECORD: Part.HANDLING,
    LetterKind.PHONE_RECORD: Part.HANDLING,
    LetterKind.ASSISTANCE_REQUEST: Part.HANDLING,
    LetterKind.THIRD_PARTY_CONSULTATION: Part.CONSULTATION,
    LetterKind.AGENCY_CONSULTATION: Part.CONSULTATION,
    LetterKind.CONSULTATION_NOTICE: Part.CONSULTATION,
    LetterKind.EXTENSION_NOTICE: Part.EXTENSION,
    LetterKind.DEFERRAL_NOTICE: Part.EXTENSION,
    LetterKind.FEE_NOTICE: Part.FEE,
    LetterKind.SECRECY_REFERRAL: Part.REVIEW,
    LetterKind.ITEM_REVIEW_SHEET: Part.REVIEW,
    LetterKind.CONFERENCE_RECORD: Part.REVIEW,
    LetterKind.COUNSEL_REFERRAL: Part.DECISION,
    LetterKind.LEGALITY_LIST: Part.DECISION,
    LetterKind.ROUTING_SHEET: Part.DECISION,
    LetterKind.APPROVAL_SHEET: Part.DECISION,
    LetterKind.PROOF_OF_SERVICE: Part.SERVICE,
    LetterKind.MAILING_SLIP: Part.SERVICE,
    LetterKind.ENVELOPE: Part.SERVICE,
    LetterKind.EMS_LABEL: Part.SERVICE,
    LetterKind.MAILING_REGISTER: Part.SERVICE,
    LetterKind.TIME_LIMIT_PROOF: Part.TIME_LIMIT,
}
# What an attachment is, by the words clerks name their files with; the first that fits.
_BY_NAME: tuple[tuple[str, Part], ...] = (
    (r"行政复议答复|复议答复书|答辩状|答辩书", Part.ANSWER),
    (r"复议|诉讼|应诉|起诉|判决|裁定|传票", Part.REMEDY),
    (r"公开件|拟公开|提供的信息", Part.REPLY),
    (r"身份证|营业执照|证件|委托书|授权", Part.IDENTITY),
    (r"补正", Part.CORRECTION),
    (r"送达|回证|邮寄|快递|EMS|签收|挂号|邮单|查询截图|发送截图", Part.SERVICE),
    (r"缴费|票据|发票|收据", Part.FEE),
    (r"法律意见|法律审核", Part.DECISION),
    (r"审查意见|保密意见", Part.REVIEW),
    (r"征求|意见|复函|回函", Part.CONSULTATION),
    (r"审查|保密", Part.REVIEW),
    (r"呈批|签发|审批", Part.DECISION),
    (r"延期|延长", Part.EXTENSION),
    (r"检索|查找|台账", Part.HANDLING),
    (r"答复|告知书", Part.REPLY),
    (r"申请|来信|信封|邮戳", Part.REQUEST),
)
_PLACE_OF_A_NAME = re.compile(r"（第\d+个）$")
_NOT_OF_THE_FILE = (LetterKind.FILE_CONTENTS, LetterKind.END_SHEET)
# What counsel was asked and said is between counsel and the office.
_BETWEEN_OFFICE_AND_COUNSEL = frozenset(
    {LetterKind.COUNSEL_REFERRAL.key, LetterKind.LEGALITY_LIST.key}
)
_MADE_FOR_AN_ANSWER = (
    LetterKind.REGISTRATION_SHEET,
    LetterKind.SEARCH_RECORD,
    LetterKind.ITEM_REVIEW_SHEET,
    LetterKind.APPROVAL_SHEET,
)


def archive_papers(desk: Desk, request_id: int, folder: Path) -> list[BundledPaper]:
    """Return the papers of the file of a case in their order; `folder` takes what is made for it.

    The proof of each clock is made anew. Raises `ClerkError` where a letter or file of the case is
    gone: a file with a gap is not handed over unsaid.
    """
    file = load(desk, request_id)
    papers = [
        # What the office answered to a body or a court stands in its file where that happened.
        replace(one, part=Part.REMEDY) if one.part is Part.ANSWER else one
        for one in (*_letters(desk, file), *_attachments(desk, file))
        if one.part is not Part.TIME_LIMIT
    ]
    papers += _proofs(desk, file, folder)
    return _in_order(papers)


def answer_papers(desk: Desk, request_id: int, folder: Path) -> list[BundledPaper]:
    """Return the papers that answer a reconsideration or a suit, the answer itself first.

    What the office has to show and has not printed yet is made: the registration, the search
    record, the approval sheet and the proof of every clock. What passed between the office and its
    counsel stays out.
    """
    file = load(desk, request_id)
    papers = [
        *_letters(desk, file, _BETWEEN_OFFICE_AND_COUNSEL),
        *_attachments(desk, file, _opinions(desk, file)),
    ]
    there = {
        one.kind for one in documents.of_request(desk.store, request_id) if one.status != WITHDRAWN
    }
    possible = {offer.kind for offer in possible_papers(desk, request_id)}
    for kind in _MADE_FOR_AN_ANSWER:
        if kind in possible and kind.key not in there:
            letter = paper_of(desk, request_id, kind)
            papers.append(_made(desk, kind.title, letter, _PARTS[kind], folder))
    papers = [one for one in papers if one.part is not Part.TIME_LIMIT]
    papers += _proofs(desk, file, folder)
    return _in_order(papers)


def missing_of_an_answer(papers: Sequence[BundledPaper]) -> Iterator[str]:
    """Yield sentences on what an answer should hold and does not."""
    parts = {one.part for one in papers}
    for part, words in (
        (
            Part.ANSWER,
            "没有行政复议答复书或者答辩状，请加入附件（文件名写明“复议答复书”或者“答辩状”）",
        ),
        (Part.REQUEST, "没有申请材料的原件，请把申请表、来信或者信封加入附件"),
        (Part.REPLY, "没有答复书"),
        (Part.SERVICE, "没有送达回证、邮寄单或者签收截图"),
    ):
        if part not in parts:
            yield f"{words}。"


def _in_order(papers: Sequence[BundledPaper]) -> list[BundledPaper]:
    last = date.max
    ordered = sorted(papers, key=lambda one: (one.part.order, one.on or last))
    # The same content twice is one paper.
    seen: set[str] = set()
    kept: list[BundledPaper] = []
    for one in ordered:
        if one.sha256 not in seen:
            seen.add(one.sha256)
            kept.append(one)
    return kept


def _letters(desk: Desk, file: CaseFile, without: Collection[str] = ()) -> Iterator[BundledPaper]:
    """Yield the letters that stand; of one kept as it left, the scan stands for it."""
    scans = sent_copies(desk, file)
    for one in documents.of_request(desk.store, file.request_id):
        kind = LetterKind.of(one.kind)
        is_out = one.status in (WITHDRAWN, DRAFTED) or kind in _NOT_OF_THE_FILE
        if is_out or one.kind in without:
            continue
        scan = scans.get(one.id)
        path = file_of(desk, one) if scan is None else path_of(desk, scan)
        if not path.is_file():
            raise ClerkError(
                f"文书“{one.title}”不在原来的位置（{one.path}），请从备份中找回后再打包。"
            )
        yield BundledPaper(
            one.title,
            one.number,
            dated_on(one),
            _PARTS.get(kind, Part.REPLY if kind.goes_out else Part.HANDLING),
            path,
            _digest(path),
            "发出件扫描" if scan is not None else "",
        )


def sent_copies(desk: Desk, file: CaseFile) -> dict[int, Attachment]:
    """Return the scans kept of letters as they left, by the id of the letter; the latest counts."""
    counted: dict[int | None, Attachment] = {one.id: one for one in of_case(desk, file.request_id)}
    found: dict[int, Attachment] = {}
    for step in file.all_of(StepKind.SENT_COPY_KEPT):
        told = noted(step)
        copy = counted.get(told.copy_id)
        if copy is not None and told.document_id is not None:
            found[told.document_id] = copy
    return found


def _opinions(desk: Desk, file: CaseFile) -> set[int]:
    """Return the files that hold what counsel said.

    A step of an earlier version knows its file by what it was called: where none is called so any
    more, those of its name are all taken for it, for what is shown to a court is not taken back.
    """
    called = by_label(desk, file.request_id)
    found: set[int] = set()
    for step in file.all_of(StepKind.COUNSEL_ANSWERED):
        known = noted(step).attachment
        document = entered(step, CounselOpinion).document
        if known is not None:
            found.add(known)
        elif document in called:
            found.add(called[document].id)
        else:
            name = _PLACE_OF_A_NAME.sub("", document)
            found |= {one.id for one in called.values() if one.name == name}
    return found


def _attachments(
    desk: Desk, file: CaseFile, without: Collection[int] = ()
) -> Iterator[BundledPaper]:
    sent = {one.id for one in sent_copies(desk, file).values()}
    for one in of_case(desk, file.request_id):
        if one.id in sent or one.id in without:
            continue
        yield BundledPaper(
            one.name,
            "",
            a_day(one.added_at[:10]),
            _part_of(one, file),
            path_of(desk, one),
            one.sha256,
            "拟公开" if one.to_disclose else "",
        )


def _part_of(attachment: Attachment, file: CaseFile) -> Part:
    if attachment.to_disclose:
        return Part.REPLY
    for words, part in _BY_NAME:
        if re.search(words, attachment.name, re.IGNORECASE):
            return part
    added_on = a_day(attachment.added_at[:10])
    registered_on = a_day(file.records[0].recorded_at[:10])
    return Part.REQUEST if added_on == registered_on else Part.HANDLING


def _proofs(desk: Desk, file: CaseFile, folder: Path) -> Iterator[BundledPaper]:
    for title, letter in proof_letters(desk, file):
        yield _made(desk, title, letter, Part.TIME_LIMIT, folder)


def _made(desk: Desk, title: str, letter: Letter, part: Part, folder: Path) -> BundledPaper:
    content = render(letter, desk.templates)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest[:16]}.docx"
    path.write_bytes(content)
    return BundledPaper(title, "", desk.today, part, path, digest)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
