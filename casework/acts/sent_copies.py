"""The act of keeping a letter as it left: the signed and sealed scan, with its content's hash."""

import hashlib
from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.attachments import by_label, of_case
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from casework.papers.issuing import file_of
from casework.papers.services import services_of
from db.documents import Document
from forms.service import SentCopy
from rules.errors import ClerkError
from rules.steps import Step, StepKind


def keep_sent_copy(desk: Desk, file: CaseFile, form: SentCopy) -> Plan:
    """Keep a scan as the letter that left; one that replaces another names it and says why.

    Raises `ClerkError` for a letter or a file that is none, or a replacement without a reason.
    """
    letter = next((one.document for one in services_of(desk, file) if one.name == form.ref), None)
    if letter is None:
        raise ClerkError(f"没有找到“{form.ref}”这件文书，请从列表中选择。", None, "ref")
    kept = by_label(desk, file.request_id)
    if form.file not in kept:
        raise ClerkError(
            f"没有名为“{form.file}”的附件，请先把签字盖章后的扫描件添加为附件。", None, "file"
        )
    copy, earlier = kept[form.file], _earlier(file, letter)
    if earlier is not None and not form.reason:
        raise ClerkError(
            f"这件文书已存发出件“{entered(earlier, SentCopy).file}”，替换的请写明原因。",
            None,
            "reason",
        )
    extra = plain(form) | {
        "document_id": letter.id,
        "copy_id": copy.id,
        "copy_sha256": copy.sha256,
        "replaces": "" if earlier is None else noted(earlier).copy_sha256,
    }
    return Plan(
        on=desk.today,
        extra=extra,
        message=f"已存“{form.ref}”的发出件“{form.file}”，校验值{copy.sha256[:12]}…留存在经过中。",
        reasons=("装入案卷时用发出件，不用可以再编辑的底稿。",),
    )


def _earlier(file: CaseFile, letter: Document) -> Step | None:
    kept = [
        step
        for step in file.all_of(StepKind.SENT_COPY_KEPT)
        if noted(step).document_id == letter.id
    ]
    return kept[-1] if kept else None


def what_left(
    desk: Desk, file: CaseFile, letters: list[Document], *, disclosed: bool = False
) -> list[str]:
    """Return name and content (SHA-256) of letters, and of the files disclosed with them.

    A letter whose file is gone is left out: its absence is told by the check of the register.
    """
    left = []
    for one in letters:
        path = file_of(desk, one)
        if path.is_file():
            left.append(f"{one.title} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    if disclosed:
        left += [
            f"{one.name} {one.sha256}" for one in of_case(desk, file.request_id) if one.to_disclose
        ]
    return left


def letter_names(desk: Desk, file: CaseFile) -> list[str]:
    """Return what lists call the letters of a case that leave the office."""
    return [one.name for one in services_of(desk, file)]


def _start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    names = letter_names(desk, file)
    return {"ref": names[-1]} if names else {}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="keep_sent_copy",
        step=StepKind.SENT_COPY_KEPT,
        label="存发出件",
        form=SentCopy,
        plan=keep_sent_copy,
        fits=lambda file: (
            not file.is_void
            and any(
                file.case.has(kind)
                for kind in (StepKind.SERVED, StepKind.DISPATCHED, StepKind.DECIDED)
            )
        ),
        likelihood=lambda _: -40,
        start=_start,
    ),
)
