"""Copies of an office: what a copy is made of, which there are, and which of them stay.

A copy is a register file and beside it its list (清单): every letter, attachment and template with
its content's hash, and the head of the history. The files themselves lie once each, named by
their content, in a store that all copies of a folder share.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.history import Anchor
from rules.errors import ClerkError

_WORDS = " 备份 "
_LIST = ".清单.json"
_STORE = " 存件"
BEFORE_RESTORING = " 恢复前"
"""How the name of a copy ends that keeps what a restore takes the place of."""
_ENDINGS = frozenset({".db", ".djb"})
_FORMAT = 1
_LONGEST_HEAD = 1 << 24
_DAYS, _WEEKS, _MONTHS, _YEARS, _ALWAYS = 7, 5, 12, 30, 3


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a copy: where it belongs, such as `文书/2026/…`, its content, size and time."""

    path: str
    sha256: str
    size: int
    changed_at: int = 0


DUMPS = "数据库"
DUMP = f"{DUMPS}/pg_dump.dump"
"""What the list of a copy calls what a server's own program made of the database."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy is; `recorded_at` is when its register was last written to.

    The names of its files follow it in the list; `files_sha256` is the hash of those lines. `age`
    counts the entries of its history with those a restore left behind, 0 where it was not noted.
    """

    made_at: str
    recorded_at: str
    register: str
    sha256: str
    size: int
    cases: int
    steps: int
    anchor: Anchor
    missing: tuple[str, ...] = ()
    files: int = 0
    files_sha256: str = ""
    keyed: str = ""
    age: int = 0


