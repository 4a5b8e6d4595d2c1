"""The whole register as plain tables, for whoever has to read it without this program."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.store import Store

# What a table holds, for the page that goes with the export.
MEANINGS = {
    "request": "每件申请一行：登记内容，以及由办理记录算出的期限、状态、结果",
    "request_text": "检索用的文字：文书的文字，以及折叠后的检索文字",
    "step": "办理记录，每一步一行，只增不改；hash 为本行与上一行相连的校验值",
    "chain_head": "办理记录的总数和最后一条的校验值",
    "document": "文书：种类、文号、所属的办理记录、文件位置、写成时的校验值、全文",
    "attachment": "附件：名称、文件位置、大小、校验值",
    "attachment_text": "附件的文字，检索用，由附件读出",
    "number": "编号和文号的发放情况；is_taken 为 0 的是退回可再用的号",
    "calendar_day": "工作日历：放假和调休上班的日期",
    "calendar_year": "工作日历各年的来源和状态",
    "calendar_change": "工作日历的历次改动",
    "setting": "本机关的设置、办理口径、已公布的年报，值为 JSON",
    "draft": "填了一半的表单，值为 JSON",
    "draft_seal": "填了一半的表单的校验值",
    "entry": "操作记录：每次写入的时间、经办人、电脑、所涉各行的校验值，首尾相连",
    "entry_head": "操作记录的总数和最后一条的校验值",
    "erasure": "删除记录：从哪条办理记录的哪处删去了内容，留下的加盐校验值，删后内容的校验值",
    "access": "查阅记录：何时、何人、在哪台电脑上查看、打印、导出了什么",
    "absence": "人员不在岗的日期、原因和顶替的人",
    "book_entry": "咨询、邮寄等台账的条目，每条一行；earlier 为改动前的各版，值为 JSON",
    "clock": "期限一览：每件未结申请正在计算的各个期限，由办理记录算出",
    "local_day": "本地区另行规定的放假和上班日期",
    "local_day_change": "本地区放假安排的历次改动",
    "person": "人员：姓名、科室、职责、电话、登录账号、代办人、停用日期",
    "public_document": "已主动公开的文件：标题、文号、公开日期、网址",
    "section": "科室：名称、办公地点、停用日期",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it holds, its columns with their types, its rows."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(store: Store) -> Iterator[Table]:
    """Yield every table of the register with all its rows; bytes as hexadecimal."""
    for name in sorted(store.words.tables(store.connection)):
        if name.startswith("_"):
            continue
        found = store.words.columns(store.connection, name)
        listed = ", ".join(f'"{column.name}"' for column in found)
        order = ", ".join(f'"{column.name}"' for column in found if column.key) or listed
        rows = tuple(
            tuple(map(_plain, row))
            for row in store.rows(f"select {listed} from {name} order by {order}")
        )
        columns = tuple((column.name, column.type) for column in found)
        yield Table(name, MEANINGS.get(name, ""), columns, rows)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
