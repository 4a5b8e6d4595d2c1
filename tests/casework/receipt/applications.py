"""Applications as strangers write them, made by chance with their truth beside them.

Names, numbers and places are invented; the check digits are right.
"""

from dataclasses import dataclass, field
from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余"
    "杜叶程苏魏吕丁任沈姚卢"
)
_GIVEN = (
    "建国",
    "秀英",
    "桂兰",
    "志强",
    "晓东",
    "婷",
    "雪梅",
    "文博",
    "思远",
    "玉珍",
    "海涛",
    "明",
    "丽华",
    "伟",
    "芳",
    "子涵",
    "一帆",
    "永福",
)
_PLACES = (
    "青枫区梧桐里6号2栋301室",
    "某县城关镇人民路3号",
    "云岭市白石区滨江大道188号",
    "某县某镇某村5组12号",
    "临川县东风街道向阳社区7号楼2单元402室",
    "江北市望海区科技园A座15层",
)
_MATTERS = (
    "某县某镇某村2019年第3批次城镇建设用地的征地批复、勘测定界图、征地补偿安置方案",
    "梧桐里片区老旧小区改造工程的规划许可证及附图",
    "2023年度某区义务教育学校招生划片范围的文件依据",
    "《云岭市城市房屋征收补偿办法》（云政发〔2021〕12号）全文",
    "某化工项目环境影响报告书的批复及验收监测报告",
    "2022年至2024年某镇低保金发放名册及审核材料",
)
_LISTS = (
    "1. 梧桐里片区改造工程的规划许可证；\n2. 该工程的施工招标文件和中标通知书；\n3. "
    "改造资金的拨付凭证（2025年）。",
    "一、某地块国有土地使用权出让合同\n二、该地块的规划条件通知书",
    "（1）某河道治理工程立项批复；\n（2）工程概算及资金来源",
)
_BODIES = [
    "江北数据科技有限公司",
    "青枫环保服务中心",
    "某某（云岭）律师事务所",
    "白石区阳光志愿者协会",
    "云岭建设集团有限公司",
]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Application:
    """What one made application should be read as."""

    text: str
    truth: dict[str, str] = field(default_factory=dict)
    never: tuple[str, ...] = ()


@dataclass
class Person:
    """An invented person."""

    name: str
    number: str
    phone: str
    address: str
    postcode: str
    email: str
    matter: str
    day: str