def manifest_text(manifest: Manifest, files: Sequence[KeptFile], key: str = "") -> str:
    """Return the text of a list: what the copy is in its first line, then a line for each file.

    With the key of an encrypted office it bears what nobody else can put there.
    """
    lines = _lines(files)
    said: dict[str, Any] = {
        "format": _FORMAT,
        "made_at": manifest.made_at,
        "recorded_at": manifest.recorded_at,
        "register": manifest.register,
        "sha256": manifest.sha256,
        "size": manifest.size,
        "cases": manifest.cases,
        "steps": manifest.steps,
        "anchor": [manifest.anchor.entries, manifest.anchor.hash],
        "age": manifest.age,
        "missing": list(manifest.missing),
        "files": len(files),
        "files_sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }
    if key:
        said["keyed"] = keyed(manifest.anchor, said["files_sha256"], manifest.sha256, key=key)
    return f"{_json({**said, 'seal': _seal(said)})}\n{lines}"


def keyed(anchor: Anchor, *said: str, key: str) -> str:
    """Return the mark of a list that only who has the office's key can make."""
    words = " ".join((str(anchor.entries), anchor.hash, *said))
    return hmac.new(bytes.fromhex(key), words.encode(), hashlib.sha256).hexdigest()


def is_of_this_office(manifest: Manifest, key: str) -> bool:
    """Tell whether a list bears the mark of a key; one that bears none is as old as its copy."""
    mark = keyed(manifest.anchor, manifest.files_sha256, manifest.sha256, key=key)
    return not manifest.keyed or hmac.compare_digest(manifest.keyed, mark)


def _lines(files: Sequence[KeptFile]) -> str:
    return "".join(f"{_json([one.path, one.sha256, one.size, one.changed_at])}\n" for one in files)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seal(said: dict[str, Any]) -> str:
    plain = {name: value for name, value in said.items() if name != "seal"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Return what a copy is by its list; raises `ClerkError` where that was altered."""
    with _told(path), _plain(path).open(encoding="utf-8") as file:
        said = json.loads(file.readline(_LONGEST_HEAD))
        if said["format"] != _FORMAT or said["seal"] != _seal(said):
            raise ValueError(path.name)
        entries, digest = said["anchor"]
        return Manifest(
            str(said["made_at"]),
            str(said["recorded_at"]),
            str(said["register"]),
            str(said["sha256"]),
            int(said["size"]),
            int(said["cases"]),
            int(said["steps"]),
            Anchor(int(entries), str(digest)),
            tuple(map(str, said["missing"])),
            int(said["files"]),
            str(said["files_sha256"]),
            str(said.get("keyed", "")),
            int(said.get("age", 0)),
        )


def read_files(path: Path) -> list[KeptFile]:
    """Return the files of a copy by its list; raises `ClerkError` where that was altered."""
    manifest = read_manifest(path)
    with _told(path):
        lines = path.read_text(encoding="utf-8").partition("\n")[2]
        if hashlib.sha256(lines.encode()).hexdigest() != manifest.files_sha256:
            raise ValueError(path.name)
        return [
            KeptFile(str(name), str(sha256), int(size), int(changed_at))
            for name, sha256, size, changed_at in map(json.loads, lines.splitlines())
        ]


def _plain(path: Path) -> Path:
    # A pipe would keep the program waiting for ever.
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ClerkError(
            f"备份的清单“{path.name}”读不出来或者已被改动，这份备份里的文书不能确认。"
            "请改用另一份备份。"
        ) from error


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a folder; `manifest` is None for one of the register alone, as older ones are."""

    path: Path
    made_on: date | None
    manifest: Manifest | None
    is_broken: bool = False

    @property
    def recorded_on(self) -> date:
        """The day its register was last written to, which no wrong clock of a later day moves."""
        if self.manifest is not None:
            for said in (self.manifest.recorded_at, self.manifest.made_at):
                with suppress(ValueError):
                    return datetime.fromisoformat(said).date()
        return self.made_on or date.min

    @property
    def age_order(self) -> tuple[int, str]:
        """The order in which copies were made: by the history, and only then by the clock."""
        if self.manifest is None:
            return (-1, self.path.name)
        return (self.manifest.age or self.manifest.anchor.entries, self.path.name)


def list_of(copy: Path) -> Path:
    """Return where the list of a copy lies."""
    return copy.with_name(copy.stem + _LIST)


def copy_name(stem: str, suffix: str, at: datetime, word: str = "") -> str:
    """Return what the file of a copy is called; `word` says what it was made for."""
    return f"{stem}{_WORDS}{at:%Y-%m-%d %H%M%S}{word}{suffix}"


def content_path(folder: Path, stem: str, sha256: str) -> Path:
    """Return where the content with this hash lies in a folder of copies."""
    return folder / f"{stem}{_STORE}" / sha256[:2] / sha256


def stem_of(copy: Path) -> str:
    """Return the name of the register a copy was made of."""
    return copy.stem.rpartition(_WORDS)[0] or copy.stem


def copies(folder: Path, stem: str, suffix: str = "") -> list[Copy]:
    """Return the copies of a register in a folder, the latest first; broken ones are marked.

    Of a register with this ending, or with any.
    """
    try:
        found = [
            path
            for path in folder.iterdir()
            if path.name.startswith(stem + _WORDS)
            and path.suffix in ({suffix} if suffix else _ENDINGS)
        ]
    except OSError:
        return []
    return sorted(map(_copy, found), key=lambda copy: copy.age_order, reverse=True)


def _copy(path: Path) -> Copy:
    made_on = None
    with suppress(ValueError):
        made_on = date.fromisoformat(path.stem.rpartition(_WORDS)[2][:10])
    listed = list_of(path)
    try:
        if not listed.is_file():
            return Copy(path, made_on, None)
        return Copy(path, made_on, read_manifest(listed))
    except (ClerkError, OSError):
        return Copy(path, made_on, None, is_broken=True)


def chosen_copy(path: Path, stem: str = "") -> Copy:
    """Return the copy a path names: its register file, its list, or the latest of a folder.

    Raises `ClerkError` where there is none.
    """
    if path.is_dir():
        stems = {stem_of(one) for one in path.glob(f"*{_WORDS}*") if one.suffix in _ENDINGS}
        wanted = [stem] if stem in stems else sorted(stems)
        found = [copy for one in wanted for copy in copies(path, one) if not copy.is_broken]
        if not found:
            raise ClerkError(
                f"文件夹“{path}”中没有登记簿的备份，请选择存放备份的文件夹或者一份备份。"
            )
        return max(found, key=lambda copy: copy.age_order)
    if path.name.endswith(_LIST):
        ending = Path(read_manifest(path).register).suffix
        path = path.with_name(path.name.removesuffix(_LIST) + ending)
    if not path.is_file():
        raise ClerkError(f"找不到备份“{path}”，请核对文件的位置和名称。")
    copy = _copy(path)
    if copy.is_broken:
        read_manifest(list_of(path))
    return copy


def staying(found: Sequence[Copy]) -> set[Path]:
    """Return the copies the ladder keeps: the latest of late days, weeks, months and years.

    The order is that of the history, so that a wrong clock pushes none of the true ones out; the
    last few stay whatever they say of their day, and what keeps the register of before a restore.
    """
    ordered = sorted(found, key=lambda copy: copy.age_order, reverse=True)
    kept = {copy.path for copy in ordered[:_ALWAYS]} | {
        copy.path for copy in ordered if copy.is_broken or copy.path.stem.endswith(BEFORE_RESTORING)
    }
    rungs = (
        (_DAYS, lambda day: day.toordinal()),
        (_WEEKS, lambda day: day.isocalendar()[:2]),
        (_MONTHS, lambda day: (day.year, day.month)),
        (_YEARS, lambda day: day.year),
    )
    for many, rung_of in rungs:
        seen: set[object] = set()
        for copy in ordered:
            rung = rung_of(copy.recorded_on)
            if rung not in seen and len(seen) < many:
                seen.add(rung)
                kept.add(copy.path)
    return kept


def prune(folder: Path, stem: str, suffix: str = "", *, just_made: Path | None = None) -> None:
    """Remove the copies the ladder does not keep, and content no copy names any more.

    The copy just made stays, whatever the clock said when it was. What cannot be removed today is
    removed another day.
    """
    found = copies(folder, stem, suffix)
    kept = staying(found) | {just_made}
    gone = [copy.path for copy in found if copy.path not in kept]
    for path in gone:
        for file in (list_of(path), path):
            with suppress(OSError):
                file.unlink()
    if gone:
        with suppress(ClerkError):
            _drop_unnamed(folder, stem, suffix)


def _drop_unnamed(folder: Path, stem: str, suffix: str) -> None:
    """Remove content no copy names; raises `ClerkError`, and removes none, where one is unsure."""
    named: set[str] = set()
    for copy in copies(folder, stem, suffix):
        if list_of(copy.path).is_file():
            named.update(file.sha256 for file in read_files(list_of(copy.path)))
    for path in (folder / f"{stem}{_STORE}").glob("*/*"):
        if path.name not in named:
            with suppress(OSError):
                path.unlink()
