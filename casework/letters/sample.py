"""An invented office and case, and a letter of each kind: what a template screen previews."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from casework import letters
from casework.letters import (
    CaseFacts,
    Decided,
    FiledPaper,
    Letter,
    LetterKind,
    Opinion,
    ProofDay,
    ProvidedItem,
    Said,
    Search,
)
from casework.letters.sample_challenged import challenged
from casework.letters.sample_notices import (
    BODY,
    CASE,
    COURT,
    OFFICE,
    ON,
    REMEDY,
    REMEDY_FIRST,
    SAID,
    notices,
)
from casework.letters.sample_office_papers import office_papers
from casework.letters.sample_said import previewed
from casework.letters.sample_together import together_papers
from rules.outcomes import Remedy
from rules.provisions import Provision
from rules.receipt import Channel
from rules.replies import ReplyKind

__all__ = [
    "CASE",
    "EVERY_REPLY",
    "OFFICE",
    "ON",
    "REMEDY",
    "REMEDY_FIRST",
    "SAID",
    "reply",
    "sample_letter",
    "samples",
]


def _first(case: CaseFacts) -> list[Letter]:
    return [
        letters.receipt_acknowledgement(OFFICE, case, ON),
        letters.correction_notice(
            OFFICE,
            case,
            "青建补〔2026〕3号",
            ON,
            items=["请写明所需信息的名称或者文号", "请写明信息形成的大致时间和涉及的具体小区"],
            period_days=15,
            guidance="例如，可以写“某小区2024年改造工程竣工验收备案表”。",
        ),
        letters.third_party_consultation(
            OFFICE,
            case,
            "青建征〔2026〕2号",
            ON,
            third_party="临江市朗川建设有限公司",
            proposed="青岚区梧桐里小区改造工程施工合同中的合同价款和付款条款",
            rights="商业秘密",
            is_person=False,
        ),
        letters.agency_consultation(
            OFFICE,
            case,
            "青建协〔2026〕1号",
            ON,
            agency="临江市青岚区财政局",
            proposed="青岚区老旧小区改造项目2024年度资金拨付明细",
            joint=True,
        ),
        letters.extension_notice(
            OFFICE,
            case,
            "青建延〔2026〕2号",
            ON,
            reason="申请公开的信息数量较多，需要逐份审查",
            days=10,
            due_on=date(2026, 3, 5),
            extended_due_on=date(2026, 3, 19),
        ),
        letters.already_public(
            OFFICE,
            case,
            "青建答〔2026〕5号",
            ON,
            remedy=REMEDY,
            access="登录临江市青岚区人民政府网站（https://example.org），在“政府信息公开”栏目中查阅",
        ),
        letters.disclosure(
            OFFICE,
            case,
            "青建答〔2026〕6号",
            ON,
            remedy=REMEDY,
            items=[
                ProvidedItem(
                    name="《2023年政务公开工作要点》",
                    document_number="青建办〔2023〕4号",
                    medium="纸质1份共6页",
                ),
                ProvidedItem(name="《2023年政务公开工作要点》起草说明", medium="纸质1份共2页"),
            ],
            enclosures=["《2023年政务公开工作要点》", "《2023年政务公开工作要点》起草说明"],
        ),
        letters.partial_disclosure(
            OFFICE,
            case,
            "青建答〔2026〕7号",
            ON,
            remedy=REMEDY_FIRST,
            items=[
                Decided(text="改造项目资金拨付明细表", decision="予以公开"),
                Decided(
                    text="资金拨付明细表中收款人的银行账号、联系电话",
                    decision="不予公开",
                    reason="该内容属于个人隐私，公开会对第三方合法权益造成损害",
                ),
                Decided(
                    text="拨付方案的内部讨论记录",
                    decision="不予公开",
                    reason="该内容属于行政机关形成的讨论记录，系过程性信息",
                ),
            ],
            bases=(
                *ReplyKind.REFUSED_THIRD_PARTY_RIGHTS.bases[:2],
                *ReplyKind.REFUSED_WORKING_PAPERS.bases[:1],
            ),
            enclosures=["资金拨付明细表（区分处理后）"],
        ),
        letters.refusal(
            OFFICE,
            case,
            "青建答〔2026〕8号",
            ON,
            reply=ReplyKind.REFUSED_STATE_SECRET,
            remedy=REMEDY_FIRST,
            reason="该信息已由有权机关依法确定为国家秘密，目前仍在保密期限内",
            bases=(Provision.STATE_SECRET,),
        ),
        letters.not_existing(
            OFFICE,
            case,
            "青建答〔2026〕9号",
            ON,
            remedy=REMEDY,
            search=(
                "本机关于2026年2月4日至6日，以“政务公开工作要点”“起草说明”等为关键词，检索了办公自动化系统、"
                "档案室2023年度文书档案目录和办公室存档文件，均未查到该信息"
            ),
        ),
        letters.not_this_agency(
            OFFICE,
            case,
            "青建答〔2026〕10号",
            ON,
            remedy=REMEDY,
            reason="该信息由临江市青岚区发展和改革委员会制作，依法由其负责公开",
            responsible="临江市青岚区发展和改革委员会（联系电话：0791-5550188，地址：文澜路20号）",
        ),
    ]


def _days() -> Iterator[ProofDay]:
    """Yield the days from receipt to the due day: the Spring Festival and its make-up days."""
    number = 0
    for day in (CASE.received_on + timedelta(days=one) for one in range(35)):
        is_off = date(2026, 2, 15) <= day <= date(2026, 2, 23)
        is_made_up = day in (date(2026, 2, 14), date(2026, 2, 28))
        if day == CASE.received_on:
            yield ProofDay(day, None, "当日不计入")
        elif is_off:
            yield ProofDay(day, None, "春节放假")
        elif day.isoweekday() > _FRIDAY and not is_made_up:
            yield ProofDay(day, None, "周六" if day.isoweekday() == _FRIDAY + 1 else "周日")
        else:
            number += 1
            yield ProofDay(day, number, "调休上班" if is_made_up else "")


_FRIDAY = 5
EVERY_REPLY = list(ReplyKind)


def reply(kind: ReplyKind, case: CaseFacts = CASE, said: Said = SAID) -> Letter:
    """Return a reply of a kind to the invented case."""
    first = kind.remedy is Remedy.RECONSIDERATION_FIRST
    remedy = "" if kind.remedy is Remedy.NONE else (REMEDY_FIRST if first else REMEDY)
    remedy = remedy.replace("本答复", kind.own_name)
    return letters.reply_letter(
        kind, OFFICE, case, "青建答〔2026〕20号", ON, said=said, remedy=remedy
    )


def _papers(case: CaseFacts) -> list[Letter]:
    return [
        letters.application_form(OFFICE, ON, case=case),
        letters.registration_sheet(OFFICE, case, ON),
        letters.confirmation_record(
            OFFICE,
            # A registered letter needs no confirmation: the day it was signed for counts.
            case
            if case.channel.needs_confirmation
            else replace(case, channel=Channel.ORDINARY_POST),
            ON,
            called_at="2026年2月2日10时5分",
            result="已接通",
            confirmed="申请人确认本人于2026年1月30日提出申请，姓名和联系方式属实，双方确认收到日期。",
            confirmed_on=date(2026, 2, 2),
        ),
        letters.power_of_attorney(OFFICE, case=case),
        letters.approval_sheet(
            OFFICE,
            case,
            ON,
            proposal=f"建议予以公开，依据条例{Provision.PROVIDED.place}答复，附信息2份。",
            document="政府信息公开申请答复书（予以公开）",
            document_number="青建答〔2026〕6号",
            secrecy=Opinion(
                text="经审查，不涉及国家秘密、工作秘密，可以公开。",
                by="陆行简",
                on=date(2026, 2, 11),
            ),
        ),
        letters.search_record(
            OFFICE,
            case,
            ON,
            searches=[
                Search(
                    on="2026年2月4日",
                    scope="办公自动化系统2022至2024年收发文",
                    way="全文检索“政务公开工作要点”",
                    result="查到1份",
                ),
                Search(
                    on="2026年2月5日",
                    scope="档案室2023年度文书档案",
                    way="目录检索“起草说明”",
                    result="未查到",
                ),
            ],
            conclusion="除2023年政务公开工作要点外，未查到起草说明。",
        ),
        letters.proof_of_service(
            OFFICE,
            case,
            ON,
            document="政府信息公开申请答复书",
            document_number="青建答〔2026〕6号",
            method="直接送达",
        ),
        letters.mailing_slip(
            OFFICE, case, ON, document="政府信息公开申请答复书", document_number="青建答〔2026〕6号"
        ),
        letters.envelope(OFFICE, case, number="青建答〔2026〕6号"),
        letters.ems_label(
            OFFICE, case, document="政府信息公开申请答复书", number="青建答〔2026〕6号"
        ),
        letters.mailing_register(
            OFFICE,
            ON,
            pieces=[
                letters.Posted(
                    addressee=case.applicants,
                    address=case.address,
                    document="政府信息公开申请答复书（青建答〔2026〕6号）",
                )
            ],
        ),
        letters.phone_record(
            OFFICE,
            case,
            ON,
            called_at="2026年2月6日15时20分",
            said="申请人询问办理进度，已告知答复期限。",
        ),
        letters.file_contents(
            OFFICE,
            case,
            ON,
            papers=[
                FiledPaper(number="", on="2026年1月30日", title="政府信息公开申请表", pages="1"),
                FiledPaper(
                    number="青建答〔2026〕6号",
                    on="2026年2月13日",
                    title="政府信息公开申请答复书",
                    pages="2-3",
                ),
            ],
            pages=3,
            anchor=_ANCHOR,
        ),
        *challenged(OFFICE, case, ON, body=BODY, court=COURT),
        *office_papers(OFFICE, case, ON),
        letters.end_sheet(OFFICE, case, ON, count=2, pages=3, kept_for="10年", note="材料齐全。"),
        letters.time_limit_proof(
            OFFICE,
            case,
            ON,
            days=list(_days()),
            due_on=date(2026, 3, 5),
            notices=("国办发明电〔2025〕7号",),
            length="20个工作日",
            bases=(Provision.REPLY_PERIOD, Provision.FIRST_DAY),
            anchor=_ANCHOR,
        ),
    ]


def samples(case: CaseFacts = CASE) -> list[Letter]:
    """Return every kind of letter at least once, and every kind of reply."""
    replies = [reply(kind, case) for kind in EVERY_REPLY]
    return [*_first(case), *notices(case), *_papers(case), *together_papers(case), *replies]


def sample_letter(kind: LetterKind) -> Letter:
    """Return a letter of a kind about the invented case."""
    shown = previewed(kind, CASE)
    found = (
        next(letter for letter in samples() if letter.kind is kind)
        if shown is None
        else reply(shown[0], shown[1], shown[2])
    )
    return replace(found, **_CODED) if hasattr(found, "code") else found


# What a code says is of no matter here: it shows where the code will stand.
_ANCHOR = "128-3f2a-9c01-77de-410b-5a6e-0c2d"
_CODED = {"code": "OGI:12:3"}
