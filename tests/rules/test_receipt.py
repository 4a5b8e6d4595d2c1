from datetime import date

import pytest

from rules.errors import ClerkError
from rules.provisions import OGI, RECEIPT_INTERPRETATION
from rules.receipt import Channel, receipt_day

ARRIVED, CONFIRMED = date(2026, 3, 6), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("channel", "item"),
    [
        (Channel.IN_PERSON, 1),
        (Channel.ORAL, 1),
        (Channel.SIGNED_POST, 2),
        (Channel.FORWARDED, 0),
    ],
)
def test_what_is_handed_or_signed_for_counts_from_that_day(channel: Channel, item: int) -> None:
    day = receipt_day(channel, ARRIVED)
    assert (day.received_on, day.confirmed, day.basis) == (ARRIVED, True, OGI.at(31, item=item))


@pytest.mark.parametrize(
    ("channel", "item"),
    [
        (Channel.ORDINARY_POST, 2),
        (Channel.INTERNET, 3),
        (Channel.EMAIL, 3),
        (Channel.FAX, 3),
    ],
)
def test_what_needs_confirming_counts_from_the_confirmation(channel: Channel, item: int) -> None:
    day = receipt_day(channel, ARRIVED, CONFIRMED)
    assert (day.received_on, day.confirmed, day.basis) == (CONFIRMED, True, OGI.at(31, item=item))


@pytest.mark.parametrize("channel", [c for c in Channel if c.needs_confirmation])
def test_until_it_is_confirmed_the_earlier_day_warns(channel: Channel) -> None:
    day = receipt_day(channel, ARRIVED)
    assert (day.received_on, day.confirmed) == (ARRIVED, False)
    assert "尚未确认" in day.words


def test_only_for_plain_post_the_2015_interpretation_gives_the_earlier_day() -> None:
    assert receipt_day(Channel.ORDINARY_POST, ARRIVED).basis == RECEIPT_INTERPRETATION.at(1)
    assert receipt_day(Channel.EMAIL, ARRIVED).basis == OGI.at(31, item=3)


def test_a_confirmation_before_the_arrival_is_refused() -> None:
    with pytest.raises(ClerkError, match="早于系统接收日期2026-03-06") as caught:
        receipt_day(Channel.INTERNET, ARRIVED, date(2026, 3, 5))
    assert caught.value.field == "confirmed_on"
    assert caught.value.basis == OGI.at(31, item=3)


def test_it_may_be_confirmed_on_the_day_it_arrives() -> None:
    assert receipt_day(Channel.EMAIL, ARRIVED, ARRIVED).received_on == ARRIVED


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_has_its_words(channel: Channel) -> None:
    assert channel.label == channel.value
    assert channel.arrival_label.endswith("日期")