def resident_number(chance: Random) -> str:
    """Return a resident identity number with a right check digit."""
    head = chance.choice(("110101", "360102", "320583", "440524", "659001"))
    day = f"{chance.randint(1950, 2004)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{head}{day}{chance.randint(0, 999):03}"
    total = sum(int(one) * weight for one, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def person(chance: Random) -> Person:
    """Return an invented person with a wish."""
    name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    matter = chance.choice(_MATTERS + _LISTS) if chance.random() < 0.8 else chance.choice(_LISTS)
    return Person(
        name, resident_number(chance), f"1{chance.choice('35789')}"
                                       f"{chance.randint(0, 10**9 - 1):09}",
        chance.choice(_PLACES), f"{chance.randint(100000, 699999)}",
        f"user{chance.randint(1, 999)}@example.{chance.choice(('org', 'com.cn', 'net'))}",
        matter, f"2026年{chance.randint(1, 9)}月{chance.randint(1, 28)}日",
    )  # fmt: skip


_FORM_LABELS = {
    "applicant_name": "姓名|申请人|申请人姓名|姓　　名|* 申请人姓名（必填）|申请人姓名/单位名称|"
                      "申请人（姓名或名称）|公民姓名",
    "id_number": "身份证号|证件号码|身份证号码|公民身份号码|身份证件号码|证件号|居民身份证号码|"
                 "有效身份证件号码|身份证",
    "phone": "联系电话|电话|手机|手机号码|联系方式|移动电话|联系电话（手机）|申请人联系电话|"
             "联系 电话",
    "address": "通信地址|通讯地址|联系地址|住址|邮寄地址|地址|家庭住址|通信（邮寄）地址|"
               "联系地址（邮寄）",
    "postcode": "邮政编码|邮编",
    "email": "电子邮箱|邮箱|E-mail|电子邮件地址|电子邮件",
    "information_sought": "所需政府信息|所需信息的内容描述|申请公开内容|所需政府信息的名称、"
                          "文号或者其他特征性描述"
    "|申请公开的政府信息内容|所需信息内容|申请公开的信息|申请内容描述|所需信息的特征描述|"
    "信息公开申请内容|申请事项|所申请的政府信息|请求公开的政府信息内容",
}  # fmt: skip
_WAYS = (("邮寄", "POST"), ("电子邮件", "EMAIL"), ("自行领取", "COLLECT"), ("传真", "FAX"))
_FORMS = (("纸质", "PAPER"), ("电子版", "ELECTRONIC"), ("光盘", "DISC"))


def _label(chance: Random, name: str) -> str:
    return chance.choice(_FORM_LABELS[name].split("|"))


def _ticked(chance: Random, options: tuple[tuple[str, str], ...], chosen: str) -> str:
    style = chance.randrange(7)
    words = []
    for words_of, name in options:
        on = name == chosen
        words.append(
            (
                f"{'☑' if on else '☐'}{words_of}",
                f"{'■' if on else '□'} {words_of}",
                f"{words_of}（{'√' if on else ' '}）",
                f"{'[x]' if on else '[ ]'} {words_of}",
                f"{words_of}{'☑' if on else '□'}",
                f"{'√' if on else ''}{words_of}",
                f"{'●' if on else '○'}{words_of}",
            )[style]
        )
    return "  ".join(words)


def _pairs(chance: Random, one: Person) -> tuple[list[tuple[str, str]], dict[str, str]]:
    way, medium = chance.choice(_WAYS), chance.choice(_FORMS)
    fields = {
        "applicant_name": one.name, "id_number": one.number, "phone": one.phone,
        "address": one.address, "postcode": one.postcode, "email": one.email,
        "information_sought": one.matter,
    }  # fmt: skip
    pairs = [(_label(chance, name), value) for name, value in fields.items()]
    pairs.insert(1, ("证件名称", "居民身份证"))
    pairs.insert(chance.randint(2, 6), ("工作单位", "某某厂"))
    pairs.append(("所需信息的用途", "自身生产、生活需要"))
    pairs.append((chance.choice(("获取信息的方式", "获取方式", "信息获取方式（可多选）")),
                  _ticked(chance, _WAYS, way[1])))  # fmt: skip
    pairs.append((chance.choice(("所需信息的指定提供方式", "提供载体", "载体形式")),
                  _ticked(chance, _FORMS, medium[1])))  # fmt: skip
    truth = {**fields, "obtain_by": way[1], "media": medium[1], "id_type": "RESIDENT_ID"}
    return pairs, truth


def table(chance: Random) -> tuple[list[list[str]], dict[str, str]]:
    """Return a form's table as rows of cells, and its truth."""
    pairs, truth = _pairs(chance, person(chance))
    rows: list[list[str]] = []
    section = chance.random() < 0.5
    while pairs:
        wide = 1 if "\n" in pairs[0][1] or len(pairs) == 1 or chance.random() < 0.5 else 2
        wide = 1 if wide == 2 and "\n" in pairs[1][1] else wide
        rows.append([cell for pair in pairs[:wide] for cell in pair])
        pairs = pairs[wide:]
    if section:
        at = next(
            i for i, row in enumerate(rows) if any("\n" in c or len(c) > 18 for c in row[1::2])
        )
        rows = [
            ["申请人信息", *row] if i < at else ["所需信息情况", *row] for i, row in enumerate(rows)
        ]
    if chance.random() < 0.5:
        rows.insert(-2, ["法人或其他组织", "名称", "", "组织机构代码", ""])
        rows.insert(-2, ["法人或其他组织", "法人代表", "", "联系人姓名", ""])
        rows.insert(-2, ["法人或其他组织", "联系人电话", ""])
    return rows, truth


def form_text(chance: Random) -> Application:
    """Return a form typed as lines."""
    pairs, truth = _pairs(chance, person(chance))
    colon = chance.choice(("：", ":", "： "))
    lines = [chance.choice(("政府信息公开申请表", "某区政府信息公开申请表", ""))]
    for label, value in pairs:
        lines.append(f"{label}{colon}{value}" if "\n" not in value or chance.random() < 0.5
                     else f"{label}{colon}\n{value}")  # fmt: skip
    return Application("\n".join(lines), truth)


def _who(chance: Random, one: Person) -> str:
    return chance.choice((
        f"申请人：{one.name}，男，汉族，1975年3月7日出生，住{one.address}，"
        f"身份证号：{one.number}，联系电话：{one.phone}。",
        f"申请人：{one.name}，女，1985年生，现住{one.address}，公民身份号码{one.number}，"
        f"电话{one.phone}。",
        f"申请人：{one.name}\n身份证号：{one.number}\n住址：{one.address}\n电话：{one.phone}",
        f"申请人{one.name}，身份证号码为{one.number}，住址：{one.address}，手机：{one.phone}。",
        f"申请人：{one.name}（身份证号：{one.number}），住{one.address}，联系电话：{one.phone}",
        f"申请人:{one.name},男,汉族,住:{one.address},身份证号码:{one.number},联系电话:{one.phone}.",
        f"申请人姓名：{one.name}　　性别：男　　身份证号：{one.number}\n"
        f"通讯地址：{one.address}　　联系电话：{one.phone}",
    ))  # fmt: skip


def letter(chance: Random) -> Application:
    """Return a letter that names its parties."""
    one = person(chance)
    agent = chance.random() < 0.3
    who = _who(chance, one)
    other = chance.choice((
        "被申请人：某县自然资源局，住所地：某县人民路3号。\n法定代表人：周某，职务：局长。",
        "被申请人：某某局，法定代表人：周某，职务：局长。",
        "被申请机关：某县住房和城乡建设局\n地址：某县滨江路9号\n负责人：周某某",
        "",
    ))  # fmt: skip
    wish = chance.choice((
        f"申请事项：请求依法公开{one.matter}。",
        f"申请事项：\n{one.matter}",
        f"请求事项：请求贵局公开以下信息：\n{one.matter}",
        f"一、申请公开的内容\n{one.matter}",
        f"申请公开的政府信息：{one.matter}",
        f"申请内容：{one.matter}",
    ))  # fmt: skip
    why = chance.choice((
        "事实与理由：申请人系该村村民，承包地被征收，至今未见公告。",
        "事实和理由：\n申请人房屋位于征收范围内，为维护自身合法权益，特提出申请。", "",
    ))  # fmt: skip
    how, obtain = chance.choice((
        (f"获取方式：邮寄。收件地址：{one.address}，收件人：{one.name}，电话{one.phone}。", "POST"),
        ("获取信息方式：电子邮件", "EMAIL"), ("", ""),
    ))  # fmt: skip
    helper = "委托代理人：钱某某，某某律师事务所律师，联系电话：13911112222。" if agent else ""
    parts = ["政府信息公开申请书", who, helper, other, wish, why, how, "此致", "某县自然资源局",
             f"申请人：{one.name}", one.day]  # fmt: skip
    truth = {"applicant_name": one.name, "id_number": one.number, "phone": one.phone,
             "address": one.address, "information_sought": one.matter}  # fmt: skip
    if obtain:
        truth["obtain_by"] = obtain
    if agent:
        truth["agent_name"] = "钱某某"
    return Application("\n".join(part for part in parts if part), truth, ("周某", "周某某"))


def plain_letter(chance: Random) -> Application:
    """Return a letter without labels."""
    one = person(chance)
    opening = chance.choice(("尊敬的某局领导：\n您好！", "某县人民政府办公室：", "某某局：", ""))
    text = chance.choice((
        f"我叫{one.name}，身份证号{one.number}，住{one.address}，电话{one.phone}。"
        f"现申请公开以下信息：\n{one.matter}\n"
        "请以邮寄方式提供纸质件。",
        f"我是{one.name}，因维权需要，特向贵局申请公开{one.matter}。"
        f"我的身份证号码是{one.number}，联系电话是{one.phone}，"
        f"通信地址为{one.address}。",
        f"本人{one.name}，身份证号码：{one.number}，现依据《中华人民共和国政府信息公开条例》，"
        f"申请贵单位公开如下信息：\n{one.matter}\n"
        f"联系地址：{one.address}\n联系电话：{one.phone}",
        f"根据政府信息公开条例，请依法向我公开：{one.matter}。\n姓名：{one.name}\n"
        f"身份证：{one.number}\n地址：{one.address}\n手机：{one.phone}",
    ))  # fmt: skip
    ending = chance.choice(
        (f"此致\n敬礼\n{one.name}\n{one.day}", f"申请人：{one.name}\n{one.day}", "")
    )
    parts = [opening, text, ending]
    truth = {"applicant_name": one.name, "id_number": one.number, "phone": one.phone,
             "address": one.address, "information_sought": one.matter}  # fmt: skip
    return Application("\n".join(part for part in parts if part), truth)


def body_form(chance: Random) -> Application:
    """Return a form a body filled in."""
    name, contact = chance.choice(_BODIES), chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    one = person(chance)
    head = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    text = (
        f"单位名称：{name}\n统一社会信用代码：91320500MA1MC7RL0X\n法定代表人：{head}\n"
        f"联系人：{contact}\n"
        f"联系人电话：{one.phone}\n单位地址：{one.address}\n所需政府信息：{one.matter}\n"
    )
    truth = {"applicant_name": name, "representative": head, "contact": contact, "phone": one.phone,
             "address": one.address, "information_sought": one.matter}  # fmt: skip
    return Application(text, truth)


def joint(chance: Random) -> Application:
    """Return a letter of several."""
    names = [chance.choice(_SURNAMES) + chance.choice(_GIVEN) for _ in range(3)]
    if len(set(names)) < 3:
        names = ["张建国", "李秀英", "王志强"]
    one = person(chance)
    head = chance.choice((
        f"申请人：{'、'.join(names)}",
        f"申请人一：{names[0]}，身份证号：{one.number}\n申请人二：{names[1]}\n申请人三：{names[2]}",
        f"申请人：{names[0]}\n共同申请人：{names[1]}、{names[2]}",
        f"申请人：{names[0]}，男，身份证号：{one.number}\n申请人：{names[1]}，女\n"
        f"申请人：{names[2]}，男",
    ))  # fmt: skip
    text = f"{head}\n联系电话：{one.phone}\n申请公开内容：{one.matter}\n{one.day}"
    return Application(text, {"applicant_name": names[0], "co_applicants": "、".join(names[1:]),
                              "phone": one.phone, "information_sought": one.matter})  # fmt: skip


KINDS = (form_text, letter, plain_letter, body_form, joint)
