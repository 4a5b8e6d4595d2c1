"""Moves an office's register from a file to a server, or from a server back to a file.

Everything goes along: numbers, steps, both chains, settings, letters, attachments, templates. Where
one thing does not arrive as it left, nothing was moved.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from casework.desk.addressed import shared_name
from casework.desk.changes import What
from casework.desk.desk import Desk, open_desk
from casework.desk.kept_papers import papers_into
from casework.desk.writing import writing
from db import history
from db.backup import files_of
from db.beside import LETTERS, TEMPLATES, Beside
from db.files import HALF, copy_whole, digest_of, keep_folder
from db.history import Anchor
from db.moving import Moved, carry, must_be_whole
from db.opening import is_on_server, open_store
from db.place import MOVED
from rules.errors import ClerkError

_ADDRESSES = ("postgresql:", "postgres:")
# Papers are the first half of what a move says of itself, rows the second.
_FIRST_HALF = 50
# Folders of a paper that may be empty once it is gone: those of its case, its year, all letters.
_DEEPEST = 3
Clock = Callable[[], datetime]
Told = Callable[[int, str], object]


def moved_to(register: Path, to: str) -> Path:
    """Return what to open once a register was moved: a file, or a connection file."""
    if to.startswith(_ADDRESSES):
        return shared_name(register)
    return Path(to).absolute()


def move_register(
    register: Path,
    to: str,
    clock: Clock,
    *,
    drafts_of: str = "",
    keeps_papers: bool = False,
    told: Told = lambda *_: None,
) -> list[str]:
    """Move a register to a file, or to the server a connection file or an address names.

    `drafts_of` is the server's account half-filled forms belong to; `keeps_papers` whether a server
    keeps letters, attachments and templates too, and no folder beside the connection file. `told`
    hears how far it is, in per cent and words; whatever it raises before the move counts ends it.
    Return sentences that say what was done. Raises `ClerkError` where it cannot be moved; both ends
    are then as they were, and nothing that was copied stays.
    """
    told(-1, "正在检查登记簿")
    path, is_made = _target(register, to)
    made = path if is_made or not path.exists() else None
    copied: list[Path] = []
    with _as_before(made, copied):
        desk = open_desk(register, clock=clock)
    try:
        with _as_before(made, copied):
            _must_be_movable(desk, path)
            desk.looks.write()
            if keeps_papers:
                papers = _read_through(desk.beside, told)
            else:
                papers = copy_papers(desk.beside, Beside(path), copied, told)
            moved = _carried(desk, path, drafts_of, told, keeps_papers=keeps_papers)
            now = _noted_there(desk, path, moved, clock)
            with writing(desk, "moved", What.SETTINGS):
                desk.store.note("moved_away", to=path.name, anchor=moved.anchor.words)
                desk.store.retire()
        said = list(_said(path, moved, papers, now))
        # What was brought out of a database to be copied stays on no clerk's computer.
        desk.beside.put_away()
    finally:
        desk.close()
    return [*said, *_put_aside(register, clock, with_letters=keeps_papers)]


@contextmanager
def _as_before(made: Path | None, copied: list[Path]) -> Iterator[None]:
    """Take back a register or connection file that was made and papers copied, where it breaks."""
    try:
        yield
    except BaseException:
        if made is not None:
            made.unlink(missing_ok=True)
        take_back(copied)
        raise


def _must_be_movable(desk: Desk, path: Path) -> None:
    if desk.store.key:
        raise ClerkError(
            "登记簿是加密的，服务器上的登记簿由服务器保护，没有移动。"
            "请先在“设置—安全”里改回不加密，再移动。"
        )
    if is_on_server(desk.store.path) == is_on_server(path):
        raise ClerkError(
            "移动是从文件到服务器，或者从服务器到文件，没有移动。同样的两处之间请用备份和恢复。"
        )


def _target(register: Path, to: str) -> tuple[Path, bool]:
    """Return where to move to, and whether a connection file was made for an address."""
    if to.startswith(_ADDRESSES):
        from db.server import login, place

        path = moved_to(register, to)
        if path.exists():
            raise ClerkError(f"连接文件“{path.name}”已经有了，请用它作为移动的目标。")
        server = place.of_address(to)
        if server.user:
            login.use(server, login.held(server)._replace(user=server.user))
        # It goes to everybody: who logs in is asked of each.
        place.write(path, server._replace(user=""))
        return path, True
    path = moved_to(register, to)
    if path == register:
        raise ClerkError("移动的目标就是这个登记簿，请另选一处。")
    own = Beside(register).letters
    if not is_on_server(path) and (
        path.exists() or (Beside(path).letters != own and Beside(path).letters.exists())
    ):
        raise ClerkError(f"“{path.name}”或者它的文书文件夹已经有了，没有移动。请另选一个文件名称。")
    return path, False


def _carried(desk: Desk, path: Path, drafts_of: str, told: Told, *, keeps_papers: bool) -> Moved:
    def on_progress(done: int, rows: int) -> None:
        told(_FIRST_HALF + done * (100 - _FIRST_HALF) // max(rows, 1), "正在移动登记簿并逐行核对")

    if is_on_server(path):
        with closing(open_store(path, stamp=desk.store.stamp)) as there:

            def papers() -> None:
                if keeps_papers:
                    papers_into(there, files_of(desk.beside))

            return carry(
                desk.store, there, drafts_of=drafts_of, also=papers, on_progress=on_progress
            )
    # Its letters lie there already, and beside them no empty register begins under this name.
    half = path.with_name(path.name + HALF)
    half.unlink(missing_ok=True)
    try:
        with closing(open_store(half, stamp=desk.store.stamp)) as target:
            moved = carry(desk.store, target, drafts_of=drafts_of, on_progress=on_progress)
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    keep_folder(path.parent)
    return moved


def _papers_of(source: Beside, target: Beside) -> list[tuple[str, Path, Path]]:
    """Return the papers of a register: what copies call each, where it lies, where it goes."""
    folders = {LETTERS: target.letters, TEMPLATES: target.templates}
    return [
        (name, path, folders[name.partition("/")[0]] / name.partition("/")[2])
        for name, path in files_of(source)
    ]


def copy_papers(source: Beside, target: Beside, copied: list[Path], told: Told) -> int:
    """Copy what lies beside a register, each file held against its source; return how many.

    `copied` names those that were not there before. Raises `ClerkError`.
    """
    if source.letters == target.letters:
        return 0
    papers = _papers_of(source, target)
    for number, (_, file, place) in enumerate(papers):
        told(number * _FIRST_HALF // len(papers), "正在复制文书、附件和模板")
        is_there = place.exists()
        try:
            digest = copy_whole(file, place)
        except OSError as error:
            raise ClerkError(
                f"文件“{file.name}”没有能复制到“{place.parent}”，登记簿没有移动。"
                "请确认那里有空间、可以写入，再移一次。"
            ) from error
        if not is_there:
            copied.append(place)
        if digest_of(place) != digest:
            raise ClerkError(f"文件“{file.name}”复制后与原来的不同，登记簿没有移动。")
    return len(papers)


def _read_through(source: Beside, told: Told) -> int:
    """Read every paper once before anything is moved; return how many there are."""
    papers = list(files_of(source))
    for number, (_, file) in enumerate(papers):
        told(number * _FIRST_HALF // len(papers), "正在核对文书、附件和模板")
        if not digest_of(file):
            raise ClerkError(
                f"文件“{file.name}”读不出来，登记簿没有移动。请关闭正在使用它的程序，再移一次。"
            )
    return len(papers)


def take_back(copied: list[Path]) -> None:
    """Remove what was copied for a move that did not come about, and the folders left empty."""
    for path in reversed(copied):
        with suppress(OSError):
            path.unlink()
            for above in list(path.parents)[:_DEEPEST]:
                above.rmdir()


def _noted_there(desk: Desk, path: Path, moved: Moved, clock: Clock) -> Anchor:
    """Say in the moved register where it came from, and hold it to its seals; return its head."""
    opened = open_desk(path, clock=clock, clerk=desk.clerk)
    try:
        with writing(opened, "moved", What.SETTINGS):
            before = {"from": desk.store.path.name, "anchor": moved.anchor.words}
            opened.store.note("moved_here", **before)
        must_be_whole(opened.store)
        return history.anchor(opened.store)
    finally:
        opened.close()


def _said(path: Path, moved: Moved, papers: int, now: Anchor) -> Iterator[str]:
    yield (
        f"已移到“{path.name}”：{moved.cases}件申请，{moved.steps}条办理记录，共{moved.rows}行，"
        "两边逐行核对一致。"
    )
    if papers:
        yield f"文书、附件和模板{papers}份已一并复制，逐份核对一致。"
    yield f"移动时的校验锚点：{moved.anchor.words}；现在的：{now.words}"


def _put_aside(register: Path, clock: Clock, *, with_letters: bool) -> Iterator[str]:
    """Let the register nobody works in any more bear a name that says so, its papers with it."""
    mark = f"{register.stem} {MOVED} {clock():%Y-%m-%d %H%M}"
    aside, again = register.with_name(f"{mark}{register.suffix}"), 1
    while aside.exists():
        # Moved there and back within a minute: the one before keeps its name.
        again += 1
        aside = register.with_name(f"{mark}（{again}）{register.suffix}")
    try:
        register.rename(aside)
    except OSError:
        yield f"“{register.name}”正被其他程序占用，没有能改名。请不要再打开它办件。"
        return
    if with_letters:
        own, then = Beside(register), Beside(aside)
        for here, there in ((own.letters, then.letters), (own.templates, then.templates)):
            try:
                if here.is_dir():
                    here.rename(there)
            except OSError:
                yield f"文件夹“{here.name}”正被占用，没有能改名；里面的不再使用。"
    what = "连接文件" if is_on_server(aside) else "登记簿"
    yield f"原来的{what}改名为“{aside.name}”保留，请不要再用它办件。"
