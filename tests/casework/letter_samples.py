"""The invented office and case of the template preview, and a case that has been through much."""

from datetime import date

from casework.letters import CaseFacts, Consulted
from casework.letters.sample import (
    CASE,
    OFFICE,
    ON,
    REMEDY,
    REMEDY_FIRST,
    SAID,
    reply,
    samples,
)
from rules.receipt import Channel

__all__ = [
    "CASE",
    "FULL_CASE",
    "OFFICE",
    "ON",
    "REMEDY",
    "REMEDY_FIRST",
    "SAID",
    "reply",
    "samples",
]

FULL_CASE = CaseFacts(
    register_number="依申请〔2026〕13号",
    applicant_name="临江市远岫工程咨询有限公司",
    is_person=False,
    received_on=date(2026, 1, 30),
    information_sought="青岚区老旧小区改造项目2024年度资金拨付明细",
    channel=Channel.INTERNET,
    due_on=date(2026, 4, 3),
    correction_noticed_on=date(2026, 2, 5),
    correction_number="青建补〔2026〕1号",
    corrected_on=date(2026, 2, 11),
    consultations=(Consulted(sent_on=date(2026, 2, 26), answered_on=date(2026, 3, 6)),),
    extended_on=date(2026, 3, 20),
    extended_days=10,
    extension_number="青建延〔2026〕2号",
)
