"""Language of the command line: French when the terminal speaks French, else English."""

import os


def speaks_french() -> bool:
    """Tell whether the terminal asks for French (LC_ALL, LC_MESSAGES, LANG in the usual order)."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return value.lower().startswith("fr")
    return False


def say(fr: str, en: str) -> str:
    """Choose the sentence in the language of the terminal."""
    return fr if speaks_french() else en
