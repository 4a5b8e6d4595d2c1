"""The view of each form: rows for most; a few show only the rows that what was typed asks for.

The kind of a third party follows its name until the clerk chooses it herself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.fields import Suggest
from desktop.widgets.form_view import FormView
from forms.choices import HowReceived, ServiceMethod
from forms.fields import Form
from forms.guide import ANSWERS, QUESTIONS, Clarity, Guide
from forms.procedure import ThirdPartyConsultation
from forms.registration import Registration
from forms.reply import Reply, Service
from forms.reply_facts import FACT_FIELD, fields_asked
from forms.service import Dispatch
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.working_days import Outlook

_FACT_FIELDS = frozenset(FACT_FIELD.values())


def view_for(
    form: type[Form],
    *,
    today: date,
    outlook: Outlook | None = None,
    suggest: Suggest | None = None,
    parent: QWidget | None = None,
) -> FormView:
    """Return the view of a form."""
    view = FormView(form, today=today, outlook=outlook, suggest=suggest, parent=parent)
    show = _ASKED.get(form)
    if show is not None:
        view.changed.connect(lambda values: show(view, values))
        show(view, view.values())
    if form is Service:
        # What she holds in her hand; the day and the way are filled in.
        view.begins_at = "mail_number"
    if form is ThirdPartyConsultation:
        _ThirdPartyKind(view)
    return view


class _ThirdPartyKind(QObject):
    """Keeps the kind of a third party at what its name says, until the clerk has chosen one."""

    def __init__(self, view: FormView) -> None:
        super().__init__(view)
        self._view = view
        self._name = self._guess = ""
        self._is_chosen = False
        editor = view.rows["third_party_kind"].editor
        assert isinstance(editor, ChoiceField)
        editor.chosen.connect(self._choose)
        view.changed.connect(self._follow)

    def _choose(self) -> None:
        self._is_chosen = True

    def _follow(self, values: Mapping[str, Any]) -> None:
        name, kind = str(values["ref"] or "").strip(), str(values["third_party_kind"] or "")
        if name == self._name:
            return
        self._name = name
        if not kind:
            self._is_chosen = False
        from casework.acts.consulting import third_party_kind

        guess = third_party_kind(name).name if name else ""
        # A draft may bring back what was chosen then: that is no guess of any name.
        if not self._is_chosen and kind in ("", guess, self._guess):
            self._guess = guess
            self._view.set_values({"third_party_kind": guess or None})


def _show_facts(view: FormView, values: Mapping[str, Any]) -> None:
    """Show the facts that the chosen kind of reply must and may state."""
    kind = ReplyKind.__members__.get(str(values["kind"] or ""))
    if kind is None:
        view.leave_out(_FACT_FIELDS | {"grounds"})
        return
    needed, possible = fields_asked(kind)
    view.leave_out((_FACT_FIELDS | {"grounds"}) - needed - possible, needed=needed)


def _show_confirmation(view: FormView, values: Mapping[str, Any]) -> None:
    """Ask for the day both sides confirmed only where the channel has one (条例31)."""
    channel = Channel.__members__.get(str(values["channel"] or ""))
    needs = channel is None or channel.needs_confirmation
    view.leave_out(set() if needs else {"confirmed_on"})


def _show_service(view: FormView, values: Mapping[str, Any]) -> None:
    """Ask for the number of what was posted, or for who signed (235号四)."""
    method = ServiceMethod.__members__.get(str(values["method"] or ""))
    how = HowReceived.__members__.get(str(values["how"] or ""))
    signed = (method is not None and method.is_signed_for) or how is not None
    out = set() if signed else {"received_by", "presumed_from"}
    if method not in (None, ServiceMethod.POST):
        out.add("mail_number")
    if how is not None and not how.is_presumed:
        out.add("presumed_from")
    is_needed = how.names_somebody if how is not None else signed
    needed = {"received_by"} if is_needed else set()
    if how is not None and how.is_presumed:
        needed = {"presumed_from"}
    view.leave_out(out, needed=needed - out)


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


_ASKED = {
    Reply: _show_facts,
    Registration: _show_confirmation,
    Service: _show_service,
    Dispatch: _show_service,
    Guide: _show_questions,
}
