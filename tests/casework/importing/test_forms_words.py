"""A ledger's columns in the words of forms: one vocabulary for both."""

import pytest

from casework.importing.planning import import_planned, plan_import
from db import requests
from tests.casework.importing.ledger_samples import table, write


@pytest.mark.parametrize(
    ("header", "name"),
    [("姓名/单位", "钱一"), ("申请人信息", "钱一"), ("您的姓名", "钱一"), ("公司名称", "某某公司")],
)
def test_a_name_is_known_under_the_labels_of_a_form(desk, tmp_path, header, name):
    rows = f"{header}|收到日期|申请内容|答复日期|答复结果\n{name}|2025.3.5|批复|2025.3.20|予以公开"
    import_planned(desk, plan_import(desk, write(tmp_path / "2025年台账.xlsx", table(rows))))
    assert [one.applicant_name for one in requests.every(desk.store)] == [name]


def test_what_stands_with_a_name_goes_to_its_own_fields(desk, tmp_path):
    rows = (
        "申请人信息|身份证号/信用代码|收到日期|申请内容|答复日期|答复结果\n"
        "李敏 13900000001|110101199003074257|2025.3.5|批复|2025.3.20|予以公开"
    )
    plan = plan_import(desk, write(tmp_path / "2025年台账.xlsx", table(rows)))
    assert not any("没有认出" in one for one in plan.notes)
    import_planned(desk, plan)
    (one,) = requests.every(desk.store)
    assert (one.applicant_name, one.phone, one.id_number) == (
        "李敏", "13900000001", "110101199003074257",
    )  # fmt: skip
