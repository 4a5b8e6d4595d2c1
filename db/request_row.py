"""A request as the register's cache holds it, and which of its columns are which."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from db.search_text import well_formed


class RequestRow(NamedTuple):
    """A request, as its steps make it. A list leaves the long texts empty (`LONG_COLUMNS`).

    `watch_on` is the earliest day somebody must look at it; `in_time` is None while open.
    `due_on`, `closed_on`, `in_time` and `missed_on` speak of the last round; `reported_*`, `used_`,
    `paused_` and `late_days` (working days) of the one the report counts, once it is closed.
    `cautious_on` is the earlier due day where there are two readings, `reckoning` the version of
    the rules the columns were made by.
    """

    id: int
    year: int | None = None
    serial: int | None = None
    register_number: str = ""
    applicant_name: str = ""
    applicant_kind: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    agent_name: str = ""
    co_applicants: str = ""
    channel: str = ""
    arrived_on: date | None = None
    confirmed_on: date | None = None
    received_on: date | None = None
    information_sought: str = ""
    matter: str = ""
    obtain_by: str = ""
    media: str = ""
    section: str = ""
    handler: str = ""
    stage: str = ""
    status: str = ""
    opened_on: date | None = None
    due_on: date | None = None
    expected_on: date | None = None
    provisional: bool = False
    waiting_for: str = ""
    watch_on: date | None = None
    outcome: str = ""
    report_row: int | None = None
    closed_on: date | None = None
    in_time: bool | None = None
    extended_days: int = 0
    document_number: str = ""
    decided_on: date | None = None
    served_on: date | None = None
    filed_on: date | None = None
    fee_yuan: int = 0
    cautious_on: date | None = None
    missed_on: date | None = None
    rounds: int = 1
    confirm_days: int | None = None
    reported_on: date | None = None
    reported_due_on: date | None = None
    reported_in_time: bool | None = None
    used_days: int | None = None
    paused_days: int | None = None
    late_days: int | None = None
    reckoning: int = 0
    split_from: int | None = None
    remark: str = ""
    pinyin: str = ""
    letters_text: str = ""
    steps_count: int = 0
    updated_at: str = ""


# A request entered by mistake and taken back counts nowhere.
VOID_STATUS = "annulled"

COLUMNS = RequestRow._fields
DAY_COLUMNS = frozenset(name for name in COLUMNS if name.endswith("_on"))
_FLAG_COLUMNS = frozenset({"provisional", "in_time", "reported_in_time"})
LONG_COLUMNS = frozenset({"information_sought", "letters_text", "remark"})
# Kept beside the row: see `m0001_requests`.
BESIDE_COLUMNS = frozenset({"letters_text"})

# What a search looks through.
SEARCHED_COLUMNS = (
    "register_number", "applicant_name", "co_applicants", "agent_name", "matter",
    "information_sought", "document_number", "phone", "id_number", "pinyin", "letters_text",
)  # fmt: skip
# What the pinyin column reads out.
NAME_COLUMNS = ("applicant_name", "co_applicants", "agent_name")


def from_database(name: str) -> Callable[[Any], Any] | None:
    """Return what makes a stored value of a column the record's, or None where they are equal."""
    if name in DAY_COLUMNS:
        return date.fromisoformat
    return bool if name in _FLAG_COLUMNS else None


def to_database(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return column values as they are stored; raises `KeyError` for a column there is not."""
    stored: dict[str, Any] = {}
    for name, value in values.items():
        if name not in COLUMNS or name == "id":
            raise KeyError(name)
        if isinstance(value, date):
            stored[name] = value.isoformat()
        elif name in _FLAG_COLUMNS and value is not None:
            stored[name] = int(bool(value))
        elif name in DAY_COLUMNS and value == "":
            stored[name] = None
        elif isinstance(value, str):
            # No server takes the character of value nought, and nobody means it.
            stored[name] = well_formed(value).replace("\0", "")
        else:
            stored[name] = value
    return stored
