"""Words of letters at their edges: what is claimed of a course, sums, titles, sentences, places."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from casework.letters import tokens
from casework.letters.circulating import urging_notice
from casework.letters.course_checks import check_address, check_claims, check_conditions, check_told
from casework.letters.examined import Text
from casework.letters.facts import CaseFacts, Consulted, OfficeFacts, mailed_to, quoted
from casework.letters.fees import formal_yuan
from casework.letters.file_papers import ProofDay, file_contents, time_limit_proof
from casework.letters.kinds import LetterKind
from casework.letters.letter import values_of
from casework.letters.mailing import envelope, service_mail
from casework.letters.notices import consultation_notice, reasons_notice, third_party_disclosure
from casework.letters.opening import receipt_acknowledgement
from casework.letters.operative import operative
from casework.letters.reply_parts import earlier, enclosure_words
from casework.letters.reply_words import (
    Said,
    body_words,
    channel_words,
    listed,
    provision_words,
    responsible_words,
    sentence,
    severed_words,
    split_reason,
    way_words,
    withheld_words,
)
from casework.letters.sample import CASE, OFFICE, ON
from rules.circulation import Circulated
from rules.provisions import Provision
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.reply_course import Answer, Consultation, Course, Decision, SearchOutcome
from tests.casework.papers.test_course_checks import PLANTED
from tests.casework.planted_faults import replied, written

DAY = date(2026, 3, 20)
ASKED = Consultation("甲公司", is_third_party=True, sent_on=date(2026, 3, 2))
COURSES: dict[str, Course] = {
    "nothing": Course(on=DAY),
    "asked": Course(on=DAY, consultations=(ASKED,)),
    "due today": Course(on=DAY, consultations=(ASKED._replace(due_on=DAY),)),
    "silent": Course(on=DAY, consultations=(ASKED._replace(due_on=date(2026, 3, 19)),)),
    "silent maker": Course(on=DAY, consultations=(ASKED._replace(due_on=date(2026, 3, 19), is_joint_maker=True),)),
    "maker asked": Course(on=DAY, consultations=(ASKED._replace(is_joint_maker=True),)),
    "objects": Course(on=DAY, consultations=(ASKED._replace(answered_on=DAY, answer=Answer.REFUSE, is_sound=False),)),
    "objects later": Course(on=DAY, consultations=(ASKED._replace(answered_on=date(2026, 3, 21), answer=Answer.REFUSE),)),
    "in part": Course(on=DAY, consultations=(ASKED._replace(answered_on=DAY, answer=Answer.PARTLY, is_sound=True),)),
    "agrees": Course(on=DAY, consultations=(ASKED._replace(answered_on=DAY, answer=Answer.CONSENT),)),
    "corrected": Course(on=DAY, is_corrected=True, is_extended=True, is_paid=True),
    "searched": Course(on=DAY, found=SearchOutcome.NOT_FOUND, is_abandoned=True),
    "reasons due": Course(on=DAY, reasons_asked_until=DAY, referral_is_open=True),
    "reasons past": Course(on=DAY, reasons_asked_until=date(2026, 3, 19)),
    "reasons sound": Course(on=DAY, reasons_asked_until=date(2026, 3, 10), reasons_are_sound=True),
    "reasons unsound": Course(on=DAY, reasons_asked_until=date(2026, 3, 10), reasons_are_sound=False),
}  # fmt: skip
OTHERWISE: tuple[dict[str, Any], ...] = (
    {"reply": None}, {"was_referred": True}, {"own_subject": "撤回"}, {"own_subject": "延长答复期限"}, {"decision": None},
    {"decision": Decision(replies=(ReplyKind.PARTLY,), grounds=(ReplyKind.REFUSED_WORKING_PAPERS,))},
)  # fmt: skip
MORE = (
    "现将上述信息提供给你。", "同意公开你申请的信息。", "视为放弃申请，本机关不再处理。", "如第三方未提出意见的，视为同意。", "若逾期未补正，视为放弃。", "“经检索，没有”是你的原话。",
    "某研究院已同意公开。", "已报请区保密局确定。", "你单位逾期没有缴费。", "逾期未补正的，本机关将不再处理。",
)  # fmt: skip


def test_what_a_letter_claims_of_each_course(approved) -> None:
    letter: Any
    letter, facts = replied(ReplyKind.PROVIDED)
    notice, plain = written(LetterKind.EXTENSION_NOTICE)

    def found(sentence: str, course: Course, decision: Decision | None, **more: Any) -> bool:
        said = replace(facts, course=course, decision=decision, **more)
        return bool(list(check_claims(Text([sentence]), Text([]), letter, said)))

    def tell() -> Iterator[str]:
        decided = {kind: Decision(replies=(kind,)) for kind in ReplyKind}
        refused = decided[ReplyKind.REFUSED_WORKING_PAPERS]
        for name, words in {**PLANTED, **dict(zip(MORE, MORE, strict=True))}.items():
            untrue = [course for course in COURSES if found(words, COURSES[course], refused)]
            kinds = [
                kind.name
                for kind in ReplyKind
                if not found(words, COURSES["nothing"], decided[kind])
            ]
            yield f"{name}: untrue in {untrue if len(untrue) < len(COURSES) else 'each'}; true with {kinds if len(kinds) < 9 else len(kinds)}"
            for more in OTHERWISE:
                own = {"decision": refused} | more
                if found(words, COURSES["nothing"], refused) != found(
                    words, COURSES["nothing"], **own
                ):
                    yield f"   otherwise with {'a part withheld' if more.get('decision') else more}"
        line = "本机关已依法延期答复。"
        for one, model in ((letter, [line]), (notice, [line]), (notice, [])):
            said = replace(plain, course=COURSES["nothing"], decision=None)
            yield f"{one.kind.name} {model}: {[str(it) for it in check_claims(Text([line]), Text(model), one, said)]}"
        for course, leaves, waived in product(
            ("nothing", "asked", "objects"), (False, True), ((), ("reviewed",))
        ):
            said = replace(
                facts,
                course=COURSES[course],
                decision=decided[ReplyKind.PROVIDED],
                leaves=leaves,
                waived=waived,
            )
            yield f"{course} {leaves} {waived}: {[it.words for it in check_conditions(Text([]), Text([]), letter, said)]}"
        told = replace(
            letter, course="本机关于2026年3月9日发出补正告知书（青建补〔2026〕3号）。\n收到。"
        )
        for line in ("2026年3月9日，青建补〔2026〕3号", "2026年3月9日", "无"):
            said = replace(facts, decision=refused)
            yield f"{line}: {[str(it) for it in check_told(Text([line]), Text([]), told, said)]}"
        for line in ("申请人可以查阅。", "被申请人。", "申请人：林", "附件：申请人", "“申请人”", "上述行为", "本答复", "不属于本机关负责公开。该信息不属于本机关。", "属于过程性信息。它属于过程性信息"):  # fmt: skip
            for one in (letter, notice):
                yield f"{line} {one.kind.name}: {[it.words for it in check_address(Text([line]), Text([]), one, facts)]}"

    approved("letter_claims", tell())


SUMS = (0, 1, 10, 11, 20, 100, 101, 110, 380, 1000, 1001, 1010, 1100, 2700, 10000, 10001, 10010, 10100, 11000, 100000, 100001, 101000, 1005000, 10000000, 10000001, 10010000, 100000000, 100000001, 100010000, 120000000)  # fmt: skip
TEXTS = ("", " ", "甲", "甲。", "甲，", "甲、", "甲！", "甲：", "甲；", "（甲）", "甲（乙）", "甲（乙。）", "(a)", "a.", "甲\n乙", " 甲；\n\n 乙。 ", "《甲》", "关于印发《甲》的通知", "《关于印发《甲》的通知》", "《甲》《乙》", "申请公开甲", "我申请公开：甲。", "请公开以下信息：1.甲；2.乙", "1．甲", "（一）甲", "2025.3甲", "1.甲。2.乙", "特向贵局申请获取“甲”", "依法请求提供政府信息：甲", "申请公开")  # fmt: skip
LINES = ("甲——乙", "甲：理由乙", "甲|乙", "甲", "甲——", "——乙", "甲——乙——丙。", "甲；——乙；")


def test_words_at_their_edges(approved) -> None:
    def tell() -> Iterator[str]:
        for yuan in SUMS:
            yield f"{yuan}: {formal_yuan(yuan)}"
        for text in TEXTS:
            yield f"{text!r}: {sentence(text)!r} {body_words(text)!r} {listed(text)!r} {quoted(text)!r} {enclosure_words([one for one in text.split('；') if one])!r}"
        for line in LINES:
            yield f"{line}: {split_reason(line)} {withheld_words(Said(withheld=line))}"
        for way in ("", "纸质", "邮寄", "电子邮件", "网上", "以快递方式", "快递", "其他方式"):
            yield f"{way}: {way_words(way)}"
        for kind, text in product((ReplyKind.REFUSED_STATE_SECRET, ReplyKind.REFUSED_BARRED_BY_LAW, ReplyKind.OWN_FILE), ("", "《保密法》第九条", "《保密法》第九条的规定。", "《甲法》第一条第（二）项和第3款", "依《甲法》不公开")):  # fmt: skip
            yield f"{kind.name} {text}: {provision_words(kind, text)!r}"
        for body, contact in (("", ""), ("乙局", ""), ("乙局", "0791-1"), ("乙局，请向其提出申请", "0791-1。"), ("请你向乙局申请。", ""), ("向乙局反映", ""), ("可以通过12345咨询", "1"), ("你可以依法向信访局提出", "")):  # fmt: skip
            said = Said(other_body=body, contact=contact)
            yield f"{body} {contact}: {responsible_words(said, '你')!r} {channel_words(said)!r}"
        no, other = ReplyKind.NOT_GOVERNMENT_INFORMATION, ReplyKind.REFUSED_WORKING_PAPERS
        yield f"{severed_words(())} {severed_words((no,))} {severed_words((other,))} {severed_words((no, other))}"
        yield f"{Said(access='甲。', access_time=' ').access_words} {Said(access='甲', access_time='即日。').access_words} {Said(earlier='前。').earlier_words} {earlier('1号', DAY)}"
        for names in product(("林",), ("", "父"), ("", "赵")):
            case = replace(CASE, applicant_name=names[0], guardian=names[1], co_applicants=names[2])
            yield f"{names}: {mailed_to(*names)} {case.mailed_to} {case.addressed} {case.applicants} {case.you}"
        for text in ("2026年3月9日", "2026年2月30日", "2026年13月1日", "无"):
            yield f"{text}: {list(tokens.dates(text))}"
        for text in ("100.00元", "1,000元", "100.5 元", "元", "3元和4.00元"):
            yield f"{text}: {list(tokens.yuan(text))}"
        for text in (
            "《甲法》第一条、第二条第三款和第四条第（五）项",
            "《甲法》第三十六条第（二）项，《乙法》第二条",
            "第一条",
        ):
            yield f"{text}: {[str(one) for one in tokens.citations(text)]}"
        for name, text in (("林一帆", "林一凡"), ("林一", "林二"), ("林一帆", "林一帆"), ("甲" * 60, "甲" * 59 + "乙"), ("甲" * 61, "甲" * 60 + "乙"), ("林一帆", "林x帆"), ("林一帆", "林二凡"), ("乙公司名", "甲公司名乙公司明")):  # fmt: skip
            yield f"{name[:4]} {text[-4:]}: {sorted(one[-4:] for one in tokens.near_misses(name, text))}"
        for text, in_, beside in (
            ("甲乙丙", "甲乙丙", ""),
            ("甲乙丙", "甲乙", ""),
            ("甲", "甲", ""),
            ("甲乙", "甲乙", "甲乙"),
            ("", "", ""),
            ("甲，乙 丙", "甲乙丙", ""),
        ):
            yield f"{text} {in_} {beside}: {tokens.overlap(text, in_, beside=beside)}"
        for paragraphs in (("根据《甲》的规定，本机关决定：", "一、公开", "2．不公开", "甲；", "甲", "如对本答复不服", "三、又"), ("本机关不予处理。", "甲。"), ("延长20个工作日", "联系人：", "一、甲"), ("甲", "乙")):  # fmt: skip
            yield f"{paragraphs}: {sorted(operative(paragraphs))}"

    approved("letter_words", tell())


def asked(**more: object) -> Circulated:
    return Circulated("规划科", "规划科", "李文", "查找", 2, date(2026, 3, 9))._replace(**more)  # type: ignore[arg-type]


def test_letters_with_and_without_their_parts(approved) -> None:
    def shown(letter: object) -> str:
        values = values_of(letter)
        return " / ".join(f"{name}={one}" for name, one in values.items() if one and name not in ("机关全称", "文号", "成文日期", "申请编号", "联系人", "联系电话"))  # fmt: skip

    def cases() -> Iterator[tuple[str, CaseFacts]]:
        on = date(2026, 3, 9)
        yield "plain", CASE
        yield (
            "corrected",
            replace(
                CASE,
                correction_noticed_on=on,
                corrected_on=DAY,
                correction_number="补1号",
                corrected_sought="申请公开全文。",
            ),
        )
        yield "noticed", replace(CASE, correction_noticed_on=on, fee_noticed_on=on)
        yield (
            "paid",
            replace(CASE, fee_noticed_on=on, fee_paid_on=DAY, fee_number="费1号", is_person=False),
        )
        yield (
            "extended",
            replace(
                CASE,
                extended_on=on,
                extended_days=10,
                deferred_on=on,
                deferred_until=DAY,
                deferral_number="延1号",
                ordered="现重新答复。",
            ),
        )
        yield (
            "asked",
            replace(
                CASE,
                consultations=(
                    Consulted(sent_on=on, party="甲"),
                    Consulted(sent_on=on, party="乙", is_silent=True),
                    Consulted(sent_on=on, agency="丙局", answered_on=DAY, consents=True),
                ),
            ),
        )
        yield (
            "objecting",
            replace(
                CASE,
                consultations=tuple(
                    Consulted(
                        sent_on=on,
                        party=str(at),
                        answered_on=DAY,
                        consents=False,
                        in_part=at % 2 == 0,
                    )
                    for at in range(3)
                ),
            ),
        )
        yield (
            "maker",
            replace(
                CASE,
                consultations=(
                    Consulted(sent_on=on, agency="丙局", is_silent=True, is_joint_maker=True),
                ),
            ),
        )

    def tell() -> Iterator[str]:
        for name, case in cases():
            yield f"{name}: {case.course!r} {case.course_before_extension == case.course} {case.third_party_words!r} {case.sought}"
        for channel in Channel:
            for confirmed in (True, False):
                receipt = receipt_acknowledgement(
                    OFFICE, replace(CASE, channel=channel), ON, confirmed=confirmed
                )
                yield f"{channel.name} {confirmed}: {shown(receipt)}"
        for sent, answered, in_part, sound, person in product(
            (None, DAY), (None, DAY), (False, True), (False, True), (False, True)
        ):
            letter = third_party_disclosure(
                OFFICE,
                CASE,
                "1号",
                ON,
                third_party="甲",
                disclosed="合同",
                reason="因",
                remedy="",
                sent_on=sent,
                answered_on=answered,
                disclosed_on=sent,
                in_part=in_part,
                is_sound=sound,
                is_person=person,
            )
            yield f"{bool(sent)} {bool(answered)} {in_part} {sound} {person}: {letter.course} {letter.finding} {letter.you} {letter.disclosed_on}"
        for agency, why in (("", ""), ("丙局", ""), ("丙局", "因。"), ("", "因，")):
            yield shown(
                consultation_notice(OFFICE, CASE, "1号", ON, sent_on=DAY, agency=agency, reason=why)
            )
        for counts in ("", "已86件。", "已86件，"):
            yield shown(reasons_notice(OFFICE, CASE, "1号", ON, counts=counts, period_days=10))
        for late, one in product(
            (0, 1), (asked(), asked(answer_by=DAY, urged_on=(DAY,)), asked(question=""))
        ):
            yield shown(
                urging_notice(
                    OFFICE,
                    replace(CASE, due_on=None if late else DAY),
                    ON,
                    asked=one,
                    answer_by=DAY,
                    late_days=late,
                )
            )
        for count in (0, 1, 2, 3):
            days = [
                ProofDay(date(2026, 3, 20 + at), at or None, "因" * (not at)) for at in range(count)
            ]
            proof = time_limit_proof(
                OFFICE,
                CASE,
                ON,
                days=days,
                due_on=DAY,
                length="3个工作日",
                bases=(Provision.REPLY_PERIOD,),
                provisional=count == 1,
            )
            yield f"{count}: {proof.result} {proof.opened} {proof.notices} {proof.rows}"
        yield shown(file_contents(OFFICE, CASE, ON, papers=[])) + shown(
            file_contents(OFFICE, CASE, ON, papers=[], pages=0)
        )
        offices: tuple[OfficeFacts, ...] = (
            OFFICE,
            replace(OFFICE, online_reconsideration="http://x", fax="1", email="", website="w"),
        )
        for office, decides, number, enclosed in product(
            offices, (True, False), ("", "1号"), ((), ("图", "表"))
        ):
            mail = service_mail(
                office,
                CASE,
                title="答复书",
                number=number,
                on=ON,
                decides=decides,
                enclosures=enclosed,
            )
            yield f"{mail.subject} {mail.body!r}"
        for office in offices:
            yield f"{office.other_channels} {shown(envelope(office, CASE, addressee='甲', address=''))} {shown(envelope(office, CASE))}"

    approved("letter_parts", tell())
