"""Every case of the campaign, with a tenth of its tries."""

from pathlib import Path

import pytest
from faults import catalogue
from faults.campaign import CASES
from faults.case import Case, Impossible

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return catalogue.pristine(tmp_path_factory.mktemp("pristine"))


@pytest.mark.parametrize("name", CASES)
def test_holds(name: str, pristine: Path, tmp_path: Path) -> None:
    case = Case(tmp_path / name, pristine, quick=True)
    case.place.mkdir()
    try:
        CASES[name](case)
    except Impossible as error:
        pytest.skip(str(error))
    assert case.seconds, "nothing was tried"
    assert not case.failures, "\n".join(case.failures)
