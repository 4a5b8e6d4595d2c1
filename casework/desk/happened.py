"""What is entered has happened: a day of it that lies ahead is refused, wherever it is typed."""

from casework.desk.desk import Desk
from forms.fields import Form, still_to_come
from rules.errors import ClerkError


def must_have_happened(desk: Desk, form: Form) -> None:
    """Raise `ClerkError` where a form names a day ahead of today for what is a fact."""
    for field, what, day in still_to_come(form, desk.today):
        raise ClerkError(
            f"{what}{day}晚于今天{desk.today}，只能登记已经发生的事，请核对日期。", None, field
        )
