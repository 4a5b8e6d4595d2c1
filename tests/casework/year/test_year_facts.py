"""The register as the analysis sees it agrees with the law and with the report's own counts."""

from datetime import date, datetime
from pathlib import Path

import pytest

from casework.desk.desk import Desk, open_desk
from casework.year.year_facts import reported_requests, weighed_requests, year_analysis
from casework.year.year_report import all_challenges, challenges_behind, why_counted, year_report
from rules.annual_report import table_3
from rules.challenges import Result, table_4
from rules.errors import ClerkError
from tests.bench import synthetic


def only(desk: Desk):
    (request,) = reported_requests(desk)
    return request


def test_a_consultation_is_left_out_of_the_days_the_office_used(desk, do, registered):
    do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
    do("third_party_answered", registered, "2026-03-18", ref="某某公司", opinion="CONSENT")
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="合同一份")
    do("serve", registered, "2026-03-23", mail_number="1000000000001")
    request = only(desk)
    # 9 to 23 March are 11 working days; 12 to 18 March, five of them, were spent consulting.
    assert (request.used_days, request.consultations) == (6, 1)
    assert (request.outcome, request.letter_title) == (
        "予以公开，提供信息",
        "政府信息公开申请答复书",
    )
    assert request.in_time
    assert request.late_days == 0


def test_a_lapsed_correction_used_the_days_up_to_its_notice(desk, do, registered):
    do("ask_correction", registered, "2026-03-10", items="请写明文号", delivered_on="2026-03-10")
    do("decide", registered, "2026-04-01", kind="CORRECTION_LAPSED", course="逾期未补正")
    do("serve", registered, "2026-04-02")
    assert (only(desk).used_days, only(desk).corrected) == (2, True)


def test_a_late_reply_is_late_by_its_working_days(desk, do, registered):
    do("decide", registered, "2026-04-07", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-04-08")
    request = only(desk)
    assert (request.due_on, request.in_time) == (date(2026, 4, 3), False)
    assert request.late_days == 2


def test_an_annulled_step_leaves_no_trace(desk, do, registered):
    from casework.acts import undo

    done = do("ask_correction", registered, "2026-03-10", items="请写明文号")
    assert only(desk).corrected
    undo(desk, registered, done.step_id)
    assert not only(desk).corrected


def test_a_review_for_publication_is_kept_with_its_day(desk, do, registered):
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-23")
    do(
        "review_publication",
        registered,
        "2026-04-10",
        decision="PUBLISHED",
        published_on=date(2026, 4, 9),
        place="门户网站政策文件栏目",
    )
    weighed = weighed_requests(desk)[registered]
    assert (weighed.words, weighed.published_on) == ("转为主动公开", date(2026, 4, 9))
    assert only(desk).published_on == date(2026, 4, 9)


def test_a_review_before_the_reply_is_refused(desk, do, registered):
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-23")
    with pytest.raises(ClerkError, match="早于办结日期"):
        do(
            "review_publication",
            registered,
            "2026-03-19",
            decision="KEPT",
            reasons="情况没有变化",
        )


def test_the_sample_office_is_challenged_as_its_story_says(tmp_path, sample_office):
    desk = sample_office(tmp_path)
    results = [challenge.result for challenge in all_challenges(desk)]
    assert results == [Result.UPHELD, None, Result.CORRECTED]
    analysis = year_analysis(desk, 2026)
    assert (analysis.whole.reconsidered, analysis.whole.sued) == (2, 1)
    table4 = year_report(desk, 2026).table4
    for column in range(1, 16):
        behind = challenges_behind(desk, 2026, column)
        assert len(behind) == table4.at(column)
        assert all("表四" in why for why in behind.values())
    ids = [request.request_id for request in reported_requests(desk)]
    assert all("表三" in why for why in why_counted(desk, 2026, ids).values())
    desk.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    return synthetic.make(tmp_path_factory.mktemp("many") / "many.db", 600, seed=5)


@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_counted_one_by_one_the_requests_make_the_same_table(many, year):
    desk = open_desk(
        many, clock=lambda: datetime.combine(date(2026, 6, 1), datetime.min.time()), read_only=True
    )
    one_by_one = table_3((request.counted for request in reported_requests(desk)), year)
    assert one_by_one == year_report(desk, year).table3
    assert sum(map(sum, one_by_one.rows)) > 0
    desk.close()


def test_reading_stops_when_it_is_told_to(many, monkeypatch):
    desk = open_desk(
        many, clock=lambda: datetime.combine(date(2026, 6, 1), datetime.min.time()), read_only=True
    )
    monkeypatch.setattr("casework.year.year_facts._A_PAGE", 100)

    def stop(_per_cent, words):
        raise KeyboardInterrupt(words)

    with pytest.raises(KeyboardInterrupt, match="已读取100件"):
        reported_requests(desk, say=stop)
    desk.close()


def test_a_challenge_decided_next_year_is_pending_at_the_end_of_this_one(desk, do, registered):
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-23")
    do("receive_reconsideration", registered, "2026-04-10", body="青枫区人民政府")
    do("decide_reconsideration", registered, "2027-01-08", result="UPHELD")
    pending, upheld = (year_report(desk, year).table4.as_list()[:5] for year in (2026, 2027))
    assert pending == [0, 0, 0, 1, 1]
    assert upheld == [1, 0, 0, 0, 1]
    assert year_report(desk, 2028).table4.as_list() == [0] * 15


def test_the_report_of_a_year_is_that_of_all_challenges(desk, do, registered):
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-23")
    do("receive_reconsideration", registered, "2026-04-10", body="青枫区人民政府")
    do("decide_reconsideration", registered, "2026-05-08", result="CORRECTED")
    do("sue", registered, "2026-06-01", stage="AFTER_RECONSIDERATION", court="青枫区人民法院")
    for year, listed in ((2025, 0), (2026, 2), (2027, 1)):
        table4 = year_report(desk, year).table4
        assert table4 == table_4(all_challenges(desk), year)
        found = year_analysis(desk, year)
        assert (found.table4, len(found.challenges)) == (table4, listed)
