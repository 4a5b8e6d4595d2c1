"""Letters with a fault planted in each, and what the examination has to say of it."""

import dataclasses
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from casework import letters
from casework.letters import CaseFacts, Letter, LetterKind
from casework.letters.examination import Facts
from rules.outcomes import Remedy
from rules.remedies import remedy_paragraph
from rules.replies import ReplyKind
from tests.casework.letter_samples import CASE, OFFICE, ON, SAID, samples

BODY, COURT = "临江市青岚区人民政府", "临江市青岚区人民法院"
REPLIES = [
    kind
    for kind in ReplyKind
    if kind not in (ReplyKind.WITHDRAWN, ReplyKind.MERGED, ReplyKind.TRANSFERRED)
]
PROCEDURE = (
    LetterKind.CORRECTION_NOTICE,
    LetterKind.EXTENSION_NOTICE,
    LetterKind.THIRD_PARTY_CONSULTATION,
    LetterKind.AGENCY_CONSULTATION,
    LetterKind.FEE_NOTICE,
    LetterKind.REASONS_NOTICE,
    LetterKind.DEFERRAL_NOTICE,
    LetterKind.CONSULTATION_NOTICE,
    LetterKind.RECEIPT,
)


def replied(kind: ReplyKind, case: CaseFacts = CASE, on: date = ON) -> tuple[Letter, Facts]:
    """A reply of a kind, with the remedy of the law, and the facts to hold it against."""
    remedy = remedy_paragraph(kind.remedy, body=BODY, court=COURT, on=on, document=kind.own_name)
    letter = letters.reply_letter(
        kind, OFFICE, case, f"青建答〔{on.year}〕20号", on, said=SAID, remedy=remedy
    )
    return letter, Facts(
        office=OFFICE,
        case=case,
        on=on,
        reply=kind,
        remedy=remedy,
        latest_on=on + timedelta(days=10),
        served_on=on + timedelta(days=1),
        serial=20,
        used_serials=frozenset(range(1, 20)),
    )


def written(kind: LetterKind) -> tuple[Letter, Facts]:
    letter = next(one for one in samples() if one.kind is kind)
    charged = 1100 if kind is LetterKind.FEE_NOTICE else None
    remedy = str(getattr(letter, "remedy", ""))
    return letter, Facts(office=OFFICE, case=CASE, on=ON, remedy=remedy, charged_yuan=charged)


