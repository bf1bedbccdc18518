"""Coded errors that become RFC 9457 problem documents."""

from sillage.kernel.errors.problems import (
    Conflict,
    FieldProblem,
    Forbidden,
    InvalidFields,
    NotFound,
    PayloadTooLarge,
    Problem,
    StaleVersion,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)

__all__ = [
    "Conflict",
    "FieldProblem",
    "Forbidden",
    "InvalidFields",
    "NotFound",
    "PayloadTooLarge",
    "Problem",
    "StaleVersion",
    "TooManyRequests",
    "Unauthenticated",
    "Unavailable",
]
