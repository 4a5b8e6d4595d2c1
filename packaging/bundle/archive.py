"""Archives and sheets whose bytes depend on what is in them and on nothing else."""

import gzip
import hashlib
import io
import tarfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_FILE = 0o100644
_PROGRAM = 0o100755


def files_of(folder: Path) -> list[Path]:
    """Return every file below a folder but links, in an order the same on every system."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def set_times(folder: Path, epoch: int) -> None:
    """Give everything below a folder the one time."""
    import os

    for path in (*folder.rglob("*"), folder):
        if not path.is_symlink():
            os.utime(path, (epoch, epoch))


def write_zip(target: Path, folder: Path, top: str, epoch: int) -> None:
    """Write a folder as a zip file under the name `top`."""
    when = time.gmtime(max(epoch, 315_532_800))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_of(folder):
            name = f"{top}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (_PROGRAM if path.suffix == ".exe" else _FILE) << 16
            archive.writestr(entry, path.read_bytes())


def write_tar_gz(target: Path, entries: "Iterable[tuple[str, Path]]", epoch: int) -> None:
    """Write files under the names given as a compressed tar, owned by root; links stay links."""
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=epoch) as packed,
    ):
        packed.write(tar_bytes(entries, epoch))


def tar_bytes(entries: "Iterable[tuple[str, Path]]", epoch: int) -> bytes:
    """Return an uncompressed tar of files under the names given, with every folder above them."""
    made = io.BytesIO()
    seen: set[str] = set()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, path in sorted(entries):
            for above in _above(name):
                if above not in seen:
                    seen.add(above)
                    archive.addfile(_entry(above, tarfile.DIRTYPE, 0o755, epoch))
            if path.is_symlink():
                link = _entry(name, tarfile.SYMTYPE, 0o777, epoch)
                link.linkname = str(path.readlink())
                archive.addfile(link)
                continue
            content = path.read_bytes()
            runs = bool(path.stat().st_mode & 0o111)
            entry = _entry(name, tarfile.REGTYPE, 0o755 if runs else 0o644, epoch)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def _above(name: str) -> "Iterator[str]":
    parts = name.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        above = "/".join(parts[:count])
        if above not in {"", "."}:
            yield above


def _entry(name: str, kind: bytes, mode: int, epoch: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, mode, epoch
    entry.uname = entry.gname = "root"
    return entry


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


def write_hashes(target: Path, files: Iterable[Path]) -> None:
    """Write the sheet `sha256sum -c` reads: one line a file, by its name alone."""
    lines = [f"{sha256(path)}  {path.name}\n" for path in sorted(files)]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
