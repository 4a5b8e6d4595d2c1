"""Five hundred pairs of requests, each labelled: whether they ask for the same, and who asks.

Every pair is made from a truth and a disguise, so that its label is known; nobody in them exists.
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from forms.likeness import Who

_PLACES = (
    "青枫路", "桂苑社区", "澄湖村", "临江大道", "红旗小区", "东平镇", "柳林街道", "南山公园",
    "新桥村三组", "玉泉中学", "石门水库", "北关市场",
)  # fmt: skip
_ROADS = (
    "西苑路",
    "凤凰村",
    "龙泉镇",
    "金水小区",
    "文昌街道",
    "白云山公园",
    "大河村五组",
    "育才小学",
)
# A way to say what is wanted, and other ways to say the same.
_WANTED = (
    ("改造工程立项批复", ("改造项目批准文件", "改造建设项目的立项审批手续", "改建工程批文")),
    ("征地补偿标准", ("土地征收补偿标准", "征收土地的赔偿标准", "征用土地补偿价格")),
    ("房屋征收安置方案", ("拆迁安置方案", "征迁回迁方案", "搬迁安置方案")),
    ("环境影响评价报告", ("环评报告", "环境影响报告书", "环境影响报告表")),
    ("建设工程规划许可证", ("规划许可", "规划许可证", "规划审批")),
    ("施工许可证", ("施工许可", "建筑工程施工许可证", "开工许可")),
    ("招标公告", ("招投标文件", "招标投标信息", "招标材料")),
    ("中标结果", ("中标公告", "中标通知书", "中标信息")),
    ("低保人员名单", ("最低生活保障人员名单", "享受低保的花名册", "低保名册")),
    ("行政处罚决定书", ("处罚决定", "行政处罚文件", "罚款处罚材料")),
    ("竣工验收报告", ("验收报告", "验收结论材料", "竣工验收材料")),
    ("老旧小区改造会议纪要", ("旧改会议记录", "小区改造的会议纪要", "老旧小区改造会议材料")),
    ("公租房合同", ("公共租赁住房协议", "廉租房合同书", "公租房协议书")),
    ("监控录像", ("监控视频", "视频监控资料", "监控录像资料")),
)  # fmt: skip
_ASK = (
    "{}", "申请公开{}", "请提供{}", "请求公开关于{}的信息", "本人申请获取{}的复印件",
    "要求贵局公开{}的全部材料", "{}，请提供电子版", "希望了解{}的具体情况", "依法申请公开{}。",
    "请贵单位提供{}的相关文件",
)  # fmt: skip
_NAMES = ("林一帆", "周小舟", "陈大山", "赵青禾", "吴晓晨", "郑知远", "孙若水", "钱多文")
_OTHERS = ("何不同", "施另一", "张旁人", "孔他人", "曹外客", "严邻居")


class Pair(NamedTuple):
    """Two requests; `is_same` says whether they ask for the same, `is_one` whether one asks."""

    kind: str
    one: str
    other: str
    who: Who
    other_who: Who
    is_same: bool
    is_one: bool


def _who(source: random.Random, names: tuple[str, ...] = _NAMES) -> Who:
    return Who(
        source.choice(names),
        f"1101011990{source.randrange(10**7, 10**8)}",
        f"138{source.randrange(10**7, 10**8)}",
        f"a{source.randrange(10**6)}@example.com",
        f"青枫区某路{source.randrange(1, 99)}号{source.randrange(1, 9)}栋",
        "",
    )


def _text(source: random.Random, place: str, wanted: str, year: str = "") -> str:
    return source.choice(_ASK).format(f"{year}{place}{wanted}")


def _matter(source: random.Random) -> tuple[str, str, tuple[str, ...]]:
    wanted, ways = source.choice(_WANTED)
    return source.choice(_PLACES), wanted, ways


def _disguised(source: random.Random, who: Who, by: str) -> Who:
    fresh = _who(source, _OTHERS)
    kept = getattr(who, by)
    return fresh._replace(**{by: kept})


def _same_signal(by: str) -> Callable[[random.Random], Pair]:
    def make(source: random.Random) -> Pair:
        place, wanted, ways = _matter(source)
        who = _who(source)._replace(agent="钱律师" if by == "agent" else "")
        other = _disguised(source, who, by)
        said = _text(source, place, source.choice((wanted, *ways)))
        return Pair(f"同一{by}换名字", _text(source, place, wanted), said, who, other, True, True)

    return make


def other_words(source: random.Random) -> Pair:
    """The same applicant asks in other words."""
    place, wanted, ways = _matter(source)
    who = _who(source)
    year = source.choice(("", "2024年", "2023年度"))
    first = _text(source, place, wanted, year)
    return Pair(
        "换说法", first, _text(source, place, source.choice(ways), year), who, who, True, True
    )


def other_order(source: random.Random) -> Pair:
    """The words in another order, the place behind."""
    place, wanted, _ = _matter(source)
    who = _who(source)
    return Pair("换次序", f"{place}{wanted}", f"申请公开{wanted}（{place}）", who, who, True, True)


def name_variant(source: random.Random) -> Pair:
    """One name under other signs."""
    place, wanted, ways = _matter(source)
    who = _who(source)._replace(name="买买提·某某", id_number="")
    dot = source.choice("•・‧∙⋅．")
    other = who._replace(name=f"买买提{dot}某某", phone="", email="", address="")
    said = _text(source, place, source.choice(ways))
    return Pair("换点号", _text(source, place, wanted), said, who, other, True, True)


def identical_by_another(source: random.Random) -> Pair:
    """Another person asks for the very same."""
    place, wanted, ways = _matter(source)
    said = _text(source, place, source.choice((wanted, *ways)))
    return Pair(
        "别人申请相同内容", _text(source, place, wanted), said, _who(source), _who(source, _OTHERS),
        True, False,
    )  # fmt: skip


def document_number(source: random.Random) -> Pair:
    """A document by its number, with its title and without."""
    number = f"青府办发〔2023〕{source.randrange(1, 90)}号"
    who = _who(source)
    first = f"《关于印发政务公开工作要点的通知》（{number}）"
    said = source.choice(
        (f"申请公开{number}文件", f"请提供{number.replace('〔', '[').replace('〕', ']')}")
    )
    return Pair("同一文号", first, said, who, who, True, True)


def other_place(source: random.Random) -> Pair:
    """The same kind of paper about another place."""
    _, wanted, ways = _matter(source)
    who = _who(source)
    first, second = source.choice(_PLACES), source.choice(_ROADS)
    said = _text(source, second, source.choice((wanted, *ways)))
    return Pair("另一处", _text(source, first, wanted), said, who, who, False, True)


def other_topic(source: random.Random) -> Pair:
    """Another paper about the same place."""
    place = source.choice(_PLACES)
    (wanted, _), (other, _) = source.sample(_WANTED, 2)
    who = _who(source)
    return Pair(
        "另一样", _text(source, place, wanted), _text(source, place, other), who, who, False, True
    )


def other_year(source: random.Random) -> Pair:
    """The same of another year."""
    place, wanted, ways = _matter(source)
    who = _who(source)
    said = _text(source, place, source.choice((wanted, *ways)), "2024年")
    return Pair("另一年", _text(source, place, wanted, "2023年"), said, who, who, False, True)


def other_number(source: random.Random) -> Pair:
    """The same of another house, section or document."""
    place, wanted, _ = _matter(source)
    who = _who(source)
    unit = source.choice(("号楼", "标段", "栋", "期"))
    one, two = source.sample(range(1, 30), 2)
    first = _text(source, f"{place}{one}{unit}", wanted)
    return Pair(
        "另一号", first, _text(source, f"{place}{two}{unit}", wanted), who, who, False, True
    )


def other_document(source: random.Random) -> Pair:
    """Another document of the same office and year."""
    one, two = source.sample(range(1, 90), 2)
    who = _who(source)
    return Pair(
        "另一文号", f"青府办发〔2023〕{one}号", f"申请公开青府办发〔2023〕{two}号文件", who, who,
        False, True,
    )  # fmt: skip


def namesake(source: random.Random) -> Pair:
    """Another person of the same name asks for something else."""
    (wanted, _), (other, _) = source.sample(_WANTED, 2)
    who = _who(source)
    stranger = _who(source)._replace(name=who.name)
    first, second = source.choice(_PLACES), source.choice(_ROADS)
    return Pair(
        "同名不同人", _text(source, first, wanted), _text(source, second, other), who, stranger,
        False, False,
    )  # fmt: skip


def stranger(source: random.Random) -> Pair:
    """Somebody else asks for something else."""
    (wanted, _), (other, _) = source.sample(_WANTED, 2)
    first, second = source.choice(_PLACES), source.choice(_ROADS)
    return Pair(
        "两个人两件事", _text(source, first, wanted), _text(source, second, other), _who(source),
        _who(source, _OTHERS), False, False,
    )  # fmt: skip


KINDS: tuple[Callable[[random.Random], Pair], ...] = (
    *map(_same_signal, ("phone", "address", "id_number", "agent", "email")),
    other_words, other_words, other_order, name_variant, identical_by_another, document_number,
    other_place, other_topic, other_year, other_number, other_document, namesake, stranger,
    other_place, other_topic,
)  # fmt: skip
OF_EACH = 25


def labelled_pairs() -> Iterator[Pair]:
    """Yield five hundred labelled pairs, the same in every run."""
    source = random.Random("repeats")
    for make in KINDS:
        for _ in range(OF_EACH):
            yield make(source)
