"""The fold from a case's dated steps to where it stands.

Everything follows from the day of receipt and the steps. What the law does not allow is refused
with its article; what it leaves open is answered by the office's practice.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from rules import time_limits as limits
from rules.case import Case, Clock, Status, Waiting
from rules.errors import ClerkError
from rules.law import FEE_MEASURES, OGI, Basis, Dated
from rules.practice import Practice
from rules.steps import ANSWER_TO, Step, StepKind, effective
from rules.time_limits import ClockKind, ReplyClock, Spell
from rules.working_days import Calendar, Outlook

CAUTIOUS = Practice()


def case_state(
    received_on: date,
    steps: Iterable[Step],
    outlook: Outlook,
    *,
    as_of: date,
    practice: Practice = CAUTIOUS,
) -> Case:
    """Return where a case stands on `as_of`; steps dated later are not known yet.

    Raises `ClerkError` where a step is not allowed by law or cannot have happened.
    """
    standing = [step for step in effective(steps) if step.on <= as_of]
    fold = _Fold(received_on, outlook, practice, as_of)
    for step in standing:
        fold.take(step)
    return fold.result(as_of, tuple(standing))


class _Fold:
    """The running state while the steps are taken in, one after the other."""

    __slots__ = (
        "abandoned_on",
        "as_of",
        "awaits",
        "calendar",
        "clock_goes_on",
        "clocks",
        "closed_on",
        "corrected",
        "extended_before_payment",
        "first_served_on",
        "outlook",
        "practice",
        "received_on",
        "reply",
        "served",
        "spells",
        "warnings",
    )

    def __init__(
        self, received_on: date, outlook: Outlook, practice: Practice, as_of: date
    ) -> None:
        self.received_on = received_on
        self.as_of = as_of
        self.outlook = outlook
        self.calendar = outlook.safe
        self.practice = practice
        self.spells: list[Spell] = []
        self.clocks: list[Clock] = []
        self.warnings: list[str] = []
        self.awaits: Clock | None = None
        # A late correction notice does not stop the clock where the office reads the law so.
        self.clock_goes_on = False
        self.corrected = False
        self.extended_before_payment = False
        self.closed_on: date | None = None
        self.abandoned_on: date | None = None
        self.first_served_on: date | None = None
        self.served = False
        self.reply = self._fresh(received_on, StepKind.RECEIVED)

    def _fresh(self, opened_on: date, opened_by: StepKind) -> ReplyClock:
        limit = limits.REPLY_DAYS.on(opened_on)
        return ReplyClock(opened_on, opened_by, limit.value, limit.basis)

    def _clock(
        self, kind: ClockKind, opened_on: date, days: int, basis: Basis, until: date | None = None
    ) -> Clock:
        if until is not None:
            return Clock(kind, opened_on, days, until, until, basis)
        due_on = self.calendar.nth_after(opened_on, days)
        expected_on = due_on
        if due_on > self.outlook.published_until:
            expected_on = self.outlook.expected.nth_after(opened_on, days)
        return Clock(kind, opened_on, days, due_on, expected_on, basis)

    def _dated_clock(self, kind: ClockKind, opened_on: date, limit: Dated[int]) -> Clock:
        version = limit.on(opened_on)
        return self._clock(kind, opened_on, version.value, version.basis)

    def due(self, calendar: Calendar) -> date:
        """Return the reply clock's last day on a calendar, open consultations run to their end."""
        spells = self.spells
        return limits.reply_due(
            self.reply, limits.pauses(spells, self.practice) if spells else [], calendar
        )

    def latest_due(self) -> date:
        """Return the last day that may still prove to be the due day: what may refuse an act."""
        due_on = self.due(self.calendar)
        if due_on > self.outlook.published_until:
            return max(due_on, self.due(self.outlook.expected))
        return due_on

    def take(self, step: Step) -> None:
        """Take in the next step; raises `ClerkError` where it is not allowed."""
        kind = step.kind
        act = _TAKE.get(kind)
        if act is None:
            return
        if step.on < self.received_on:
            raise ClerkError(
                f"“{kind.label}”的日期{step.on}早于收到申请之日{self.received_on}，请核对日期。",
                OGI.at(31),
                "on",
            )
        if step.delivered_on is not None and step.delivered_on < step.on:
            raise ClerkError(
                f"“{kind.label}”的送达日期{step.delivered_on}早于发出日期{step.on}，请核对日期。",
                None,
                "delivered_on",
            )
        if self.closed_on is not None and kind not in _AFTER_CLOSING:
            raise ClerkError(
                f"本件已于{self.closed_on}办结，不能再登记“{kind.label}”；如办结登记有误，请先撤销该步骤。",
                None,
                "on",
            )
        act(self, step)

    def correction_noticed(self, step: Step) -> None:
        if self.corrected:
            raise ClerkError(
                "补正告知应当一次性作出，本件已告知过补正，不能再次要求补正；"
                "补正后仍不明确的，可作“补正后申请内容仍不明确”答复。",
                OGI.at(30),
            )
        self._must_run(step)
        notice = self._dated_clock(
            ClockKind.CORRECTION_NOTICE, self.received_on, limits.CORRECTION_NOTICE_DAYS
        )
        if step.on > notice.due_on:
            self.warnings.append(
                f"补正告知应当自收到申请之日起{notice.days}个工作日内作出，最迟{notice.due_on}，"
                f"实际{step.on}，已逾期（{notice.basis.short}）。"
            )
            self.clock_goes_on = not self.practice.late_correction_notice_stops
        self.clocks.append(notice._replace(ended_on=step.on))
        self.corrected = True
        if not self.clock_goes_on:
            self.reply = self.reply._replace(stopped_on=step.on)
        days = self.practice.correction_period_days if step.days is None else step.days
        if days < 1:
            raise ClerkError("补正期限应为1个工作日以上，请重新填写。", OGI.at(30), "days")
        self.awaits = self._clock(
            ClockKind.CORRECTION, step.delivered_on or step.on, days, OGI.at(30), step.until
        )

    def correction_received(self, step: Step) -> None:
        if self.awaits is None or self.awaits.kind is not ClockKind.CORRECTION:
            raise ClerkError(
                "本件没有待补正的事项，不能登记“收到补正申请”；请先登记补正告知。", OGI.at(30)
            )
        period = self.awaits
        self.clocks.append(period._replace(ended_on=step.on))
        if step.on > max(period.due_on, period.expected_on):
            excused = step.good_reason
            if excused is None and not self.practice.late_correction_presumed_excused:
                excused = False
            if excused is False:
                self.awaits = None
                self.abandoned_on = step.on
                self.warnings.append(
                    f"补正申请于{step.on}收到，已超过补正期限{period.due_on}，没有正当理由，"
                    f"视为放弃申请（{period.basis.short}）。"
                )
                return
            if excused is None:
                self.warnings.append(
                    f"补正申请于{step.on}收到，已超过补正期限{period.due_on}；有无正当理由尚未认定，"
                    f"先按有正当理由重新起算（{period.basis.short}）。"
                )
        self.awaits = None
        if not self.clock_goes_on:
            self.reply = self._fresh(step.on, step.kind)
        self.clock_goes_on = False

    def consulted(self, step: Step) -> None:
        third_party = step.kind is StepKind.THIRD_PARTY_CONSULTED
        limit = limits.THIRD_PARTY_DAYS if third_party else limits.AGENCY_DAYS
        delivered_on = step.delivered_on or step.on
        own = self._dated_clock(
            ClockKind.THIRD_PARTY if third_party else ClockKind.AGENCY, delivered_on, limit
        )
        self.clocks.append(own)
        self.spells.append(Spell(step.kind, step.on, delivered_on, own.due_on, None, step.ref))

    def answered(self, step: Step) -> None:
        wanted = ANSWER_TO[step.kind]
        waiting = (
            place
            for place, spell in enumerate(self.spells)
            if spell.kind is wanted and spell.answered_on is None and step.ref in ("", spell.ref)
        )
        place = next(waiting, None)
        if place is None:
            raise ClerkError(
                f"没有待回复的“{wanted.label}”，不能登记“{step.kind.label}”；请先登记发出的意见函。",
                limits.NOT_COUNTED_BASIS,
            )
        spell = self.spells[place]
        self.spells[place] = spell._replace(answered_on=step.on)
        for index, clock in enumerate(self.clocks):
            if (
                clock.kind is _OWN_CLOCK.get(wanted)
                and clock.ended_on is None
                and clock.opened_on == spell.delivered_on
            ):
                self.clocks[index] = clock._replace(ended_on=step.on)
                break

    def extended(self, step: Step) -> None:
        self._must_run(step)
        limit = limits.LONGEST_EXTENSION_DAYS.on(self.reply.opened_on)
        days = limit.value if step.days is None else step.days
        if self.reply.extended_days:
            raise ClerkError(
                f"本次答复期限已于{self.reply.extended_on}延长过一次，不能再次延长。",
                limit.basis,
            )
        if self.reply.deferred_until is not None:
            raise ClerkError("本件已确定延迟答复的期限，不能再延长答复期限。", OGI.at(35))
        if not 1 <= days <= limit.value:
            raise ClerkError(
                f"延长的期限最长不得超过{limit.value}个工作日，填写的是{days}个工作日，请改正。",
                limit.basis,
                "days",
            )
        self._not_late(step, limit.basis)
        if self.reply.opened_by is StepKind.FEE_PAID and self.extended_before_payment:
            if not self.practice.extension_after_payment:
                raise ClerkError("缴费前已经延长过答复期限，缴费后不能再次延长。", limit.basis)
            self.warnings.append(
                "缴费前已经延长过答复期限，缴费后能否再次延长没有规定，请本机关核定后使用。"
            )
        self.reply = self.reply._replace(extended_days=days, extended_on=step.on)

    def deferred(self, step: Step) -> None:
        self._must_run(step)
        self._not_late(step, limits.DEFERRAL_BASIS)
        if step.until is None:
            raise ClerkError("请填写延迟答复的合理期限截止日。", limits.DEFERRAL_BASIS, "until")
        if step.until <= step.on:
            raise ClerkError(
                f"延迟答复的截止日{step.until}应当晚于告知日期{step.on}，请核对日期。",
                limits.DEFERRAL_BASIS,
                "until",
            )
        due_on = self.due(self.calendar)
        if step.until <= due_on:
            self.warnings.append(
                f"延迟答复的截止日{step.until}不晚于原答复期限{due_on}，没有延迟，请核对"
                f"（{limits.DEFERRAL_BASIS.short}）。"
            )
        self.reply = self.reply._replace(deferred_until=step.until)

    def fee_noticed(self, step: Step) -> None:
        self._must_run(step)
        due_on = self.latest_due()
        if step.on > due_on:
            self.warnings.append(
                f"收费通知应当在申请处理期限内发出，期限为{due_on}，实际{step.on}，已逾期"
                f"（{FEE_MEASURES.at(6).short}）。"
            )
        self.clocks.append(self._reply_clock()._replace(ended_on=step.on))
        self.reply = self.reply._replace(stopped_on=step.on)
        self.extended_before_payment |= bool(self.reply.extended_days)
        self.awaits = self._dated_clock(
            ClockKind.FEE_PAYMENT, step.delivered_on or step.on, limits.FEE_PAYMENT_DAYS
        )

    def fee_paid(self, step: Step) -> None:
        if self.awaits is None or self.awaits.kind is not ClockKind.FEE_PAYMENT:
            raise ClerkError(
                "本件没有待缴的信息处理费，不能登记“完成缴费”；请先登记收费通知。",
                FEE_MEASURES.at(6),
            )
        payment = self.awaits
        self.clocks.append(payment._replace(ended_on=step.on))
        self.awaits = None
        if step.on > max(payment.due_on, payment.expected_on) and step.good_reason is not True:
            self.abandoned_on = step.on
            self.warnings.append(
                f"缴费期限至{payment.due_on}，{step.on}才缴费，已视为放弃申请，款项应予退还"
                f"（{payment.basis.short}）。"
            )
            return
        if self.practice.payment_opens_fresh_period:
            self.reply = self._fresh(step.on, step.kind)
            return
        stopped_on = self.reply.stopped_on or payment.opened_on
        self.reply = self.reply._replace(stopped_on=None)
        self.spells.append(
            Spell(StepKind.FEE_NOTICED, stopped_on, payment.opened_on, step.on, step.on)
        )

    def reasons_asked(self, step: Step) -> None:
        self._must_run(step)
        if self.practice.reasons_asked_stops:
            until = step.until or self.as_of
            self.spells.append(Spell(step.kind, step.on, step.on, max(until, step.on), None))

    def reasons_given(self, step: Step) -> None:
        if self.practice.reasons_asked_stops:
            self.answered(step)

    def referred(self, step: Step) -> None:
        if self.practice.secrecy_referral_pauses:
            # No provision ends the referral by itself: while it lasts, it lasts until today.
            until = max(step.on, self.as_of)
            self.spells.append(Spell(step.kind, step.on, step.on, until, None))

    def referral_answered(self, step: Step) -> None:
        if self.practice.secrecy_referral_pauses:
            self.answered(step)

    def served_(self, step: Step) -> None:
        self.served = True
        self.first_served_on = self.first_served_on or step.on
        self._close(step)

    def withdrawn(self, step: Step) -> None:
        self._close(step)

    def undelivered(self, step: Step) -> None:
        if not self.served:
            raise ClerkError("本件没有已送达的答复，不能登记“邮件退回”；请先登记送达。", None)
        self.served = False
        self.closed_on = None

    def reconsidered(self, step: Step) -> None:
        limit = (
            limits.SIMPLE_ANSWER_DAYS
            if step.simple_procedure
            else (limits.RECONSIDERATION_ANSWER_DAYS)
        )
        self.clocks.append(self._dated_clock(ClockKind.RECONSIDERATION_ANSWER, step.on, limit))

    def reconsideration_answered(self, step: Step) -> None:
        for index, clock in enumerate(self.clocks):
            if clock.kind is ClockKind.RECONSIDERATION_ANSWER and clock.ended_on is None:
                self.clocks[index] = clock._replace(ended_on=step.on)
                return
        raise ClerkError(
            "没有待答复的行政复议案件，请先登记收到复议申请书副本的日期。",
            limits.RECONSIDERATION_ANSWER_DAYS.on(step.on).basis,
        )

    def reconsideration_decided(self, step: Step) -> None:
        """End the period to answer: once the body has decided, nothing is left to answer."""
        for index, clock in enumerate(self.clocks):
            if clock.kind is ClockKind.RECONSIDERATION_ANSWER and clock.ended_on is None:
                self.clocks[index] = clock._replace(ended_on=step.on)

    def _close(self, step: Step) -> None:
        if self.awaits is not None:
            self.clocks.append(self.awaits)
        elif self.abandoned_on is None:
            self.clocks.append(self._reply_clock()._replace(ended_on=step.on))
        self.closed_on = step.on

    def _reply_clock(self) -> Clock:
        due_on = self.due(self.calendar)
        expected_on = due_on
        if due_on > self.outlook.published_until:
            expected_on = self.due(self.outlook.expected)
        reply = self.reply
        basis = limits.DEFERRAL_BASIS if reply.deferred_until else reply.basis
        return Clock(
            ClockKind.REPLY,
            reply.opened_on,
            reply.limit_days + reply.extended_days,
            due_on,
            expected_on,
            basis,
        )

    def _must_run(self, step: Step) -> None:
        if self.awaits is not None and not self.clock_goes_on:
            waiting = "补正" if self.awaits.kind is ClockKind.CORRECTION else "缴费"
            raise ClerkError(
                f"本件正在等待申请人{waiting}，答复期限已停止计算，不能登记“{step.kind.label}”。",
                self.awaits.basis,
            )
        if self.abandoned_on is not None:
            raise ClerkError(
                f"申请人已视为放弃申请，不能登记“{step.kind.label}”；请作出不再处理的告知。",
                OGI.at(30),
            )

    def _not_late(self, step: Step, basis: Basis) -> None:
        due_on = self.latest_due()
        if step.on > due_on:
            raise ClerkError(
                f"“{step.kind.label}”应当在答复期限内作出并告知申请人，期限为{due_on}，"
                f"{step.on}已超过期限，请尽快答复。",
                basis,
                "on",
            )

    def result(self, as_of: date, steps: tuple[Step, ...]) -> Case:
        """Return the state once every step known on `as_of` has been taken in."""
        if as_of < self.received_on:
            raise ClerkError(f"查询日期{as_of}早于收到申请之日{self.received_on}，请核对日期。")
        open_spells = [spell for spell in self.spells if spell.is_open_on(as_of)]
        waiting: list[Waiting] = []
        due_on: date | None = None
        expected_on: date | None = None
        status = Status.RUNNING
        if self.closed_on is not None:
            status = Status.CLOSED
            open_spells = []
        elif self.abandoned_on is not None:
            status = Status.ABANDONED
        if self.awaits is not None and self.closed_on is None:
            self.clocks.append(self.awaits)
            status = self._while_waiting(self.awaits, as_of, waiting)
            if self.clock_goes_on and status is Status.STOPPED:
                status = Status.RUNNING
        if (self.awaits is None or self.clock_goes_on) and self.abandoned_on is None:
            clock = self._reply_clock()
            due_on, expected_on = clock.due_on, clock.expected_on
            if self.closed_on is None:
                self.clocks.append(clock)
        if status is Status.RUNNING and open_spells:
            status = Status.STOPPED
            waiting.extend(dict.fromkeys(_WAITING[spell.kind] for spell in open_spells))
        if (
            status is Status.RUNNING
            and not self.corrected
            and self.reply.opened_on == self.received_on
        ):
            notice = self._dated_clock(
                ClockKind.CORRECTION_NOTICE, self.received_on, limits.CORRECTION_NOTICE_DAYS
            )
            if as_of <= notice.due_on:
                self.clocks.append(notice)
        return Case(
            self.received_on,
            as_of,
            steps,
            status,
            tuple(waiting),
            self.reply,
            tuple(self.spells),
            due_on,
            expected_on,
            bool(open_spells) and due_on is not None,
            self.closed_on,
            self.first_served_on,
            tuple(self.clocks),
            tuple(self.warnings),
            self.outlook,
            self.practice,
        )

    def _while_waiting(self, clock: Clock, as_of: date, waiting: list[Waiting]) -> Status:
        # Abandonment takes a right away: it is not said before the likelier day either.
        if as_of > max(clock.due_on, clock.expected_on):
            return Status.ABANDONED
        is_correction = clock.kind is ClockKind.CORRECTION
        waiting.append(Waiting.CORRECTION if is_correction else Waiting.FEE)
        return Status.STOPPED


