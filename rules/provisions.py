"""The provisions the program rests on, each by name: the only place where an article is numbered.

Where a law is amended, its provision gets its new number here, and `before` keeps where the same
was written until then: what is dated cites it as it stood on its day. A provision whose text was
not seen in full says so itself.
"""

from datetime import date

from rules.law import Regulation

OGI_2007_IN_FORCE = date(2008, 5, 1)
OGI_2019_IN_FORCE = date(2019, 5, 15)
FEES_IN_FORCE = date(2021, 1, 1)

OGI = Regulation(
    "中华人民共和国政府信息公开条例", "条例", "国务院令第711号", in_force=OGI_2019_IN_FORCE
)
OGI_2007 = Regulation("中华人民共和国政府信息公开条例", "条例（2007）", "国务院令第492号")
FEE_MEASURES = Regulation(
    "政府信息公开信息处理费管理办法", "处理费办法", "国办函〔2020〕109号", in_force=FEES_IN_FORCE
)
CIVIL_CODE = Regulation("中华人民共和国民法典", "民法典")
RECONSIDERATION_LAW_1999 = Regulation("中华人民共和国行政复议法", "复议法（2023年修订前）")
RECONSIDERATION_LAW = Regulation("中华人民共和国行政复议法", "复议法")
RECONSIDERATION_RULES = Regulation("中华人民共和国行政复议法实施条例", "复议法实施条例")
LITIGATION_LAW_1989 = Regulation("中华人民共和国行政诉讼法", "行诉法（2014年修正前）")
LITIGATION_LAW = Regulation("中华人民共和国行政诉讼法", "行诉法")
# Nothing speaks of serving a reply electronically: the law of civil procedure serves by analogy.
CIVIL_PROCEDURE_LAW = Regulation("中华人民共和国民事诉讼法", "民诉法")
LITIGATION_INTERPRETATION = Regulation(
    "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释", "行诉解释", "法释〔2018〕1号"
)
OGI_CASES_INTERPRETATION = Regulation(
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
    "法释〔2025〕8号",
    "法释〔2025〕8号",
)
ARCHIVES_LAW = Regulation("中华人民共和国档案法", "档案法")
ARCHIVES_RULES = Regulation("中华人民共和国档案法实施条例", "档案法实施条例")
SECRECY_LAW = Regulation("中华人民共和国保守国家秘密法", "保密法")
PERSONAL_INFORMATION_LAW = Regulation("中华人民共和国个人信息保护法", "个人信息保护法")
REPORT_FORMAT = Regulation(
    "中华人民共和国政府信息公开工作年度报告格式", "年报格式", "国办公开办函〔2021〕30号"
)
SERVICE_INTERPRETATION = Regulation(
    "关于政府信息公开处理决定送达问题的解释",
    "国办公开办函〔2016〕235号",
    "国办公开办函〔2016〕235号",
    in_sections=True,
)
RECEIPT_INTERPRETATION = Regulation(
    "关于政府信息公开期限有关问题的解释",
    "国办公开办函〔2015〕207号",
    "国办公开办函〔2015〕207号",
    in_sections=True,
)
_HOLIDAY_TITLE = "全国年节及纪念日放假办法"
HOLIDAY_MEASURES_1999 = Regulation(_HOLIDAY_TITLE, "放假办法（1999）", "国务院令第270号")
HOLIDAY_MEASURES_2007 = Regulation(_HOLIDAY_TITLE, "放假办法（2007）", "国务院令第513号")
HOLIDAY_MEASURES_2013 = Regulation(_HOLIDAY_TITLE, "放假办法（2013）", "国务院令第644号")
HOLIDAY_MEASURES = Regulation(_HOLIDAY_TITLE, "放假办法", "国务院令第795号")


