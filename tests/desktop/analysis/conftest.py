import pytest


@pytest.fixture(scope="module")
def sample(tmp_path_factory, sample_office):
    desk = sample_office(tmp_path_factory.mktemp("sample"))
    yield desk
    desk.close()
