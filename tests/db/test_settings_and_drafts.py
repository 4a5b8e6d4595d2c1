import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import drafts, settings
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError

pytestmark = pytest.mark.on_both_engines

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(max_examples=40)
@given(value=JSON)
def test_a_setting_holds_whatever_json_can_say(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    with open_store(tmp_path_factory.getbasetemp() / "settings.db") as store:
        settings.put(store, "office", value)
        assert settings.value(store, "office", "没有", kind=object) == value
        assert settings.everything(store) == {"office": value}


def test_a_setting_not_made_has_its_default(store: Store) -> None:
    assert settings.value(store, "reminder", 15) == 15
    settings.put(store, "reminder", 20)
    assert settings.value(store, "reminder", 15) == 20
    settings.forget(store, "reminder")
    assert settings.value(store, "reminder", 15) == 15


def test_a_setting_of_another_kind_than_the_program_writes_is_told(store: Store) -> None:
    settings.put(store, "office", ["某局"])
    assert settings.value(store, "office") == ["某局"]
    for default, kind in (({}, None), (None, dict), ("", None)):
        with pytest.raises(ClerkError, match="已损坏"):
            settings.value(store, "office", default, kind=kind)


def test_a_draft_is_the_last_that_was_typed(store: Store) -> None:
    for text in ("周", "周某", "周某某"):
        drafts.keep(store, "register", {"applicant_name": text})
    drafts.keep(store, "extend:17", {})
    assert drafts.draft(store, "register") == {"applicant_name": "周某某"}
    assert drafts.keys(store) == ["extend:17", "register"]
    drafts.drop(store, "register")
    assert drafts.draft(store, "register") is None
    assert drafts.draft(store, "extend:17") == {}
