"""A value taken out of the register everywhere: steps, list, search, letters, log; copies named.

For a number that was mistyped and is another person's, and for what a person may ask to be
deleted (个人信息保护法47). The chain of steps stays provable: see `db.erasing`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from lxml import etree

from casework.cases.case_file import load
from casework.cases.projection import refresh
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import Writing, writing
from casework.pages.register_check import copies_of
from casework.word.replacing import replaced
from db import attachments, documents, drafts, erasing, sealed_papers
from db.erasing import Erased, Taken
from db.files import write_whole
from db.lying_sealed import is_there
from db.place import left_beside
from rules.errors import ClerkError
from rules.provisions import Provision

ERASING_EXPLAINED = (
    f"录错的号码、申请人要求删除的信息（{Provision.ERASURE.short}）：经过、列表、检索、文书、查阅记录里的"
    "都删去，原处留下删除标记，校验链仍能证明其余内容没有改动；备份里还有的，列出是哪几份。"
)
_LEAST = 5
_SAYS_SOMETHING = re.compile(r"[0-9@\u4e00-\u9fff]")
_DAY = re.compile(r"\d{4}-\d\d|〔\d{4}〕")
_MOST_NAMED = 10
# What a package says that is harmed, locked, or lacks a part its list names.
_NOT_UNPACKED = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, RuntimeError,
)  # fmt: skip
_TABLES = {
    "request": "登记簿列表",
    "document": "文书记录",
    "attachment": "附件记录",
    "attachment_text": "附件中读出的文字",
    "access": "查阅记录",
    "setting": "设置",
    "draft": "填了一半的表单",
    "book_entry": "事务簿册",
    "public_document": "公开目录",
    "person": "人员",
}


@dataclass(frozen=True, slots=True)
class ErasureDone:
    """What was taken out, in sentences, and the slip with the salts, which is kept elsewhere."""

    sentences: tuple[str, ...]
    slip: str


def checked_value(value: str) -> str:
    """Return what is to be taken out; raises `ClerkError` where it is too common to be meant."""
    value = value.strip()
    if len(value) < _LEAST or not _SAYS_SOMETHING.search(value) or _DAY.search(value):
        raise ClerkError(
            f"“{value}”太短或者太常见，会误删别的内容；请填写至少{_LEAST}个字的完整号码、地址或者姓名。",
            None,
            "value",
        )
    return value


def places(desk: Desk, value: str) -> list[str]:
    """Return a sentence for each kind of place a value stands in; none where it stands nowhere.

    Raises `ClerkError` where it is too common.
    """
    unread: list[str] = []
    return [*_places(desk, checked_value(value), unread), *_unread_words(unread)]


def _unread_words(unread: list[str]) -> Iterator[str]:
    if unread:
        yield (
            f"{len(unread)}份文书读不出来（可能已损坏，或者正在其他程序中打开），里面有没有不知道："
            f"{_named(unread)}"
        )


def _places(desk: Desk, value: str, unread: list[str]) -> Iterator[str]:
    steps = erasing.steps_with(desk.store, value)
    if steps:
        yield f"{len(steps)}条办理记录"
    for table, number in erasing.rows_with(desk.store, value).items():
        yield f"{_TABLES.get(table, table)}{number}处"
    letters = [path.name for _, path, _ in _letters_with(desk, value, "", unread)]
    if letters:
        yield f"{len(letters)}份文书的文件：{_named(letters)}"


def _named(names: list[str]) -> str:
    more = f"等{len(names)}份" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _letters_with(
    desk: Desk, value: str, by: str, unread: list[str]
) -> Iterator[tuple[documents.Document, Path, bytes]]:
    """Yield the letters a value stands in, with what they hold once something stands for it.

    `unread` takes the names of those nobody can look into.
    """
    for letter in documents.everything(desk.store):
        if not letter.path.endswith(".docx"):
            continue
        try:
            path = desk.beside.at(letter.path)
            content = replaced(path, value, by)
        except FileNotFoundError:
            # What is gone holds nothing any more.
            continue
        except (ClerkError, OSError, *_NOT_UNPACKED):
            unread.append(PurePath(letter.path).name)
            continue
        if content is not None:
            yield letter, path, content


def erase_value(desk: Desk, value: str, reason: str) -> ErasureDone:
    """Take a value out of everything the register holds, in one transaction; say what was done.

    Raises `ClerkError` where it is too common, stands nowhere, or no reason is given.
    """
    value, reason = checked_value(value), reason.strip()
    if not reason or value in reason:
        raise ClerkError("请写明删除的原因，原因里不要再写这个内容。", None, "reason")
    if not list(_places(desk, value, [])):
        raise ClerkError(f"登记簿里没有找到“{value}”，没有改动。", None, "value")
    store, erased, old, unread = desk.store, Erased(), list[Path](), list[str]()
    erasing.overwrite_what_is_freed(store)
    with writing(desk, "erased", What.CASE) as block:
        concerned = erasing.requests_with(store, value)
        with erasing.unguarded(store):
            found = erasing.steps_with(store, value)
            erasing.erase_from_steps(store, found, lambda _, _text: (value,), reason, erased)
            mark = erased.taken[0].mark if erased.taken else "〔已删除〕"
            old += _erase_from_letters(desk, block, value, mark, unread)
            old += _rename(desk, block, value)
            erasing.erase_from_rows(store, value, mark, erased)
        tidy(desk, block, erased.requests | concerned)
        store.note("erasure", values=len(erased.taken), reason=reason)
    said = [
        *_told(desk, erased, old),
        *(f"{words}，请看得到以后再删除一次。" for words in _unread_words(unread)),
    ]
    return ErasureDone(tuple(said), slip_of(desk, erased.taken, reason))


def tidy(desk: Desk, block: Writing, request_ids: set[int]) -> None:
    """Make anew what is made of the steps and letters of these requests."""
    for key in drafts.altered(desk.store):
        half = drafts.draft(desk.store, key)
        if half is not None:
            drafts.keep(desk.store, key, half)
    for request_id in sorted(request_ids):
        refresh(desk, load(desk, request_id))
        block.concerns(request_id)
    erasing.tidy_the_search(desk.store)


def _erase_from_letters(
    desk: Desk, block: Writing, value: str, mark: str, unread: list[str]
) -> Iterator[Path]:
    """Write the letters anew without the value; yield the files that are to go afterwards."""
    for letter, path, content in list(_letters_with(desk, value, mark, unread)):
        fresh = _beside(path, path.stem.replace(value, "已删除"))
        write_whole(fresh, [content])
        block.wrote(fresh)
        desk.beside.drop(letter.path)
        documents.change(desk.store, letter.id, {"path": desk.beside.kept_as(fresh)})
        yield path


def _rename(desk: Desk, block: Writing, value: str) -> Iterator[Path]:
    """Give the files whose names hold the value other names; yield the old ones."""
    for file in attachments.everything(desk.store):
        if value not in file.path:
            continue
        path = desk.beside.at(file.path)
        fresh = _beside(path, path.stem.replace(value, "已删除"))
        try:
            write_whole(fresh, [path.read_bytes()])
        except OSError as error:
            raise ClerkError(f"附件“{path.name}”读不出来，没有改动任何内容。") from error
        block.wrote(fresh)
        desk.beside.drop(file.path)
        attachments.place(desk.store, file.id, desk.beside.kept_as(fresh))
        yield path


def _beside(path: Path, stem: str) -> Path:
    fresh, again = path.with_name(f"{stem}{path.suffix}"), 1
    while is_there(fresh):
        again += 1
        fresh = path.with_name(f"{stem}（{again}）{path.suffix}")
    return fresh


def _told(desk: Desk, erased: Erased, old: list[Path]) -> Iterator[str]:
    stay = []
    for path in old:
        try:
            sealed_papers.remove(path)
        except OSError:
            stay.append(path.name)
    said = [f"{len(erased.taken)}处办理记录"]
    said += [f"{_TABLES.get(table, table)}{number}处" for table, number in erased.rows.items()]
    if old:
        said.append(f"{len(old)}个文件")
    yield f"已删除：{'、'.join(said)}。原处留有删除标记，校验链完好。"
    if stay:
        yield f"原来的文件没有能删去，请关闭正在使用它们的程序后手动删除：{_named(stay)}。"
    try:
        erasing.pack(desk.store)
    except ClerkError as error:
        yield f"登记簿文件没有能整理：{error.message}删去的内容已用零覆盖。"
    if desk.is_shared and desk.store.parts is not None:
        yield (
            "服务器磁盘上腾出的地方，要等信息技术部门用建库账号执行 vacuum full 才会清掉；"
            "别人填了一半的表单里有这个内容的，那张表单已经整张删去。"
        )
    yield from beyond(desk, "附件（扫描件、照片、PDF）的内容没有改动；")


def beyond(desk: Desk, kept: str = "") -> Iterator[str]:
    """Yield what a deletion does not reach: copies made before it, what it kept, what has left."""
    copies = [copy.path.stem for copy in copies_of(desk)]
    if copies:
        yield (
            f"下面{len(copies)}份备份是删除以前做的，里面还有；请另做一份新备份，再决定是否删去它们："
            f"{_named(copies)}。第二备份处的也一样。"
        )
    left = [path.name for path in left_beside(desk.store.path)]
    if left:
        yield (
            f"登记簿旁边还有以前留下的{len(left)}处没有改动，里面可能还有；不再需要的请删去："
            f"{_named(left)}。"
        )
    yield f"{kept}已经发出的文书、打印的纸张请另行处理。"


def slip_of(desk: Desk, taken: list[Taken], reason: str) -> str:
    """Return the slip that proves what was deleted, to be kept apart from the register."""
    lines = [
        f"{desk.office_name}　个人信息删除清单",
        f"时间：{desk.clock():%Y-%m-%d %H:%M}　经办人：{desk.clerk}",
        f"原因：{reason}",
        "登记簿里留有每处的加盐校验值，盐只在这张清单上。凭盐和原内容可以证明原来写的是什么："
        "校验值 = SHA-256（盐的十六进制字节 + 原内容的UTF-8字节）。请与登记簿分开保管。",
        "",
        *(
            f"第{one.step_id}条办理记录　{one.place}　校验值{one.digest}　盐{one.salt}"
            for one in taken
        ),
    ]
    return "\r\n".join(lines) + "\r\n"
