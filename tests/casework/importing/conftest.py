import pytest

from casework.importing import import_ledger
from casework.pages.register_check import problems
from tests.casework.importing.ledger_samples import FULL_HEADER, write


@pytest.fixture
def ledger(tmp_path):
    def written(rows, **options):
        return write(tmp_path / "台账.xlsx", rows, **options)

    return written


@pytest.fixture
def taken_over(desk, ledger):
    """Import rows of the full layout and return what came of it; the register must be sound."""

    def taking(*rows):
        outcome = import_ledger(desk, ledger([FULL_HEADER, *rows]))
        assert list(problems(desk)) == []
        return outcome

    return taking
