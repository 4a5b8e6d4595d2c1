"""The kinds of day by which somebody has to do something in a case, and what "near" means.

Nothing is imported here: the board of the day reads it before the first list is painted.
"""

from enum import Enum

# 五日内: today and the next four working days, wherever a day is called near.
NEAR_DAYS = 4


class Task(Enum):
    """What a clock of a case waits for: its word in the register, and the words a clerk reads.

    `is_ours` tells whether the move is the office's.
    """

    CONFIRM = "confirm", "确认收到申请", True
    CORRECTION_NOTICE = "correction_notice", "补正告知期限", True
    REPLY = "reply", "答复期限", True
    RE_REPLY = "re_reply", "重新答复期限", True
    CAUTIOUS_REPLY = "cautious_reply", "补正告知逾期，按未停止计算的答复期限", True
    ORDERED_ANSWER = "ordered_answer", "责令答复期限", True
    EXTENSION = "extension", "可以延长答复期限的最后一日", True
    SERVE = "serve", "已作答复，待送达", True
    SERVE_LAPSE = "serve_lapse", "不再处理的告知，待送达", True
    SERVE_AGAIN = "serve_again", "邮件退回，待重新送达", True
    DELIVERY = "delivery", "送达日期未登记", True
    CORRECTION = "correction", "申请人补正期限", False
    FEE_PAYMENT = "fee_payment", "申请人缴费期限", False
    THIRD_PARTY = "third_party", "第三方提出意见期限", False
    AGENCY = "agency", "其他机关提出意见期限", False
    SECTION = "section", "科室答复期限", False
    REFERRAL = "referral", "报请确定的答复期限", False
    COUNSEL = "counsel", "法律审核期限", False
    ENDORSEMENT = "endorsement", "呈批单等待签批", False
    SIGNATURE = "signature", "呈批单等待签发", False
    REASONS = "reasons", "申请人说明理由期限", False
    RECONSIDERATION_ANSWER = "reconsideration_answer", "复议答复期限", True
    DEFENCE = "defence", "答辩举证期限", True

    def __init__(self, word: str, label: str, is_ours: bool) -> None:
        self.word = word
        self.label = label
        self.is_ours = is_ours
