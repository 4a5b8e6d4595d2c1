"""Check an office whole: file, history, every row, papers, copies, and the caches of the list."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.pages.paper_check import altered_papers
from db import history, integrity, marks
from db.backup import Told, suffix_of
from db.copies import BEFORE_RESTORING, Copy, copies, is_of_this_office, read_manifest
from db.history import Anchor
from db.opening import kept_beside, open_store
from db.place import ASIDE
from rules.errors import ClerkError

Said = Callable[[str], object]


def problems(
    desk: Desk, *, on_part: Said = lambda _: None, told: Told = lambda *_: None
) -> Iterator[str]:
    """Yield a sentence for everything that is not as it should be; nothing if all is well.

    `on_part` is told what is being looked at, `told` many times how many of how many things of it
    were looked at, none of none where they are not counted; what it raises ends the look. Raises
    `ClerkError` for an account that does not see every case.
    """
    desk.must_see_everything()
    on_part("登记簿文件和历史")
    found = integrity.problems(desk.store, lambda: told(0, 0))
    yield from found
    on_part("列表与办理记录")
    try:
        yield from differences(desk, told)
    except (ClerkError, LookupError, ValueError, TypeError, KeyError) as error:
        # A history too harmed to be folded was said already; the papers are looked at all the same.
        if not found:
            yield error.message if isinstance(error, ClerkError) else _UNREADABLE
    on_part("文书和附件")
    try:
        yield from altered_papers(desk, told)
    except ClerkError as error:
        if not found:
            yield error.message
    on_part("备份中的校验锚点")
    yield from unlike_copies(desk, copies_of(desk))


_UNREADABLE = "有的办理记录已读不成登记时的样子，登记簿被人从程序之外改动过。请与最近的备份核对。"


def copies_of(desk: Desk) -> list[Copy]:
    """Return the copies kept beside the register, the latest first."""
    path = desk.store.path
    return copies(desk.beside.copies, path.stem, suffix_of(desk.store))


def unlike_copies(desk: Desk, found: list[Copy]) -> Iterator[str]:
    """Yield a sentence for each copy whose list names a history the register did not have."""
    anchors = [
        (f"备份“{copy.path.stem}”", copy.manifest.anchor)
        for copy in found
        if copy.manifest is not None
    ]
    try:
        yield from history.differing(desk.store, _not_borne(desk, anchors))
    except ClerkError:
        # An entry that cannot be read was said already.
        return
    known = marks.keys_of(desk.store)
    for copy in found:
        kept = copy.manifest
        if known and kept is not None and not any(is_of_this_office(kept, key) for key in known):
            yield (
                f"备份“{copy.path.stem}”的清单不是用本登记簿的密钥写的，可能被人重写过，"
                "请重新备份。"
            )
        if copy.is_broken:
            yield f"备份“{copy.path.stem}”的清单读不出来或者已被改动，请重新备份。"
    if known and found and _lost_its_mark(desk, found[0]):
        yield (
            f"最近的备份“{found[0].path.stem}”的清单没有本登记簿的校验字：做这份备份的账户没有密钥，"
            "或者清单被人重写过。请用这个账户重新备份。"
        )


def _lost_its_mark(desk: Desk, latest: Copy) -> bool:
    """Tell whether a copy made since the office marks its anchors bears none: who rewrites may."""
    kept = latest.manifest
    if kept is None or kept.keyed:
        return False
    begun = history.noted(desk.store, "anchor_key", "encrypted")
    return bool(begun) and kept.anchor.entries >= begun[0].id


def against(desk: Desk, words: str) -> Iterator[str]:
    """Yield a sentence where the history differs from an anchor: as printed, or of a file.

    `words` is what a paper says, or the path of a copy, of its list or of a file of exchange.
    Raises `ClerkError` where it is no anchor.
    """
    name, kept = _anchor_of(words)
    yield from history.differing(desk.store, _not_borne(desk, [(name, kept)]))
    yield from _left_behind(desk, name, kept)
    mark, known = history.read_mark(words), marks.keys_of(desk.store)
    whole = history.anchor_at(desk.store, kept.entries)
    if mark and not known and marks.named(desk.store):
        yield (
            f"{name}旁边有校验字“验{mark}”，这个账户没有核对它的密钥，请先在“设置—安全”输入恢复码。"
        )
    if (
        mark
        and known
        and whole is not None
        and mark not in {history.keyed(whole, key) for key in known}
    ):
        yield f"{name}旁边的校验字“验{mark}”不是用本登记簿的密钥印的，这张纸可能是伪造的。"


def _not_borne(desk: Desk, anchors: list[tuple[str, Anchor]]) -> list[tuple[str, Anchor]]:
    """Return the anchors that no register kept aside bears out.

    Where a restore was taken back, the history between the two is in what the second put aside.
    """
    return [
        (name, kept)
        for name, kept in anchors
        if _is_here(desk, kept)
        or not history.went_another_way(desk.store, kept)
        or not any(_passes(aside, kept) for aside in _kept_aside(desk))
    ]


def _is_here(desk: Desk, kept: Anchor) -> bool:
    now = history.anchor_at(desk.store, kept.entries)
    return now is not None and now.hash.startswith(kept.hash)


def _left_behind(desk: Desk, name: str, kept: Anchor) -> Iterator[str]:
    """Yield a sentence where a restore left the history of an anchor behind, and nothing bears it.

    Who rewrote a history could write down a restore that never was: what it put aside must be
    there, and pass through the anchor.
    """
    entry = history.left_behind(desk.store, kept)
    if entry is None or any(_passes(aside, kept) for aside in _kept_aside(desk)):
        return
    yield (
        f"{name}记的第{kept.entries}条操作记录，在第{entry.id}条操作记录“从备份恢复”"
        f"（{entry.at[:16].replace('T', ' ')}，{entry.by or '经办人不详'}）放下的那段历史里，"
        f"现在的登记簿证明不了它。请找出那次恢复时保留的“{ASIDE}”登记簿核对；"
        "没有恢复过备份的，历史已被重写。"
    )


def _kept_aside(desk: Desk) -> list[Path]:
    if desk.is_shared:
        return [one.path for one in copies_of(desk) if one.path.stem.endswith(BEFORE_RESTORING)]
    return kept_beside(desk.beside.register)


def _passes(register: Path, kept: Anchor) -> bool:
    try:
        with open_store(register, read_only=True) as store:
            there = history.anchor_at(store, kept.entries)
            return there is not None and there.hash.startswith(kept.hash)
    except ClerkError:
        return False


def _anchor_of_exchange(path: Path) -> Anchor | None:
    """Return the anchor a file of exchange holds, or None where the file is none."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return history.read_anchor(str(said["anchor"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _anchor_of(words: str) -> tuple[str, Anchor]:
    path = Path(words)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if is_file and path.suffix == ".json":
        exchanged = _anchor_of_exchange(path)
        if exchanged is not None:
            return f"“{path.name}”", exchanged
        return f"“{path.name}”", read_manifest(path).anchor
    if is_file:
        with open_store(path, read_only=True) as copy:
            return f"“{path.name}”", history.anchor(copy)
    printed = history.read_anchor(words)
    if printed is None:
        raise ClerkError(
            f"“{words[:60]}”不是校验锚点，请照卷内目录或者期限计算书上印的填写，如"
            "“128-3f2a-9c01-77de-410b-5a6e-0c2d”，也可以给出备份的清单或者登记簿文件。"
        )
    return f"锚点“{printed.words}”", printed
