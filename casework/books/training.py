"""The book of trainings (条例48): what was taught, who came, test questions out of cases."""

from casework.books.book import OfficeBook
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from forms.year_work import Training
from rules.errors import ClerkError


def _checked(desk: Desk, form: Training) -> Training:
    if form.on > desk.today:
        raise ClerkError(
            f"培训日期{form.on}晚于今天{desk.today}，办完再登记；计划中的写进工作任务。", None, "on"
        )
    return form


TRAININGS = OfficeBook(
    name="training",
    title="业务培训",
    form=Training,
    heads=("日期|80", "主题", "授课人|104", "人数|64", "学时|64", "内容"),
    cells=lambda _entry, form: (
        short_day(form.on),
        form.topic,
        form.teacher,
        str(len(form.people)),
        str(form.hours or ""),
        form.content.replace("\n", " "),
    ),
    day=lambda form: form.on,
    words=lambda form: form.topic,
    owner=lambda form: form.teacher,
    start=lambda desk: {"on": desk.today},
    checked=_checked,
    empty="还没有培训记录。登记讲了什么、谁参加；测试题可以从案例库生成。",
)
