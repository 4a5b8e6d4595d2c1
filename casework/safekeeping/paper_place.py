"""Where a shared register keeps its papers: in the database, or in a folder all can reach."""

from collections.abc import Iterator
from pathlib import Path

from casework.desk.accounts import owned
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.kept_papers import take_papers_in
from casework.desk.writing import writing
from casework.safekeeping.moving import Told, copy_papers, take_back
from db.backup import files_of
from db.beside import Beside
from db.place import TAKEN_IN
from rules.errors import ClerkError


def are_in_database(desk: Desk) -> bool:
    """Tell whether the papers of a register are kept in its database."""
    return not desk.beside.are_in_folder


def keep_in_database(desk: Desk, told: Told = lambda *_: None) -> list[str]:
    """Take the papers of a shared register into its database; return what was done, in sentences.

    The folders they lay in bear a name that says so then. Raises `ClerkError` where this is not
    the owner, or a paper cannot be read; nothing has changed then.
    """
    owned(desk)
    if are_in_database(desk):
        raise ClerkError("文书已经存在数据库里，没有改动。")
    source = Beside(desk.store.path)
    files = list(files_of(source))

    def counted() -> Iterator[tuple[str, Path]]:
        for number, one in enumerate(files):
            told(number * 100 // len(files), "正在把文书存进数据库")
            yield one

    with writing(desk, "papers_moved", What.SETTINGS):
        count = take_papers_in(desk, counted())
        desk.store.note("papers_kept", place="database", count=count)
    desk.store.forget_place()
    said = [f"文书、附件和模板{count}份已存进数据库，逐份核对一致；以后打开时取到本机。"]
    stamp = f"{desk.clock():%Y-%m-%d %H%M}"
    for folder in (source.letters, source.templates):
        if folder.is_dir():
            aside = folder.with_name(f"{folder.name} {TAKEN_IN} {stamp}")
            try:
                folder.rename(aside)
            except OSError:
                said.append(f"文件夹“{folder.name}”正被占用，没有能改名；里面的不再使用。")
            else:
                said.append(f"原来的文件夹改名为“{aside.name}”保留。")
    return said


def keep_in_folder(desk: Desk, told: Told = lambda *_: None) -> list[str]:
    """Bring the papers of a shared register out beside its connection file, and keep them there.

    Raises `ClerkError` where this is not the owner, there are papers in that folder already, or one
    cannot be written; nothing has changed then.
    """
    from db.server import papers

    store = owned(desk)
    if not are_in_database(desk):
        raise ClerkError("文书已经在文件夹里，没有改动。")
    target = Beside(desk.store.path)
    for folder in (target.letters, target.templates):
        if folder.is_dir() and any(folder.iterdir()):
            raise ClerkError(
                f"文件夹“{folder.name}”里已有文件，没有改动它们。请先把这个文件夹移走或者改名。"
            )
    copied: list[Path] = []
    before = desk.beside
    try:
        with writing(desk, "papers_moved", What.SETTINGS):
            count = copy_papers(desk.beside, target, copied, told)
            papers.unmake(store.connection)
            store.note("papers_kept", place="folder", count=count)
    except BaseException:
        take_back(copied)
        raise
    desk.store.forget_place()
    before.put_away()
    return [
        f"文书、附件和模板{count}份已取到“{target.letters.parent}”，逐份核对一致。"
        "请让各台电脑都能读写这个文件夹。"
    ]
