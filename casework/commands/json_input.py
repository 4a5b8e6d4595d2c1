"""Reading the JSON a command is given; what does not fit is said in a sentence."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date

from rules.errors import ClerkError, day_words

_LONGEST_SHOWN = 40
# `date.fromisoformat` knows weeks too, and 2026-W01-1 is as long as a day.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def a_mapping(value: object, what: str) -> Mapping[str, object]:
    """Return `value` as a JSON object; raises `ClerkError` where it is something else."""
    if not isinstance(value, Mapping):
        raise ClerkError(f"{what}应为一个 JSON 对象（用花括号括起的名称和值），请改正。")
    return value


def a_day(values: Mapping[str, object], name: str) -> date | None:
    """Return the day under `name`, or `None` where there is none; raises `ClerkError`."""
    value = values.get(name)
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    words = shown(value)
    raise ClerkError(f"{name}：{day_words(words[1:-1] if isinstance(value, str) else words)}")


def the_day(values: Mapping[str, object], name: str) -> date:
    """Return the day under `name`; raises `ClerkError` where it is missing or no day."""
    day = a_day(values, name)
    if day is None:
        raise ClerkError(f"缺少{name}，请补上日期，如“2026-02-13”。")
    return day


def a_count(values: Mapping[str, object], name: str, *, least: int = 0) -> int | None:
    """Return the whole number under `name`, or `None`; raises `ClerkError` for anything else."""
    value = values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ClerkError(f"{name}应为整数，填写的是{shown(value)}，请改正。")
    if value < least:
        raise ClerkError(f"{name}不能小于{least}，填写的是{shown(value)}，请改正。")
    return value


def a_flag(values: Mapping[str, object], name: str) -> bool | None:
    """Return the true or false under `name`, or `None`; raises `ClerkError` for anything else."""
    value = values.get(name)
    if value is not None and not isinstance(value, bool):
        raise ClerkError(f"{name}应为 true 或 false，填写的是{shown(value)}，请改正。")
    return value


def a_text(values: Mapping[str, object], name: str) -> str:
    """Return the text under `name`, empty where there is none; raises `ClerkError`."""
    value = values.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ClerkError(f"{name}应为文字，填写的是{shown(value)}，请改正。")
    return value


def only_known(values: Mapping[str, object], known: Collection[str], what: str) -> None:
    """Raise `ClerkError` where a name is not one of `known`: a misspelt one would be lost."""
    for name in values:
        if name not in known:
            raise ClerkError(
                f"{what}里的“{name}”无法识别，可用的名称有：{'、'.join(sorted(known))}。"
            )


def shown(value: object) -> str:
    """Return a value as the JSON it was given in, cut to a length that can be read."""
    if isinstance(value, list):
        return "列表"
    if isinstance(value, Mapping):
        return "对象"
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}……"
