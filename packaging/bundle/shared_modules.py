"""The first thing both programs of a bundle do: read their modules from the one file both share.

PyInstaller gives each program an archive of its own; ours are empty, so that seven megabytes lie in
the bundle once. The file is read through memory: PyInstaller opens it anew for every module. Only
what lies in the library PyInstaller starts from may be imported here.

PyInstaller's own first steps for Qt, `inspect` and `pkgutil` are left out (desk.spec): they read Qt
in full and the list of a library before the program could say how, at every command. Qt finds its
parts by itself; what `pkgutil` asks for is answered here.
"""

import marshal
import mmap
import os
import struct
import sys
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType
    from typing import Any

NAME = "modules.pyz"
# As PyInstaller numbers what has code of its own.
_WITH_CODE = (0, 1)
# Where the archive says at which place its list of modules stands, and where the first one may.
_PLACE, _HEAD = 8, 17
# The first byte of what zlib packed; that of a module is another.
_PACKED = b"\x78"


def share() -> None:
    """Have PyInstaller's importer read the shared archive instead of the program's own."""
    importers: Any = sys.modules["pyimod02_importers"]
    archive = importers.pyz_archive
    path = os.path.join(getattr(sys, "_MEIPASS"), NAME)  # noqa: B009
    # In its place: every finder that was made before holds this very object.
    archive.__init__(path, 0, check_pymagic=True)
    with open(path, "rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def extract(name: str, raw: bool = False) -> "CodeType | bytes | None":
        kind, start, length = archive.toc[name]
        if kind not in _WITH_CODE:
            return None
        found = content[start : start + length]
        if found[:1] == _PACKED:
            found = zlib.decompress(found)
        return found if raw else marshal.loads(found)

    archive.extract = extract
    importers.PyiFrozenFinder.iter_modules = modules_in


def modules_in(finder: "Any", prefix: str = "") -> "Iterator[tuple[str, bool]]":  # noqa: ANN401
    """Yield each module of the package a finder is for, and whether it is a package itself."""
    tree: Any = sys.modules["pyimod02_importers"].get_pyz_toc_tree()
    for part in filter(None, finder._pyz_entry_prefix.split(".")):  # noqa: SLF001 - PyInstaller's
        tree = tree.get(part) or {}
    for name, inside in tree.items():
        yield prefix + name, isinstance(inside, dict)


def listed(content: bytes) -> "list[tuple[str, tuple[int, int, int]]]":
    """Return the modules of an archive, each with its kind, its place and its length."""
    (place,) = struct.unpack_from("!i", content, _PLACE)
    found: list[tuple[str, tuple[int, int, int]]] = marshal.loads(content[place:])
    return found


def lay_open(path: str, floors: "Sequence[str]") -> None:
    """Rewrite an archive with the modules of some packages unpacked, when a bundle is made.

    The installer packs them far better than one by one, and a start has less to unpack.
    """
    with open(path, "rb") as file:
        content = file.read()
    made = bytearray(content[:_HEAD])
    entries = []
    for name, (kind, start, length) in listed(content):
        found = content[start : start + length]
        if kind in _WITH_CODE and name.partition(".")[0] in floors:
            found = zlib.decompress(found)
        entries.append((name, (kind, len(made), len(found))))
        made += found
    struct.pack_into("!i", made, _PLACE, len(made))
    with open(path, "wb") as file:
        file.write(made + marshal.dumps(entries))


if hasattr(sys, "_MEIPASS"):
    share()