def edited(data: bytes, change: Callable[[str], str]) -> bytes:
    """A document whose body the clerk changed in Word; it must really have changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts["word/document.xml"].decode()
    after = change(before)
    assert after != before, "the fault was not planted"
    parts["word/document.xml"] = after.encode()
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def swap(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, count)


def swap_last(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: new.join(xml.rsplit(old, 1))


def without_paragraph(part: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
        return xml.replace(next(one for one in paragraphs if part in one), "", 1)

    return change


def twice(part: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        paragraph = next(one for one in re.findall(r"<w:p>.*?</w:p>", xml) if part in one)
        return xml.replace(paragraph, paragraph * 2, 1)

    return change


PROVIDED, REFUSED = ReplyKind.PROVIDED, ReplyKind.REFUSED_WORKING_PAPERS
SECRET = ReplyKind.REFUSED_STATE_SECRET

# name: (a reply, or a document of procedure; what the clerk did to it in Word; what is said)
IN_WORD: dict[str, tuple[ReplyKind | LetterKind, Callable[[str], str], str]] = {
    "applicant misspelt in the salutation": (PROVIDED, swap("沈知微", "沈知薇", 1), "称谓应为"),
    "somebody else's salutation": (PROVIDED, swap("沈知微", "顾清河", 1), "称谓应为"),
    "no salutation": (PROVIDED, without_paragraph("沈知微"), "没有称谓"),
    "matter of another case": (
        PROVIDED,
        swap("2023年政务公开工作要点及其起草说明", "2022年预算执行情况"),
        "申请内容应为",
    ),
    "matter shortened": (PROVIDED, swap("及其起草说明", "", 1), "申请内容应为"),
    "day of receipt changed": (PROVIDED, swap("2026年1月30日", "2026年1月29日"), "收到日期应为"),
    "day with a zero": (PROVIDED, swap("2026年2月13日", "2026年02月13日"), "月、日前不加零"),
    "day that does not exist": (PROVIDED, swap("2026年1月30日", "2026年2月30日"), "不存在"),
    "day in another style": (PROVIDED, swap("2026年1月30日", "2026.1.30"), "的样式"),
    "day in Chinese numerals": (
        PROVIDED,
        swap_last("2026年2月13日", "二〇二六年二月十三日"),
        "的样式",
    ),
    "date left blank": (PROVIDED, swap_last("2026年2月13日", "　　年　　月　　日"), "没有填写"),
    "number of another letter": (PROVIDED, swap("〕20号", "〕19号"), "文号"),
    "number with round brackets": (PROVIDED, swap("〔2026〕20号", "（2026）20号"), "六角括号"),
    "number not yet given": (PROVIDED, swap("青建答〔2026〕20号", "（编号待定）"), "还没有填写"),
    "register number of another case": (
        PROVIDED,
        swap("依申请〔2026〕12号", "依申请〔2026〕21号"),
        "编号",
    ),
    "placeholder left": (PROVIDED, swap("附件：", "附件：{{附件说明}}"), "还没有填写"),
    "crosses left": (REFUSED, swap("该信息形成于2023年", "该信息形成于××年"), "还没有填写"),
    "article of another ground": (
        SECRET,
        swap("第十四条", "第十六条第二款"),
        "与“不予公开：国家秘密”不符",
    ),
    "article of the old regulation": (
        PROVIDED,
        swap("第三十六条第（二）项", "第二十一条第（一）项"),
        "不是本文书的依据",
    ),
    "wrong item of the article": (
        ReplyKind.NOT_EXISTING,
        swap("第三十六条第（四）项", "第三十六条第（五）项"),
        "不是本文书的依据",
    ),
    "citation deleted": (
        ReplyKind.REPEATED,
        swap("《中华人民共和国政府信息公开条例》第三十六条第（六）项", "有关"),
        "没有引用",
    ),
    "remedy deleted": (PROVIDED, without_paragraph("行政复议"), "没有告知救济途径"),
    "choice where reconsideration comes first": (
        REFUSED,
        swap("应当自收到本答复之日起60日内先向", "可以自收到本答复之日起60日内向"),
        "先申请行政复议",
    ),
    "first where there is a choice": (
        PROVIDED,
        swap("可以自收到本答复之日起60日内向", "应当自收到本答复之日起60日内先向"),
        "可以选择复议或者诉讼",
    ),
    "old choice of bodies": (
        PROVIDED,
        swap(f"{BODY}申请行政复议", "临江市住房和城乡建设局申请行政复议"),
        "行政复议机关",
    ),
    "thirty days": (PROVIDED, swap("60日内", "30日内"), "不是法定期限"),
    "three months": (PROVIDED, swap("6个月内", "3个月内"), "不是法定期限"),
    "no suit": (
        PROVIDED,
        lambda xml: re.sub(r"，也可以自收到本答复之日起6个月内.*?提起行政诉讼", "", xml),
        "行政诉讼的途径",
    ),
    "another court": (PROVIDED, swap(COURT, "临江市白溪区人民法院"), "不是告知的法院"),
    "remedy in a notice of procedure": (
        LetterKind.EXTENSION_NOTICE,
        swap("作出答复。", "作出答复。如不服，可以在60日内申请行政复议。", 1),
        "程序性的文书不应当写",
    ),
    "correction period changed": (
        LetterKind.CORRECTION_NOTICE,
        swap(">15<", ">5<"),
        "个工作日",
    ),
    "correction item deleted": (
        LetterKind.CORRECTION_NOTICE,
        without_paragraph("具体小区"),
        "第2项缺少",
    ),
    "third party given ten days": (
        LetterKind.THIRD_PARTY_CONSULTATION,
        swap(">15<", ">10<"),
        "个工作日",
    ),
    "applicant told to the third party": (
        LetterKind.THIRD_PARTY_CONSULTATION,
        swap("本机关收到一件", "本机关收到沈知微的一件"),
        "不应披露",
    ),
    "extension longer than agreed": (LetterKind.EXTENSION_NOTICE, swap(">10<", ">15<"), "期限"),
    "new due day mistyped": (
        LetterKind.EXTENSION_NOTICE,
        swap("2026年3月19日", "2026年3月20日"),
        "延长后期限应为",
    ),
    "sum changed": (LetterKind.FEE_NOTICE, swap("1,100元", "1,000元"), "金额"),
    "sum in words changed": (
        LetterKind.FEE_NOTICE,
        swap("壹仟壹佰元整", "壹仟元整"),
        "大写金额应为",
    ),
    "withheld part without its reason": (
        ReplyKind.PARTLY,
        without_paragraph("个人隐私"),
        "缺少“理由”",
    ),
    "item of the reply deleted": (ReplyKind.PARTLY, without_paragraph("联系人电话"), "缺少"),
    "search not described": (
        ReplyKind.NOT_EXISTING,
        swap("有关情况已经在案卷中记录", "已经查过"),
        "检索",
    ),
    "responsible agency lost": (
        ReplyKind.NOT_THIS_AGENCY,
        swap("临江市青岚区不动产登记中心", "有关单位"),
        "负责公开的机关",
    ),
    "signature of another office": (
        PROVIDED,
        swap_last("青岚区住房和城乡建设局", "白溪区住房和城乡建设局"),
        "全称",
    ),
    "signature deleted": (
        PROVIDED,
        lambda xml: "".join(xml.rsplit("临江市青岚区住房和城乡建设局", 1)),
        "全称",
    ),
    "office misspelt once": (
        PROVIDED,
        swap("临江市青岚区住房和城乡建设局", "临江市青岗区住房和城乡建设局", 1),
        "只差一个字",
    ),
    "telephone mistyped": (PROVIDED, swap("0791-5550123", "0791-5550132"), "电话"),
    "paragraph pasted twice": (PROVIDED, twice("如对本答复不服"), "相同"),
    "tracked change": (
        PROVIDED,
        lambda xml: xml.replace("<w:r>", "<w:ins><w:r>", 1).replace("</w:r>", "</w:r></w:ins>", 1),
        "修订痕迹",
    ),
    "hidden text": (
        PROVIDED,
        swap("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1),
        "隐藏文字",
    ),
    "doubled stop": (PROVIDED, swap("提起行政诉讼。", "提起行政诉讼。。"), "重复的标点"),
}

# The case says otherwise than the letter drafted from it.
IN_FACTS: dict[str, tuple[Callable[[Facts], Facts], str]] = {
    "dated after the last day": (
        lambda facts: dataclasses.replace(facts, latest_on=facts.on - timedelta(days=1)),
        "已经超过期限届满日",
    ),
    "served after the last day": (
        lambda facts: dataclasses.replace(facts, latest_on=facts.on),
        "拟送达日",
    ),
    "received after it was answered": (
        lambda facts: dataclasses.replace(
            facts,
            case=dataclasses.replace(facts.case, received_on=facts.on + timedelta(days=3)),
        ),
        "先后不对",
    ),
    "number given twice": (
        lambda facts: dataclasses.replace(facts, used_serials=frozenset(range(1, 21))),
        "已经用于另一份文书",
    ),
    "number with a gap before it": (
        lambda facts: dataclasses.replace(facts, used_serials=frozenset(range(1, 18))),
        "文号不连续",
    ),
    "number of another year": (
        lambda facts: dataclasses.replace(facts, on=date(2027, 1, 5), latest_on=None),
        "文号的年份",
    ),
    "another number reserved": (
        lambda facts: dataclasses.replace(facts, serial=21),
        "文号的序号应为21",
    ),
    "an item without an answer": (
        lambda facts: dataclasses.replace(
            facts, items=("2023年政务公开工作要点", "历年信访接待台账")
        ),
        "第2项“历年信访接待台账”在答复中没有对应的处理",
    ),
    "remedy of another outcome": (
        lambda facts: dataclasses.replace(
            facts,
            remedy=remedy_paragraph(
                Remedy.RECONSIDERATION_FIRST, body=BODY, court=COURT, on=facts.on
            ),
        ),
        "先申请行政复议",
    ),
    "reply of another kind": (
        lambda facts: dataclasses.replace(facts, reply=ReplyKind.ACCESS_TOLD and SECRET),
        "没有引用",
    ),
    "applicant's name corrected since": (
        lambda facts: dataclasses.replace(
            facts, case=dataclasses.replace(facts.case, applicant_name="沈知维")
        ),
        "申请人",
    ),
}
