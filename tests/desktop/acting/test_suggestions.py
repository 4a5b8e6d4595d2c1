from desktop.acting.suggestions import FieldSuggestions


def test_a_name_is_completed_by_its_characters_or_its_pinyin(desk, registered):
    registered(applicant_name="单晓雯")
    registered(applicant_name="王小明")
    suggest = FieldSuggestions(desk)
    assert suggest("applicants", "晓") == ["单晓雯"]
    assert suggest("applicants", "shan") == ["单晓雯"]
    assert suggest("applicants", "") == []


def test_sections_are_offered_before_anything_is_typed(desk, registered, do):
    do("assign", registered(), section="办公室")
    do("assign", registered(), section="法规科")
    suggest = FieldSuggestions(desk)
    assert set(suggest("sections", "")) == {"办公室", "法规科"}
    assert suggest("sections", "法") == ["法规科"]


def test_the_side_consulted_is_offered_when_its_opinion_comes(desk, registered, do):
    request_id = registered()
    do("consult_third_party", request_id, ref="青枫建设有限公司", content="合同报价")
    assert FieldSuggestions(desk, request_id)("consulted", "") == ["青枫建设有限公司"]
    assert "青枫建设有限公司" in FieldSuggestions(desk, request_id)("sent_letters", "")[0]


def test_a_list_nobody_keeps_offers_nothing(desk):
    assert FieldSuggestions(desk)("unheard of", "x") == []


def test_the_latest_request_of_a_name_is_found(desk, registered):
    registered(applicant_name="王小明", phone="1")
    registered(applicant_name="王小明", phone="2")
    registered(applicant_name="王小明月", phone="3")
    assert FieldSuggestions(desk).last_of("王小明").phone == "2"
    assert FieldSuggestions(desk).last_of("王小") is None
