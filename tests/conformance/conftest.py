from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.validators import VeraPdf
from tests.tools import require


@pytest.fixture(scope="session")
def verapdf() -> Iterator[VeraPdf]:
    require("java", "jaxb")
    with VeraPdf.start() as engine:
        yield engine
