"""The office's own templates: changed in Word or WPS, checked, kept in versions, restored.

They lie in a folder of the office's, never among the shipped ones, so that an update of the
program cannot touch them. What each was made from is noted: the clerk is told when the program's
own template has changed since.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from casework.letters import SHIPPED
from casework.letters.kinds import LetterKind
from casework.letters.letter import LetterField, fields_of, record_of, values_of
from casework.letters.rendering import check, template_path
from casework.letters.sample import sample_letter
from casework.word import LetterPage, TemplateProblem, fill, page_of
from casework.word.parts import source_bytes
from db.files import write_whole
from rules.errors import ClerkError

_VERSIONS = "versions"
_ORIGINS = "origins.json"
_STAMP = re.compile(r"(\d{8}-\d{6})(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class TemplateState:
    """One template of the list: whose it is, and what is wrong with it."""

    kind: LetterKind
    path: Path
    own: bool
    shipped_changed: bool
    problems: tuple[TemplateProblem, ...]
    versions: int

    @property
    def words(self) -> str:
        """What the list says of it."""
        if self.problems:
            return f"有{len(self.problems)}处问题"
        if self.shipped_changed:
            return "本机关修改，随程序的模板有更新"
        return "本机关修改" if self.own else "随程序"


def states(folder: Path) -> list[TemplateState]:
    """Return every template as letters would use it today."""
    origins = _origins(folder)
    return [_state(folder, kind, origins) for kind in LetterKind]


def _state(folder: Path, kind: LetterKind, origins: dict[str, str]) -> TemplateState:
    path = template_path(kind, folder)
    own = path.parent != SHIPPED
    return TemplateState(
        kind,
        path,
        own,
        own and origins.get(kind.key, _digest(_shipped(kind))) != _digest(_shipped(kind)),
        tuple(check(path, record_of(kind))) if own else (),
        len(versions(folder, kind)),
    )


def _shipped(kind: LetterKind) -> Path:
    return SHIPPED / f"{kind.key}.docx"


def _own(folder: Path, kind: LetterKind) -> Path:
    return folder / f"{kind.key}.docx"


def own_copy(folder: Path, kind: LetterKind) -> Path:
    """Return the office's own template to open in Word, copied from the shipped one at first."""
    own = _own(folder, kind)
    if not own.is_file():
        _write(own, source_bytes(_shipped(kind)))
        _note_origin(folder, kind)
    return own


def adopt(folder: Path, kind: LetterKind, source: Path, *, now: datetime) -> Path:
    """Put a file in place as the office's own template and keep the one it replaces.

    Raises `ClerkError` with the first trouble where letters could not be made of it.
    """
    data = source_bytes(source)
    problems = check(data, record_of(kind))
    if problems:
        more = f"（另有{len(problems) - 1}处问题）" if len(problems) > 1 else ""
        raise ClerkError(f"模板不能使用：{problems[0]}{more}")
    fill(data, values_of(sample_letter(kind)))
    own = _own(folder, kind)
    if own.is_file() and own.read_bytes() == data:
        return own
    _keep(folder, kind, now)
    _write(own, data)
    _note_origin(folder, kind)
    return own


def keep_version(folder: Path, kind: LetterKind, *, now: datetime) -> None:
    """Keep the office's own template as it is, because it is about to be changed in Word."""
    own, kept = _own(folder, kind), versions(folder, kind)
    if own.is_file() and not (kept and kept[0].read_bytes() == own.read_bytes()):
        _keep(folder, kind, now)


def version_words(version: Path) -> str:
    """Return when a version was kept, as a list shows it."""
    stamp = re.search(r"(\d{8}-\d{6})", version.stem)
    if stamp is None:
        return version.stem
    return datetime.strptime(stamp[1], "%Y%m%d-%H%M%S").strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ007


