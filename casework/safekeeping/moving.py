"""Moves an office's register from a file to a server, or from a server back to a file.

Everything goes along: numbers, steps, both chains, settings, letters, attachments, templates. Where
one thing does not arrive as it left, nothing was moved.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from casework.desk.changes import What
from casework.desk.desk import Desk, open_desk
from casework.desk.writing import writing
from db import history
from db.beside import Beside
from db.files import HALF, copy_whole, digest_of, keep_folder
from db.moving import Moved, carry, must_be_whole
from db.opening import is_on_server, open_store
from rules.errors import ClerkError

_ASIDE = "已移走"
_ADDRESSES = ("postgresql:", "postgres:")
Clock = Callable[[], datetime]


def move_register(register: Path, to: str, clock: Clock, *, drafts_of: str = "") -> list[str]:
    """Move a register to a file, or to the server a connection file or an address names.

    `drafts_of` is the server's account half-filled forms belong to. Return sentences that say what
    was done. Raises `ClerkError` where it cannot be moved; both ends are then as they were.
    """
    path, is_made = _target(register, to)
    desk = open_desk(register, clock=clock)
    try:
        if desk.store.key:
            raise ClerkError(
                "登记簿是加密的，服务器上的登记簿由服务器保护，没有移动。"
                "请先在“设置—安全”里改回不加密，再移动。"
            )
        if is_on_server(register) == is_on_server(path):
            raise ClerkError(
                "移动是从文件到服务器，或者从服务器到文件，没有移动。同样的两处之间请用备份和恢复。"
            )
        desk.looks.write()
        papers = _copy_papers(desk.beside, Beside(path))
        said = list(_finish(desk, path, _carried(desk, path, drafts_of), papers, clock))
    except BaseException:
        if is_made:
            path.unlink(missing_ok=True)
        raise
    finally:
        desk.close()
    return [*said, *_put_aside(register, clock)]


def _target(register: Path, to: str) -> tuple[Path, bool]:
    """Return where to move to, and whether a connection file was made for an address."""
    if to.startswith(_ADDRESSES):
        from db.server import login, place

        path = register.with_suffix(place.SUFFIX)
        if path.exists():
            raise ClerkError(f"连接文件“{path.name}”已经有了，请用它作为移动的目标。")
        server = place.of_address(to)
        if server.user:
            login.use(server, login.held(server)._replace(user=server.user))
        # It goes to everybody: who logs in is asked of each.
        place.write(path, replace(server, user=""))
        return path, True
    path = Path(to).absolute()
    if path == register:
        raise ClerkError("移动的目标就是这个登记簿，请另选一处。")
    own = Beside(register).letters
    if not is_on_server(path) and (
        path.exists() or (Beside(path).letters != own and Beside(path).letters.exists())
    ):
        raise ClerkError(f"“{path.name}”或者它的文书文件夹已经有了，没有移动。请另选一个文件名称。")
    return path, False


def _carried(desk: Desk, path: Path, drafts_of: str) -> Moved:
    if is_on_server(path):
        with closing(open_store(path, stamp=desk.store.stamp)) as target:
            return carry(desk.store, target, drafts_of=drafts_of)
    # Its letters lie there already, and beside them no empty register begins under this name.
    half = path.with_name(path.name + HALF)
    half.unlink(missing_ok=True)
    try:
        with closing(open_store(half, stamp=desk.store.stamp)) as target:
            moved = carry(desk.store, target, drafts_of=drafts_of)
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    keep_folder(path.parent)
    return moved


def _copy_papers(source: Beside, target: Beside) -> int:
    """Copy what lies beside a register, each file held against its source; return how many."""
    if source.letters == target.letters:
        return 0
    count = 0
    for here, there in ((source.letters, target.letters), (source.templates, target.templates)):
        for file in sorted(one for one in here.rglob("*") if one.is_file()):
            place = there / file.relative_to(here)
            try:
                copied = copy_whole(file, place)
            except OSError as error:
                raise ClerkError(
                    f"文件“{file.name}”没有能复制到“{place.parent}”，登记簿没有移动。"
                    "请确认那里有空间、可以写入，再移一次。"
                ) from error
            if digest_of(place) != copied:
                raise ClerkError(f"文件“{file.name}”复制后与原来的不同，登记簿没有移动。")
            count += 1
    return count


def _finish(desk: Desk, path: Path, moved: Moved, papers: int, clock: Clock) -> Iterator[str]:
    before = {"from": str(desk.store.path.name), "anchor": moved.anchor.words}
    opened = open_desk(path, clock=clock, clerk=desk.clerk)
    try:
        with writing(opened, "moved", What.SETTINGS):
            opened.store.note("moved_here", **before)
        must_be_whole(opened.store)
        after = history.anchor(opened.store)
    finally:
        opened.close()
    with writing(desk, "moved", What.SETTINGS):
        desk.store.note("moved_away", to=path.name, anchor=moved.anchor.words)
    desk.store.retire()
    yield (
        f"已移到“{path.name}”：{moved.cases}件申请，{moved.steps}条办理记录，共{moved.rows}行，"
        "两边逐行核对一致。"
    )
    if papers:
        yield f"文书、附件和模板{papers}份已一并复制，逐份核对一致。"
    yield f"移动时的校验锚点：{moved.anchor.words}；现在的：{after.words}"


def _put_aside(register: Path, clock: Clock) -> Iterator[str]:
    """Let the register nobody works in any more bear a name that says so."""
    aside = register.with_name(f"{register.stem} {_ASIDE} {clock():%Y-%m-%d %H%M}{register.suffix}")
    try:
        register.rename(aside)
    except OSError:
        yield f"“{register.name}”正被其他程序占用，没有能改名。请不要再打开它办件。"
        return
    what = "连接文件" if is_on_server(aside) else "登记簿"
    yield f"原来的{what}改名为“{aside.name}”保留，请不要再用它办件。"
