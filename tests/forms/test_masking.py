"""What a person can be found by is hidden but for its ends."""

import pytest

from forms.fields import fields_of
from forms.masking import masked, masked_by_label, masked_text
from forms.registration import Registration


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("id_number", "110101199003074219", "110***********4219"),
        ("id_number", "A1234567", "A12*4567"),
        ("id_number", "12345", "***45"),
        ("id_number", "", ""),
        ("phone", "13900000000", "139****0000"),
        ("phone", "0791-86000018", "079******0018"),
        ("email", "linyifan@example.org", "l***@example.org"),
        ("email", "不用邮箱的", "***箱的"),
        ("address", "临江市青岚区梧桐里6号2单元301室", "临江市青岚区****"),
        ("address", "梧桐里6号", "梧桐里****"),
        ("address", "梧桐里", "****"),
        ("address", "临江市", "临江市"),
        ("address", "", ""),
        ("summary", "110101199003074219", "110101199003074219"),
    ],
)
def test_a_value_shows_no_more_than_its_ends(field: str, value: str, shown: str) -> None:
    assert masked(field, value) == shown


def test_numbers_in_a_sentence_are_hidden_and_file_numbers_are_not() -> None:
    said = "本人（110101199003074219，电话13900000000）申请青政发〔2023〕12号，案号202603150001"
    assert masked_text(said) == (
        "本人（110***********4219，电话139****0000）申请青政发〔2023〕12号，案号202603150001"
    )


def test_every_personal_field_of_a_registration_is_known_by_its_label() -> None:
    for field in fields_of(Registration):
        hidden = masked_by_label(field.label.text, "13900000000") is not None
        assert hidden == (masked(field.name, "13900000000") != "13900000000"), field.name
    assert masked_by_label("申请人姓名", "林一帆") is None
