"""The child's side: gives up its rights first, then imports the task and runs it once.

Started as a plain script in an isolated interpreter, it must not import anything of the product before the
limits hold. The request comes as one JSON argument, the content on standard input, the answer goes to
`answer.json` in the working folder.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
# socket, connect, bind, sendto, sendmsg, execve, execveat, ptrace, io_uring_setup
_FORBIDDEN_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 44, 46, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 206, 211, 221, 281, 117, 425)),
}
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "ctypes.dlopen")


def _limit(memory: int, seconds: int, written: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    if sys.platform == "linux":  # elsewhere the kernel ignores or refuses it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _no_network() -> None:
    """Close the network and the way to other programs: by the kernel where it can, by the interpreter too."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # An empty network of its own; not every installation lets a process have one.
        libc.unshare(_CLONE_NEWNET) and libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        _filter_calls(libc)

    def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN_EVENTS):
            raise PermissionError(errno.EPERM, event)

    sys.addaudithook(refuse)


def _filter_calls(libc: ctypes.CDLL) -> None:
    """Have the kernel answer "not permitted" to calls that open sockets or start programs (seccomp)."""
    known = _FORBIDDEN_CALLS.get(platform.machine())
    if known is None:
        return
    architecture, numbers = known
    program = [
        struct.pack("HBBI", 0x20, 0, 0, 4),  # load the architecture
        struct.pack("HBBI", 0x15, 1, 0, architecture),  # go on when it is ours
        struct.pack("HBBI", 0x06, 0, 0, 0x80000000),  # else end the process
        struct.pack("HBBI", 0x20, 0, 0, 0),  # load the number of the call
    ]
    for place, number in enumerate(numbers):
        program.append(struct.pack("HBBI", 0x15, len(numbers) - place, 0, number))
    program.append(struct.pack("HBBI", 0x06, 0, 0, 0x7FFF0000))  # allow
    program.append(struct.pack("HBBI", 0x06, 0, 0, 0x00050000 | errno.EPERM))  # refuse
    code = ctypes.create_string_buffer(b"".join(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(header), 0, 0)


def _answer(folder: Path, value: dict[str, Any]) -> None:
    (folder / "answer.json").write_text(json.dumps(value), encoding="utf-8")


def main() -> int:
    """Run the one task of the request; 0 when there is an answer, 3 without memory, 4 for anything else."""
    request = json.loads(sys.argv[1])
    folder = Path(request["folder"])
    os.chdir(folder)
    sys.path[:] = request["path"]
    module, _, name = request["task"].partition(":")
    _no_network()
    _limit(request["memory"], request["seconds"], request["written"])
    try:
        task = getattr(importlib.import_module(module), name)
        with os.fdopen(0, "rb") as source:
            value = task(source, folder, **request["arguments"])
        _answer(folder, {"value": value})
    except MemoryError:
        return 3
    except Exception as error:
        reason = getattr(error, "sandbox_reason", None)
        if reason is None:
            # The kind of fault only: its text may quote the file.
            sys.stderr.write(type(error).__name__)
            return 4
        _answer(folder, {"refused": reason})
    return 0


if __name__ == "__main__":
    sys.exit(main())
