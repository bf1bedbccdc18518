"""Passwords: judged by Django's validators, refused in both languages."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from sillage.identity.users.models import User
from sillage.kernel.errors import FieldProblem
from sillage.kernel.text import Text


def password_problems(password: str, *, email: str, name: str, path: str = "password") -> list[FieldProblem]:
    """Why a password is too weak; empty when it is not. The account need not exist yet."""
    account = User(email=email, name=name)
    # The validators write their sentences at once, so each language is a judgement of its own.
    french, english = (_refusals(password, account, language) for language in ("fr", "en"))
    return [
        FieldProblem(path, code, Text(fr=said, en=in_english))
        for (code, said), (_, in_english) in zip(french, english, strict=True)
    ]


def _refusals(password: str, account: User, language: str) -> list[tuple[str, str]]:
    with override(language):
        try:
            validate_password(password, account)
        except ValidationError as refused:
            return [
                (error.code or "weak_password", " ".join(str(message) for message in error.messages))
                for error in refused.error_list
            ]
    return []
