"""What a row is called where a clerk reads of it."""

from collections.abc import Sequence
from typing import Any

from db.store import Store

_OF_CASES = {
    "document": ("文书", "title"),
    "attachment": ("附件", "name"),
}
_NAMED = {
    "section": ("科室", "name"),
    "person": ("人员", "name"),
    "book_entry": ("事务簿册的", "title"),
    "public_document": ("公开目录的", "title"),
}
_BY_KEY = {
    "setting": "设置“{0}”",
    "number": "编号（{0}{1}年第{2}号）",
    "calendar_day": "工作日历的{0}",
    "calendar_year": "工作日历的{0}年",
    "calendar_change": "工作日历的第{0}次改动",
    "local_day": "{1}{0}的地方假日",
    "local_day_change": "地方假日的第{0}次改动",
    "request": "第{0}件申请",
    "document": "第{0}份文书",
    "attachment": "第{0}个附件",
    "public_document": "公开目录的第{0}条",
    "draft": "填了一半的表单“{0}”",
    "_sqlite_migrations": "第{0}条升级记录",
    "access": "第{0}条查阅记录",
    "attachment_text": "附件中读出的文字（{0}）",
    "section": "第{0}个科室",
    "person": "第{0}个人员",
    "absence": "第{0}次外出代办",
    "erasure": "第{0}条删除记录",
    "book_entry": "事务簿册的第{0}条",
}


def row_name(store: Store, table: str, key: Sequence[Any]) -> str:
    """Return what the row of a table with this key is called."""
    if table == "request":
        number = store.value("select register_number from request where id = ?", key)
        if number:
            return f"{number}的登记内容"
    elif table in _OF_CASES:
        word, column = _OF_CASES[table]
        row = store.row(
            f"select request.register_number, {table}.{column} from {table}"
            f" left join request on request.id = {table}.request_id where {table}.id = ?",
            key,
        )
        if row is not None:
            return f"{row[0] or '一件申请'}的{word}“{row[1]}”的记录"
    elif table in _NAMED:
        word, column = _NAMED[table]
        name = store.value(f"select {column} from {table} where id = ?", key)
        if name:
            return f"{word}“{name}”的记录"
    words = _BY_KEY.get(table)
    return f"表“{table}”的行{list(key)}" if words is None else words.format(*key)
