"""Which register to open: the one last used, else one in the clerk's documents folder."""

from pathlib import Path

from db.file_names import why
from rules.errors import ClerkError

NAME = "依申请公开办件台"
# Of this program alone, so that Windows can open a register with it; older ones end in .db.
ENDING = ".djb"
SHARED = ".djs"
"""The ending of a connection file: its register lies on a server."""
EXCHANGE = ".djh"
"""The ending of a unit's report for its superior: `casework.year.report_files` writes it."""
KIND = f"登记簿 (*{ENDING} *.db *{SHARED})"
_REMEMBERED = 8


class OutOfReachError(ClerkError):
    """The register last opened, `path`, is not there now: it may be on a network drive."""

    def __init__(self, path: Path, *, is_note_unreadable: bool = False) -> None:
        super().__init__(
            "记着上次用哪个登记簿的文件读不出来，不能确定该打开哪一个。请选择登记簿文件。"
            if is_note_unreadable
            else f"上次使用的登记簿“{path}”现在打不开。"
            "登记簿在网络盘上的，请待网络盘接通后再试一次；已经移走的，请从新的位置打开。"
        )
        self.path = path


def chosen_register() -> Path:
    """Return the register last opened, or where the first one will be; its folder exists then.

    Raises `OutOfReachError` where the one last opened is not there: an empty register begun in
    its place would look like the loss of every request. Raises `ClerkError` where the folder
    cannot be made.
    """
    named = _named()
    if named and not _is_there(Path(named)):
        raise OutOfReachError(Path(named))
    return Path(named) if named else first_register()


def _named() -> str:
    """Return what the note says, or nothing where there is none.

    Raises `OutOfReachError` where it cannot be read: which register it named is not known then.
    """
    noted = _note()
    try:
        return noted.read_text(encoding="utf-8").strip() if noted.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise OutOfReachError(first_register(), is_note_unreadable=True) from error


def first_register() -> Path:
    """Return where a register lies that nobody chose a place for; its folder exists then.

    Raises `ClerkError` where the folder cannot be made.
    """
    from platformdirs import user_documents_path

    folder = user_documents_path() / NAME
    _make(folder)
    older = folder / "登记簿.db"
    return older if _is_there(older) else folder / f"登记簿{ENDING}"


def as_register(typed: str) -> Path:
    """Return a new register's path with the ending that opens it by a double click.

    A name with a dot of its own keeps it: “2026.3 登记簿” becomes “2026.3 登记簿.djb”.
    """
    path = Path(typed)
    if path.suffix.lower() in {ENDING, ".db"}:
        return path
    return path.with_name(f"{path.name}{ENDING}")


def known_register() -> Path:
    """Return the register last opened, for a start at which nobody looks on.

    Raises `ClerkError` where there is none: a network drive may not be there yet, and an empty
    register begun in its place would look like the loss of every request.
    """
    named = _named()
    if named and _is_there(Path(named)):
        return Path(named)
    which = f"“{named}”" if named else ""
    raise ClerkError(
        f"上次使用的登记簿{which}现在打不开，办件台没有启动。"
        "登记簿在网络盘上的，请待网络盘接通后从桌面打开；已经移走的，请从“文件—打开其他登记簿”打开。"
    )


def remember_register(path: Path) -> None:
    """Note which register to open next time; raises `ClerkError` where that cannot be noted."""
    noted = _note()
    _make(noted.parent)
    noted.write_text(str(path.resolve()), encoding="utf-8")
    last = [path.resolve(), *(one for one in recent_registers() if one != path.resolve())]
    _list().write_text("\n".join(map(str, last[:_REMEMBERED])), encoding="utf-8")


def recent_registers() -> list[Path]:
    """Return the registers last opened that are still there, the latest first."""
    try:
        lines = _list().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [Path(line) for line in lines if line and _is_there(Path(line))]


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # A drive that is not connected may answer with a fault of its own.
        return False


def lock_file() -> Path:
    """Return where it is kept how this account locks its windows."""
    return _note().with_name("锁定.json")


def _note() -> Path:
    # Read here: a start by a double click on a register asks for the note after its first paint.
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False) / "登记簿位置.txt"


def _list() -> Path:
    return _note().with_name("最近的登记簿.txt")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClerkError(
            f"无法建立文件夹“{folder}”（{why(error)}），请检查写入权限后重试。"
        ) from error
