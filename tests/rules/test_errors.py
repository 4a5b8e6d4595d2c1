from rules.errors import ClerkError, day_words
from rules.provisions import OGI


def test_a_refusal_ends_with_its_provision() -> None:
    error = ClerkError("不能再次延长。", OGI.at(33, 2), "days")
    assert str(error) == "不能再次延长。（依据：条例第33条第2款）"
    assert (error.message, error.basis, error.field) == ("不能再次延长。", OGI.at(33, 2), "days")


def test_a_slip_that_no_provision_is_behind_belongs_to_no_field_unless_named() -> None:
    error = ClerkError("请核对日期。")
    assert str(error) == "请核对日期。"
    assert (error.basis, error.field) == (None, "")


def test_what_is_no_day_is_shown_as_it_was_typed() -> None:
    assert day_words("2月31日").startswith("“2月31日”不是有效的日期")
