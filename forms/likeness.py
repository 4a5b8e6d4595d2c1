"""Whether two requests ask for the same, in whatever words, and whether one person made both.

A matter is what it is about (a road, a village, a body) and what is wanted of it (an approval, a
standard of compensation, a budget): both must agree, and so must years and numbers. Words that
mean one thing are one; words that only ask are none.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from forms.folding import folded_words, name_key

_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{1,4})[〔\[（(]\s*(\d{4})\s*[〕\]）)]\s*第?\s*(\d+)\s*号")
_TITLE = re.compile(r"《([^》]{4,80})》")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|度|[^\d]|$)")
# A number with what it counts: 3组 and 3栋 are two.
_OTHER_NUMBER = re.compile(r"(?<!\d)(\d{1,6})(?!\d)([\u4e00-\u9fff]?)")
_WRITTEN = str.maketrans("零〇一二三四五六七八九", "00123456789")
_WRITTEN_NUMBER = re.compile(
    r"(?<=第)[零〇一二三四五六七八九]{1,3}|[零〇一二三四五六七八九]{1,3}(?=[号期栋幢批次组村社]|标段|单元)"
)
# Words that only ask, address, or say nothing of what is wanted.
_ASKING = re.compile(
    "请求|申请|要求|希望|恳请|特此|依法|依据|根据|政府信息公开条例|政府信息|公开|获取|提供|查询|查阅|了解|知悉"
    "|告知|予以|给予|我们|本人|我方|我家|我想|想要|需要|贵局|贵单位|贵机关|贵委|贵镇|贵区|贵府|你局|你单位"
    "|你机关|本机关|该|关于|有关|相关|涉及|所有|全部|全套|完整|详细|具体|一份|全文|正文|内容|情况|资料|材料"
    "|文件|信息|文本|原件|复印件|扫描件|电子版|纸质版|书面|副本|现行|目前|已经|作出|做出|制作|制定|出台|下发"
    "|印发|发布|保存|持有|形成|中的|以及|及其|和|与|及|并|的|了|在|对|为|于|由|等|请|将|之|其|所|是|向"
)
# Words for one thing, the common one first; what is wanted of a subject.
_TOPICS = tuple(
    tuple(line.split())
    for line in """
