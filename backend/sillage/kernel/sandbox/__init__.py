"""Reading files from outside in a disposable child process: little memory, little time, no network."""

from sillage.kernel.sandbox.running import Answer, Limits, SandboxFailed, apart
from sillage.kernel.sandbox.types import Refused

__all__ = ["Answer", "Limits", "Refused", "SandboxFailed", "apart"]
