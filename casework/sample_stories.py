"""The requests of the sample office: each from arrival to where it stands today."""

from collections.abc import Sequence
from datetime import date

from casework.sample_doings import (
    DOCUMENTS,
    Story,
    assigned,
    do,
    endorsed,
    filed,
    handed,
    item,
    item_reviewed,
    mailed,
    posted,
    replied,
    reviewed,
    searched,
)
from forms.choices import ChallengeResult, CourtStage, Opinion, SearchResult
from rules.fees import Method
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.report_rows import Applicant
from rules.time_limits import OrderedBy

_P, _B, _R = Applicant.NATURAL_PERSON, Applicant.BUSINESS, Applicant.RESEARCH_BODY
_C, _L, _O = Applicant.CHARITY, Applicant.LEGAL_SERVICES, Applicant.OTHER_BODY


def stories() -> Sequence[Story]:
    """Return the requests of the sample office in the order in which they arrived."""
    found = SearchResult.FOUND
    return (
        Story(date(2025, 12, 4), "林一帆", _P, Channel.IN_PERSON, 0, (
            assigned(), searched(3, found, DOCUMENTS[0].words),
            do(10, "extend", days=20, reason="需要调取历年归档文件", approved_by="王建国"),
            *replied(30, ReplyKind.PROVIDED, provided=DOCUMENTS[0].words),
            handed(31, "林一帆"), filed(35, "2026-001"),
        )),
        Story(date(2026, 1, 9), "青枫明远建材有限公司", _B, Channel.SIGNED_POST, 1, (
            do(1, "hand_over", place="MAIL_ROOM", taken_on=date(2026, 1, 9), taken_by="收发室",
                handed_to="周敏", papers="政府信息公开申请表1份\n营业执照复印件1份"),
            assigned(), searched(2, found),
            *replied(6, ReplyKind.ALREADY_PUBLIC, access="本机关门户网站“政府信息公开”专栏“工作要点”栏目"),
            posted(7, "1000000000101"), filed(12, "2026-002"),
        )),
        Story(date(2026, 1, 27), "何宇", _P, Channel.INTERNET, 2, (
            assigned(),
            do(3, "contact", way="PHONE", at="上午10时", understood="申请人想了解全市2021年政务公开的部署，不知道文件名称",
                offered="告知该文件的名称和制作机关，建议写明名称后补正"),
            do(4, "ask_correction", items="请写明所需文件的名称、文号或者其他特征\n请说明获取信息的方式"),
            do(9, "receive_correction", information_sought=DOCUMENTS[2].words),
            searched(12, SearchResult.NOT_FOUND),
            *replied(16, ReplyKind.NOT_THIS_AGENCY,
                reasons="经核实，该文件由南昌市人民政府办公室制作",
                other_body="南昌市人民政府办公室", contact="该机关政府信息公开工作机构，0791-86000021"),
            posted(17, "1000000000102"), filed(20, "2026-003"),
        ), confirmed_after_days=1, sought="南昌市有关政务公开的文件"),
        Story(date(2026, 2, 10), "江南城乡研究院", _R, Channel.EMAIL, 3, (
            assigned(), searched(5, found, DOCUMENTS[3].words),
            do(6, "consult_agency", ref="昌江区人民政府办公室", content=DOCUMENTS[3].words),
            do(10, "agency_answered", ref="昌江区人民政府办公室", opinion=Opinion.CONSENT),
            *replied(22, ReplyKind.PROVIDED, provided=DOCUMENTS[3].words),
            mailed(23), filed(26, "2026-004"),
        ), confirmed_after_days=1, extra={"obtain_by": "EMAIL", "email": "yanjiu@example.org"}),
        Story(date(2026, 3, 2), "苏晴", _P, Channel.FAX, 4, (
            assigned(), searched(3, SearchResult.NOT_FOUND),
            *replied(9, ReplyKind.NOT_EXISTING,
                course="本机关在档案室和公文系统中以“东湖区、政务公开、工作方案”为关键词检索2019年至今的文件，"
                "未检索到所申请的信息"),
            posted(10, "1000000000103"), filed(14, "2026-005"),
        ), confirmed_after_days=1),
        Story(date(2026, 3, 10), "青枫绿色家园协会", _C, Channel.ORDINARY_POST, 0, (
            assigned("综合科", "孙悦"), searched(4, SearchResult.PARTLY_FOUND),
            *replied(15, ReplyKind.PARTLY, provided=DOCUMENTS[0].words, grounds="WORKING_PAPERS",
                withheld="通知起草过程中的讨论记录——属于行政机关在履行行政管理职能过程中形成的过程性信息"),
            posted(16, "1000000000104"), filed(20, "2026-006"),
        ), confirmed_after_days=1, sought=f"{DOCUMENTS[0].words}及其起草过程中的讨论记录"),
        Story(date(2026, 3, 23), "正衡律师事务所", _L, Channel.SIGNED_POST, 1, (
            assigned(), searched(3, found),
            do(5, "consult_third_party", ref="青枫启航科技有限公司", content="政务公开平台运维合同中的报价明细"),
            do(6, "deliver", ref="征求第三方意见书（青枫启航科技有限公司）"),
            do(14, "third_party_answered", ref="青枫启航科技有限公司", opinion=Opinion.REFUSE,
                reasons="报价明细属于商业秘密，公开会损害本公司的竞争地位"),
            *replied(20, ReplyKind.REFUSED_THIRD_PARTY_RIGHTS,
                reasons="报价明细反映第三方的成本构成和定价方法，属于第三方的商业秘密",
                public_interest="合同的总价和服务内容已经主动公开，报价明细不公开不会对公共利益造成重大影响"),
            posted(21, "1000000000105"), filed(24, "2026-007"),
            do(60, "receive_reconsideration", body="青枫区人民政府"),
            do(66, "answer_reconsideration", number="青公开复答〔2026〕1号"),
            do(95, "decide_reconsideration", result=ChallengeResult.UPHELD, number="青府复字〔2026〕12号"),
            do(105, "sue", stage=CourtStage.AFTER_RECONSIDERATION, court="青枫区人民法院"),
            do(113, "defend", request="请求驳回原告的诉讼请求",
                grounds="报价明细反映第三方的成本构成和定价方法，第三方书面表示不同意公开；"
                "合同的总价和服务内容已经主动公开，不公开报价明细不会对公共利益造成重大影响。",
                evidence="征求第三方意见书及其送达记录——答复前征求了第三方意见\n"
                "第三方的书面意见——第三方不同意公开并说明了理由\n"
                "政府信息公开申请答复书及邮寄记录——在期限内作出并送达答复"),
        ), sought="青枫区政务公开平台运维合同的报价明细"),
        Story(date(2026, 4, 8), "桂苑小区业主委员会", _O, Channel.ORAL, 2, (
            do(0, "fill_for", need="CANNOT_WRITE", filled_by="周敏", witness="孙悦"),
            assigned(), searched(2, found),
            *replied(8, ReplyKind.ACCESS_TOLD,
                access="到本机关一楼查阅点查阅", access_time="自2026年5月6日起，每个工作日上午9时至11时"),
            handed(9, "高雅"), filed(12, "2026-008"),
        )),
        Story(date(2026, 4, 20), "丁小满", _P, Channel.FORWARDED, 3, (
            assigned(), searched(3, found),
            *replied(12, ReplyKind.REFUSED_INTERNAL_AFFAIRS,
                reasons="值班安排和车辆使用记录只涉及本机关的后勤管理"),
            posted(13, "1000000000106"), filed(18, "2026-009"),
        ), sought="青枫区政务公开局2025年值班安排和车辆使用记录"),
        Story(date(2026, 5, 6), "罗敏", _P, Channel.IN_PERSON, 4, (
            assigned(),
            *replied(5, ReplyKind.PETITION_OR_COMPLAINT,
                reasons="所提内容是对物业服务质量的投诉",
                other_body="可以向青枫区住房和城乡建设主管部门或者12345热线提出"),
            handed(6, "罗敏"), filed(9, "2026-010"),
        ), sought="要求处理桂苑小区物业收费问题"),
        Story(date(2026, 5, 18), "青枫明远建材有限公司", _B, Channel.SIGNED_POST, 1, (
            assigned(),
            *replied(6, ReplyKind.REPEATED, earlier="依申请〔2026〕1号"),
            posted(7, "1000000000107"), filed(10, "2026-011"),
        )),
        Story(date(2026, 5, 27), "青枫区图书馆之友社", _O, Channel.INTERNET, 1, (
            assigned(),
            *replied(7, ReplyKind.PUBLICATION,
                access="《青枫区年鉴（2025）》已公开出版，可到青枫区图书馆地方文献室查阅或者向出版单位购买"),
            posted(8, "1000000000108"), filed(12, "2026-012"),
        ), confirmed_after_days=1, sought="《青枫区年鉴（2025）》全书"),
        Story(date(2026, 6, 3), "冯远", _P, Channel.EMAIL, 2, (
            assigned(),
            do(5, "ask_correction", items="请写明所需政府信息的名称、文号或者其他特征性描述", days=10),
            do(7, "deliver", ref="补正告知书"),
            *replied(18, ReplyKind.CORRECTION_LAPSED),
            posted(19, "1000000000109"), filed(23, "2026-013"),
        ), confirmed_after_days=0, sought="贵单位的有关文件"),
        Story(date(2026, 6, 11), "青枫数据服务有限公司", _B, Channel.INTERNET, 3, (
            assigned(), searched(4, found, "2019年至2025年政务公开工作台账，共168页"),
            do(8, "notice_fee", method=Method.BY_PAGE, units=168, account="按缴款码缴入青枫区国库",
                delivered_on="+0"),
            do(14, "pay_fee", yuan=2060, receipt_number="票据〔2026〕0001号"),
            *replied(24, ReplyKind.PROVIDED, provided="2019年至2025年政务公开工作台账（168页）"),
            posted(25, "1000000000110"), filed(30, "2026-014"),
        ), confirmed_after_days=0, sought="2019年至2025年政务公开工作台账"),
        Story(date(2026, 6, 24), "青枫数据服务有限公司", _B, Channel.INTERNET, 3, (
            assigned(), searched(4, found, "2012年至2018年政务公开工作台账，共240页"),
            do(8, "notice_fee", method=Method.BY_PAGE, units=240, account="按缴款码缴入青枫区国库",
                delivered_on="+0"),
            *replied(30, ReplyKind.FEE_LAPSED),
            posted(31, "1000000000111"), filed(36, "2026-015"),
        ), confirmed_after_days=0, sought="2012年至2018年政务公开工作台账"),
        Story(date(2026, 7, 7), "方可", _P, Channel.IN_PERSON, 4, (
            assigned(), do(4, "withdraw", how="书面", note="你已在网站上找到所需信息"),
            filed(6, "2026-016"),
        )),
        Story(date(2026, 7, 15), "江南城乡研究院", _R, Channel.SIGNED_POST, 1, (
            assigned(), searched(3, found),
            *replied(14, ReplyKind.WOULD_HAVE_TO_BE_MADE,
                reasons="各乡镇上报的事项没有统一的分类，须逐份核对后另行统计、排名"),
            posted(15, "1000000000112"), filed(20, "2026-017"),
        ), sought="2015年至2025年各乡镇政务公开事项数量的分类统计和排名"),
        Story(date(2026, 7, 28), "马骏", _P, Channel.FAX, 0, (
            assigned(),
            do(3, "ask_correction", items="请写明所需文件的名称或者文号"),
            do(8, "receive_correction", information_sought="所有与我有关的材料"),
            *replied(18, ReplyKind.STILL_UNCLEAR,
                reasons="补正后的申请仍未写明所需信息的名称、文号或者便于查询的特征"),
            posted(19, "1000000000113"), filed(24, "2026-018"),
        ), confirmed_after_days=0, sought="与我有关的材料"),
        Story(date(2026, 8, 10), "青枫明远建材有限公司", _B, Channel.SIGNED_POST, 2, (
            assigned(), searched(3, found),
            *replied(12, ReplyKind.REFUSED_ENFORCEMENT_FILE,
                reasons="该材料是联合检查中依法调查取证形成的，已装入行政处罚案卷"),
            posted(13, "1000000000114"), filed(18, "2026-019"),
            do(28, "receive_reconsideration", body="青枫区人民政府"),
            do(35, "answer_reconsideration", number="青公开复答〔2026〕2号"),
            do(55, "decide_reconsideration", result=ChallengeResult.CORRECTED, number="青府复字〔2026〕31号"),
            do(56, "order_reply", by=OrderedBy.RECONSIDERATION, body="青枫区人民政府",
                decision="青府复字〔2026〕31号《行政复议决定书》", days=15,
                reason="没有区分可以公开的内容，不予公开的理由不充分"),
        ), sought="2024年建材市场联合检查的询问笔录和证据材料"),
        Story(date(2026, 8, 19), "许知远", _P, Channel.INTERNET, 3, (
            assigned(), searched(3, found),
            *replied(10, ReplyKind.REGISTRY_QUERY,
                provision="《不动产登记暂行条例》第二十七条",
                other_body="青枫区不动产登记中心查询窗口"),
            posted(11, "1000000000115"), filed(16, "2026-020"),
        ), confirmed_after_days=0, sought="澄湖路22号房屋的不动产登记资料"),
        Story(date(2026, 9, 1), "唐宁", _P, Channel.IN_PERSON, 4, (
            assigned(),
            do(3, "ask_reasons", facts="你在2026年6月至8月共提出申请46件，其中41件与已答复的申请相同或者相近",
                until="+10"),
            do(9, "give_reasons", reasons="想多了解一些", good_reason="否"),
            *replied(14, ReplyKind.EXCESSIVE,
                reasons="你在2026年6月至8月共提出申请46件，其中41件与已答复的申请相同或者相近"),
            posted(15, "1000000000116"), filed(20, "2026-021"),
        ), sought="2026年以来所有会议签到表"),
        Story(date(2026, 9, 8), "正衡律师事务所", _L, Channel.SIGNED_POST, 0, (
            assigned(), searched(3, found),
            *replied(13, ReplyKind.CONFIRM_OR_REISSUE,
                reasons="你单位在申请中写明已经持有该文件"),
            posted(14, "1000000000117"), filed(19, "2026-022"),
        ), sought="对已取得的文件重新加盖公章并确认内容"),
        Story(date(2026, 9, 21), "沈括", _P, Channel.EMAIL, 1, (
            assigned(), searched(4, found),
            *replied(15, ReplyKind.REFUSED_WORKING_PAPERS,
                reasons="该请示报告和讨论记录形成于工作要点的起草阶段，不是本机关的最后决定"),
            mailed(16), filed(20, "2026-023"),
        ), confirmed_after_days=0, extra={"obtain_by": "EMAIL", "email": "shen@example.org"},
            sought="制定2023年工作要点过程中的请示报告和讨论记录"),
        Story(date(2026, 10, 9), "欧阳若兰", _P, Channel.IN_PERSON, 2, (
            assigned(), searched(5, found),
            do(14, "ask_counsel", counsel="郑洁", question="以国家秘密为由不予公开，证据和依据是否充分",
                answer_by="+2"),
            do(15, "counsel_answered", counsel="郑洁", conclusion="AFTER_CHANGES",
                opinion="定密文件应当留在案卷中；答复不写密级的具体内容。", document="法审〔2026〕7号",
                followed="YES", points=[
                    {"point": "有定密依据，密级和期限有效"},
                    {"point": "理由针对本件的具体信息，不是照抄条文", "finding": "UNMET",
                     "note": "删去与本件无关的一段"}]),
            *replied(16, ReplyKind.REFUSED_STATE_SECRET,
                reasons="该会议纪要标有密级，目前仍在保密期限内",
                provision="《中华人民共和国保守国家秘密法》第十三条"),
            posted(17, "1000000000118"),
        ), sought="带有密级的会议纪要"),
        Story(date(2026, 10, 16), "青枫绿色家园协会", _C, Channel.SIGNED_POST, 3, (
            assigned(), searched(6, found, DOCUMENTS[3].words),
            reviewed(20),
            do(20, "decide", kind=ReplyKind.PROVIDED, provided=DOCUMENTS[3].words),
            do(20, "ask_counsel", counsel="郑洁", question="答复的主体、依据和救济告知是否合法",
                answer_by="+0"),
            endorsed(20, "DRAFTED", "AGREED", "李文"),
            endorsed(20, "COSIGNED", "RETURNED", "孙悦", "请写明附件页数"),
            endorsed(20, "COSIGNED", "AGREED", "孙悦", "已补写"),
            endorsed(20, "CHECKED", "CHANGED", "何清", "标题按文件原名"),
            do(20, "approve", approved_by="王建国"),
        )),
        Story(date(2026, 10, 26), "潘越", _P, Channel.INTERNET, 4, (
            do(1, "assign", section="综合科", handler="孙悦", note="查找定稿和印发稿", answer_by="+8",
                others=[{"section": "财务科", "handler": "赵立", "question": "核对所附经费表能否公开"}]),
            do(2, "section_accepted", ref="综合科", by_name="孙悦"),
            searched(5, found, DOCUMENTS[4].words),
            do(8, "section_answered", ref="综合科", result=SearchResult.FOUND,
                scope="公文系统、档案室", answer="印发稿可以公开", by_name="孙悦",
                grounds="属于应当主动公开的工作方案，不涉及商业秘密和个人隐私"),
            do(14, "urge_section", ref="财务科", answer_by="+3"),
        ), confirmed_after_days=0),
        Story(date(2026, 10, 22), "青枫启航科技有限公司", _B, Channel.SIGNED_POST, 1, (
            assigned("综合科", "孙悦"), searched(4, found),
        )),
        Story(date(2026, 10, 30), "闻溪", _P, Channel.IN_PERSON, 0, (
            assigned(), searched(3, found, "工作要点、经费表和讨论稿"),
            item_reviewed(7, item("2023年政务公开工作要点"),
                item("所附经费安排表", result="DOUBT", ground="含财政部门尚未公布的分项数据")),
            do(7, "refer", body="青枫区财政局", content="经费安排表的分项数据能否公开", answer_by="+5"),
            do(10, "confer", place="三楼会议室", chair="何清", matter="经费安排表能否公开",
                people=[
                    {"name": "李文", "unit": "政务公开科", "opinion": "总数已经公布，分项数据可以公开。"},
                    {"name": "赵立", "unit": "财务科", "opinion": "同意，表中没有账号等需要遮盖的内容。"},
                    {"name": "吴涛", "unit": "办公室", "opinion": "不涉及国家秘密、工作秘密。"}],
                conclusion="待财政局答复后，公开经费安排表。", recorder="周敏"),
            do(11, "referral_answered", answer="分项数据已随决算公布，可以公开。"),
            item_reviewed(11, item("2023年政务公开工作要点"),
                item("所附经费安排表", ground="分项数据已随决算公布")),
            do(11, "decide_items", items=[
                {"content": "2023年政务公开工作要点", "kind": "PROVIDED", "provided": DOCUMENTS[0].words},
                {"content": "所附经费安排表", "kind": "PROVIDED", "provided": "2023年政务公开经费安排表，共2页"},
                {"content": "起草过程的讨论稿", "kind": "REFUSED_WORKING_PAPERS",
                 "reasons": "讨论稿形成于起草阶段，不是本机关的最后决定"}]),
            endorsed(12, "DRAFTED", "AGREED", "李文"), endorsed(12, "CHECKED", "AGREED", "何清"),
            do(12, "approve", approved_by="何清"),
            handed(13, "闻溪"),
        ), sought="1．2023年政务公开工作要点；2．所附经费安排表；3．起草过程的讨论稿"),
        Story(date(2026, 11, 4), "纪元", _P, Channel.IN_PERSON, 0, (
            assigned(), searched(3, found, "信访形势分析报告，共8页"),
            item_reviewed(6, item("2025年信访形势分析报告，共8页", secrecy="DOUBT",
                ground="报告引用了其他机关标有密级的数据")),
            do(6, "refer", body="青枫区国家保密局", content="2025年信访形势分析报告能否公开",
                answer_by="+8"),
        ), sought="2025年信访形势分析报告"),
        Story(date(2026, 11, 2), "钟山", _P, Channel.IN_PERSON, 0, (
            assigned(), searched(3, found, "评标情况表，共6页"),
            do(6, "consult_third_party", ref="青枫启航科技有限公司", content="政务公开平台采购项目评标情况表"),
            do(7, "deliver", ref="征求第三方意见书（青枫启航科技有限公司）"),
        ), sought="政务公开平台采购项目评标情况表"),
        Story(date(2026, 11, 9), "白露", _P, Channel.EMAIL, 2, (
            assigned(),
            do(4, "ask_correction", items="请提供身份证明\n请写明所需文件的名称或者文号"),
        ), confirmed_after_days=0, sought="有关补贴的文件"),
        Story(date(2026, 11, 13), "石磊", _P, Channel.SIGNED_POST, 3, (
            assigned("财务科", "赵立"),
            do(2, "section_returned", ref="财务科", reason="不是本科室制作、保存的信息，建议转政务公开科",
                by_name="赵立"),
            do(2, "assign", section="政务公开科", handler="李文", answer_by="+7"),
        )),
        Story(date(2026, 11, 18), "青枫区新苗公益服务中心", _C, Channel.FAX, 4, ()),
        Story(date(2026, 11, 19), "邓子涵", _P, Channel.IN_PERSON, 1, ()),
    )  # fmt: skip
