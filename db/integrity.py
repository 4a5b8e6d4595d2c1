"""Look a register over: its pages, its references, its history, its numbers, its search."""

from collections import Counter

from db.faults import told_to_clerk
from db.migrations import expected_schema
from db.newest import schema
from db.request_row import BESIDE_COLUMNS, SEARCHED_COLUMNS
from db.requests import every
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


def problems(store: Store) -> list[str]:
    """Return a sentence for each thing that is not as it must be; none for a sound register."""
    try:
        with told_to_clerk(store.path):
            damage = _pages(store)
            if damage:
                return damage
            return [
                *_guards(store),
                *_references(store),
                *verify_chain(store),
                *_numbers(store),
                *_search(store),
            ]
    except ClerkError as error:
        return [error.message]


def _pages(store: Store) -> list[str]:
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


def _guards(store: Store) -> list[str]:
    if expected_schema("trigger") <= schema(store.connection, "trigger"):
        return []
    return [
        "防止改动、删除办理记录的保护已被人从程序之外去掉。请核对办理记录，并从最近的备份恢复登记簿。"
    ]


def _references(store: Store) -> list[str]:
    broken = store.rows("pragma foreign_key_check")
    said = [
        f"{_TABLE_NAMES.get(table, table)}中的第{row_id}行指向已不存在的"
        f"{_TABLE_NAMES.get(parent, parent)}，登记簿被人从程序之外改动过。请与最近的备份核对。"
        for table, row_id, parent, _ in broken[:_MOST]
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


def _search(store: Store) -> list[str]:
    """Say where the search would miss a request, or find one wrongly."""
    expected: Counter[str] = Counter()
    stale = 0
    for record in every(store):
        folded = fold_all(getattr(record, name) for name in SEARCHED_COLUMNS)
        kept = store.value("select folded from request_text where id = ?", (record.id,))
        stale += folded != kept
        expected.update(grams(kept or "").split())
    store.connection.execute(
        "create virtual table temp.held_gram using fts5vocab(main, request_gram, row)"
    )
    try:
        held: dict[str, int] = dict(store.rows("select term, doc from temp.held_gram"))
    finally:
        store.connection.execute("drop table temp.held_gram")
    if stale or held != expected:
        return [
            f"检索用的文字与登记内容不一致（{stale}件申请），按关键词可能找不到某些申请。"
            "请在设置中选择“重建检索”。"
        ]
    return []


def rebuild_search(store: Store) -> None:
    """Make the searched text and its index anew from the requests, in one transaction."""
    with store.atomic():
        store.run("insert into request_gram (request_gram) values ('delete-all')")
        store.run("update request_text set folded = ''")
        for record in every(store):
            put_text(
                store,
                record.id,
                record.letters_text,
                [getattr(record, name) for name in SEARCHED_COLUMNS if name not in BESIDE_COLUMNS],
            )
