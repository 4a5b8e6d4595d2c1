from datetime import date

import pytest

from rules.offices import (
    RECONSIDERATION_BODIES,
    CourtLevel,
    OfficeKind,
    body_problem,
    court_doubt,
    court_rule,
    reconsideration_body_rule,
    reports_for_government,
)

Kind = OfficeKind
BEFORE, AFTER = date(2023, 12, 31), date(2024, 1, 1)


@pytest.mark.parametrize(
    ("kind", "body", "basis"),
    [
        (Kind.COUNTY_DEPARTMENT, "本级人民政府", "复议法第24条第1款第1项"),
        (Kind.COUNTY_GOVERNMENT, "上一级人民政府", "复议法第24条第1款第2项"),
        (Kind.TOWNSHIP_GOVERNMENT, "上一级人民政府", "复议法第24条第1款第2项"),
        (Kind.SUBDISTRICT_OFFICE, "设立该派出机关的人民政府", "复议法第24条第1款第3项"),
        (Kind.COUNTY_DEPARTMENT_BRANCH, "该部门的本级人民政府", "复议法第24条第4款"),
        (Kind.CITY_DEPARTMENT, "本级人民政府", "复议法第24条第1款第1项"),
        (
            Kind.CITY_DEPARTMENT_BRANCH,
            "该部门的本级人民政府或者派出机构所在地的人民政府",
            "复议法第24条第4款",
        ),
        (Kind.CITY_GOVERNMENT, "上一级人民政府", "复议法第24条第1款第2项"),
        (Kind.PROVINCIAL_DEPARTMENT, "本级人民政府", "复议法第24条第1款第1项"),
        (Kind.PROVINCIAL_GOVERNMENT, "本机关", "复议法第24条第2款"),
        (Kind.AUTHORISED_BODY, "本级人民政府", "复议法第24条第1款第4项"),
        (Kind.VERTICAL_AUTHORITY, "上一级主管部门", "复议法第27条"),
        (Kind.JUSTICE_DEPARTMENT, "本级人民政府或者上一级司法行政部门", "复议法第28条"),
        (Kind.STATE_DEPARTMENT, "本部门", "复议法第25条第1项"),
        (Kind.STATE_DEPARTMENT_BRANCH, "设立该派出机构的国务院部门", "复议法第25条第2项"),
        (Kind.STATE_AUTHORISED_BODY, "管理该组织的国务院部门", "复议法第25条第3项"),
        (Kind.MUNICIPAL_DISTRICT_GOVERNMENT, "上一级人民政府", "复议法第24条第1款第2项"),
        (Kind.MUNICIPAL_DISTRICT_DEPARTMENT, "本级人民政府", "复议法第24条第1款第1项"),
        (
            Kind.MUNICIPAL_DEPARTMENT_BRANCH,
            "该部门的本级人民政府或者派出机构所在地的人民政府",
            "复议法第24条第4款",
        ),
        (Kind.PREFECTURE_OFFICE, "设立该派出机关的人民政府", "复议法第24条第1款第3项"),
        (Kind.PREFECTURE_DEPARTMENT, "该行政公署", "复议法第24条第3款"),
        (Kind.DEVELOPMENT_ZONE, "设立该管理委员会的人民政府", "复议法第24条第1款第3项"),
        (Kind.GOVERNMENT_OFFICE, "本级人民政府", "复议法第24条第1款第1项"),
    ],
)
def test_who_reconsiders_under_the_law_in_force(kind: OfficeKind, body: str, basis: str) -> None:
    rule = reconsideration_body_rule(kind, AFTER)
    assert (rule.words, rule.basis.short) == (body, basis)


