"""What was released to one applicant, for the next who asks for it."""

import pytest

from casework import acts
from casework.bundles.again import release_again, released_before
from casework.cases.attachments import add_content, add_file, by_label, of_case
from tests.casework.bundles.test_bundles import a_pdf


def a_copy(desk, request_id, tmp_path, *, keeps_own=False):
    from forms.redaction import CoverGround, Redaction

    add_content(desk, request_id, "登记表.pdf", a_pdf("original"))
    (tmp_path / "登记表（公开件）.pdf").write_bytes(a_pdf("covered", 2))
    add_file(desk, request_id, tmp_path / "登记表（公开件）.pdf", to_disclose=True)
    assert "登记表（公开件）.pdf" in by_label(desk, request_id)
    form = Redaction(
        on=desk.today,
        file="登记表.pdf",
        copy="登记表（公开件）.pdf",
        pages=2,
        places=5,
        grounds=(CoverGround.PRIVACY,),
        covered="身份证号码——5处，个人隐私",
        keeps_own=keeps_own,
    )
    acts.perform(desk, acts.ACTS["redact"], request_id, form)


SOUGHT = "万全村征地补偿登记表和补偿标准"


@pytest.fixture
def two(desk, do):
    first = do("register", None, "2026-03-02", applicant_name="方可", information_sought=SOUGHT)
    other = do(
        "register", None, "2026-03-10", applicant_name="林一帆",
        information_sought="请提供万全村征地补偿登记表",
    )  # fmt: skip
    return first.request_id, other.request_id


def test_what_was_released_is_found_for_the_next_and_brings_its_grounds(desk, do, two, tmp_path):
    first, second = two
    a_copy(desk, first, tmp_path)
    assert released_before(desk, second) == []
    store_served(desk, do, first)
    (found,) = released_before(desk, second)
    assert "公开过“登记表（公开件）.pdf”，2页，遮盖依据：个人隐私" in found.words
    release_again(desk, second, found)
    (copy,) = of_case(desk, second)
    assert copy.to_disclose
    start = acts.starting_values(desk, acts.ACTS["decide"], second)
    assert start["provided"] == "登记表（公开件），2页"
    assert [ground.name for ground in start["grounds"]] == ["THIRD_PARTY_RIGHTS"]
    assert released_before(desk, second) == []


def store_served(desk, do, request_id):
    do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="登记表（公开件），2页")
    do("serve", request_id, "2026-03-17", mail_number="EM123456789CN")


def test_a_copy_that_shows_the_first_applicant_is_not_offered(desk, do, two, tmp_path):
    first, second = two
    a_copy(desk, first, tmp_path, keeps_own=True)
    store_served(desk, do, first)
    assert released_before(desk, second) == []
