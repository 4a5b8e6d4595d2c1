"""The files whose period of keeping is over: a list to decide, kept longer or made anonymous."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.safekeeping.erasing import ErasureDone, beyond, slip_of, tidy
from db import access, attachments, documents, erasing, requests, sealed_papers, settings, steps
from db.erasing import Erased
from forms.handling import Filing
from rules.errors import ClerkError
from rules.retention import SCHEDULE_BASIS, kept_until
from rules.steps import StepKind

_KEPT = "retention_kept"
_LEAST_NAME = 2
# What a person is known by, in whatever form of a case it was typed.
_OF_PERSONS = frozenset(
    {
        "applicant_name", "id_number", "phone", "email", "address", "agent_name", "agent_phone",
        "co_applicants", "contact", "representative", "guardian", "ref", "ref_address",
        "other_side", "brought_by", "received_by", "taken_by", "addressee", "recipient",
    }
)  # fmt: skip


class Over(NamedTuple):
    """A file whose period of keeping is over: when it was filed, for how long, and until when."""

    request_id: int
    register_number: str
    applicant_name: str
    matter: str
    filed_on: date
    retention: str
    until: date


def over(desk: Desk) -> list[Over]:
    """Return the files whose period is over and that nobody decided to keep longer, oldest first.

    A file without a period in its step of filing is kept: nobody has said how long.
    """
    kept = settings.value(desk.store, _KEPT, {})
    found = []
    for request_id, records in steps.of_kinds(desk.store, [StepKind.FILED.word]):
        gone = steps.taken_back(records)
        filed = [one for one in records if one.kind == StepKind.FILED.word and one.id not in gone]
        if not filed:
            continue
        words = entered(filed[-1], Filing).retention
        until = kept_until(filed[-1].on, words)
        if until is None or until >= desk.today or _is_kept(kept, request_id, desk.today):
            continue
        row = requests.one(desk.store, request_id)
        if not _is_anonymous(row.applicant_name):
            found.append(
                Over(
                    request_id, row.register_number, row.applicant_name, row.matter,
                    filed[-1].on, words, until,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.until, one.request_id))


def _is_kept(kept: dict[str, Any], request_id: int, today: date) -> bool:
    with suppress(KeyError, TypeError, ValueError):
        return date.fromisoformat(kept[str(request_id)]["until"]) >= today
    return False


def _is_anonymous(name: str) -> bool:
    return name.startswith("〔已删除")


def keep_longer(desk: Desk, request_ids: Collection[int], until: date, reason: str) -> str:
    """Keep files beyond their period, to a day; raises `ClerkError` for a day past or no reason."""
    if until <= desk.today:
        raise ClerkError("继续保管到哪一天要晚于今天，请重新填写。", None, "until")
    if not reason.strip():
        raise ClerkError("请写明继续保管的理由，如鉴定小组的意见。", None, "reason")
    with writing(desk, "kept_longer", What.SETTINGS):
        kept = dict(settings.value(desk.store, _KEPT, {}))
        for one in request_ids:
            kept[str(one)] = {
                "until": until.isoformat(), "reason": reason.strip(),
                "on": desk.today.isoformat(), "by": desk.clerk,
            }  # fmt: skip
        settings.put(desk.store, _KEPT, kept)
    return f"{len(request_ids)}件继续保管至{until}。"


def anonymise(desk: Desk, request_id: int, reason: str) -> ErasureDone:
    """Take out of a case whose period is over whatever a person is known by, its papers included.

    Days, outcome and figures stay, so that every report stays as it was. Raises `ClerkError` where
    the period is not over, no reason is given, or a file cannot be removed.
    """
    if request_id not in {one.request_id for one in over(desk)}:
        raise ClerkError(
            "这一件的保管期限没有届满，或者已经决定继续保管，不能匿名处理"
            f"（{Filing.title}时写的保管期限；{SCHEDULE_BASIS.short}）。"
        )
    reason = reason.strip()
    if not reason:
        raise ClerkError("请写明依据，如鉴定小组的意见和日期。", None, "reason")
    store, erased = desk.store, Erased()
    file = load(desk, request_id)
    words = frozenset(_known_by(file))
    erasing.overwrite_what_is_freed(store)
    with writing(desk, "anonymised", What.CASE, request_id=request_id) as block:
        with erasing.unguarded(store):
            own = [record.id for record in file.records]
            erasing.erase_from_steps(
                store, own, lambda place, text: _going(place, text, words), reason, erased
            )
            for looked in words:
                access.take_out(store, request_id, looked)
        going = list(_drop_papers(desk, request_id))
        erasing.drop_words_of_no_file(store)
        tidy(desk, block, {request_id})
        store.note("erasure", values=len(erased.taken), reason=reason)
    stay = [path.name for path in going if not _is_gone(path)]
    said = [
        f"{file.register_number}已匿名：删去{len(erased.taken)}处、{len(going)}个文件；"
        "办理经过、期限、结果和统计不变，校验链完好。"
    ]
    if stay:
        said.append(f"这些文件没有能删去，请关闭正在使用它们的程序后手动删除：{'、'.join(stay)}。")
    with suppress(ClerkError):
        erasing.pack(store)
    return ErasureDone((*said, *beyond(desk)), slip_of(desk, erased.taken, reason))


def _known_by(file: CaseFile) -> Iterator[str]:
    def walk(name: str, value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for key, one in value.items():
                yield from walk(str(key), one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(name, one)
        elif isinstance(value, str) and name in _OF_PERSONS and len(value) >= _LEAST_NAME:
            yield value

    for record in file.records:
        yield from walk("", record.details)


def _going(place: str, text: str, words: frozenset[str]) -> Collection[str]:
    name = place.rpartition(".")[2].partition("[")[0]
    if name in _OF_PERSONS and text:
        return (text,)
    return [one for one in words if one in text]


def _drop_papers(desk: Desk, request_id: int) -> Iterator[Path]:
    """Take the papers of a case off its rows; yield the files that are to go afterwards."""
    for letter in documents.of_request(desk.store, request_id):
        if letter.path:
            with suppress(ClerkError):
                yield desk.beside.place(letter.path)
                desk.beside.drop(letter.path)
        documents.change(desk.store, letter.id, {"path": "", "fields": {}, "text": ""})
    own = attachments.of_request(desk.store, request_id)
    for file in own:
        attachments.remove(desk.store, file.id)
        if not attachments.uses(desk.store, file.sha256):
            with suppress(ClerkError):
                yield desk.beside.place(file.path)
                desk.beside.drop(file.path)


def _is_gone(path: Path) -> bool:
    try:
        sealed_papers.remove(path)
    except OSError:
        return False
    return True
