"""Who reviews whom: the body for reconsideration and the court, by kind of office (复议法24–28)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rules.law import Basis, Dated, InForce
from rules.periods import RECONSIDERATION_1999, RECONSIDERATION_2024
from rules.provisions import Provision


class OfficeKind(Enum):
    """What kind of body the office is; the value is what the settings screen shows."""

    COUNTY_DEPARTMENT = "县级政府工作部门"
    COUNTY_GOVERNMENT = "县级人民政府"
    TOWNSHIP_GOVERNMENT = "乡镇人民政府"
    SUBDISTRICT_OFFICE = "街道办事处等派出机关"
    COUNTY_DEPARTMENT_BRANCH = "县级政府工作部门的派出机构"
    CITY_DEPARTMENT = "设区的市政府工作部门"
    CITY_DEPARTMENT_BRANCH = "设区的市政府工作部门按行政区划设立的派出机构"
    CITY_GOVERNMENT = "设区的市人民政府"
    PROVINCIAL_DEPARTMENT = "省级政府工作部门"
    PROVINCIAL_GOVERNMENT = "省级人民政府"
    AUTHORISED_BODY = "法律、法规授权的组织"
    VERTICAL_AUTHORITY = "海关、金融、外汇、税务、国家安全等机关"
    JUSTICE_DEPARTMENT = "履行复议机构职责的司法行政部门"
    STATE_DEPARTMENT = "国务院部门"
    MUNICIPAL_DISTRICT_GOVERNMENT = "直辖市的区（县）人民政府"
    MUNICIPAL_DISTRICT_DEPARTMENT = "直辖市的区（县）政府工作部门"
    MUNICIPAL_DEPARTMENT_BRANCH = "直辖市政府工作部门按行政区划设立的派出机构"
    PREFECTURE_OFFICE = "地区行政公署"
    PREFECTURE_DEPARTMENT = "地区行政公署的工作部门"
    DEVELOPMENT_ZONE = "开发区管理委员会"
    GOVERNMENT_OFFICE = "县级以上地方政府办公厅（室），以自己名义答复"
    STATE_DEPARTMENT_BRANCH = "国务院部门的派出机构"
    STATE_AUTHORISED_BODY = "国务院部门管理的授权组织"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value


@dataclass(frozen=True, slots=True)
class BodyRule:
    """Which body reviews: its kinds in words, of which the applicant may choose one."""

    choices: tuple[str, ...]
    basis: Basis

    @property
    def words(self) -> str:
        """The bodies as one phrase."""
        return "或者".join(self.choices)


_OWN_GOVERNMENT = "本级人民政府"
_HIGHER_GOVERNMENT = "上一级人民政府"
_HIGHER_DEPARTMENT = "上一级主管部门"


def _rule(
    old: tuple[str, ...], old_basis: Basis, new: tuple[str, ...], new_basis: Basis
) -> Dated[BodyRule]:
    return Dated(
        InForce(RECONSIDERATION_1999, BodyRule(old, old_basis), old_basis),
        InForce(RECONSIDERATION_2024, BodyRule(new, new_basis), new_basis),
    )


_DEPARTMENT = _rule(
    (_OWN_GOVERNMENT, _HIGHER_DEPARTMENT),
    Provision.BODY_OF_DEPARTMENT_1999,
    (_OWN_GOVERNMENT,),
    Provision.BODY_OF_DEPARTMENT,
)
_GOVERNMENT = _rule(
    (_HIGHER_GOVERNMENT,),
    Provision.BODY_OF_GOVERNMENT_1999,
    (_HIGHER_GOVERNMENT,),
    Provision.BODY_OF_GOVERNMENT,
)
_OLD_BRANCH = ("设立该派出机构的部门", "该部门的本级人民政府")
RECONSIDERATION_BODIES: dict[OfficeKind, Dated[BodyRule]] = {
    OfficeKind.COUNTY_DEPARTMENT: _DEPARTMENT,
    OfficeKind.COUNTY_GOVERNMENT: _GOVERNMENT,
    OfficeKind.TOWNSHIP_GOVERNMENT: _GOVERNMENT,
    OfficeKind.SUBDISTRICT_OFFICE: _rule(
        ("设立该派出机关的人民政府",),
        Provision.BODY_OF_DISPATCHED_OFFICE_1999,
        ("设立该派出机关的人民政府",),
        Provision.BODY_OF_DISPATCHED_OFFICE,
    ),
    OfficeKind.COUNTY_DEPARTMENT_BRANCH: _rule(
        _OLD_BRANCH,
        Provision.BODY_OF_BRANCH_1999,
        ("该部门的本级人民政府",),
        Provision.BODY_OF_BRANCH,
    ),
    OfficeKind.CITY_DEPARTMENT: _DEPARTMENT,
    OfficeKind.CITY_DEPARTMENT_BRANCH: _rule(
        _OLD_BRANCH,
        Provision.BODY_OF_BRANCH_1999,
        ("该部门的本级人民政府", "派出机构所在地的人民政府"),
        Provision.BODY_OF_BRANCH,
    ),
    OfficeKind.CITY_GOVERNMENT: _GOVERNMENT,
    OfficeKind.PROVINCIAL_DEPARTMENT: _DEPARTMENT,
    OfficeKind.PROVINCIAL_GOVERNMENT: _rule(
        ("本机关",), Provision.BODY_AT_THE_TOP_1999, ("本机关",), Provision.BODY_OF_PROVINCE
    ),
    OfficeKind.AUTHORISED_BODY: _rule(
        ("直接管理该组织的人民政府或者部门",),
        Provision.BODY_OF_AUTHORISED_1999,
        (_OWN_GOVERNMENT,),
        Provision.BODY_OF_AUTHORISED,
    ),
    OfficeKind.VERTICAL_AUTHORITY: _rule(
        (_HIGHER_DEPARTMENT,),
        Provision.BODY_OF_VERTICAL_1999,
        (_HIGHER_DEPARTMENT,),
        Provision.BODY_OF_VERTICAL,
    ),
    OfficeKind.JUSTICE_DEPARTMENT: _rule(
        (_OWN_GOVERNMENT, _HIGHER_DEPARTMENT),
        Provision.BODY_OF_DEPARTMENT_1999,
        (_OWN_GOVERNMENT, "上一级司法行政部门"),
        Provision.BODY_OF_JUSTICE,
    ),
    OfficeKind.MUNICIPAL_DISTRICT_GOVERNMENT: _GOVERNMENT,
    OfficeKind.MUNICIPAL_DISTRICT_DEPARTMENT: _DEPARTMENT,
    # 24④ holds in the municipalities directly under the State Council as well.
    OfficeKind.MUNICIPAL_DEPARTMENT_BRANCH: _rule(
        _OLD_BRANCH,
        Provision.BODY_OF_BRANCH_1999,
        ("该部门的本级人民政府", "派出机构所在地的人民政府"),
        Provision.BODY_OF_BRANCH,
    ),
    OfficeKind.PREFECTURE_OFFICE: _rule(
        ("设立该派出机关的人民政府",),
        Provision.BODY_OF_DISPATCHED_OFFICE_1999,
        ("设立该派出机关的人民政府",),
        Provision.BODY_OF_DISPATCHED_OFFICE,
    ),
    OfficeKind.PREFECTURE_DEPARTMENT: _rule(
        ("该行政公署", _HIGHER_DEPARTMENT),
        Provision.BODY_OF_PREFECTURE_1999,
        ("该行政公署",),
        Provision.BODY_OF_PREFECTURE,
    ),
    OfficeKind.DEVELOPMENT_ZONE: _rule(
        ("设立该管理委员会的人民政府",),
        Provision.BODY_OF_ZONE_1999,
        ("设立该管理委员会的人民政府",),
        Provision.BODY_OF_DISPATCHED_OFFICE,
    ),
    # It answers in its own name and is itself the defendant (法释〔2021〕5号6).
    OfficeKind.GOVERNMENT_OFFICE: _DEPARTMENT,
    OfficeKind.STATE_DEPARTMENT_BRANCH: _rule(
        ("设立该派出机构的国务院部门",),
        Provision.BODY_OF_BRANCH_1999,
        ("设立该派出机构的国务院部门",),
        Provision.BODY_OF_STATE_BRANCH,
    ),
    OfficeKind.STATE_AUTHORISED_BODY: _rule(
        ("管理该组织的国务院部门",),
        Provision.BODY_OF_AUTHORISED_1999,
        ("管理该组织的国务院部门",),
        Provision.BODY_OF_STATE_AUTHORISED,
    ),
    OfficeKind.STATE_DEPARTMENT: _rule(
        ("本部门",), Provision.BODY_AT_THE_TOP_1999, ("本部门",), Provision.BODY_OF_STATE_DEPARTMENT
    ),
}


def reconsideration_body_rule(kind: OfficeKind, on: date) -> BodyRule:
    """Return which body reconsiders a reply this kind of office gives on a day.

    Until the end of 2023 a department's applicant could also turn to the next higher department;
    letters that still say so mislead her.
    """
    return RECONSIDERATION_BODIES[kind].on(on).value


class CourtLevel(Enum):
    """Which court hears a suit at first instance."""

    BASIC = "基层人民法院"
    INTERMEDIATE = "中级人民法院"


@dataclass(frozen=True, slots=True)
class CourtRule:
    """Which court hears a suit against the office, and why; the name of the court is a setting."""

    level: CourtLevel
    basis: Basis
    words: str


_CROSS_REGION = (
    f"经批准跨行政区域集中管辖的，以集中管辖的法院为准（{Provision.COURT_ACROSS_REGIONS.short}）。"
)
_LOCAL_GOVERNMENTS = frozenset(
    {
        OfficeKind.COUNTY_GOVERNMENT,
        OfficeKind.CITY_GOVERNMENT,
        OfficeKind.PROVINCIAL_GOVERNMENT,
        OfficeKind.MUNICIPAL_DISTRICT_GOVERNMENT,
    }
)
_GOVERNMENTS = _LOCAL_GOVERNMENTS | {OfficeKind.STATE_DEPARTMENT, OfficeKind.PREFECTURE_OFFICE}


def reports_for_government(kind: OfficeKind) -> bool:
    """Return whether the report of this kind of office is that of a government (条例49②).

    A local government from the county upwards has until 31 March, everybody else until 31 January.
    """
    return kind in _LOCAL_GOVERNMENTS


def court_rule(kind: OfficeKind) -> CourtRule:
    """Return which level of court hears a suit against a reply of this kind of office.

    Governments from the county upwards and departments of the State Council are sued before the
    intermediate court, everybody else before the basic court (行诉法14、15).
    """
    if kind in _GOVERNMENTS:
        level, basis = CourtLevel.INTERMEDIATE, Provision.COURT_OVER_GOVERNMENTS
    else:
        level, basis = CourtLevel.BASIC, Provision.COURT
    words = f"第一审由{level.value}管辖（{basis.short}）；{_CROSS_REGION}"
    if kind is OfficeKind.VERTICAL_AUTHORITY:
        words += f"海关处理的案件由中级人民法院管辖（{Provision.COURT_OVER_CUSTOMS.short}）。"
    return CourtRule(level, basis, words)


_COUNTY_LEVEL = frozenset(
    {
        OfficeKind.COUNTY_DEPARTMENT,
        OfficeKind.COUNTY_GOVERNMENT,
        OfficeKind.TOWNSHIP_GOVERNMENT,
        OfficeKind.SUBDISTRICT_OFFICE,
        OfficeKind.COUNTY_DEPARTMENT_BRANCH,
    }
)
TRANSFER_BASIS = Provision.TRANSFERRED


def transfer_years(kind: OfficeKind) -> int:
    """Return after how many years the office's archives go to the state archive.

    Ten at county level, twenty from the city upwards (档案法实施条例20②). A body whose level the
    kind does not tell keeps them for the longer time: until then it answers for them itself.
    """
    return 10 if kind in _COUNTY_LEVEL else 20


_GOVERNMENT_NAME = re.compile(r"人民政府|行政公署|管理委员会|管委会")
_OWN = ("本机关", "本部门")


def body_problem(kind: OfficeKind, office: str, body: str, on: date) -> str:
    """Return why `body` cannot be the body for reconsideration of this office; empty if it can.

    Only what the name itself shows is held against it: a government where the law names one, a
    department where it names a department, the office itself where it reconsiders its own acts.
    """
    rule = reconsideration_body_rule(kind, on)
    name = body.strip()
    if not name:
        return ""
    is_own = name == office.strip()
    if rule.choices[0] in _OWN:
        if is_own or not office.strip():
            return ""
        return f"{kind.value}的行政复议机关是{rule.words}（{rule.basis.short}），应填写本机关全称。"
    wants_government = all(_GOVERNMENT_NAME.search(one) for one in rule.choices)
    wants_department = not any(_GOVERNMENT_NAME.search(one) for one in rule.choices)
    is_government = bool(_GOVERNMENT_NAME.search(name))
    if is_own:
        words = f"行政复议机关是{rule.words}（{rule.basis.short}）"
        return f"{kind.value}不能自己复议自己的答复，{words}，请改正。"
    if (wants_government and not is_government) or (wants_department and is_government):
        words = f"的行政复议机关是{rule.words}（{rule.basis.short}）"
        return f"{kind.value}{words}，“{name}”不是，请改正。"
    return ""


def court_doubt(kind: OfficeKind, court: str) -> str:
    """Return why a court may not be the one to hear a suit against this office; empty if it may.

    Courts with jurisdiction across regions are an exception, so that nothing is forbidden.
    """
    name = court.strip()
    if not name or not name.endswith("法院"):
        return f"“{name}”不是法院的名称，请核对。" if name else ""
    rule = court_rule(kind)
    is_higher = "高级人民法院" in name or "最高人民法院" in name
    is_intermediate = "中级" in name or "中院" in name
    fits = is_intermediate if rule.level is CourtLevel.INTERMEDIATE else not is_intermediate
    if is_higher or not fits:
        return f"{kind.value}{rule.words}填写的是“{name}”，请核对。"
    return ""
