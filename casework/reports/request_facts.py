"""What the reports need to know of a request: one flat record, filled from the register."""

from dataclasses import dataclass
from datetime import date

from rules.annual_report import Counted
from rules.report_rows import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRequest:
    """A request as the analysis, the suspects and the ledger see it.

    Texts are what the register shows; `channel` and `outcome` are their Chinese labels, `outcome`
    that of the reply itself, `outcome_row` the row of table 3 it is reported in. `used_days` are
    the working days the office used, `late_days` those beyond the due day, 0 where in time,
    `confirm_days` those between the arrival and its confirmation.
    """

    request_id: int
    register_number: str
    applicant_name: str
    applicant: Applicant
    received_on: date
    year: int = 0
    serial: int = 0
    id_type: str = ""
    id_number: str = ""
    agent_name: str = ""
    channel: str = ""
    arrived_on: date | None = None
    matter: str = ""
    information_sought: str = ""
    section: str = ""
    handler: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    document_number: str = ""
    letter_title: str = ""
    outcome: str = ""
    outcome_row: int | None = None
    in_time: bool | None = None
    late_days: int = 0
    used_days: int | None = None
    confirm_days: int | None = None
    corrected: bool = False
    extended_days: int = 0
    consultations: int = 0
    fee_yuan: int = 0
    published_on: date | None = None
    remark: str = ""

    @property
    def counted(self) -> Counted:
        """The request as table 3 counts it."""
        return Counted(
            self.request_id, self.applicant, self.received_on, self.closed_on, self.outcome_row
        )

    @property
    def counts_closed_on(self) -> date | None:
        """The day it counts as closed on: none before it came, whatever was typed."""
        return None if self.closed_on is None else max(self.closed_on, self.received_on)

    @property
    def asked_for(self) -> str:
        """What was asked for, in the short form where there is one."""
        return self.matter or self.information_sought
