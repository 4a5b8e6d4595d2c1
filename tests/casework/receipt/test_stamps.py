"""The stamp of the day a paper came in, which the office itself put on it."""

import pytest

from casework.receipt.reading import read_text

FORM = "申请人：林一帆\n所需信息：某村征地批复\n申请人签名：林一帆\n2026年3月4日\n"


@pytest.mark.parametrize(
    "stamp",
    ["收  文\n2026.3.6", "收文章 2026年3月6日", "青枫区政务公开局收文专用章\n2026-03-06",
     "收件章：2026年3月6日上午", "来文登记 第128号 2026.3.6", "收  讫\n二〇二六年三月六日"],
)  # fmt: skip
def test_the_day_of_the_stamp_is_the_day_of_arrival_and_doubtful(stamp: str) -> None:
    for text in (f"{FORM}{stamp}", f"{stamp}\n{FORM}"):
        reading = read_text(text)
        assert reading.values["arrived_on"] == "2026-03-06"
        assert reading.fields["arrived_on"].source == "收文章"
        assert "arrived_on" in reading.doubtful
        # The day the applicant wrote stays in sight, the stamp itself says nothing more.
        assert [left.text for left in reading.rest] == ["申请上写的日期：2026-03-04"]
        assert reading.values["information_sought"] == "某村征地批复"


@pytest.mark.parametrize(
    "line", ["收件人：林一帆", "收文单位：青枫区政府", "请于2026年3月6日前收文", "收文登记簿"]
)
def test_what_is_no_stamp_gives_no_day(line: str) -> None:
    reading = read_text(f"{line}\n{FORM}")
    assert reading.fields["arrived_on"].source == "落款日期"
