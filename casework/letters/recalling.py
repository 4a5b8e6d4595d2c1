"""A letter read back from the register, and brought up to the facts of today."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from casework.letters.by_kind.disclosing import DisclosureLetter
from casework.letters.challenged import DefenceStatement, ReconsiderationAnswer
from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.letter import Issued, Letter, ToApplicant, fields_of
from casework.letters.opening import CorrectionNoticeLetter
from rules.errors import ClerkError
from rules.law import chinese_number

L = TypeVar("L", bound=Letter)


def recalled(letter: type[L], values: Mapping[str, Any]) -> L:
    """Return the letter that `dataclasses.asdict` once turned into `values`.

    Fields added since are empty. Raises `ClerkError` where the values are not those of a letter.
    """
    try:
        return cast("L", _recalled(letter, values))
    except (TypeError, AttributeError) as error:
        raise ClerkError(
            f"文书“{letter.kind.title}”的登记内容无法读取，请重新生成这份文书。"
        ) from error


def _recalled(letter: type, values: Mapping[str, Any]) -> object:
    ready: dict[str, Any] = {}
    for field in fields_of(letter):
        value = values.get(field.attribute)
        if field.item is not None:
            ready[field.attribute] = tuple(_recalled(field.item, item) for item in value or ())
        elif field.kind is bool:
            ready[field.attribute] = bool(value)
        else:
            ready[field.attribute] = "" if value is None else str(value)
    return letter(**ready)


def brought_up_to_date(letter: L, office: OfficeFacts, case: CaseFacts) -> L:
    """Return the letter with the office, applicant and request as the register has them now."""
    now: dict[str, Any] = {"office": office.name}
    if isinstance(letter, Issued):
        now |= {
            "contact": office.contact,
            "phone": office.phone,
            "register_number": case.register_number,
            "information_sought": quoted(case.sought),
        }
    if isinstance(letter, ToApplicant):
        now |= {
            "information_sought": quoted(case.information_sought),
            "applicant": case.addressed,
            "you": case.you,
            "submitted": case.submitted,
            "received_on": chinese_date(case.received_on),
        }
    return dataclasses.replace(letter, **(now | _since(letter)))


def _since(letter: Letter) -> dict[str, Any]:
    """Return what a letter kept before it was a field of its own, as that letter had it."""
    if isinstance(letter, ReconsiderationAnswer) and not letter.asker:
        return {"asker": letter.applicant}
    if isinstance(letter, DefenceStatement) and not letter.asker:
        return {"asker": letter.opponent}
    if isinstance(letter, DisclosureLetter | CorrectionNoticeLetter):
        kept: tuple[Any, ...] = letter.items
        if len(kept) > 1 and not any(one.number for one in kept):
            way = "{}．".format if isinstance(letter, DisclosureLetter) else _chinese
            return {
                "items": tuple(
                    dataclasses.replace(one, number=way(place))
                    for place, one in enumerate(kept, start=1)
                )
            }
    return {}


def _chinese(place: int) -> str:
    return f"{chinese_number(place)}、"