@pytest.mark.parametrize(
    ("kind", "body", "place"),
    [
        (Kind.COUNTY_DEPARTMENT, "本级人民政府或者上一级主管部门", "第12条第1款"),
        (Kind.COUNTY_GOVERNMENT, "上一级人民政府", "第13条第1款"),
        (Kind.TOWNSHIP_GOVERNMENT, "上一级人民政府", "第13条第1款"),
        (Kind.SUBDISTRICT_OFFICE, "设立该派出机关的人民政府", "第15条第1款第1项"),
        (
            Kind.COUNTY_DEPARTMENT_BRANCH,
            "设立该派出机构的部门或者该部门的本级人民政府",
            "第15条第1款第2项",
        ),
        (Kind.CITY_DEPARTMENT, "本级人民政府或者上一级主管部门", "第12条第1款"),
        (
            Kind.CITY_DEPARTMENT_BRANCH,
            "设立该派出机构的部门或者该部门的本级人民政府",
            "第15条第1款第2项",
        ),
        (Kind.CITY_GOVERNMENT, "上一级人民政府", "第13条第1款"),
        (Kind.PROVINCIAL_DEPARTMENT, "本级人民政府或者上一级主管部门", "第12条第1款"),
        (Kind.PROVINCIAL_GOVERNMENT, "本机关", "第14条"),
        (Kind.AUTHORISED_BODY, "直接管理该组织的人民政府或者部门", "第15条第1款第3项"),
        (Kind.VERTICAL_AUTHORITY, "上一级主管部门", "第12条第2款"),
        (Kind.JUSTICE_DEPARTMENT, "本级人民政府或者上一级主管部门", "第12条第1款"),
        (Kind.STATE_DEPARTMENT, "本部门", "第14条"),
    ],
)
def test_who_reconsidered_before_2024(kind: OfficeKind, body: str, place: str) -> None:
    rule = reconsideration_body_rule(kind, BEFORE)
    assert (rule.words, rule.basis.short) == (body, f"复议法（2023年修订前）{place}")


def test_only_three_kinds_of_office_still_leave_a_choice() -> None:
    assert {k for k in OfficeKind if len(reconsideration_body_rule(k, AFTER).choices) > 1} == {
        Kind.CITY_DEPARTMENT_BRANCH,
        Kind.MUNICIPAL_DEPARTMENT_BRANCH,
        Kind.JUSTICE_DEPARTMENT,
    }


def test_every_kind_of_office_has_its_body_on_every_day() -> None:
    assert set(RECONSIDERATION_BODIES) == set(OfficeKind)
    for rule in RECONSIDERATION_BODIES.values():
        assert [version.since for version in rule.versions] == [date(1999, 10, 1), AFTER]
        assert all(version.basis == version.value.basis for version in rule.versions)


@pytest.mark.parametrize("kind", OfficeKind)
def test_governments_are_sued_before_the_intermediate_court(kind: OfficeKind) -> None:
    rule = court_rule(kind)
    if kind in (
        Kind.COUNTY_GOVERNMENT,
        Kind.CITY_GOVERNMENT,
        Kind.PROVINCIAL_GOVERNMENT,
        Kind.STATE_DEPARTMENT,
        Kind.MUNICIPAL_DISTRICT_GOVERNMENT,
        Kind.PREFECTURE_OFFICE,
    ):
        assert rule.level is CourtLevel.INTERMEDIATE
        assert rule.basis.short == "行诉法第15条第1项"
    else:
        assert rule.level is CourtLevel.BASIC
        assert rule.basis.short == "行诉法第14条"
    assert ("海关" in rule.words) is (kind is Kind.VERTICAL_AUTHORITY)


def test_the_court_is_explained_to_the_clerk() -> None:
    assert court_rule(Kind.COUNTY_GOVERNMENT).words.startswith("第一审由中级人民法院管辖（")
    assert court_rule(Kind.COUNTY_DEPARTMENT).words == (
        "第一审由基层人民法院管辖（行诉法第14条）；"
        "经批准跨行政区域集中管辖的，以集中管辖的法院为准（行诉法第18条第2款）。"
    )
    assert court_rule(Kind.VERTICAL_AUTHORITY).words.endswith(
        "海关处理的案件由中级人民法院管辖（行诉法第15条第2项）。"
    )


