"""Put a copy back, or save what a damaged register still holds: told first, then done."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from casework.cases.case_file import load
from casework.cases.projection import refresh
from casework.desk.changes import What
from casework.desk.desk import Desk, open_desk
from casework.desk.writing import writing
from db import requests, restoring, salvage
from db.backup import Told, check_files, files_of
from db.beside import LETTERS, TEMPLATES, Beside
from db.copies import Copy, Manifest, chosen_copy, list_of, read_manifest
from db.file_names import SEALED
from db.files import copy_whole, write_whole
from db.restored import Restored
from db.restoring import Change
from db.sealed_papers import content
from db.sealing import Stamp, this_machine
from db.store import is_locked
from rules.errors import ClerkError

_MOST_NAMED = 30
Clock = Callable[[], datetime]


def why_no_restore(desk: Desk) -> str:
    """Return why who sits here does not put copies back, or an empty text.

    Of a shared register the office's head does, with the account that made the database, or whoever
    is logged in by that.
    """
    parts = desk.store.parts
    if not desk.is_shared or parts is None or "HEAD" in parts:
        return ""
    return "恢复备份会换掉所有人的登记簿，由公开机构负责人用建库账号办理，或者请信息技术部门办理。"


def needs_owner(desk: Desk) -> bool:
    """Tell whether putting a copy back needs another account than the one that is logged in."""
    return desk.is_shared and desk.store.parts is not None


def the_copy(path: Path, register: Path) -> Copy:
    """Return the copy a path names: one copy, its list, or the latest of a folder.

    Raises `ClerkError` where there is none.
    """
    return chosen_copy(path, register.stem)


def kept_of(copy: Path) -> Manifest:
    """Return what a copy just made is; raises `ClerkError` where its list cannot be read."""
    return read_manifest(list_of(copy))


def looked_over(path: Path, register: Path, told: Told = lambda *_: None) -> list[str]:
    """Return what putting a copy back would change, after reading every paper in it.

    What is not whole in the copy is said too. `told` hears of how many papers how many were read;
    what it raises ends the look. Raises `ClerkError` where the copy is not sound.
    """
    copy = the_copy(path, register)
    return [*told_before(copy, register), *check_files(copy, told)]


def told_before(copy: Copy, register: Path) -> list[str]:
    """Return sentences that say what putting a copy back would change; nothing is written.

    Raises `ClerkError` where the copy is not sound.
    """
    return list(_sentences(copy, restoring.what_would_change(copy, register), register))


def _sentences(copy: Copy, change: Change, register: Path) -> Iterator[str]:
    made = f"（{copy.manifest.made_at[:16].replace('T', ' ')}）" if copy.manifest else ""
    yield (
        f"备份“{copy.path.stem}”{made}：{change.cases_then}件申请，{change.steps_then}条办理记录。"
    )
    if change.cases_now is None:
        if register.exists():
            yield "现在的登记簿打不开，下面只列出还读得出来的；它会改名保留。"
    else:
        yield f"现在的登记簿：{change.cases_now}件申请，{change.steps_now}条办理记录。"
    if change.lost:
        yield f"恢复后有{len(change.lost)}件申请不在其中："
        for case in change.lost[:_MOST_NAMED]:
            letters = f"，文书：{'、'.join(case.letters)}" if case.letters else ""
            yield f"  {case.register_number}　{case.applicant_name}　{case.matter}{letters}"
        if len(change.lost) > _MOST_NAMED:
            yield f"  ……另有{len(change.lost) - _MOST_NAMED}件"
    if change.letters_lost:
        yield f"其他申请的{len(change.letters_lost)}份文书不在其中："
        yield from (f"  {words}" for words in change.letters_lost[:_MOST_NAMED])
    if change.cases_now is None and change.files_newer:
        # What was entered after the copy cannot be read, but its papers lie there.
        yield f"备份以后新增的文书和附件有{len(change.files_newer)}个，可以据此补录："
        yield from (f"  {name}" for name in change.files_newer[:_MOST_NAMED])
    if change.files_back:
        yield f"补回{len(change.files_back)}个缺少的文件。"
    if change.files_changed:
        yield f"{len(change.files_changed)}个文件换回备份时的内容，现在的改名保留。"
    if change.files_unsure:
        yield f"备份里有{len(change.files_unsure)}个文件已不完整，不能恢复：" + "、".join(
            change.files_unsure[:_MOST_NAMED]
        )


def put_back(
    copy: Copy,
    register: Path,
    clock: Clock,
    clerk: str = "",
    *,
    told: Told = lambda *_: None,
) -> list[str]:
    """Put a copy in the register's place and return sentences that say what was done.

    The register must be closed. `told` hears how many of how many files are in place. Raises
    `ClerkError` where the copy is not sound or a file cannot be written; the register is then as
    it was.
    """
    # Read here: what reads letters is needed by no start that finds its register.
    from casework.safekeeping.numbers_on_papers import numbers_on_papers

    given = numbers_on_papers(copy, register)
    done = restoring.restore(
        copy, register, at=clock(), stamp=_stamp(clock, clerk), told=told, given=given
    )
    return list(_done(copy, register, done, len(given)))


def _done(copy: Copy, register: Path, done: Restored, given: int) -> Iterator[str]:
    yield f"已从备份“{copy.path.stem}”恢复登记簿“{register.name}”，补回{done.files}个文件。"
    if done.aside is not None:
        yield f"原来的登记簿保留为“{done.aside.name}”。"
    yield from _of_shared(done)
    if done.files_aside is not None:
        yield f"备份以后的和被替换的文件保留在“{done.files_aside.name}”文件夹。"
    if given:
        yield f"备份以后的文书上有{given}个编号，已记为用过，不再给别的申请。"
    if done.unsure:
        yield f"有{len(done.unsure)}个文件在备份里已不完整，没有恢复：{'、'.join(done.unsure)}"


def _of_shared(done: Restored) -> Iterator[str]:
    if done.drafts_gone:
        yield f"{done.drafts_gone}张填了一半的表单属于恢复后没有的申请，已经去掉。"
    if done.accounts_unnamed:
        yield (
            f"账号{'、'.join(done.accounts_unnamed)}在备份里没有对应的人员，现在不能保存，"
            "请在“设置—共用”里重新给他们分工。"
        )


def _stamp(clock: Clock, clerk: str) -> Callable[[], Stamp]:
    return lambda: Stamp(clock().astimezone().isoformat(timespec="seconds"), clerk, this_machine())


def save_what_can_be_read(register: Path, target: Path, clock: Clock, clerk: str = "") -> list[str]:
    """Save what a damaged register still holds into a fresh one; return what was and what was not.

    Raises `ClerkError` where nothing can be read, or something lies at `target` already.
    """
    saved = salvage.salvage(register, target, stamp=_stamp(clock, clerk))
    lost = list(saved.lost)
    # Where papers of its name lie already, no register was begun beside them.
    saved.files = _bring_files(register, target, lost)
    desk = open_desk(target, clock=clock, clerk=clerk)
    try:
        lost += _recount(desk)
    finally:
        desk.close()
    said = [
        f"已抢救到“{target.name}”：{saved.cases}件申请，{saved.steps}条办理记录，"
        f"{saved.letters}份文书的记录，{saved.files}个文件。"
    ]
    if lost:
        said.append(f"有{len(lost)}处没有抢救出来：")
        said += [f"  {sentence}" for sentence in lost]
    if is_locked(register):
        said.append(f"“{target.name}”没有加密，请核对后在“设置—安全”里重新加密。")
    return said


def _recount(desk: Desk) -> Iterator[str]:
    """Compute the list's columns of every case anew from what is left of its steps."""
    with writing(desk, "recounted", What.CASE):
        for request_id, number in requests.register_numbers(desk.store).items():
            try:
                refresh(desk, load(desk, request_id))
            except (ClerkError, LookupError, ValueError, TypeError, KeyError, IndexError):
                yield f"{number}的办理记录不全，列表中的内容没有能重新计算，请核对后补记。"


def _bring_files(register: Path, target: Path, lost: list[str]) -> int:
    """Copy letters, attachments and templates that lie beside a register to beside another."""
    many = 0
    folders = {LETTERS: Beside(target).letters, TEMPLATES: Beside(target).templates}
    for name, path in files_of(Beside(register)):
        word, _, rest = name.partition("/")
        place = folders[word] / rest
        try:
            if word == TEMPLATES and place.suffix == SEALED:
                # What is saved lies plain, and takes its templates from where they lie plain.
                plain = path.with_name(path.name.removesuffix(SEALED))
                write_whole(place.with_name(plain.name), [content(plain)])
            else:
                copy_whole(path, place)
            many += 1
        except (OSError, ClerkError):
            lost.append(f"文件“{name}”读不出来，没有收入。")
    return many
