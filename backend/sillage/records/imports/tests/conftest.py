"""What the tests of imports share."""

import pytest

from sillage.identity.users.models import Member
from sillage.records.imports.tests.factories import administrator


@pytest.fixture
def member() -> Member:
    return administrator()
