"""Whether letters and attachments lie where their rows say, with the content kept then."""

from collections.abc import Callable, Iterator
from pathlib import Path

from casework.desk.desk import Desk
from casework.papers.issuing import WITHDRAWN
from db import attachments, documents, requests
from db.file_names import SEALED
from db.files import HALF, make_folder
from db.lying_sealed import is_there
from db.place import STRAYS
from db.sealed_papers import digest
from rules.errors import ClerkError

_BACK = "请从备份中找回"


def altered_papers(
    desk: Desk, told: Callable[[int, int], object] = lambda *_: None
) -> Iterator[str]:
    """Yield a sentence for each letter or attachment that is gone or not as it was kept.

    `told` hears how many papers were looked at and how many there are.
    """
    numbers = requests.register_numbers(desk.store)
    letters = list(documents.everything(desk.store))
    files = list(attachments.everything(desk.store))
    many = len(letters) + len(files)
    for place, letter in enumerate(letters):
        told(place, many)
        whose = f"{numbers.get(letter.request_id, '')}的文书“{letter.title}”"
        yield from _altered(
            desk, whose, letter.path, letter.sha256, f"{_BACK}或者重新生成", letter.status
        )
    for place, file in enumerate(files, start=len(letters)):
        told(place, many)
        whose = f"{numbers.get(file.request_id, '')}的附件“{file.name}”"
        yield from _altered(desk, whose, file.path, file.sha256, _BACK, "")


def _altered(
    desk: Desk, whose: str, kept_as: str, sha256: str, advice: str, status: str
) -> Iterator[str]:
    if not kept_as:
        return
    try:
        path = desk.beside.place(kept_as)
        found = desk.beside.digest(kept_as)
    except ClerkError as outside:
        yield f"{whose}：{outside.message}"
        return
    is_gone = not is_there(path) if found is None else not found
    if found is None and not is_gone:
        found = digest(path)
    if is_gone:
        if status != WITHDRAWN:
            yield f"{whose}不在原来的位置（{kept_as}），{advice}。"
    elif sha256 and found != sha256:
        yield (
            f"{whose}的文件（{kept_as}）与保存时不一致，已被人在程序之外改动。"
            f"{_BACK}；是经办人自己改的，请在案件的文书中登记改稿。"
        )


def orphans(desk: Desk) -> list[Path]:
    """Return the files among the letters that no row names: what killed acts left behind.

    None where papers are kept in a database: they come and go with their rows.
    """
    if not desk.beside.are_in_folder:
        return []
    letters = desk.beside.letters
    named: set[Path] = set()
    for kept_as in (
        *(letter.path for letter in documents.everything(desk.store)),
        *(file.path for file in attachments.everything(desk.store)),
    ):
        try:
            path = desk.beside.place(kept_as)
            named |= {path, path.with_name(path.name + SEALED)}
        except ClerkError:
            # Said by `altered_papers`.
            continue
    return [
        path
        for path in sorted(letters.rglob("*"))
        if path.is_file()
        and path not in named
        and _is_of_cases(desk, path)
        and not path.name.startswith("~$")
        and (path.suffix in (HALF, ".docx", SEALED) or path.is_relative_to(desk.beside.attachments))
    ]


def _is_of_cases(desk: Desk, path: Path) -> bool:
    """Tell whether a file lies where letters and attachments of cases do: under their years.

    What lies in a folder of a name is written anew at each printing, and no row names it.
    """
    first, *rest = path.relative_to(desk.beside.letters).parts
    return not rest or first.isdigit() or path.is_relative_to(desk.beside.attachments)


def clean(desk: Desk) -> list[Path]:
    """Put the orphans aside, in a folder beside the letters, and return where they lie now.

    Raises `ClerkError` where one cannot be moved, and where the register is only read: a letter
    is written before the row that names it, and another window may be about to write that.
    """
    if desk.store.is_read_only:
        raise ClerkError(
            "登记簿是只读打开的，别处可能正在写入文书，没有移动文件。请关闭其他窗口后再清理。"
        )
    folder = desk.beside.file(
        f"{desk.beside.register.stem} {STRAYS} {desk.clock():%Y-%m-%d %H%M%S}"
    )
    moved: list[Path] = []
    for path in orphans(desk):
        target = folder / path.relative_to(desk.beside.letters)
        try:
            make_folder(target.parent)
            path.replace(target)
        except OSError as error:
            raise ClerkError(f"“{path.name}”移不开，请关闭正在使用它的程序后再清理。") from error
        moved.append(target)
    return moved
