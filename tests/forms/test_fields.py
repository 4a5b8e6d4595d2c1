from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.acts import ACTS
from forms.fields import FilePath, Label, Problem, fields_of, read, read_day, restored

TODAY = date(2026, 11, 20)


class Colour(Enum):
    RED = "红"
    BLUE = "蓝"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One field of every type."""

    title: ClassVar[str] = "样表"

    name: Annotated[str, Label("名称")]
    on: Annotated[date, Label("日期")]
    colour: Annotated[Colour, Label("颜色")] = Colour.RED
    colours: Annotated[tuple[Colour, ...], Label("几种颜色")] = ()
    count: Annotated[int | None, Label("件数")] = None
    sum: Annotated[Decimal | None, Label("金额")] = None
    agreed: Annotated[bool, Label("是否同意")] = False
    file: Annotated[FilePath | None, Label("文件")] = None
    note: Annotated[str, Label("备注")] = "无"

    def problems(self) -> Iterator[Problem]:
        if self.name == self.note:
            yield Problem("note", "备注不能与名称相同，请改正。")


def problem_of(**typed: object) -> Problem:
    found = read(Sample, {"name": "甲", "on": "2026-03-06", **typed}, today=TODAY)
    assert isinstance(found, list)
    assert len(found) == 1
    return found[0]


def test_a_filled_form_is_read_whole() -> None:
    form = read(
        Sample,
        {
            "name": " 甲 ",
            "on": "2026.3.6",
            "colour": "蓝",
            "colours": ["RED", Colour.BLUE],
            "count": "１２",
            "sum": "1,234.50元",
            "agreed": "是",
            "file": "/某处/文件.docx",
            "note": "",
        },
    )
    assert form == Sample(
        name="甲",
        on=date(2026, 3, 6),
        colour=Colour.BLUE,
        colours=(Colour.RED, Colour.BLUE),
        count=12,
        sum=Decimal("1234.50"),
        agreed=True,
        file=FilePath("/某处/文件.docx"),
        note="",
    )


def test_what_was_not_typed_keeps_its_default() -> None:
    form = read(Sample, {"name": "甲", "on": date(2026, 3, 6)})
    assert isinstance(form, Sample)
    assert (form.colour, form.count, form.note) == (Colour.RED, None, "无")


def test_every_missing_field_is_asked_for_at_once() -> None:
    found = read(Sample, {})
    assert isinstance(found, list)
    assert [(one.field, one.message) for one in found] == [
        ("name", "请填写名称。"),
        ("on", "请填写日期。"),
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"on": "2026-02-30"}, "on", "“2026-02-30”不是有效的日期"),
        ({"count": "三"}, "count", "件数应为整数"),
        ({"sum": "一百"}, "sum", "金额应为金额"),
        ({"sum": "NaN"}, "sum", "金额应为金额"),
        ({"sum": "1e999999"}, "sum", "金额应为金额"),
        ({"colour": "绿"}, "colour", "“绿”不是颜色的选项"),
        ({"note": "甲"}, "note", "不能与名称相同"),
    ],
)
def test_a_problem_names_its_field(typed: dict[str, object], field: str, words: str) -> None:
    found = problem_of(**typed)
    assert found.field == field
    assert words in found.message


def test_the_fields_know_their_types_and_whether_they_are_required() -> None:
    fields = {field.name: field for field in fields_of(Sample)}
    assert [name for name, field in fields.items() if field.required] == ["name", "on"]
    assert (fields["count"].type, fields["count"].optional) == (int, True)
    assert fields["colour"].default is Colour.RED


def test_a_field_without_a_label_is_a_bug() -> None:
    @dataclass(frozen=True)
    class Bare:
        title: ClassVar[str] = "无"
        name: str

        def problems(self) -> Iterator[Problem]:
            yield from ()

    with pytest.raises(TypeError, match="has no Label"):
        fields_of(Bare)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-13", date(2026, 2, 13)),
        ("20260213", date(2026, 2, 13)),
        ("2026/2/13", date(2026, 2, 13)),
        ("2026.02.13", date(2026, 2, 13)),
        ("26.2.13", date(2026, 2, 13)),
        ("2026年2月13日", date(2026, 2, 13)),
        ("２０２６年２月１３号", date(2026, 2, 13)),
        ("9.28", date(2026, 9, 28)),
        ("0928", date(2026, 9, 28)),
        ("928", date(2026, 9, 28)),
        ("9月28日", date(2026, 9, 28)),
        ("1.4", date(2027, 1, 4)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 19)),
        ("前天", date(2026, 11, 18)),
        ("明天", date(2026, 11, 21)),
        ("+3", date(2026, 11, 23)),
        ("－2", date(2026, 11, 18)),
    ],
)
def test_a_day_may_be_typed_in_many_ways(text: str, day: date) -> None:
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "三月", "2026-13-01", "2026-02-30", "2.30", "0230", "+99999", "1", "12-", "a.b.c"]
)
def test_what_is_no_day_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="不是有效的日期，请按"):
        read_day(text, today=TODAY)


@pytest.mark.parametrize("text", ["9.28", "今天", "+3", "0928"])
def test_without_a_today_only_full_days_are_understood(text: str) -> None:
    with pytest.raises(ValueError, match="不是有效的日期"):
        read_day(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    ):
        assert read_day(text) == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    said = ""
    try:
        read_day(text, today=TODAY)
    except ValueError as error:
        said = str(error)
    assert said == "" or said.endswith("。")


@given(st.dates(date(2025, 6, 1), date(2028, 5, 31)))
def test_a_short_day_is_the_nearest_to_today(day: date) -> None:
    # 29 February stands in no year next to this one.
    assume((day.month, day.day) != (2, 29))
    read_back = read_day(f"{day.month}.{day.day}", today=TODAY)
    assert (read_back.month, read_back.day) == (day.month, day.day)
    assert abs((read_back - TODAY).days) <= 366 * 2


def test_a_restored_form_is_not_judged_again() -> None:
    kept = {"name": "无", "on": "2026-03-06", "note": "无", "gone": 1, "count": None}
    assert restored(Sample, kept) == Sample(name="无", on=date(2026, 3, 6), note="无")


@pytest.mark.parametrize("act", list(ACTS.values()), ids=lambda act: act.name)
def test_every_form_of_an_act_can_be_shown(act: object) -> None:
    form = act.form  # type: ignore[attr-defined]
    assert form.title
    for field in fields_of(form):
        assert field.label.text
        assert len(field.label.text) <= 20
