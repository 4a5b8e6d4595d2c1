"""Disclosed again: what was released to one applicant is found for the next who asks for it."""

from dataclasses import dataclass
from functools import lru_cache

from casework.acts.act import Done
from casework.acts.redacting import REDACT
from casework.acts.running import perform
from casework.cases.attachments import add_file, by_label, of_case, path_of
from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered, noted
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import attachments
from db.aside import aside
from db.attachments import Attachment
from db.file_names import safe_name
from forms.redaction import CoverGround, Redaction
from rules.errors import ClerkError
from rules.steps import StepKind

_ALIKE = 0.34
_MOST = 3
_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Released:
    """A copy released before: the case it was made in, how long it is, what is covered and why."""

    register_number: str
    request_id: int
    copy: Attachment
    pages: int
    grounds: tuple[CoverGround, ...]
    alike: float
    form: Redaction

    @property
    def words(self) -> str:
        """What a list says of it."""
        why = "、".join(ground.label for ground in self.grounds)
        covered = f"，遮盖依据：{why}" if why else ""
        return f"{self.register_number}公开过“{self.copy.name}”，{self.pages}页{covered}"


def released_before(desk: Desk, request_id: int) -> list[Released]:
    """Return what was released in other cases to a request like this one, the likest first.

    Only copies that left with a served reply count, none the case has already, and none that
    leaves the first applicant's own name to stand: it was his to read, and nobody else's.
    """
    file = load(desk, request_id)
    sought = _pairs(file.information_sought)
    has = {one.sha256 for one in of_case(desk, request_id)}
    found: list[Released] = []
    for other, text in attachments.requests_disclosing(desk.store, _LOOKED_AT):
        alike = _likeness(sought, _pairs(text))
        if other != request_id and alike >= _ALIKE:
            found.extend(_of_case(desk, load(desk, other), alike, has))
    found.sort(key=lambda one: (-one.alike, -one.request_id))
    latest = {one.copy.sha256: one for one in reversed(found)}
    return [one for one in found if latest[one.copy.sha256] is one][:_MOST]


def _of_case(desk: Desk, file: CaseFile, alike: float, has: set[str]) -> list[Released]:
    if not file.case.has(StepKind.SERVED):
        return []
    counted: dict[int | None, Attachment] = {
        one.id: one for one in of_case(desk, file.request_id) if one.to_disclose
    }
    found = []
    for step in file.all_of(StepKind.REDACTED):
        copy = counted.get(noted(step).copy_id)
        made = entered(step, Redaction)
        if copy is not None and copy.sha256 not in has and not made.keeps_own:
            found.append(
                Released(
                    file.register_number,
                    file.request_id,
                    copy,
                    made.pages,
                    made.grounds,
                    alike,
                    made,
                )
            )
    return found


def release_again(desk: Desk, request_id: int, released: Released) -> Done:
    """Take a copy released before into this case, with what is covered in it and why.

    Raises `ClerkError` where its file is gone or is not as it was released.
    """
    source = path_of(desk, released.copy)
    import hashlib
    import shutil

    if hashlib.sha256(source.read_bytes()).hexdigest() != released.copy.sha256:
        raise ClerkError(f"“{released.copy.name}”的内容和公开时不同，不能再用，请从备份中找回。")
    with aside("again") as folder:
        named = folder / safe_name(released.copy.name)
        shutil.copyfile(source, named)
        with writing(desk, "release_again", What.CASE, request_id=request_id):
            copy = add_file(desk, request_id, named, to_disclose=True)
            label = next(
                name for name, one in by_label(desk, request_id).items() if one.id == copy.id
            )
            form = Redaction(
                on=desk.today,
                file=label,
                copy=label,
                pages=released.pages,
                places=released.form.places,
                grounds=released.grounds,
                covered=released.form.covered,
            )
            return perform(desk, REDACT, request_id, form)


@lru_cache(maxsize=2 * _LOOKED_AT)
def _pairs(text: str) -> frozenset[str]:
    tidy = "".join(letter for letter in text if letter.isalnum())
    return frozenset(tidy[at : at + 2] for at in range(len(tidy) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter of two texts the other one holds, from 0 to 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))
