import pytest

from casework.sample_office import make_sample_office


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    desk = make_sample_office(tmp_path_factory.mktemp("sample") / "样例.db")
    yield desk
    desk.close()