class Provision:
    """What the law says, by name; the value is where it says so."""

    GOVERNMENT_INFORMATION = OGI.at(2, before=OGI_2007.unseen(2))
    LEADERSHIP = OGI.at(3, before=OGI_2007.unseen(3))
    OGI_OFFICE = OGI.at(4, before=OGI_2007.unseen(4))
    RESPONSIBLE_AGENCY = OGI.at(10, before=OGI_2007.unseen(17))
    AGENCIES_AGREE = OGI.at(11, 1, before=OGI_2007.unseen(7, 1))
    GUIDE = OGI.at(12, before=OGI_2007.unseen(19))
    DISCLOSURE_IS_THE_RULE = OGI.at(13)
    NEVER_DISCLOSED = OGI.at(14, before=OGI_2007.unseen(14, 4))
    THIRD_PARTY_RIGHTS = OGI.at(15, before=OGI_2007.unseen(14, 4))
    INTERNAL_AFFAIRS = OGI.at(16, 1)
    WORKING_PAPERS = OGI.at(16, 2)
    REVIEW = OGI.at(17, before=OGI_2007.unseen(14))
    DISCLOSURE_REVIEW = OGI.at(17, 1, before=OGI_2007.unseen(14, 1))
    SECRECY_REVIEW = OGI.at(17, 2, before=OGI_2007.unseen(14, 2))
    REFERRAL = OGI.at(17, 3, before=OGI_2007.unseen(14, 3))
    REVIEWED_AGAIN = OGI.at(18)
    PLACES_TO_ASK = OGI.at(28, before=OGI_2007.unseen(16))
    ORAL_REQUEST = OGI.at(29, 1, before=OGI_2007.unseen(20, 1))
    REQUEST_CONTENTS = OGI.at(29, 2, before=OGI_2007.unseen(20, 2))
    APPLICANT_NAMED = OGI.at(29, 2, 1, before=OGI_2007.unseen(20, 2, 1))
    INFORMATION_DESCRIBED = OGI.at(29, 2, 2, before=OGI_2007.unseen(20, 2, 2))
    FORM_ASKED_FOR = OGI.at(29, 2, 3, before=OGI_2007.unseen(20, 2, 3))
    CORRECTION = OGI.at(30, before=OGI_2007.unseen(21, item=4))
    RECEIPT = OGI.at(31)
    RECEIPT_BY_HAND = OGI.at(31, item=1)
    RECEIPT_BY_POST = OGI.at(31, item=2)
    RECEIPT_ELECTRONIC = OGI.at(31, item=3)
    THIRD_PARTY_ASKED = OGI.at(32, before=OGI_2007.unseen(23))
    REPLY_PERIOD = OGI.at(33, 2, before=OGI_2007.unseen(24, 2))
    NOT_COUNTED = OGI.at(33, 3, before=OGI_2007.unseen(24, 3))
    JOINT_MAKER_ASKED = OGI.at(34)
    EXCESSIVE = OGI.at(35)
    REPLY = OGI.at(36, before=OGI_2007.unseen(21))
    ALREADY_PUBLIC = OGI.at(36, item=1, before=OGI_2007.unseen(21, item=1))
    PROVIDED = OGI.at(36, item=2, before=OGI_2007.unseen(21, item=1))
    REFUSED = OGI.at(36, item=3, before=OGI_2007.unseen(21, item=2))
    NOT_HELD = OGI.at(36, item=4, before=OGI_2007.unseen(21, item=3))
    ELSEWHERE = OGI.at(36, item=5, before=OGI_2007.unseen(21, item=3))
    REPEATED = OGI.at(36, item=6)
    SPECIAL_RULES = OGI.at(36, item=7)
    SEVERANCE = OGI.at(37, before=OGI_2007.unseen(22))
    WOULD_HAVE_TO_BE_MADE = OGI.at(38)
    PETITION = OGI.at(39, 1)
    PUBLICATION = OGI.at(39, 2)
    MANNER = OGI.at(40, before=OGI_2007.unseen(26))
    RECORD_CORRECTED = OGI.at(41, before=OGI_2007.unseen(25, 2))
    FEES = OGI.at(42, before=OGI_2007.unseen(27))
    MAY_CHARGE = OGI.at(42, 1, before=OGI_2007.unseen(27))
    HOW_TO_CHARGE = OGI.at(42, 2, before=OGI_2007.unseen(27))
    HELP = OGI.at(43, before=OGI_2007.unseen(28))
    ASKED_OFTEN = OGI.at(44)
    ASKED_BY_SEVERAL = OGI.at(44, 1)
    WORK_OF_THE_OFFICE = OGI.at(45)
    TRAINING = OGI.at(48)
    REPORT = OGI.at(49, before=OGI_2007.unseen(31))
    REPORT_OF_AN_OFFICE = OGI.at(49, 1, before=OGI_2007.unseen(31))
    REPORT_OF_A_GOVERNMENT = OGI.at(49, 2, before=OGI_2007.unseen(31))
    REPORT_CONTENTS = OGI.at(50, before=OGI_2007.unseen(32))
    CHALLENGE = OGI.at(51, before=OGI_2007.unseen(33, 2))

    CHARGED_ONE_WAY = FEE_MEASURES.at(3)
    CHARGED_BY_REQUEST = FEE_MEASURES.at(4)
    CHARGED_BY_PAGE = FEE_MEASURES.at(5)
    FEE_NOTICE = FEE_MEASURES.at(6)
    FEE_PAID = FEE_MEASURES.unseen(7)
    NO_FURTHER_FEE = FEE_MEASURES.unseen(11)

    FIRST_DAY = CIVIL_CODE.at(201)
    MONTHS = CIVIL_CODE.at(202)
    REST_DAY = CIVIL_CODE.at(203)

    RECONSIDERATION_PERIOD = RECONSIDERATION_LAW.at(20, 1)
    REMEDY_UNTOLD = RECONSIDERATION_LAW.at(20, 3)
    ONLINE_APPLICATION = RECONSIDERATION_LAW.at(22, 2)
    RECONSIDERATION_FIRST = RECONSIDERATION_LAW.at(23, 1, 4)
    FIRST_IS_TOLD = RECONSIDERATION_LAW.at(23, 2)
    BODY = RECONSIDERATION_LAW.at(24)
    BODY_OF_DEPARTMENT = RECONSIDERATION_LAW.at(24, 1, 1)
    BODY_OF_GOVERNMENT = RECONSIDERATION_LAW.at(24, 1, 2)
    BODY_OF_DISPATCHED_OFFICE = RECONSIDERATION_LAW.at(24, 1, 3)
    BODY_OF_AUTHORISED = RECONSIDERATION_LAW.at(24, 1, 4)
    BODY_OF_PROVINCE = RECONSIDERATION_LAW.at(24, 2)
    BODY_OF_PREFECTURE = RECONSIDERATION_LAW.at(24, 3)
    BODY_OF_BRANCH = RECONSIDERATION_LAW.at(24, 4)
    BODY_OF_STATE_DEPARTMENT = RECONSIDERATION_LAW.at(25, item=1)
    BODY_OF_STATE_BRANCH = RECONSIDERATION_LAW.at(25, item=2)
    BODY_OF_STATE_AUTHORISED = RECONSIDERATION_LAW.at(25, item=3)
    BODY_OF_VERTICAL = RECONSIDERATION_LAW.at(27)
    BODY_OF_JUSTICE = RECONSIDERATION_LAW.at(28)
    RECONSIDERATION_ANSWER = RECONSIDERATION_LAW.at(48)
    SIMPLE_PROCEDURE = RECONSIDERATION_LAW.at(54)
    SET_ASIDE = RECONSIDERATION_LAW.at(64, 1)
    ORDERED_TO_ACT = RECONSIDERATION_LAW.at(66)
    NO_EVIDENCE = RECONSIDERATION_LAW.at(70)
    WORKING_DAYS = RECONSIDERATION_LAW.at(88, 2)

    RECONSIDERATION_PERIOD_1999 = RECONSIDERATION_LAW_1999.at(9, 1)
    BODY_OF_DEPARTMENT_1999 = RECONSIDERATION_LAW_1999.at(12, 1)
    BODY_OF_VERTICAL_1999 = RECONSIDERATION_LAW_1999.at(12, 2)
    BODY_OF_GOVERNMENT_1999 = RECONSIDERATION_LAW_1999.at(13, 1)
    BODY_OF_PREFECTURE_1999 = RECONSIDERATION_LAW_1999.at(13, 2)
    BODY_AT_THE_TOP_1999 = RECONSIDERATION_LAW_1999.at(14)
    BODY_OF_DISPATCHED_OFFICE_1999 = RECONSIDERATION_LAW_1999.at(15, 1, 1)
    BODY_OF_BRANCH_1999 = RECONSIDERATION_LAW_1999.at(15, 1, 2)
    BODY_OF_AUTHORISED_1999 = RECONSIDERATION_LAW_1999.at(15, 1, 3)
    BODY_OF_ZONE_1999 = RECONSIDERATION_LAW_1999.at(15, 1, 5)
    RECONSIDERATION_ANSWER_1999 = RECONSIDERATION_LAW_1999.at(23, 1)

    SILENCE_RECONSIDERED = RECONSIDERATION_RULES.unseen(16, 1, 1)
    ORDERED_REPLY = RECONSIDERATION_RULES.at(49, 1)

    COURT = LITIGATION_LAW.at(14)
    COURT_OVER_GOVERNMENTS = LITIGATION_LAW.at(15, item=1)
    COURT_OVER_CUSTOMS = LITIGATION_LAW.at(15, item=2)
    COURT_ACROSS_REGIONS = LITIGATION_LAW.at(18, 2)
    SUIT_AFTER_RECONSIDERATION = LITIGATION_LAW.at(45)
    SUIT_PERIOD = LITIGATION_LAW.at(46, 1)
    DEFENCE = LITIGATION_LAW.at(67, 1)
    REPLY_QUASHED = LITIGATION_LAW.at(70)
    ORDERED_BY_COURT = LITIGATION_LAW.at(72)
    PERIODS_OF_CIVIL_PROCEDURE = LITIGATION_LAW.unseen(101)

    SUIT_AFTER_RECONSIDERATION_1989 = LITIGATION_LAW_1989.unseen(38, 2)
    SUIT_PERIOD_1989 = LITIGATION_LAW_1989.unseen(39)
    DEFENCE_1989 = LITIGATION_LAW_1989.unseen(43)

    UNRECONSIDERED_SUIT = LITIGATION_INTERPRETATION.at(56)
    SILENCE_SUED = LITIGATION_INTERPRETATION.unseen(66)

    SIGNED_FOR = CIVIL_PROCEDURE_LAW.at(88)
    LEFT_BEHIND = CIVIL_PROCEDURE_LAW.at(89)
    RECEIVED_BY_SYSTEM = CIVIL_PROCEDURE_LAW.at(90)
    SERVED_ELECTRONICALLY = CIVIL_PROCEDURE_LAW.at(90, 2)
    ENTRUSTED_OR_POSTED = CIVIL_PROCEDURE_LAW.at(91)
    PASSED_ON = CIVIL_PROCEDURE_LAW.at(92)
    ANNOUNCED = CIVIL_PROCEDURE_LAW.at(95)

    ARCHIVED = ARCHIVES_LAW.at(15, 2)

    RETENTION_SCHEDULE = ARCHIVES_RULES.at(19)
    TRANSFERRED = ARCHIVES_RULES.at(20, 2)

    STATE_SECRET = SECRECY_LAW.at(2)

    ERASURE = PERSONAL_INFORMATION_LAW.at(47)

    REPORT_FORM = REPORT_FORMAT.at(0)

    SERVICE = SERVICE_INTERPRETATION.at(0)
    SERVICE_METHOD = SERVICE_INTERPRETATION.at(1)
    MAIL = SERVICE_INTERPRETATION.at(2)
    DAY_OF_SERVICE = SERVICE_INTERPRETATION.at(4)

    RECEIPT_EXPLAINED = RECEIPT_INTERPRETATION.at(0)
    ORDINARY_POST = RECEIPT_INTERPRETATION.at(1)

    HOLIDAYS_1999 = HOLIDAY_MEASURES_1999.unseen(2)

    HOLIDAYS_2007 = HOLIDAY_MEASURES_2007.at(2)

    HOLIDAYS_2013 = HOLIDAY_MEASURES_2013.at(2)

    HOLIDAYS = HOLIDAY_MEASURES.at(2)
    HOLIDAY_MADE_GOOD = HOLIDAY_MEASURES.at(6)

    # What forbids disclosure, each a ground of its own in a letter.
    GROUNDS = (NEVER_DISCLOSED, THIRD_PARTY_RIGHTS, INTERNAL_AFFAIRS, WORKING_PAPERS)
    # How a request is replied to, whatever the ground.
    WAYS_TO_REPLY = (
        ALREADY_PUBLIC,
        PROVIDED,
        REFUSED,
        NOT_HELD,
        ELSEWHERE,
        REPEATED,
        SPECIAL_RULES,
    )
