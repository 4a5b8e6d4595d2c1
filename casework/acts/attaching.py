"""The act of taking a file off a case: it no longer counts, and stays on record."""

from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.cases.attachments import by_label
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from forms.handling import AttachmentRemoval
from rules.errors import ClerkError
from rules.steps import StepKind


def remove_attachment(desk: Desk, file: CaseFile, form: AttachmentRemoval) -> Plan:
    """Take a file off the case; undoing the step puts it back.

    Raises `ClerkError` where the case has no file of that name.
    """
    kept = by_label(desk, file.request_id)
    if form.file not in kept:
        listed = f"现有附件：{'、'.join(kept)}。" if kept else "本件没有附件。"
        raise ClerkError(f"没有名为“{form.file}”的附件，请核对名称；{listed}", None, "file")
    return Plan(
        on=desk.today,
        extra=plain(form) | {"attachment": kept[form.file].id},
        message=f"已移除附件“{form.file}”，原件和移除原因保留在经过中。",
        reasons=(
            "附件不再列入本件的材料、卷内目录和拟公开文件；原件仍然保存，撤销这一步即可恢复。",
        ),
    )


def _start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    kept = list(by_label(desk, file.request_id))
    return {"file": kept[0]} if len(kept) == 1 else {}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="remove_attachment",
        step=StepKind.ATTACHMENT_REMOVED,
        label="移除附件",
        form=AttachmentRemoval,
        plan=remove_attachment,
        fits=lambda file: not file.is_void,
        likelihood=lambda _: -60,
        start=_start,
    ),
)
