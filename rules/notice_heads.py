"""What the heads of a holiday notice's table mean: the feast, its days off, the days worked."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto

from rules.notice_words import FESTIVAL, plain


class Head(Enum):
    """What the cells of a column say of a holiday."""

    NUMBER = auto()
    NAME = auto()
    FEAST = auto()
    REST = auto()
    START = auto()
    END = auto()
    DATE = auto()
    WEEKDAY = auto()
    COUNT = auto()
    WORK = auto()
    WORK_FROM = auto()
    SHIFT = auto()
    PLAN = auto()
    STATE = auto()
    NOTE = auto()


_PARTS = (
    (Head.NUMBER, r"序号|编号|no\.?|#"),
    (Head.NOTE, r"备注|备考|附注|说明|其他|其它|提示|温馨提示|注|值班.*"
                r"|(?:上班|补班|调休|调班)天数"),
    (Head.STATE, r"是否.+|.*(?:状态|类型|性质|类别)|(?:放假|休假|休息|休)[/或、及]?(?:上班|补班|班)"
                 r"|(?:上班|补班|班)[/或、及]?(?:放假|休假|休息|休)"),
    (Head.COUNT, r"(?:(?:放假|休假|假期|休息|连休)(?:调休)?|调休放假)?[总共合]?计?"
                 r"(?:天数|时长|几天|天)(?:合计)?"),
    (Head.WEEKDAY, r"星期几?|周几?|礼拜几?"),
    (Head.WORK_FROM, r".*(?:恢复|收假|返岗|复工|正式上班|节后|假后).*"),
    (Head.WORK, r"(?!.*放假).{0,6}(?:上班|补班|调班|工作日)(?:.{0,2}(?:时间|日期|日子|安排|日))?"),
    (Head.FEAST, r"(?:法定)?(?:节日|节假日|假日)(?:当[天日]|正日|日期|所在日期|时间)"
                 r"|节日所在日期|正日"),
    (Head.NAME, r".*(?:节日|假日|节假日|假期|放假)(?:名称|类别|项目)"
                r"|(?:法定)?(?:节日|节假日|假日|节次)|名称|项目"),
    (Head.START, r"(?!.*止).*(?:开始|起始|首日|起)(?:日期|时间|日)?|自|从"),
    (Head.END, r"(?!.*起).*(?:结束|截止|终止|末日|止)(?:日期|时间|日)?|至|到"),
    (Head.SHIFT, r"(?!.*放假).*(?:调休|换休|倒休|补休).*"),
    (Head.PLAN, r".*(?:放假|休假).*(?:调休|上班|补班).*安排|(?:具体)?安排(?:情况)?|内容|方案"),
    (Head.REST, r".{0,6}(?:放假|休假|假期|休息|公休|连休|起止)(?:起止|及?调休)?"
                r"(?:时间|日期|日子|安排|期间|日|时段)?(?:起止)?|休"),
    (Head.WORK, r"班"),
    (Head.DATE, r"(?:具体|调整)?(?:日期|时间|日子|日)"),
)  # fmt: skip
_KNOWN = tuple((part, re.compile(words)) for part, words in _PARTS)
_NOTED = re.compile(r"\([^()]*\)")
_HAS_A_DAY = re.compile(r"\d\s*[月日号./-]")
_LONGEST_HEAD = 16
# A table is about days: one of these stands in it.
_TELLING = frozenset(
    (
        Head.REST,
        Head.START,
        Head.DATE,
        Head.STATE,
        Head.WORK,
        Head.PLAN,
        Head.SHIFT,
    )
)
_FEAST_NAME = re.compile(FESTIVAL)


def even(text: str) -> str:
    """Return a cell with full-width signs evened out and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def part_of(head: str) -> Head | None:
    """Return what a head's column says, None where it is no known head."""
    name = _NOTED.sub("", even(head)).strip(":;,、").casefold()
    if not name or len(name) > _LONGEST_HEAD or _HAS_A_DAY.search(plain(name)):
        return None
    return next((part for part, words in _KNOWN if words.fullmatch(name)), None)


def parts_of(cells: Sequence[str]) -> list[Head | None] | None:
    """Return what each column of a head row says, None where the row is no head."""
    found = [part_of(cell) for cell in cells]
    if sum(part is not None for part in found) < 2 or not _TELLING.intersection(found):
        return None
    if any(_HAS_A_DAY.search(plain(cell)) for cell in cells):
        return None
    if Head.NAME not in found and "假期" in [even(cell) for cell in cells]:
        # 假期 stands over the feasts where no other column does.
        found[[even(cell) for cell in cells].index("假期")] = Head.NAME
    if Head.DATE in found and Head.REST not in found and Head.PLAN in found:
        found[found.index(Head.PLAN)] = Head.STATE
    return found


def names_a_feast(text: str) -> bool:
    """Tell whether a cell names one of the nation's feasts."""
    return _FEAST_NAME.search(even(text)) is not None