_WAITING = {
    StepKind.THIRD_PARTY_CONSULTED: Waiting.THIRD_PARTY,
    StepKind.AGENCY_CONSULTED: Waiting.AGENCY,
    StepKind.REASONS_ASKED: Waiting.REASONS,
    StepKind.REFERRED: Waiting.REFERRAL,
}
_OWN_CLOCK = {
    StepKind.THIRD_PARTY_CONSULTED: ClockKind.THIRD_PARTY,
    StepKind.AGENCY_CONSULTED: ClockKind.AGENCY,
}
_TAKE = {
    StepKind.CORRECTION_NOTICED: _Fold.correction_noticed,
    StepKind.CORRECTION_RECEIVED: _Fold.correction_received,
    StepKind.THIRD_PARTY_CONSULTED: _Fold.consulted,
    StepKind.AGENCY_CONSULTED: _Fold.consulted,
    StepKind.THIRD_PARTY_ANSWERED: _Fold.answered,
    StepKind.AGENCY_ANSWERED: _Fold.answered,
    StepKind.EXTENDED: _Fold.extended,
    StepKind.DEFERRED: _Fold.deferred,
    StepKind.REASONS_ASKED: _Fold.reasons_asked,
    StepKind.REASONS_GIVEN: _Fold.reasons_given,
    StepKind.REFERRED: _Fold.referred,
    StepKind.REFERRAL_ANSWERED: _Fold.referral_answered,
    StepKind.FEE_NOTICED: _Fold.fee_noticed,
    StepKind.FEE_PAID: _Fold.fee_paid,
    StepKind.SERVED: _Fold.served_,
    StepKind.WITHDRAWN: _Fold.withdrawn,
    StepKind.UNDELIVERED: _Fold.undelivered,
    StepKind.RECONSIDERED: _Fold.reconsidered,
    StepKind.RECONSIDERATION_ANSWERED: _Fold.reconsideration_answered,
    StepKind.RECONSIDERATION_DECIDED: _Fold.reconsideration_decided,
}
COUNTED = tuple(_TAKE)
_AFTER_CLOSING = {
    StepKind.UNDELIVERED,
    StepKind.RECONSIDERED,
    StepKind.RECONSIDERATION_ANSWERED,
    StepKind.RECONSIDERATION_DECIDED,
    StepKind.THIRD_PARTY_ANSWERED,
    StepKind.AGENCY_ANSWERED,
}


def refusal(case: Case, step: Step) -> ClerkError | None:
    """Return why the law does not allow this next step, or `None` where it does."""
    steps: Sequence[Step] = (*case.steps, step)
    try:
        case_state(
            case.received_on,
            steps,
            case.outlook,
            as_of=max(case.as_of, step.on),
            practice=case.practice,
        )
    except ClerkError as error:
        return error
    return None