def restore(folder: Path, kind: LetterKind, *, now: datetime) -> None:
    """Go back to the shipped template; the office's own is kept among the versions.

    Raises `ClerkError` where the file is open in another program.
    """
    own = _own(folder, kind)
    if own.is_file():
        _keep(folder, kind, now)
        try:
            own.unlink()
        except OSError as error:
            raise _in_use(own) from error
        origins = _origins(folder)
        origins.pop(kind.key, None)
        _write_origins(folder, origins)


def bring_back(folder: Path, kind: LetterKind, version: Path, *, now: datetime) -> Path:
    """Put an earlier version in place again; raises `ClerkError` as `adopt` does."""
    return adopt(folder, kind, version, now=now)


def versions(folder: Path, kind: LetterKind) -> list[Path]:
    """Return the kept versions of a template, the latest first."""
    kept = folder / _VERSIONS
    if not kept.is_dir():
        return []
    found = [
        path
        for path in kept.glob(f"{kind.key}-*.docx")
        if _STAMP.fullmatch(path.stem.removeprefix(f"{kind.key}-"))
    ]
    return sorted(found, key=lambda path: path.stem, reverse=True)


def preview(folder: Path, kind: LetterKind) -> LetterPage:
    """Return the page of a sample letter by the template in use; raises `ClerkError` as `fill`."""
    return page_of(template_path(kind, folder), values_of(sample_letter(kind)))


class Placeholder(NamedTuple):
    """What may stand in a template: the mark, what it does, what the sample letter has there."""

    mark: str
    does: str
    example: str
    is_required: bool


def placeholders(kind: LetterKind) -> list[Placeholder]:
    """Return every mark a template of this kind may carry, those it must carry first."""
    sample = sample_letter(kind)
    found = [one for field in fields_of(type(sample)) for one in _marks(field, sample)]
    return sorted(found, key=lambda one: not one.is_required)


def _marks(field: LetterField, sample: object) -> Iterator[Placeholder]:
    name, value = field.word.name, getattr(sample, field.attribute)
    if field.kind is bool:
        around = f"{{{{如有：{name}}}}}{{{{完：{name}}}}}"
        yield Placeholder(around, "有这一项才出现", "有" if value else "没有", False)
    elif field.item is None:
        example = "二维码" if field.word.code else str(value)
        yield Placeholder(f"{{{{{name}}}}}", "填一个词句", example, field.word.required)
    else:
        around = f"{{{{每项：{name}}}}}{{{{完：{name}}}}}"
        yield Placeholder(around, "每一项重复", f"{len(value)} 项", field.word.required)
        for inner in fields_of(field.item):
            example = "" if not value else str(getattr(value[0], inner.attribute))
            yield Placeholder(f"{{{{{inner.word.name}}}}}", f"“{name}”之内", example, False)


def problems_of(kind: LetterKind, source: Path) -> list[TemplateProblem]:
    """Return everything that is wrong with a file as a template of this kind."""
    return check(source_bytes(source), record_of(kind))


def _keep(folder: Path, kind: LetterKind, now: datetime) -> None:
    own = _own(folder, kind)
    if not own.is_file():
        return
    stem = f"{kind.key}-{now:%Y%m%d-%H%M%S}"
    target, number = folder / _VERSIONS / f"{stem}.docx", 1
    while target.exists():
        number += 1
        target = target.with_name(f"{stem}-{number}.docx")
    _write(target, own.read_bytes())


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, [data])
    except OSError as error:
        raise _in_use(path) from error


def _in_use(path: Path) -> ClerkError:
    return ClerkError(f"模板“{path.name}”无法保存，可能正在 Word 或 WPS 中打开，请关闭后再试。")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _origins(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / _ORIGINS).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _note_origin(folder: Path, kind: LetterKind) -> None:
    _write_origins(folder, {**_origins(folder), kind.key: _digest(_shipped(kind))})


def _write_origins(folder: Path, origins: dict[str, str]) -> None:
    _write(folder / _ORIGINS, json.dumps(origins, indent=1).encode())
