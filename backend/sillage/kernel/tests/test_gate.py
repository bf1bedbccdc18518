"""What the gate answers before any endpoint runs."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_that_the_api_does_not_have_is_a_problem_document() -> None:
    answer = Client().get("/api/v1/nothing", headers={"accept-language": "fr"})

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["title"]) == ("not_found", "Introuvable")


def test_a_method_that_an_address_does_not_have_is_a_problem_document_that_names_those_it_has() -> None:
    answer = Client().delete("/api/v1/setup", headers={"accept-language": "en"})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "method_not_allowed"


def test_a_host_that_this_installation_does_not_answer_to_is_refused() -> None:
    answer = Client().get("/api/v1/setup", headers={"host": "rebound.example", "accept-language": "fr"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_host"
    assert "ALLOWED_HOSTS" in answer.json()["detail"]


def test_a_page_asked_under_another_name_tells_which_setting_to_change() -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "192.0.2.7:8000"})

    assert answer.status_code == 400
    assert "ALLOWED_HOSTS" in answer.content.decode()
