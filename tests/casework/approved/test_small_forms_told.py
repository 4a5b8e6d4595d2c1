"""Small forms and letters, each about one thing a form may print or a hand may write: what is read of
each, held against what was approved."""

from collections.abc import Iterator

from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.entries import entries_of
from casework.receipt.settling_entries import settled
from tests.casework.approved.test_papers_received_told import reading_lines

# A line of a form each, its cells parted by a bar, a line within a cell begun by ⏎.
FORMS = {
    "whose": """共同申请人信息|姓名|周敏|电话|13900139000|性别|女
申请人|林一帆|性别|男|联系电话|13800138000
委托代理人信息|姓名|何清|身份证号|110101199003074258
委托代理人信息|工作单位|青枫律师事务所
被申请人|青枫区住建局|电话|0791-87654321""",
    "agents below": """申请人：林一帆
代理人：何清
电话：13900139000
地址：青枫区文澜路18号
邮编：330000
邮箱：he@example.org
身份证号：110101199003074258""",
    "all of theirs": """申请人：林一帆
共同申请人：周敏
联系电话：13800138000
通信地址：青枫区梧桐里6号
邮编：330000
电子邮箱：lin@example.org
证件号码：110101199003074258
性别：女""",
    "all of theirs, doubtful": """申请人：林一帆
共同申请人：周敏
联系电话：12345
邮编：33000
电子邮箱：lin@example
证件号码：110101199003074259
通信地址：路""",
    "told already": """申请人：林一帆，电话13800138000，邮编330000
共同申请人：周敏
联系电话：13900139000
邮编：330001""",
    "agencys": """申请人：林一帆
被申请人：青枫区住建局（地址：文澜路18号）
青枫区自然资源局（联系电话：0791-87654321）请公开征地批复。""",
    "third": """申请人：林一帆
第三人：周敏，电话13900139000
第三方姓名：何清
承办人：赵立""",
    "named agent": """代理人信息|名称|何清
申请人|姓名|林一帆""",
    "of information": """申请人信息|姓名|林一帆
所需信息情况|名称|2025年度部门预算|文号|青财〔2025〕3号
所需信息情况|用途|研究""",
    "title of it": """所需信息|标题|征地批复
申请人|名称|林一帆""",
    "over values": """姓名|证件号码|联系电话
林一帆|110101199003074258|13800138000""",
    "over values in part": """姓名||联系电话
林一帆|男|13800138000""",
    "over nothing": """姓名|联系电话
|
地址|青枫区梧桐里6号""",
    "over another heading": """姓名|证件类型|联系电话
林一帆|身份证|13800138000
单位名称|法定代表人|电话
信息情况|☑公开|周敏""",
    "over a label": """姓名|联系电话
地址|青枫区梧桐里6号""",
    "one head": """姓名
林一帆""",
    "colons in heads": """姓名：周敏|电话：
林一帆|13800138000""",
    "digits": """身份证号|1|1|0|1|0|1|1|9|9|0|0|3|0|7|4|2|5|8|姓名|林一帆
电话|1|3|8|姓名|周敏
邮编|3|3|0|0|0|0""",
    "four digits": """邮编|3|3|0|0|地址|青枫区文澜路18号""",
    "five digits": """邮编|3|3|0|0|0|地址|青枫区文澜路18号""",
    "nothing beside": """姓名|林一帆|电话
地址|电话|13800138000
邮编""",
    "choice beside": """证件类型|身份证|证件号码|110101199003074258
获取方式|邮寄|载体|纸质
申请方式|当面递交
申请人类别|公民""",
    "boxes beside": """获取方式|☑邮寄 ☐当面领取
提供载体|□纸质⏎■电子
是否申请减免费用|☐是 ☑否
姓名|获取方式：☑邮寄 ☐自取
电话|☑纸质 ☐光盘""",
    "boxes of another": """姓名：林一帆 获取方式：☑邮寄 ☐自取
姓名：林一帆 （√）公民 （ ）法人
用途：☑自身生产生活 ☐科研
电话：☑手机 ☐座机""",
    "boxes alone": """☑邮寄 ☐当面领取
☑纸质 ☐光盘
☐公民 ☑法人或其他组织
☑身份证 ☐护照
☑同意 ☐不同意""",
    "ticked nothing": """获取方式|☐邮寄 ☐当面领取
载体|☑ ☐光盘""",
    "ticked more": """获取方式|☑邮寄 ☑当面领取
载体|纸质、光盘
申请人类别|☑法人或其他组织 ☐公民
姓名|林一帆""",
    "other than asked": """获取形式|纸质
提供载体|邮寄
证件类型|110101199003074258""",
    "said with the other": """获取方式|纸质邮寄
姓名|林一帆""",
    "said with others": """提供方式|纸质或光盘，邮寄或者传真都行，再或者网上下载电子版都可以的""",
    "to an address": """获取方式|☑电子邮件lin@example.org ☐邮寄
姓名|林一帆""",
    "inner": """姓名|林一帆⏎电话：13800138000⏎地址：青枫区梧桐里6号
用途|自用⏎电话：13900139000""",
    "not inner": """姓名|林一帆⏎和她的家人
地址|青枫区⏎梧桐里6号""",
    "small form in it": """所需信息|文件名称：征地批复⏎文号：青政〔2025〕3号
姓名|林一帆""",
    "labels in it": """申请内容|1.名称：征地批复⏎2.地址：文澜路18号地块⏎3.联系电话：13800138000
姓名|林一帆""",
    "misspelt": """所需信息的內容描写|征地批复
申请人姓各|林一帆
所需信息的内容描述以及其他各种各样需要说明的事项和理由|批复""",
    "misspelt beside a label": """获取信息的方戍|姓名|林一帆
统一社会信用代吗|91320102MA1ABCDE2X""",
    "office": """姓名|林一帆
以下由受理机关填写
收到日期|2026年3月6日
经办人|周敏|电话|0791-87654321
备注|已登记""",
    "office in a line": """申请人：林一帆
（以下由行政机关填写）
登记日期：2026年3月6日
受理人：周敏
电话：0791-87654321""",
    "instructions": """申请人：林一帆
填表说明：1.姓名：填写本人姓名
电话：填写本人电话
2026年3月5日""",
    "sections": """申请人信息：
姓名：林一帆
代理人情况：
姓名：何清
电话：13900139000
所需信息：
征地批复""",
    "section in a sentence": """申请人：林一帆
代理人信息由本人提供
电话：13800138000""",
    "section with its words": """代理人：何清|电话|13900139000
公民|姓名|林一帆
其他|☑公民|科研
备考|见下""",
    "parts of a form": """申请人信息
必填项
姓名：林一帆
基本信息|电话|13800138000
申请情况|征地批复已经公布过""",
    "short heads": """说法|姓名|林一帆
这里写上您的名字|姓名|周敏
方法|☑纸质 ☐光盘
办法|见后""",
    "blanks": """姓名 林一帆 证件号码 110101199003074258
联系  电话  13800138000
地址 青枫区 梧桐里 6号 邮编 330000
申请人信息 姓 名 周敏
姓名 电话""",
    "blanks for nothing": """林一帆 电话 13800138000
姓名：林一帆 电话 13800138000
电话""",
    "below a label": """申请人：
林一帆
联系电话：

13800138000
所需信息：
征地批复

补偿方案
特此申请
申请人：林一帆
2026年3月5日""",
    "below and no further": """姓名：

林一帆
周敏
用途：自用
备注：
请快一点
谢谢""",
    "underlined": """姓名：____林一帆____  电话：______
13800138000
地址：
青枫区梧桐里6号
备注：________
请快一点""",
    "notes": """备注：无
征地批复
注：请尽快
补偿方案
其他说明：____
我很着急""",
    "another below": """申请人：林一帆，身份证号110101199003074258
申请人：周敏，身份证号11010519491231002X
联系电话：13800138000""",
    "another far below": """申请人：林一帆
电话：13800138000
地址：青枫区梧桐里6号
邮编：330000
邮箱：lin@example.org
用途：自用
获取方式：邮寄
申请人：周敏""",
    "a body below": """申请人：林一帆
申请人：青枫区远岫工程咨询有限公司""",
    "of us": """申请人：林一帆
代理人：何清
本人电话：13800138000
我们联系电话：13900139000""",
    "a wish behind": """联系电话13800138000。现申请公开征地批复。
身份证号110101199003074258，特申请公开补偿方案！
地址：青枫区梧桐里6号，因房屋被征收，请公开评估报告；谢谢您的帮助与支持
邮编：330000；以上""",
    "an order": """致：青枫区住建局
电话：0791-87654321
申请人：林一帆""",
    "an order within": """申请人：林一帆 主送：青枫区住建局 电话：0791-87654321""",
    "signed": """申请人：林一帆
申请人签名：林一帆、周敏 2026年3月5日
签字：何清""",
    "signed by another": """申请人：林一帆
代理人：何清
签名：何清
签名：不是名字的东西
签名：2026年3月6日""",
    "signed only": """签名：林一帆 2026年3月5日
所需信息：征地批复""",
    "a better name": """申请人：1号楼
姓名：林一帆
联系人：林一帆""",
    "one more name": """申请人：林一帆，住梧桐里6号
法人名称：青枫区远岫工程咨询有限公司
法定代表人：周敏、赵立""",
    "together": """申请人：林一帆、周敏
共同申请人：赵立，男
共同申请人：林一帆""",
    "two addresses": """通信地址：青枫区梧桐里6号
户籍地：青枫区大王庄村3组
住址：青枫区梧桐里6号2栋""",
    "two of all": """电话：13800138000
电话：13800138000、13900139000
手机：13700137000
邮箱：lin@example.org
邮箱：zhou@example.org
邮编：330000
邮编：330001""",
    "mail for a phone": """联系方式：lin@example.org
联系电话：13800138000，邮箱 zhou@example.org""",
    "contact": """联系人电话：13900139000
联系电话：13800138000
联系人：周敏""",
    "number tells": """证件号码：护照E12345678
姓名：林一帆""",
    "number tells not": """证件类型：护照
证件号码：E12345678
统一社会信用代码：91320102MA1ABCDE2X""",
    "in one cell": """证件名称及号码|居民身份证 110101199003074258
快递单号|EMS 1234 5678 9""",
    "sought twice": """申请内容：征地批复
所需信息：征地批复
申请事项：补偿方案
文号：青政〔2025〕3号。""",
    "sought by its name": """文件名称：征地批复
文号：青政〔2025〕3号
姓名：林一帆""",
    "sought with a number": """申请内容：公开身份证110101199003074258的宅基地档案
姓名：林一帆""",
    "sought with a close": """姓名：林一帆
申请内容：征地批复
请邮寄至青枫区梧桐里6号
林一帆""",
    "sought and sent": """申请人：林一帆
申请公开征地批复。
请以纸质邮寄至青枫区文澜路18号，邮编330000。
林一帆""",
    "sent with no address": """申请公开征地批复。
请寄到我家。
林一帆""",
    "left numbers": """申请公开征地批复。
110101199003074258
13800138000
lin@example.org
林一帆""",
    "left odd numbers": """申请公开征地批复。
本人身份证110101199003074259。
电话13800138000或13900139000。
林一帆""",
    "another's numbers": """申请公开征地批复。
代理人电话13800138000，身份证110101199003074258
林一帆""",
    "days": """申请日期：2026年3月5日
收到日期：2026年3月6日
申请人：林一帆""",
    "day alone": """申请人：林一帆
二〇二六年三月五日
2026年3月7日""",
    "no day": """申请日期：年 月 日
收件日期：昨天
姓名：林一帆""",
    "kind by name": """申请人：青枫区远岫工程咨询有限公司
统一社会信用代码：91320102MA1ABCDE2X
法定代表人：周敏""",
    "kind ticked": """☐公民 ☑法人或其他组织
名称：林一帆
证件号码：110101199003074258""",
    "kind of a body": """申请人：青枫区远岫工程咨询有限公司
证件号码：110101199003074258""",
    "person with a representative": """申请人：林一帆
法定代表人：周敏""",
    "contact only": """联系人：赵先生
电话：13800138000""",
    "permit": """姓名：林一帆
证件号码：810000199001011234""",
    "permit of Taiwan": """姓名：林一帆
证件号码：83000019900101123X""",
    "sent to": """姓名：林一帆
请寄送至：青枫区文澜路18号""",
    "both in a line": """姓名：林一帆 性别：男 出生日期：1990年3月7日 民族：汉族
证件：身份证110101199003074258 职务：教师 工作单位：青枫中学""",
    "brackets": """【姓名】林一帆【电话】13800138000【说明】无
[地址]青枫区梧桐里6号""",
    "numbered": """一、申请人：林一帆
二、申请公开的信息：
（一）名称：征地批复
（二）地址：文澜路18号的补偿方案
三、获取方式：邮寄""",
    "lives": """我叫林一帆，男，汉族，家住青枫区梧桐里6号，身份证110101199003074258，申请公开征地批复。""",
    "number without a colon": """申请人林一帆 联系电话为13800138000 身份证号是110101199003074258 邮箱lin@example.org""",
    "applicant told": """1、申请人基本情况：林一帆，男，住青枫区梧桐里6号，联系电话：13800138000""",
}


