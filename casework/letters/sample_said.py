"""What the invented clerk wrote for each reply of which the previews show one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casework.letters.facts import CaseFacts
from casework.letters.kinds import LetterKind
from casework.letters.registered import letter_kind_of
from casework.letters.reply_words import Said
from rules.replies import ReplyKind

_SAID: Mapping[ReplyKind, Said] = {
    ReplyKind.ACCESS_TOLD: Said(
        access="到本机关政府信息公开办公室查阅",
        access_time="自2026年3月2日起，每个工作日上午9时至11时",
    ),
    ReplyKind.REGISTRY_QUERY: Said(
        provision="《不动产登记暂行条例》第二十七条", other_body="临江市青岚区不动产登记中心"
    ),
    ReplyKind.WOULD_HAVE_TO_BE_MADE: Said(reasons="现有材料没有按街道分类，须逐份核对后另行统计"),
    ReplyKind.STILL_UNCLEAR: Said(
        reasons="补正后的申请仍未写明所需信息的名称、文号或者便于查询的特征"
    ),
    ReplyKind.PETITION_OR_COMPLAINT: Said(
        reasons="所提内容是对物业服务质量的投诉",
        other_body="临江市青岚区物业服务投诉受理中心",
        contact="0791-5550166",
    ),
    ReplyKind.REPEATED: Said(earlier="本机关2025年11月3日作出的青建答〔2025〕61号"),
    ReplyKind.PUBLICATION: Said(access="到临江市青岚区图书馆地方文献室查阅，或者向出版单位购买"),
    ReplyKind.EXCESSIVE: Said(
        reasons="你自2026年1月1日以来已向本机关提出申请86件",
        course=(
            "本机关于2026年2月2日通知你说明理由（青建理〔2026〕1号），"
            "你于2026年2月9日说明：想多了解一些"
        ),
    ),
    ReplyKind.CONFIRM_OR_REISSUE: Said(reasons="你在申请中写明已经持有该文件"),
    ReplyKind.CORRECTION_LAPSED: Said(
        course=(
            "本机关于2026年2月2日向你发出补正告知书（青建补〔2026〕3号），你于2026年2月3日收到，"
            "补正期限至2026年2月12日届满。你逾期未补正，也没有说明正当理由"
        )
    ),
    ReplyKind.WITHDRAWN: Said(course="你已在网站上找到所需信息"),
    ReplyKind.MERGED: Said(
        reasons="该申请与同日收到的另一件申请内容相同", joined="依申请〔2026〕11号"
    ),
    ReplyKind.IN_ARCHIVES: Said(
        other_body="临江市青岚区档案馆", reasons="该档案形成于2010年，已于2021年移交"
    ),
    ReplyKind.NOT_GOVERNMENT_INFORMATION: Said(
        reasons="该内容是业主委员会自行制作的会议记录，本机关没有制作，也没有获取",
        other_body="该小区业主委员会",
    ),
    ReplyKind.OWN_FILE: Said(
        provision="《中华人民共和国行政复议法》第四十七条",
        other_body="临江市青岚区人民政府行政复议机构",
    ),
    ReplyKind.RECORD_CORRECTION: Said(
        course="登记的房屋建成年份与竣工验收备案表不一致，备案表为2004年",
        reasons="本机关已将该记录更正为2004年",
    ),
}
_SOUGHT: Mapping[ReplyKind, str] = {
    ReplyKind.REGISTRY_QUERY: "文澜路22号房屋的不动产登记资料",
    ReplyKind.WOULD_HAVE_TO_BE_MADE: "2019年至2025年各街道老旧小区改造数量的统计和排名",
    ReplyKind.STILL_UNCLEAR: "有关政务公开的文件",
    ReplyKind.PETITION_OR_COMPLAINT: "要求处理梧桐里小区物业收费问题",
    ReplyKind.PUBLICATION: "《青岚区年鉴（2025）》全书",
    ReplyKind.CONFIRM_OR_REISSUE: "对已取得的文件重新加盖公章并确认内容",
    ReplyKind.IN_ARCHIVES: "文澜路改造工程2010年的竣工资料",
    ReplyKind.NOT_GOVERNMENT_INFORMATION: "梧桐里小区业主委员会2025年的会议记录",
    ReplyKind.OWN_FILE: "本人申请的行政复议案件的案卷材料",
    ReplyKind.RECORD_CORRECTION: "房屋建成年份由2014年更正为2004年",
}


def previewed(kind: LetterKind, case: CaseFacts) -> tuple[ReplyKind, CaseFacts, Said] | None:
    """Return the reply a letter previews, its case and what was written; None for any other."""
    reply = next((one for one in _SAID if letter_kind_of(one) is kind), None)
    if reply is None:
        return None
    if reply is ReplyKind.STILL_UNCLEAR:
        case = replace(
            case,
            correction_noticed_on=date(2026, 2, 2),
            correction_number="青建补〔2026〕3号",
            corrected_on=date(2026, 2, 6),
            corrected_sought="有关政务公开的全部文件",
        )
    sought = _SOUGHT.get(reply, case.information_sought)
    return reply, replace(case, information_sought=sought), _SAID[reply]
