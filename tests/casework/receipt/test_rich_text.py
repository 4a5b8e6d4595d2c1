"""Forms and mails in rich text: what stands in one cell stays in it."""

from casework.receipt.outlook import rich_text
from casework.receipt.reading import read_bytes

ROW = r"\trowd\cellx2000\cellx6000\pard\intbl {}\cell\pard\intbl {}\cell\row "


def rtf(words: str) -> bytes:
    made = "".join(
        one if one.isascii() else "".join(f"\\'{byte:02x}" for byte in one.encode("gb18030"))
        for one in words
    )
    return f"{{\\rtf1\\ansi\\ansicpg936 {made}}}".encode()


def test_the_lines_of_a_cell_stay_in_it() -> None:
    form = (
        ROW.format("姓名", "林一帆") + ROW.format("所需信息", r"1.批复\par 2.合同\line 3.纪要")
        + r"\pard 电话：13800138000\par 邮编：330000"
    )  # fmt: skip
    reading = read_bytes(rtf(form), "申请表.doc")
    assert reading.values == {
        "applicant_name": "林一帆", "applicant_kind": "NATURAL_PERSON",
        "information_sought": "1.批复\n2.合同\n3.纪要", "phone": "13800138000",
        "postcode": "330000",
    }  # fmt: skip
    assert reading.rest == []


def test_signs_that_rich_text_escapes_are_read() -> None:
    assert rich_text(rtf(r"\{a\}\~b\_c\\d\-e")) == "{a} b-c\\de"
    assert rich_text(rtf(r"甲\par{\*\x \{y\}}乙")) == "甲\n乙"
