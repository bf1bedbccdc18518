"""The database that tests meet: application login, empty, and emptied again."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_queries_run_as_the_application_login() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()

    assert row == ("sillage_app", False, False, False)


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_in_the_next_test() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        before = cursor.fetchone()
        cursor.execute("INSERT INTO django_session VALUES ('a', 'b', now())")

    assert before == (0,)


test_committed_rows_are_gone_once_more = test_committed_rows_are_gone_in_the_next_test
