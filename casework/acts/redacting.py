"""The act of covering a file: its disclosed copy is kept beside it, with what was covered and why.

The step holds the content of both (SHA-256): what left the house can be proved later.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casework.acts.act import Act, Plan
from casework.cases.attachments import by_label, of_case
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered, noted
from casework.desk.desk import Desk
from forms.redaction import Redaction
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.steps import StepKind


def redact(desk: Desk, file: CaseFile, form: Redaction) -> Plan:
    """Record that a disclosed copy was made of an attachment (条例37).

    Raises `ClerkError` where the case has no file of that name.
    """
    kept = by_label(desk, file.request_id)
    for field in ("file", "copy"):
        name = getattr(form, field)
        if name not in kept:
            raise ClerkError(f"没有名为“{name}”的附件，请核对名称。", None, field)
    original, copy = kept[form.file], kept[form.copy]
    return Plan(
        on=form.on,
        extra=plain(form)
        | {
            "original_id": original.id,
            "original_sha256": original.sha256,
            "copy_id": copy.id,
            "copy_sha256": copy.sha256,
        },
        message=f"已生成公开件“{form.copy}”，{form.pages}页，遮盖{form.places}处；原件没有改动。",
        reasons=(
            f"能够区分处理的，提供可以公开的内容，并对不予公开的内容说明理由{Provision.SEVERANCE.noted(form.on)}。",
        ),
    )


REDACT: Act[Any] = Act(
    name="redact",
    step=StepKind.REDACTED,
    label="遮盖附件",
    form=Redaction,
    plan=redact,
    fits=lambda file: not file.is_void,
    likelihood=lambda _: -70,
)


class DisclosedCopy(NamedTuple):
    """A disclosed copy that stands: what was made of which file, and what is covered in it."""

    form: Redaction
    original_id: int
    copy_id: int
    copy_sha256: str


def copies_of(file: CaseFile, original_id: int | None = None) -> list[DisclosedCopy]:
    """Return what stands of the disclosed copies made: of one attachment, or of all."""
    made = [
        DisclosedCopy(
            entered(step, Redaction), told.original_id or 0, told.copy_id or 0, told.copy_sha256
        )
        for step in file.all_of(StepKind.REDACTED)
        for told in (noted(step),)
    ]
    return [one for one in made if original_id in (None, one.original_id)]


def severed(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Return what a reply says of the disclosed copies: what is provided, what is not, and why.

    Empty where nothing was covered. Of a file covered twice the later copy counts.
    """
    latest = {copy.original_id: copy for copy in copies_of(file)}
    counted = {one.id for one in of_case(desk, file.request_id)}
    copies = [copy.form for copy in latest.values() if copy.copy_id in counted]
    if not copies:
        return {}
    grounds = dict.fromkeys(ground.reply for copy in copies for ground in copy.grounds)
    return {
        "provided": "\n".join(f"{Path(copy.copy).stem}，{copy.pages}页" for copy in copies),
        "withheld": "\n".join(
            f"{Path(copy.file).stem}中的{line}"
            for copy in copies
            for line in copy.covered.splitlines()
        ),
        "grounds": tuple(grounds),
    }


def disclosed_pages(desk: Desk, file: CaseFile) -> int:
    """Return how many pages the disclosed copies have that are marked to leave."""
    marked = {one.id for one in of_case(desk, file.request_id) if one.to_disclose}
    return sum(copy.form.pages for copy in copies_of(file) if copy.copy_id in marked)


ACTS: tuple[Act[Any], ...] = (REDACT,)
