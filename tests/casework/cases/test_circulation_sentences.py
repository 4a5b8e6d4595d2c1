"""What the report in words says of sections that did not answer."""

from casework.cases.circulation_times import CirculationLine, sentences_of


def a_line(answered: int, returned: int, mean: float) -> CirculationLine:
    return CirculationLine("财务科", 2, answered, returned, mean, late=1, urged=1, open=1)


def test_a_section_that_returned_what_it_was_asked_is_said_to_have() -> None:
    assert sentences_of([a_line(0, 1, 1.0)]) == [
        "财务科：请其答复2次，已答复0次，退回1次，从分办到答复或者退回平均1.0个工作日，"
        "晚于请其答复之日1次，催办1次。"
    ]


def test_nothing_is_said_of_days_where_nothing_came_back() -> None:
    assert sentences_of([a_line(0, 0, 0.0)]) == [
        "财务科：请其答复2次，已答复0次，晚于请其答复之日1次，催办1次。"
    ]