征地 征收土地 土地征收 征用土地 土地征用 集体土地征收
拆迁 房屋征收 征收搬迁 搬迁 征迁 动迁 拆除
补偿 补偿标准 补偿价格 赔偿标准 补偿安置标准 补偿费标准 补偿金额 补偿款标准 赔偿
安置 安置方案 回迁 安置房 安置补偿
批复 批准文件 审批文件 批文 批准书 立项批文 审批手续 核准文件 立项 立项手续 立项审批
环评 环境影响评价 环境影响报告书 环境影响报告表 环境影响报告 环境评价
规划许可 规划许可证 建设工程规划许可证 建设用地规划许可证 规划审批
施工许可 施工许可证 开工许可 建筑工程施工许可证
规划图 规划图纸 规划平面图 规划总平面图 规划方案图 总平面图
红线图 用地红线 勘测定界图 宗地图
预算 经费预算 财政预算 部门预算 年度预算 预算安排
决算 经费决算 财政决算 部门决算
三公经费 公务接待费 出国费用 公车费用
会议纪要 会议记录 会议决定 会议材料
合同 合同书 协议 协议书 签订的合同
招标 招投标 招标投标 招标公告 采购招标
中标 中标结果 中标公告 中标通知书
采购 政府采购 采购结果
公告 公示 通告 征收公告
名单 人员名单 花名册 名册 享受人员
处罚 行政处罚 处罚决定 处罚决定书 行政处罚决定书 罚款
验收 竣工验收 验收报告 验收备案 验收结论
监控 监控录像 监控视频 视频监控
编制 编制数 人员编制 岗位编制
招生 招生计划 学位 入学
低保 最低生活保障 低保金
社保 社会保险 养老保险 社保缴费
公租房 公共租赁住房 保障性住房 廉租房
棚改 棚户区改造 棚户区
旧改 老旧小区改造 小区改造
改造 改建 整治 提升改造 改扩建
工程 项目 建设项目 工程项目 建设工程
土地证 土地使用证 土地权属 土地使用权证
房产证 房屋产权 不动产权 不动产登记 房屋权属
方案 实施方案 工作方案
办法 管理办法 规定 细则 实施细则
标准 收费标准 执行标准
统计 统计数据 数据 汇总 数量
报告 调查报告 鉴定报告 评估报告 检测报告 评估
执法 执法记录 执法过程 现场检查 检查记录 笔录
投诉 举报 信访 投诉处理 举报处理
职责 职能 机构设置 权责清单 三定方案
工资 津贴 补贴 薪酬 绩效
用地 建设用地 用地审批 供地 出让 土地出让
水质 水质检测 饮用水 水源
食品 食品安全 抽检 食品抽检
物业 物业费 物业服务 业主大会 维修资金
路灯 绿化 停车位 道路 公交
""".strip().splitlines()
)
_WORD_OF = sorted(
    ((word, line[0]) for line in _TOPICS for word in line), key=lambda pair: -len(pair[0])
)
_TOPIC = re.compile("|".join(re.escape(word) for word, _ in _WORD_OF))
_TOPIC_OF = dict(_WORD_OF)
_KEPT = 20_000
_ENOUGH_OF_SUBJECT = 0.6
_ENOUGH_OF_TOPICS = 0.5
_ENOUGH_OF_WORDS = 0.72


class Matter(NamedTuple):
    """What a text asks for, taken apart."""

    document: str
    title: str
    years: frozenset[str]
    numbers: frozenset[str]
    topics: frozenset[str]
    subject: str
    words: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=_KEPT)
def matter_of(text: str) -> Matter:
    """Return what a text asks for."""
    number = _DOCUMENT.search(text)
    title = _TITLE.search(text)
    plain = folded_words(_DOCUMENT.sub(" ", text))
    plain = _WRITTEN_NUMBER.sub(lambda found: found.group().translate(_WRITTEN), plain)
    years = frozenset(_YEAR.findall(plain))
    rest = re.sub(r"年度?", "", _YEAR.sub(" ", plain))
    numbers = frozenset(f"{int(one)}{unit}" for one, unit in _OTHER_NUMBER.findall(rest))
    topics: set[str] = set()

    def take(found: re.Match[str]) -> str:
        topics.add(_TOPIC_OF[found.group()])
        return " "

    asked = _ASKING.sub(" ", _TOPIC.sub(take, rest))
    subject = "".join(re.sub(r"\d{1,6}", " ", asked).split())
    words = "".join(sorted(topics)) + subject
    parts = sorted({part for part in asked.split() if len(part) > 1}, key=len, reverse=True)
    return Matter(
        f"{number[1]}〔{number[2]}〕{int(number[3])}号" if number else "",
        folded_words(title[1]) if title else "",
        years,
        numbers,
        frozenset(topics),
        subject,
        words,
        tuple(parts),
    )


@lru_cache(maxsize=_KEPT)
def is_same_matter(one: str, other: str) -> bool:
    """Tell whether two texts ask for the same, in whatever words."""
    a, b = matter_of(one), matter_of(other)
    if a.document and b.document:
        # 府办发 and 办发 before one year and number are one document.
        return a.document == b.document or _ends_alike(a.document, b.document)
    if folded_words(one) == folded_words(other):
        return bool(one.strip())
    if a.years and b.years and not a.years & b.years:
        return False
    if a.numbers and b.numbers and not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return False
    if bool(a.numbers) != bool(b.numbers) and (a.topics != b.topics or not a.subject):
        return False
    if a.title and b.title and (a.title in b.title or b.title in a.title):
        return True
    if not (a.words and b.words):
        return False
    return _agree(a, b)


def _agree(a: Matter, b: Matter) -> bool:
    if bool(a.subject) != bool(b.subject):
        return False
    if bool(a.topics) != bool(b.topics):
        return _alike(a.words, b.words) >= _ENOUGH_OF_WORDS
    if a.topics:
        shared = len(a.topics & b.topics)
        if shared / min(len(a.topics), len(b.topics)) <= _ENOUGH_OF_TOPICS and (
            shared < min(len(a.topics), len(b.topics))
        ):
            return False
        if shared / max(len(a.topics), len(b.topics)) < _ENOUGH_OF_TOPICS:
            return False
    return not a.subject or _alike(a.subject, b.subject) >= _ENOUGH_OF_SUBJECT


def _ends_alike(one: str, other: str) -> bool:
    head, tail = one.split("〔", 1)
    other_head, other_tail = other.split("〔", 1)
    return tail == other_tail and (head.endswith(other_head) or other_head.endswith(head))


def _alike(one: str, other: str) -> float:
    """Return how much two subjects share: the part of the shorter one that the longer one has."""
    shorter, longer = sorted((one, other), key=len)
    if shorter in longer:
        return 1.0 if len(shorter) * 4 >= len(longer) else 0.5
    pieces, others = _pairs(shorter), _pairs(longer)
    shared = len(pieces & others)
    return max(2 * shared / (len(pieces) + len(others)), 0.9 * shared / len(pieces))


def _pairs(text: str) -> set[str]:
    return set(map("".join, pairwise(text))) or {text}


class Who(NamedTuple):
    """Who asks, as far as two requests can be compared by it."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    agent: str = ""
    others: str = ""


