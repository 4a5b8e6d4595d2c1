"""The sample office is the whole path on real documents: one test walks it, the rest look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework import word
from casework.desk.desk import Desk
from casework.pages.office_settings import units_expected
from casework.pages.register_check import problems
from casework.sample_office import DOCUMENTS, TODAY, make_sample_office
from casework.year.county import published_county
from casework.year.year_report import year_report
from db import documents, requests
from rules.challenges import ChallengeKind
from rules.errors import ClerkError
from rules.outcomes import Group, Outcome
from rules.receipt import Channel
from rules.report_rows import NEW
from rules.report_texts import WRITTEN_PARTS


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_sample_office(tmp_path_factory.mktemp("样例 办公室") / "样例登记簿.db")
    yield desk
    desk.close()


def all_rows(desk: Desk) -> list[requests.RequestRow]:
    return list(requests.every(desk.store))


def test_it_has_every_channel_and_every_group_of_outcomes(sample: Desk) -> None:
    rows = all_rows(sample)
    assert len(rows) >= 24
    assert {row.channel for row in rows} == {channel.name for channel in Channel}
    groups = {Outcome[row.outcome].group for row in rows if row.outcome}
    assert groups == set(Group)


def test_it_asks_for_the_real_documents(sample: Desk) -> None:
    asked = "\n".join(row.information_sought for row in all_rows(sample))
    assert all(document.number in asked for document in DOCUMENTS)


def test_its_report_adds_up(sample: Desk) -> None:
    report = year_report(sample, 2026)
    assert report.as_json()["problems"] == []
    assert report.table3.at(1) + report.table3.at(2) == report.table3.at(24) + report.table3.at(25)
    assert report.fees.notices == 2
    assert report.fees.paid_yuan == 2060


def test_its_bulletin_of_the_first_quarter_is_written(sample: Desk) -> None:
    (bulletin,) = sample.beside.letters.rglob("*通报*.docx")
    text = "".join(word.paragraphs(bulletin.read_bytes()))
    received = sum(row.received_on.month <= 3 for row in all_rows(sample))
    assert f"本期收到政府信息公开申请{received}件" in text


def test_its_county_year_is_published_and_adds_up(sample: Desk) -> None:
    county = published_county(sample, TODAY.year - 1)
    assert county is not None
    assert list(county.units) == units_expected(sample)
    assert [one.findings() for one in (county.report, *county.units.values())] == [[]] * 4
    assert county.report.table3.at(NEW) == sum(
        unit.table3.at(NEW) for unit in county.units.values()
    )
    assert county.report.table4.total(ChallengeKind.RECONSIDERATION) == 4


def test_its_register_is_whole(sample: Desk) -> None:
    assert list(problems(sample)) == []


def test_every_closed_request_has_its_letter(sample: Desk) -> None:
    for row in all_rows(sample):
        if row.closed_on is None:
            continue
        letters = documents.of_request(sample.store, row.id)
        assert any(letter.number for letter in letters), row.register_number
        assert all("{" not in letter.text and "｛" not in letter.text for letter in letters)


def test_document_numbers_have_no_gap_and_no_double(sample: Desk) -> None:
    series: dict[str, list[int]] = {}
    for row in all_rows(sample):
        for letter in documents.of_request(sample.store, row.id):
            if letter.serial is not None and letter.year == 2026:
                series.setdefault(letter.number.split("〔")[0], []).append(letter.serial)
    for serials in series.values():
        assert sorted(serials) == list(range(1, len(serials) + 1))


def test_it_is_not_made_over_another_register(sample: Desk) -> None:
    with pytest.raises(ClerkError, match="已经存在"):
        make_sample_office(Path(sample.store.path))


def test_its_report_is_written_and_its_figures_are_the_tables(sample: Desk) -> None:
    report = year_report(sample, TODAY.year)
    for heading in WRITTEN_PARTS:
        text = "\n".join(report.paragraphs(heading))
        assert len(text) > 60
        assert "{{" not in text
    assert f"新收政府信息公开申请{report.table3.at(1)}件" in "\n".join(
        report.paragraphs(WRITTEN_PARTS[0])
    )
    assert not report.as_json()["problems"]
