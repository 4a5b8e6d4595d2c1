"""The office's answers to what the law leaves open (see `rules.open_points`).

A default is the reading under which no limit is missed, unless the words of the law point the
other way. Each office settles these points for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from rules.errors import ClerkError
from rules.open_points import POINTS, Point
from rules.outcomes import Outcome, Remedy

Value = bool | int | Outcome | Remedy


@dataclass(frozen=True, slots=True)
class Practice:
    """How the office settles each open point; `POINTS` explains them under the same names."""

    correction_period_days: int = 15
    sent_day_counts: bool = True
    answer_day_counts: bool = False
    secrecy_referral_pauses: bool = False
    reasons_asked_stops: bool = False
    late_correction_notice_stops: bool = True
    late_correction_presumed_excused: bool = True
    payment_opens_fresh_period: bool = True
    extension_after_payment: bool = True
    withdrawn_counts_for_fee: bool = True
    split_parts_count_for_fee: bool = True
    co_applicants_count_for_fee: bool = False
    page_fee_takes_number: bool = True
    registry_query_remedy: Remedy = Remedy.EITHER
    archives_outcome: Outcome = Outcome.NOT_HELD
    party_information_outcome: Outcome = Outcome.OTHERWISE_CLOSED
    not_ogi_outcome: Outcome = Outcome.OTHERWISE_CLOSED
    own_file_outcome: Outcome = Outcome.REGISTRY_QUERY
    reopened_keeps_first_closing: bool = True
    enquiry_outcome: Outcome = Outcome.PETITION_OR_COMPLAINT


_DEFAULTS = Practice()


@dataclass(frozen=True, slots=True)
class Setting:
    """One open point, the office's answer and the answers it may choose from.

    `choices` pairs each possible value with its words; it is empty for a number.
    """

    name: str
    point: Point
    default: Value
    value: Value
    choices: tuple[tuple[Value, str], ...]

    @property
    def label(self) -> str:
        """The name of the point on the settings screen."""
        return self.point.label

    @property
    def help(self) -> str:
        """What each answer does."""
        return self.point.help

    @property
    def source(self) -> str:
        """What the law says and does not say, and that the office decides."""
        return f"{self.point.source}以本机关核定为准。"


def settings_of(practice: Practice) -> tuple[Setting, ...]:
    """Return every open point with the office's answer, in the order of the settings screen."""
    found = []
    for name, point in POINTS.items():
        default: Value = getattr(_DEFAULTS, name)
        choices = _choices(point, default)
        found.append(Setting(name, point, default, getattr(practice, name), choices))
    return tuple(found)


def _choices(point: Point, default: Value) -> tuple[tuple[Value, str], ...]:
    if isinstance(default, bool):
        return (True, "是"), (False, "否")
    return tuple((choice, choice.label) for choice in point.choices)


def changed(practice: Practice, name: str, value: object) -> Practice:
    """Return the practice with one point settled anew.

    `value` is the value itself or its name as `stored` keeps it. Raises `ClerkError` where it is
    none of the choices, `KeyError` where there is no such point.
    """
    point = POINTS[name]
    setting = next(one for one in settings_of(practice) if one.name == name)
    for choice, _ in setting.choices:
        if value is choice or (isinstance(choice, Enum) and value == choice.name):
            return _with(practice, name, choice)
    if not setting.choices and type(value) is int and point.least <= value <= point.most:
        return _with(practice, name, value)
    allowed = "或者".join(words for _, words in setting.choices)
    if not allowed:
        allowed = f"{point.least}至{point.most}的整数"
    raise ClerkError(f"“{point.label}”不能设为“{value}”，请改为{allowed}。", point.bases[0], name)


def _with(practice: Practice, name: str, value: Value) -> Practice:
    named: dict[str, Any] = {name: value}
    return replace(practice, **named)


def stored(practice: Practice) -> dict[str, bool | int | str]:
    """Return the answers that differ from their default, as JSON can keep them."""
    return {
        one.name: one.value.name if isinstance(one.value, Enum) else one.value
        for one in settings_of(practice)
        if one.value != one.default
    }


def recalled(values: Mapping[str, object]) -> Practice:
    """Return the practice that `stored` was given.

    Points only a later version of the program knows are passed over. Raises `ClerkError` where a
    value is none of the choices.
    """
    practice = Practice()
    for name in POINTS.keys() & values.keys():
        practice = changed(practice, name, values[name])
    return practice
