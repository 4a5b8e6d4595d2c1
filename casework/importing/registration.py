"""From a ledger's row to a registration: who asks, for what, and when it counts as received."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import Enum
from typing import TypeVar

from casework.importing.cells import Years, day_of
from casework.importing.identity_papers import labelled_number, numbers_in, paper_of
from casework.importing.numbers_in_cells import year_in
from casework.importing.people_in_cells import NamedPeople, named_in
from casework.importing.row import LedgerRow
from casework.importing.words import (
    channel_of,
    media_of,
    obtain_by_of,
)
from forms.choices import IdType, Media, ObtainBy
from forms.identity import credit_code_trouble, resident_id_trouble
from forms.names import applicant_of
from forms.registration import Registration
from rules.errors import ClerkError
from rules.receipt import Channel, receipt_day
from rules.report_rows import Applicant

E = TypeVar("E", bound=Enum)
NOT_SAID = "（台账未记载）"
_CLOSING = {"reply_kind", "decided_on", "replied_on", "served_on", "withdrawn_on", "filed_on"}


def registration_of(row: LedgerRow) -> Registration | None:
    """Return the registration of a row; None where its day of receipt cannot be told.

    What is wrong is collected in the row; its years are then measured by the day of receipt.
    """
    channel = _channel(row)
    days = _receipt(row, channel)
    name, kind, told = _applicant(row)
    if days is None:
        return None
    arrived_on, confirmed_on = days
    sought, matter = _sought(row)
    id_type, id_number = _identity(row, kind, told.id_number)
    try:
        receipt = receipt_day(channel, arrived_on, confirmed_on)
    except ClerkError as error:
        row.problem(error.message, "confirmed_on")
        return None
    row.years = Years(receipt.received_on)
    return Registration(
        applicant_name=name,
        applicant_kind=kind,
        id_type=id_type,
        id_number=id_number,
        phone=row.text("phone") or told.phone,
        address=row.text("address") or told.address,
        channel=channel,
        arrived_on=arrived_on,
        confirmed_on=confirmed_on,
        information_sought=sought,
        matter=matter,
        obtain_by=_said(row, "obtain_by", obtain_by_of) or ObtainBy.POST,
        media=_said(row, "media", media_of) or Media.PAPER,
        email=row.text("email"),
        postcode=row.text("postcode"),
        contact=row.text("contact") or told.contact,
        representative=row.text("representative") or told.representative,
        agent_name=row.text("agent_name") or told.agent,
        co_applicants="、".join(filter(None, [*told.others, row.text("co_applicants")])),
        mail_number=row.text("mail_number"),
    )


def _said(row: LedgerRow, name: str, means: Callable[[str], E | None]) -> E | None:
    """Return what a cell means; words nobody knows go to the remark."""
    meant = means(row.text(name))
    if meant is None:
        row.keep(name)
    return meant


def _channel(row: LedgerRow) -> Channel:
    words = row.text("channel")
    settled = row.settled("channel", words) if words else ""
    channel = Channel[settled] if settled else channel_of(words) if words else None
    if channel is not None:
        return channel
    if words:
        row.doubt("channel", words)
        row.warn(f"“{words}”看不出是哪种接收渠道，按“当面提交”登记，请核对。", "channel")
        row.keep("channel")
    elif row.cell("confirmed_on") is not None:
        row.note("没有写接收渠道而有确认日期的，按“网上平台”登记")
        return Channel.INTERNET
    else:
        row.note("没有写接收渠道的，按“当面提交”登记，收到日期照台账")
    return Channel.IN_PERSON


def _receipt(row: LedgerRow, channel: Channel) -> tuple[date, date | None] | None:
    """Return the day of arrival and of confirmation, None where no day of receipt is known."""
    years = _years(row)
    received = row.day("received_on", years)
    earlier = row.day("arrived_on", years) or row.day("applied_on", years)
    confirmed = row.day("confirmed_on", years)
    row.keep_beside_days("registered_on")
    if row.problems:
        return None
    if received is None:
        received = confirmed or earlier or row.day("registered_on", years)
        if received is None:
            row.problem(
                "没有收到日期，答复期限无从计算，请填写后重新导入。"
                if row.has_column("received_on")
                else "没有可以作为收到日期的列，请在台账中增加“收到日期”列后重新导入。",
                "received_on",
            )
            return None
        row.note("没有收到日期的，依次以确认日期、到达或者申请日期、登记日期为收到日期")
    if not channel.needs_confirmation:
        if confirmed is not None and confirmed != received:
            row.warn(
                f"{channel.label}的申请以{channel.arrival_label}为收到申请之日，确认日期没有采用。",
                "confirmed_on",
            )
            row.keep("confirmed_on")
        if earlier is not None and earlier != received:
            row.keep("arrived_on", "applied_on")
        return received, None
    if confirmed is not None:
        return (min(earlier, received) if earlier else received), confirmed
    if earlier is not None and earlier < received:
        return earlier, received
    if row.has_column("confirmed_on") and not row.filled() & _CLOSING:
        return received, None
    row.note("网上、邮箱、传真、平信的申请没有确认日期的，以收到日期为双方确认日期")
    return received, received


def _years(row: LedgerRow) -> Years:
    """Return what a day of receipt without its year is measured by."""
    year = year_in(row.raw("number"))
    if year is not None:
        return Years(year=year, month=row.header.month)
    later = []
    for name in ("decided_on", "replied_on", "served_on", "correction_noticed_on", "extended_on"):
        with suppress(ValueError):
            later.append(day_of(row.cell(name), Years()))
    days = [day for day in later if day is not None]
    month = row.header.month
    return Years(until=min(days), month=month) if days else Years(year=row.header.year, month=month)


def _applicant(row: LedgerRow) -> tuple[str, Applicant, NamedPeople]:
    person, body = row.text("applicant_name"), row.text("body_name")
    if body and not person:
        told = named_in(body)
        kind, sure = applicant_of(row.text("applicant_kind") or "法人或其他组织", told.name)
    else:
        if body:
            row.keep("body_name")
        told = named_in(person)
        kind, sure = applicant_of(row.text("applicant_kind"), told.name)
    written, column = (body, "body_name") if body and not person else (person, "applicant_name")
    if told.notes or told.unsure:
        row.keep(column)
    if told.unsure:
        row.warn(f"“{written[:40]}”中的“{told.unsure}”看不出是什么人，记入备注，请核对。", column)
    if not told.name:
        if told.others or written:
            row.keep(column)
        row.warn("没有写申请人，按“（台账未记载）”登记，请补登。")
        return NOT_SAID, kind, told
    settled = row.settled("applicant", told.name)
    if settled:
        return told.name, Applicant[settled], told
    if not sure:
        row.keep("applicant_kind")
        row.doubt("applicant", told.name)
        row.warn(
            f"看不出申请人“{told.name}”的类别，按“{kind.label}”登记，请核对。", "applicant_kind"
        )
    elif not row.text("applicant_kind"):
        row.note("没有写申请人类别的，按申请人名称认定")
    return told.name, kind, told


def _sought(row: LedgerRow) -> tuple[str, str]:
    sought, matter = row.text("information_sought"), row.text("matter")
    if not sought and not matter:
        row.warn("没有写申请内容，按“（台账未记载）”登记，请补登。")
    return sought or matter or NOT_SAID, matter if sought else ""


def _identity(row: LedgerRow, kind: Applicant, told: str) -> tuple[IdType, str]:
    words = row.text("id_type")
    written = row.text("id_number") or told
    several = numbers_in(written)
    if len(several) > 1:
        row.warn(
            f"写了{len(several)}个证件号码，登记第一个，其余记入备注，请核对各是谁的。", "id_number"
        )
        row.keep("id_number")
        written = several[0]
    said, number = labelled_number(written)
    guess = paper_of(words or said, number, is_person=kind is Applicant.NATURAL_PERSON)
    if number and not guess.is_sure:
        row.warn(
            f"看不出证件“{number}”是哪一种，按“{guess.id_type.value}”登记，请核对。", "id_number"
        )
    elif number and not words and guess.is_guessed:
        row.note("没有写证件类型的，按证件号码的样式认定")
    if guess.id_type is IdType.OTHER:
        row.keep("id_type", *(["id_number"] if said else []))
    if number and "*" not in number and "×" not in number:
        problem = ""
        if guess.id_type is IdType.RESIDENT_ID:
            problem = resident_id_trouble(number)
        elif guess.id_type is IdType.CREDIT_CODE:
            problem = credit_code_trouble(number)
        if problem:
            row.warn(problem, "id_number")
    return guess.id_type, number
