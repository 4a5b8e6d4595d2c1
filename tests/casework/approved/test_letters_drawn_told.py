"""Letters put together by lot from the sentences people write: what is read of them, as approved."""

import random
from collections.abc import Iterator, Sequence

from casework.receipt.reading import read_text
from tests.casework.approved.plain import told

GREETINGS = (
    "青枫区住建局：", "尊敬的领导：您好！", "您好", "致青枫区人民政府办公室", "贵单位好", "区政务公开办负责同志：",
    "青枫区自然资源局（地址：建设路2号，电话：0791-86000018）", "",
)  # fmt: skip
ABOUT = (
    "我叫林一帆，家住青枫区梧桐里6号2栋301室，电话13800138000。",
    "本人周建平，男，汉族，身份证号110101199003074518，现居住于青枫区文澜路18号。",
    "我是大王庄村村民周建平，联系电话：0791-86000018转2。",
    "申请人：林一帆，女，1990年3月7日出生，住青枫区梧桐里6号。",
    "我公司青枫区远岫工程咨询有限公司，统一社会信用代码91320500MA1MC7RL0X。",
    "青枫区启航商贸有限公司（法定代表人：何清）现就以下事项提出申请。",
    "申请人的基本信息：林一帆，13800138000，lin@example.org，邮编330000。",
    "【姓名】林一帆【电话】13800138000",
    "姓名 林一帆 性别 男 证件 身份证 号码 110101199003074518",
    "我们是桂苑小区业主林一帆、周敏、赵立等12人。",
    "代理人郑洁，青枫律师事务所律师，电话13900000001。",
    "",
)
ASKS = (
    "申请公开2025年度部门预算。",
    "请求贵局公开文澜路18号的规划许可证和环评批复。",
    "现依据《政府信息公开条例》第二十七条，申请获取大王庄村土地征收批复及补偿方案。",
    "因办理继承需要，想了解我父亲周大山的宅基地登记档案。",
    "希望公开以下信息：\n1．征地批复；\n2．补偿标准；\n（3）公告照片。",
    "请问澄湖路拓宽工程什么时候开工？",
    "申请事项：会议纪要（2025年3月5日）。",
    "所需信息：青府办发〔2025〕3号文件",
    "由于多次反映无果，特申请公开信访事项处理意见，请于3月15日前答复。",
    "麻烦提供一下去年的工作要点，谢谢！",
    "",
)
HOW = (
    "请以纸质形式邮寄至青枫区梧桐里6号2栋301室，收件人林一帆。",
    "请将上述材料发送至邮箱lin@example.org。",
    "获取方式：邮寄；载体形式：纸质、光盘。",
    "我希望自行领取，复印件即可。",
    "提供方式 ☑电子邮件 □邮寄 □自取",
    "答复请寄：330000，青枫区文澜路18号，周建平收，13812345679。",
    "请加盖公章后快递给我，邮费到付。",
    "",
)
ENDS = (
    "此致\n敬礼",
    "盼复！",
    "附件：身份证复印件1份",
    "特此申请。",
    "联系人：周敏 电话：13812345678",
    "如有疑问请拨打13800138000",
    "",
)
SIGNED = (
    "申请人：林一帆\n2026年3月5日",
    "林一帆 2026.3.5",
    "（签名）周建平\n二〇二六年三月五日",
    "青枫区远岫工程咨询有限公司（盖章）\n3月5日",
    "申请人（签字或盖章）：林一帆、周敏　日期：2026-03-05",
    "2026年3月5日\n林一帆",
    "",
)
POOLS: Sequence[Sequence[str]] = (GREETINGS, ABOUT, ASKS, HOW, ENDS, SIGNED)


def a_letter(draw: random.Random) -> str:
    """Return a letter, its sentences mostly in their usual order and mostly on lines of their own."""
    parts = [draw.choice(pool) for pool in POOLS]
    if draw.random() < 0.3:
        parts.insert(draw.randrange(6), draw.choice(draw.choice(POOLS)))
    if draw.random() < 0.2:
        at = draw.randrange(5)
        parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return "".join(
        part + ("" if draw.random() < 0.2 else draw.choice(("\n", "\n", "\n\n", "\n　　")))
        for part in parts
        if part
    )


def test_what_is_read_of_letters(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(260):
            text = a_letter(random.Random(f"letter {seed}"))
            if not text.strip():
                continue
            reading = read_text(text)
            yield f"== {seed}"
            yield from (f"  > {line}" for line in text.splitlines())
            yield from told(reading.fields)
            yield from told([reading.rest, reading.signed_on])

    approved("letters_drawn", tell())
