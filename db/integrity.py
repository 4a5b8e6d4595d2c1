"""Look a register over: pages, schema, references, history, every row, numbers, search."""

from collections.abc import Callable, Iterable

from db import drafts
from db.faults import told_to_clerk
from db.history import noted, verify
from db.request_row import BESIDE_COLUMNS, SEARCHED_COLUMNS
from db.requests import every
from db.row_names import row_name
from db.schema_check import altered_schema
from db.search import put_text
from db.search_text import fold_all, grams
from db.steps import verify_chain
from db.store import Store
from rules.errors import ClerkError

_TABLE_NAMES = {
    "request": "申请",
    "request_text": "检索文字",
    "step": "办理记录",
    "document": "文书",
    "attachment": "附件",
}
_MOST = 20


def problems(store: Store, check: Callable[[], object] = lambda: None) -> list[str]:
    """Return a sentence for each thing that is not as it must be; none for a sound register.

    `check` is asked again and again whether to go on; what it raises ends the look.
    """
    try:
        with told_to_clerk(store.path):
            damage = _pages(store)
            if damage:
                return damage
            return [
                *altered_schema(store),
                *_references(store),
                *_steps(store),
                *verify(store, check),
                *_drafts(store),
                *_numbers(store),
                *_search(store, check),
            ]
    except ClerkError as error:
        return [error.message]


def _pages(store: Store) -> list[str]:
    if not store.words.is_file:
        # A server looks after its pages itself.
        return []
    try:
        found = store.rows(f"pragma quick_check({_MOST})")
    except ClerkError as error:
        return [error.message]
    if found == [("ok",)]:
        return []
    return [
        f"登记簿文件内部有{len(found)}处损坏，其中的内容可能不全。"
        "请立即停止使用，把文件另存一份，再从最近的备份恢复。"
    ]


def known_losses(store: Store) -> dict[str, list[int]]:
    """Return the steps a salvage has said are missing or harmed."""
    losses: dict[str, list[int]] = {"missing": [], "harmed": []}
    for entry in noted(store, "salvaged"):
        for note in entry.notes:
            for what, steps in losses.items():
                steps += note.get(what, [])
    return losses


def _steps(store: Store) -> list[str]:
    try:
        losses = known_losses(store)
    except ClerkError:
        # Entries that cannot be read are said by their own check.
        losses = {}
    return verify_chain(store, **losses)


def _drafts(store: Store) -> list[str]:
    return [
        f"{row_name(store, 'draft', [key])}与保存时不一致，登记簿被人从程序之外改动过。"
        "请在填写时逐项核对。"
        for key in drafts.altered(store)
    ]


def _references(store: Store) -> list[str]:
    broken = list(store.words.broken_references(store.connection))
    said = [
        f"{_TABLE_NAMES.get(table, table)}中的第{row_id}行指向已不存在的"
        f"{_TABLE_NAMES.get(parent, parent)}，登记簿被人从程序之外改动过。请与最近的备份核对。"
        for table, row_id, parent in broken[:_MOST]
    ]
    if len(broken) > _MOST:
        said.append(f"另有{len(broken) - _MOST}处同样的问题，不再逐条列出。请与最近的备份核对。")
    return said


def _numbers(store: Store) -> list[str]:
    doubled = store.rows(
        "select register_number, count(*) from request where register_number <> ''"
        " group by register_number having count(*) > 1 order by 1"
    )
    return [
        f"登记编号“{number}”被{times}件申请使用，登记簿被人从程序之外改动过。请与最近的备份核对。"
        for number, times in doubled
    ]


def _search(store: Store, check: Callable[[], object]) -> list[str]:
    """Say where the search would miss a request, or find one wrongly."""
    stale: list[str] = []
    expected: dict[int, int] = {}
    for record in every(store):
        check()
        folded = fold_all(getattr(record, name) for name in SEARCHED_COLUMNS)
        kept = store.value("select folded from request_text where id = ?", (record.id,))
        if kept != folded:
            stale.append(record.register_number)
        expected[record.id] = _sum_of(grams(kept or "").split())
    held = store.words.held_pieces(store.connection, hash)
    wrong = sum(held.get(row_id, 0) != sum_ for row_id, sum_ in expected.items())
    if stale or wrong or held.keys() - expected.keys():
        named = f"（{'、'.join(stale[:_MOST])}）" if any(stale) else ""
        return [
            f"检索用的文字与登记内容不一致（{max(len(stale), wrong)}件申请{named}），"
            "按关键词可能找不到某些申请。请在“检查登记簿”中选择“重建检索”。"
        ]
    beyond = store.value(
        "select count(*) from request_text where id not in (select id from request)"
    )
    return ["检索用的文字里有不属于任何申请的行。请在设置中选择“重建检索”。"] if beyond else []


def _sum_of(terms: Iterable[str]) -> int:
    """Return a sum of distinct terms that does not ask in which order they come."""
    total = 0
    for term in set(terms):
        total ^= hash(term)
    return total


def rebuild_search(store: Store) -> None:
    """Make the searched text and its index anew from the requests, in one transaction."""
    with store.atomic():
        store.words.clear_pieces(store.connection)
        store.run("delete from request_text where id not in (select id from request)")
        store.run("update request_text set folded = ''")
        for record in every(store):
            put_text(
                store,
                record.id,
                record.letters_text,
                [getattr(record, name) for name in SEARCHED_COLUMNS if name not in BESIDE_COLUMNS],
                (record.letters_text, ""),
            )