_LEAST_ADDRESS = 6
_PEOPLE_APART = re.compile(r"[、，,;；\s]+")
_HOUSE = re.compile(r"\d+")


def same_person(one: Who, other: Who) -> list[str]:
    """Return by what two applicants are one person, in words; nothing where they are not.

    Two with one name and two numbers of identity papers are namesakes.
    """
    found: list[str] = []
    ids = {"".join(who.id_number.split()).upper() for who in (one, other)} - {""}
    both_ids = bool(one.id_number.strip() and other.id_number.strip())
    hidden = any("*" in number for number in ids)
    if both_ids and len(ids) == 1 and not hidden:
        found.append("证件号码相同")
    is_named_alike = bool(one.name) and name_key(one.name) == name_key(other.name)
    if is_named_alike and not (both_ids and len(ids) == 2 and not hidden):
        found.append("姓名相同")
    if _phones(one.phone) & _phones(other.phone):
        found.append("电话相同")
    if one.email.strip() and one.email.strip().casefold() == other.email.strip().casefold():
        found.append("电子邮箱相同")
    if _same_address(one.address, other.address):
        found.append("地址相同")
    if one.agent.strip() and name_key(one.agent) == name_key(other.agent):
        found.append("代理人相同")
    if not is_named_alike and (
        _is_among(one.name, other.others) or _is_among(other.name, one.others)
    ):
        found.append("是对方的共同申请人")
    return found


def _phones(text: str) -> set[str]:
    digits = re.sub(r"[\s\-－—()（）+]", "", text)
    found = re.findall(r"(?:86)?(1[3-9]\d{9})(?!\d)", digits) or re.findall(r"0\d{9,11}", digits)
    return set(found)


def _same_address(one: str, other: str) -> bool:
    a, b = folded_words(one), folded_words(other)
    if min(len(a), len(b)) < _LEAST_ADDRESS:
        return False
    if a == b:
        return True
    # A house without its city is the same house; two house numbers are two houses.
    numbers = _HOUSE.findall(a), _HOUSE.findall(b)
    return bool(numbers[0]) and numbers[0] == numbers[1] and (a.endswith(b) or b.endswith(a))


def _is_among(name: str, others: str) -> bool:
    return bool(name) and name_key(name) in map(name_key, _PEOPLE_APART.split(others))