def test_the_settings_screen_shows_these_kinds_of_office() -> None:
    assert [kind.label for kind in OfficeKind] == [
        "县级政府工作部门",
        "县级人民政府",
        "乡镇人民政府",
        "街道办事处等派出机关",
        "县级政府工作部门的派出机构",
        "设区的市政府工作部门",
        "设区的市政府工作部门按行政区划设立的派出机构",
        "设区的市人民政府",
        "省级政府工作部门",
        "省级人民政府",
        "法律、法规授权的组织",
        "海关、金融、外汇、税务、国家安全等机关",
        "履行复议机构职责的司法行政部门",
        "国务院部门",
        "直辖市的区（县）人民政府",
        "直辖市的区（县）政府工作部门",
        "直辖市政府工作部门按行政区划设立的派出机构",
        "地区行政公署",
        "地区行政公署的工作部门",
        "开发区管理委员会",
        "县级以上地方政府办公厅（室），以自己名义答复",
        "国务院部门的派出机构",
        "国务院部门管理的授权组织",
    ]


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (Kind.COUNTY_DEPARTMENT, "青枫区人民政府", ""),
        (Kind.COUNTY_DEPARTMENT, "洪州市住房和城乡建设局", "行政复议机关是本级人民政府"),
        (Kind.COUNTY_DEPARTMENT, "青枫区某局", "不能自己复议自己的答复"),
        (Kind.VERTICAL_AUTHORITY, "洪州市税务局", ""),
        (Kind.VERTICAL_AUTHORITY, "青枫区人民政府", "行政复议机关是上一级主管部门"),
        (Kind.JUSTICE_DEPARTMENT, "青枫区人民政府或者洪州市司法局", ""),
        (Kind.JUSTICE_DEPARTMENT, "洪州市司法局", ""),
        (Kind.PROVINCIAL_GOVERNMENT, "青枫区某局", ""),
        (Kind.PROVINCIAL_GOVERNMENT, "国务院", "应填写本机关全称"),
        (Kind.STATE_DEPARTMENT_BRANCH, "某部", ""),
        (Kind.PREFECTURE_DEPARTMENT, "某地区行政公署", ""),
        (Kind.DEVELOPMENT_ZONE, "洪州市人民政府", ""),
        (Kind.GOVERNMENT_OFFICE, "洪州市政府办公室", "行政复议机关是本级人民政府"),
        (Kind.COUNTY_DEPARTMENT, "", ""),
    ],
)
def test_a_body_that_cannot_reconsider_is_told(kind: OfficeKind, body: str, words: str) -> None:
    found = body_problem(kind, "青枫区某局", body, AFTER)
    assert (words in found) if words else not found


def test_before_2024_the_department_above_could_reconsider_too() -> None:
    assert not body_problem(Kind.COUNTY_DEPARTMENT, "青枫区某局", "洪州市某局", BEFORE)


@pytest.mark.parametrize(
    ("kind", "court", "doubted"),
    [
        (Kind.COUNTY_DEPARTMENT, "青枫区人民法院", False),
        (Kind.COUNTY_DEPARTMENT, "洪州铁路运输法院", False),
        (Kind.COUNTY_DEPARTMENT, "洪州市中级人民法院", True),
        (Kind.COUNTY_GOVERNMENT, "洪州市中级人民法院", False),
        (Kind.COUNTY_GOVERNMENT, "青枫区人民法院", True),
        (Kind.MUNICIPAL_DISTRICT_GOVERNMENT, "某市第一中级人民法院", False),
        (Kind.GOVERNMENT_OFFICE, "青枫区人民法院", False),
        (Kind.CITY_GOVERNMENT, "某省高级人民法院", True),
        (Kind.CITY_GOVERNMENT, "某法庭", True),
        (Kind.CITY_GOVERNMENT, "", False),
    ],
)
def test_a_court_that_may_be_the_wrong_one_is_doubted(
    kind: OfficeKind, court: str, doubted: bool
) -> None:
    assert bool(court_doubt(kind, court)) is doubted


def test_every_kind_of_office_has_its_body_and_court() -> None:
    assert set(RECONSIDERATION_BODIES) == set(OfficeKind)
    assert all(court_rule(kind).words for kind in OfficeKind)


def test_local_governments_report_for_themselves():
    assert [kind.name for kind in Kind if reports_for_government(kind)] == [
        "COUNTY_GOVERNMENT", "CITY_GOVERNMENT", "PROVINCIAL_GOVERNMENT",
        "MUNICIPAL_DISTRICT_GOVERNMENT",
    ]  # fmt: skip
