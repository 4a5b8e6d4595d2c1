"""The view of each form: rows for most; a few show only the rows that what was typed asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.widgets.fields import Suggest
from desktop.widgets.form_view import FormView
from forms.fields import Form
from forms.guide import ANSWERS, QUESTIONS, Clarity, Guide
from forms.registration import Registration
from forms.reply import FACT_FIELD, Reply
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.working_days import Outlook

_FACT_FIELDS = frozenset(FACT_FIELD.values())


def view_for(
    form: type[Form], *, today: date, outlook: Outlook | None = None, suggest: Suggest | None = None
) -> FormView:
    """Return the view of a form."""
    view = FormView(form, today=today, outlook=outlook, suggest=suggest)
    show = _ASKED.get(form)
    if show is not None:
        view.changed.connect(lambda values: show(view, values))
        show(view, view.values())
    return view


def _show_facts(view: FormView, values: Mapping[str, Any]) -> None:
    """Show the facts that the chosen kind of reply must and may state."""
    kind = ReplyKind.__members__.get(str(values["kind"] or ""))
    if kind is None:
        view.leave_out(_FACT_FIELDS | {"grounds"})
        return
    needed = {FACT_FIELD[fact] for fact in kind.required_facts}
    possible = {FACT_FIELD[fact] for fact in kind.optional_facts}
    if kind is ReplyKind.PARTLY:
        needed.add("grounds")
    view.leave_out((_FACT_FIELDS | {"grounds"}) - needed - possible, needed=needed)


def _show_confirmation(view: FormView, values: Mapping[str, Any]) -> None:
    """Ask for the day both sides confirmed only where the channel has one (条例31)."""
    channel = Channel.__members__.get(str(values["channel"] or ""))
    needs = channel is None or channel.needs_confirmation
    view.leave_out(set() if needs else {"confirmed_on"})


def _show_questions(view: FormView, values: Mapping[str, Any]) -> None:
    """Show the questions up to the first that is open, and none behind one that decides."""
    asked, concluded = True, False
    out: set[str] = set()
    for name in QUESTIONS:
        if not asked:
            out |= {name, f"{name}_reason"}
            continue
        answer = next((one for one in ANSWERS[name] if one.name == values[name]), None)
        if answer is None:
            out.add(f"{name}_reason")
        concluded = answer is not None and answer.reply is not None
        asked = answer is not None and not concluded and answer is not Clarity.TO_CORRECT
    view.leave_out(out if concluded else out | {"wording"})


_ASKED = {Reply: _show_facts, Registration: _show_confirmation, Guide: _show_questions}
