"""What several tests do to a case, and read of it."""

from collections.abc import Callable
from pathlib import Path

from casework.acts import ACTS, Done, offers, perform, starting_values
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.word import paragraphs
from forms.fields import read

Do = Callable[..., Done]
BODY = "青枫区人民政府"
COURT = "青枫区人民法院"
NUMBER = "西府公开办字〔2023〕1号"
DOCUMENT = f"2023年工作要点（{NUMBER}）"


def letter_text(done: Done) -> str:
    """The words of the first letter that an act wrote."""
    return "\n".join(paragraphs(Path(done.documents[0].path).read_bytes()))


def offered(desk: Desk, request_id: int) -> set[str]:
    """The names of the acts that a case offers."""
    return {one.act.name for one in offers(load(desk, request_id))}


def given(do: Do, request_id: int, on: str = "2026-03-20") -> Done:
    """Assign a case, and decide to give the document."""
    do("assign", request_id, "2026-03-09", section="政务公开科", handler="李文")
    return do("decide", request_id, on, kind="PROVIDED", provided=DOCUMENT)


def done_today(desk: Desk, name: str, request_id: int | None, **typed: object) -> Done:
    """Do an act today, its form as it begins but for what is typed."""
    day = {"arrived_on": desk.today} if request_id is None else {}
    values = {**day, **starting_values(desk, ACTS[name], request_id), **typed}
    form = read(ACTS[name].form, values, today=desk.today)
    assert not isinstance(form, list), form
    return perform(desk, ACTS[name], request_id, form)
