"""The act of deciding on files to be disclosed, after they were looked through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.redacting import copies_of
from casework.cases.attachments import of_case, path_of
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from casework.outgoing import Remark, look_through
from casework.outgoing.pdf_files import ONLY_PICTURES
from forms.outgoing import OutgoingCheck, OutgoingDecision
from rules.errors import ClerkError
from rules.outcomes import Group
from rules.provisions import Provision
from rules.steps import StepKind

_DISCLOSING = (Group.DISCLOSED, Group.PARTLY_DISCLOSED)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file to be disclosed and what was found in it."""

    name: str
    sha256: str
    remarks: tuple[Remark, ...]


def looked_through(desk: Desk, request_id: int) -> list[Looked]:
    """Return every file of a case that is to be disclosed, looked through.

    A file that is gone is itself a remark. The same content is looked through once.
    """
    return look_at(files_to_look_at(desk, request_id))


def files_to_look_at(desk: Desk, request_id: int) -> list[tuple[str, str, Path | str]]:
    """Return name, content and place of the files to be disclosed; a sentence where one is gone."""
    found: list[tuple[str, str, Path | str]] = []
    for file in of_case(desk, request_id):
        if file.to_disclose:
            try:
                found.append((file.name, file.sha256, path_of(desk, file)))
            except ClerkError as error:
                found.append((file.name, file.sha256, error.message))
    return found


def look_at(
    files: list[tuple[str, str, Path | str]], check: Callable[[], object] | None = None
) -> list[Looked]:
    """Look through files; needs no register, so that it may run off the window's thread.

    `check` is called while it lasts; what it raises ends it. What was looked through is known
    from then on: the act that records it does not look again.
    """
    return [
        Looked(
            name,
            sha256,
            (Remark("", place),) if isinstance(place, str) else _remarks(place, sha256, check),
        )
        for name, sha256, place in files
    ]


_LOOKED: dict[tuple[Path, str], tuple[Remark, ...]] = {}
_MOST_KEPT = 512


def _remarks(
    path: Path, sha256: str, check: Callable[[], object] | None = None
) -> tuple[Remark, ...]:
    known = _LOOKED.get((path, sha256))
    if known is None:
        known = tuple(look_through(path, check))
        if len(_LOOKED) >= _MOST_KEPT:
            _LOOKED.clear()
        _LOOKED[path, sha256] = known
    return known


def is_disclosing(file: CaseFile) -> bool:
    """Tell whether the reply drafted gives information out."""
    return any(kind.group in _DISCLOSING for kind in file.reply_kinds)


def waits_for_check(desk: Desk, file: CaseFile) -> bool:
    """Tell whether a file is about to leave that nobody decided on as it is now."""
    if not is_disclosing(file):
        return False
    marked = {one.sha256 for one in of_case(desk, file.request_id) if one.to_disclose}
    step = file.last(StepKind.OUTGOING_CHECKED)
    if step is None:
        return bool(marked)
    withheld = entered(step, OutgoingCheck).decision is OutgoingDecision.WITHHELD
    return bool(marked) and (withheld or not marked <= set(noted(step).contents))


def check_outgoing(desk: Desk, file: CaseFile, form: OutgoingCheck) -> Plan:
    """Record the decision with what was found; releasing in spite of it needs a reason.

    Raises `ClerkError` where no file is marked, or no reason is given.
    """
    covered = {copy.copy_sha256 for copy in copies_of(file)}
    looked = [
        # A disclosed copy is pictures by design: each place on it was decided as it was made.
        replace(one, remarks=tuple(r for r in one.remarks if r != ONLY_PICTURES))
        if one.sha256 in covered
        else one
        for one in looked_through(desk, file.request_id)
    ]
    if not looked:
        raise ClerkError(
            "本件没有标记拟公开的附件，请先在“文书与附件”中添加文件并勾选“拟公开”。",
            Provision.REVIEW,
        )
    found = [f"“{one.name}”{remark}" for one in looked for remark in one.remarks]
    if found and form.decision is OutgoingDecision.RELEASED and not form.note:
        raise ClerkError(
            f"查看附件发现{len(found)}处需要注意，仍照原样公开的，请写明理由。",
            Provision.REVIEW,
            "note",
        )
    return Plan(
        on=form.on,
        extra=plain(form)
        | {"contents": [one.sha256 for one in looked], "found": [str(one) for one in found]},
        message=f"已登记检查意见：{form.decision.value}。",
        reasons=tuple(found)
        or (f"已查看{len(looked)}个拟公开的附件，没有发现个人信息或者隐藏内容。",),
    )


def _start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "checked_by": desk.clerk}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="check_outgoing",
        step=StepKind.OUTGOING_CHECKED,
        label="检查拟公开附件",
        form=OutgoingCheck,
        plan=check_outgoing,
        fits=lambda file: file.case.closed_on is None and not file.is_void and is_disclosing(file),
        likelihood=lambda _: 2,
        start=_start,
    ),
)
