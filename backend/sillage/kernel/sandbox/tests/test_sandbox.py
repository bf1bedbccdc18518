"""Reading hostile files apart: the answer comes back, and nothing else gets out or stays alive."""

from __future__ import annotations

import io
import socket
import time

import pytest

from sillage.kernel.sandbox import Limits, Refused, SandboxFailed, apart

TASKS = "sillage.kernel.sandbox.tests.tasks"


def test_a_task_answers_and_leaves_files_beside_its_answer() -> None:
    with apart(f"{TASKS}:count_lines", io.BytesIO(b"un\ndeux\n"), arguments={"label": "essai"}) as answer:
        first = (answer.folder / "first").read_bytes()

    assert (answer.value["label"], answer.value["lines"], first) == ("essai", 2, b"un\n")
    assert not answer.folder.exists()


def test_the_child_knows_no_secret_of_the_environment() -> None:
    with apart(f"{TASKS}:count_lines", b"x", arguments={"label": ""}) as answer:
        known = set(answer.value["environment"])

    assert known <= {"LANG", "LC_CTYPE", "PYTHONHASHSEED"}


def test_a_refusal_carries_its_reason() -> None:
    with pytest.raises(Refused) as refusal, apart(f"{TASKS}:refuse", b"x"):
        pass

    assert refusal.value.sandbox_reason == "too_many_parts"


@pytest.mark.parametrize(
    ("task", "reason"), [("eat_memory", "memory"), ("sleep", "time"), ("spin", "time"), ("die", "crashed")]
)
def test_a_child_that_goes_too_far_is_ended_and_the_parent_lives(task: str, reason: str) -> None:
    began = time.monotonic()

    with pytest.raises(SandboxFailed) as failure, apart(f"{TASKS}:{task}", b"x", limits=Limits(seconds=2)):
        pass

    assert failure.value.reason == reason
    assert time.monotonic() - began < 6


def test_a_fault_in_a_parser_is_a_crash_without_the_content(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SandboxFailed) as failure, apart(f"{TASKS}:fail", b"secret-of-the-file"):
        pass

    assert failure.value.reason == "crashed"
    assert "secret-of-the-file" not in caplog.text


@pytest.mark.parametrize("task", ["call_out", "call_out_unwatched"])
def test_the_child_reaches_no_network(task: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]

        with pytest.raises(SandboxFailed), apart(f"{TASKS}:{task}", b"x", arguments={"port": port}):
            pass

        with pytest.raises(TimeoutError):
            server.accept()


def test_the_child_starts_no_program() -> None:
    with pytest.raises(SandboxFailed) as failure, apart(f"{TASKS}:start_program", b"x"):
        pass

    assert failure.value.reason == "crashed"


def test_the_child_cannot_fill_the_disk() -> None:
    with pytest.raises(SandboxFailed), apart(f"{TASKS}:write_much", b"x", limits=Limits(written=8 * 1024 * 1024)):
        pass
