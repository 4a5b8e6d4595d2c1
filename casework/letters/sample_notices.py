"""The invented office and case of the samples, and its letters of procedure."""

from datetime import date

from casework import letters
from casework.letters import CaseFacts, Letter, OfficeFacts, Said
from casework.letters.registered import Item
from rules.fees import page_fee
from rules.outcomes import Remedy
from rules.receipt import Channel
from rules.remedies import remedy_paragraph
from rules.replies import ReplyKind

OFFICE = OfficeFacts(
    name="临江市青岚区住房和城乡建设局",
    contact="陈予安",
    phone="0791-5550123",
    address="临江市青岚区文澜路18号3楼政府信息公开办公室",
    postcode="330999",
    fax="0791-5550124",
    email="xxgk@example.org",
    website="https://example.org/ysqgk",
)
CASE = CaseFacts(
    register_number="依申请〔2026〕12号",
    applicant_name="沈知微",
    received_on=date(2026, 1, 30),
    information_sought="2023年政务公开工作要点及其起草说明",
    channel=Channel.SIGNED_POST,
    matter="2023年政务公开工作要点",
    obtain_by="邮寄",
    media="纸质",
    section="办公室",
    handler="陈予安",
    phone="13900000000",
    address="临江市青岚区梧桐里6号",
    due_on=date(2026, 3, 5),
)
ON = date(2026, 2, 13)
BODY, COURT = "临江市青岚区人民政府", "临江市青岚区人民法院"
REMEDY = remedy_paragraph(Remedy.EITHER, body=BODY, court=COURT, on=ON)
REMEDY_FIRST = remedy_paragraph(Remedy.RECONSIDERATION_FIRST, body=BODY, court=COURT, on=ON)
SAID = Said(
    reasons="该信息形成于2023年，由本机关办公室制作并保存",
    provided="《2023年政务公开工作要点》（青建办〔2023〕4号），纸质1份共6页",
    withheld="附件中的联系人电话——该内容属于个人隐私，公开会对第三方合法权益造成损害",
    access="登录临江市青岚区人民政府网站，在“政府信息公开”栏目中查阅",
    provision="《不动产登记暂行条例》",
    other_body="临江市青岚区不动产登记中心",
    contact="0791-5550166",
    access_time="每个工作日上午9时至11时",
    public_interest="该内容不涉及公共利益，不公开不会对公共利益造成重大影响",
    earlier="本机关2025年11月3日作出的青建答〔2025〕61号",
    joined="青岚依申请〔2026〕11号",
    course="有关情况已经在案卷中记录",
)


def notices(case: CaseFacts) -> list[Letter]:
    """Return a letter of procedure of each kind."""
    return [
        letters.reasons_notice(
            OFFICE,
            case,
            "青建理〔2026〕1号",
            ON,
            counts="你自2026年1月1日以来已向本机关提出申请86件",
            period_days=15,
        ),
        letters.deferral_notice(
            OFFICE,
            case,
            "青建延〔2026〕3号",
            ON,
            reason="需要查找的档案分散在多处",
            until=date(2026, 4, 30),
        ),
        letters.consultation_notice(
            OFFICE, case, "青建知〔2026〕1号", ON, sent_on=date(2026, 2, 12)
        ),
        letters.assistance_request(
            OFFICE,
            case,
            "青建协〔2026〕4号",
            ON,
            helper="青岚区城建档案馆",
            task="检索2023年政务公开工作要点及起草说明",
            answer_by=date(2026, 2, 27),
        ),
        letters.third_party_disclosure(
            OFFICE,
            case,
            "青建权〔2026〕1号",
            ON,
            third_party="临江市朗川建设有限公司",
            disclosed="梧桐里小区改造工程质量整改通知书",
            reason="该信息关系到小区居民的居住安全",
            remedy=REMEDY.replace("本答复", "本决定"),
            sent_on=date(2026, 2, 2),
            answered_on=date(2026, 2, 9),
            disclosed_on=date(2026, 3, 2),
            is_person=False,
        ),
        letters.fee_notice(
            OFFICE,
            case,
            "青建费〔2026〕1号",
            ON,
            ledger=page_fee(120, on=ON),
            payment="凭缴款码（由经办人另行发送）通过非税收入收缴系统缴纳",
        ),
        letters.mixed_reply(
            OFFICE,
            case,
            "青建答〔2026〕21号",
            ON,
            items=[
                Item(
                    kind=ReplyKind.PROVIDED,
                    text="2023年政务公开工作要点",
                    said=Said(provided="《2023年政务公开工作要点》（青建办〔2023〕4号）"),
                ),
                Item(
                    kind=ReplyKind.REFUSED_WORKING_PAPERS,
                    text="起草过程的讨论记录",
                    said=Said(reasons="该讨论记录是起草过程中形成的意见，尚未成为最后决定"),
                ),
                Item(
                    kind=ReplyKind.NOT_THIS_AGENCY,
                    text="区级财政资金安排",
                    said=Said(
                        reasons="该信息由临江市青岚区财政局制作",
                        other_body="临江市青岚区财政局",
                        contact="0791-5550177，文澜路18号",
                    ),
                ),
            ],
            remedy=REMEDY_FIRST,
            enclosures=["《2023年政务公开工作要点》"],
        ),
    ]
