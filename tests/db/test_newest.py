from contextlib import closing

import pytest
from sqlite_utils import Database

from db.migrations import migrations, step_names
from db.newest import SCHEMA_MARK, STEPS, applied_steps, fingerprint, is_newest

pytestmark = pytest.mark.of_file("the marks of a file that is up to date")


def test_the_marks_are_those_of_what_the_migrations_make() -> None:
    with closing(Database(memory=True, execute_plugins=False)) as fresh:
        migrations.apply(fresh)
        assert applied_steps(fresh.conn) == STEPS == tuple(step_names())
        assert fingerprint(fresh.conn) == SCHEMA_MARK
        assert is_newest(fresh.conn)


def test_an_older_or_altered_register_is_not_the_newest() -> None:
    with closing(Database(memory=True, execute_plugins=False)) as older:
        assert not is_newest(older.conn)
        migrations.apply(older, stop_before=STEPS[-1])
        assert applied_steps(older.conn) == STEPS[:-1]
        assert not is_newest(older.conn)
        migrations.apply(older)
        older.execute("create index more on step (recorded_by)")
        assert not is_newest(older.conn)
