"""What a request is about, by its words."""

import re

# The subjects reports speak of; the first that is found decides.
SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("征地拆迁与补偿", re.compile("征地|征收|拆迁|补偿|安置|搬迁|宅基地")),
    ("规划与用地", re.compile("规划|用地|土地|出让|地块|红线|容积率")),
    ("工程建设与房屋", re.compile("施工|竣工|验收|房屋|物业|维修|危房|工程|招标|采购")),
    ("生态环境", re.compile("环评|环境|排污|污染|噪声|水质")),
    ("行政执法与处罚", re.compile("处罚|执法|查处|立案|投诉|举报|案卷")),
    ("财政与审计", re.compile("预算|决算|审计|资金|财政|补贴|经费")),
    ("人事与社会保障", re.compile("人事|招聘|编制|社保|养老|医保|工伤|职称")),
    ("教育与医疗", re.compile("学校|教育|招生|医院|医疗|卫生")),
    (
        "政策文件",
        re.compile(
            r"〔\d{4}〕|[\[（(]\d{4}[\]）)]\s*第?\s*\d+\s*号|通知|办法|规定|方案|意见|文件|批复|会议纪要"
        ),
    ),
)
OTHER_SUBJECT = "其他"


def subject_of(text: str) -> str:
    """Return the subject a request is about, by its words."""
    return next((name for name, words in SUBJECTS if words.search(text)), OTHER_SUBJECT)
