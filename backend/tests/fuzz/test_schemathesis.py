"""Every operation of the OpenAPI document, fuzzed by Schemathesis as three roles.

The gate takes a tenth of the operations, another each day, with 20 examples; `make fuzz` takes all of
them with 200. What must hold: no 5xx, answers as documented, invalid input refused. That no operation
ignores authentication is the isolation sweep's part.
"""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from sillage.config.api import api
from sillage.config.wsgi import application
from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.kernel.http.api import openapi_document

LONG = os.environ.get("SILLAGE_LONG") == "1"
EXAMPLES = int(os.environ.get("SILLAGE_FUZZ_EXAMPLES", "200" if LONG else "20"))
TENTHS = 10
ROLES = ("administrator", "sales", "read_only")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
# Ends the session or the membership that the other cases need.
LEFT_OUT = ["completeSetup", "acceptInvitation", "deactivateMember", "switchWorkspace"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fuzz if LONG else pytest.mark.xdist_group("fuzz")]


def todays_operations() -> list[str]:
    """Operation ids of this run: all of them, or the tenth whose turn it is."""
    document = openapi_document(api)
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    wanted = [name for name in names if name not in LEFT_OUT]
    if LONG:
        return wanted
    today = datetime.now(UTC).toordinal() % TENTHS
    return [name for name in wanted if zlib.crc32(name.encode()) % TENTHS == today]


schema = schemathesis.openapi.from_dict(openapi_document(api)).include(operation_id=todays_operations())
schema.app = application


@pytest.fixture(params=ROLES)
def client(request: pytest.FixtureRequest) -> ApiClient:
    workspace = make_workspace("Fuzz")
    return client_of(make_member(workspace, request.param))


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_an_operation_answers_as_documented_whatever_it_is_sent(case: Case, client: ApiClient) -> None:
    cookies = {name: morsel.value for name, morsel in client.http.cookies.items()}

    case.call_and_validate(headers=client.headers, cookies=cookies, checks=CHECKS)
