"""The whole register as tables: every one of them says what it holds."""

from db import export
from db.opening import open_store


def test_every_table_says_what_it_holds(tmp_path):
    with open_store(tmp_path / "登记簿.db") as store:
        assert [table.name for table in export.tables(store) if not table.meaning] == []
