"""The parts of a case's course, in its order, and which acts belong to each.

What a long menu is read by: the act one looks for stands where its day in the course is.
"""

from collections.abc import Mapping

_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "收件和登记",
        ("confirm", "guide", "fill_for", "hand_over", "contact", "amend", "ask_reasons",
         "give_reasons", "defer"),
    ),
    (
        "补正和收费",
        ("ask_correction", "receive_correction", "notice_fee", "pay_fee", "refund_fee"),
    ),
    (
        "分办和检索",
        ("assign", "section_accepted", "section_returned", "urge_section", "section_answered",
         "search", "ask_assistance", "extend"),
    ),
    (
        "征求意见",
        ("consult_third_party", "third_party_answered", "consult_agency", "agency_answered",
         "refer", "referral_answered"),
    ),
    (
        "审查和答复",
        ("review", "confer", "decide", "decide_items", "ask_counsel", "counsel_answered",
         "endorse", "approve", "redact", "check_outgoing"),
    ),
    (
        "送达和文书",
        ("serve", "returned", "dispatch", "deliver", "letter_returned", "number_mail",
         "keep_sent_copy", "remake_letter"),
    ),
    (
        "办结和归档",
        ("withdraw", "file", "reclassify", "review_publication"),
    ),
    (
        "复议和诉讼",
        ("receive_reconsideration", "answer_reconsideration", "decide_reconsideration", "sue",
         "defend", "appeal", "judge", "order_reply", "order_answer"),
    ),
    ("记录和附件", ("note", "phone", "remove_attachment")),
)  # fmt: skip

PARTS: Mapping[str, tuple[str, int]] = {
    name: (heading, place)
    for place, (heading, name) in enumerate(
        (heading, name) for heading, names in _PARTS for name in names
    )
}
"""By the name of an act, the heading it stands under and its place in the whole course."""