def rows_of(text: str) -> list[ReadRow]:
    rows = []
    for line in text.split("\n"):
        cells = tuple(ReadCell(one.replace("⏎", "\n")) for one in line.split("|"))
        rows.append(ReadRow(cells, in_table=len(cells) > 1))
    return rows


def test_small_forms_and_letters(approved) -> None:
    def tell() -> Iterator[str]:
        for name, text in FORMS.items():
            yield f"== {name}"
            yield from (f"  {line}" for line in text.split("\n"))
            yield "→"
            yield from reading_lines(settled(entries_of(rows_of(text))))

    approved("small_forms", tell())


def test_what_is_blurred_is_doubted_and_keeps_its_place() -> None:
    def row(label: str, value: str, sureness: float) -> ReadRow:
        place = PageArea(0, 0.5, 0.1, 0.2, 0.02)
        return ReadRow((ReadCell(label), ReadCell(value, place, sureness)), in_table=True)

    rows = [row("姓名", "林一帆", 0.59), row("邮编", "330000", 0.6), row("联系电话", "12345", 0.2)]
    reading = settled(entries_of(rows))
    doubts = {name: one.doubt for name, one in reading.fields.items() if one.doubt}
    assert doubts == {
        "applicant_name": "扫描件上这一处看不清",
        "phone": "不像电话号码，请核对位数",
    }
    assert reading.fields["postcode"].place == PageArea(0, 0.5, 0.1, 0.2, 0.02)
