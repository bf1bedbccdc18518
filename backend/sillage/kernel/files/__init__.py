"""Files: accepted by content, kept under random names, given out as downloads only."""

from sillage.kernel.files.serving import download_answer, framed_page
from sillage.kernel.files.storage import (
    StoredContent,
    link_token,
    open_content,
    read_link_token,
    remove_after_commit,
    removed_on_failure,
    store,
)
from sillage.kernel.files.types import clean_name, decoded_text, media_type_of

__all__ = [
    "StoredContent",
    "clean_name",
    "decoded_text",
    "download_answer",
    "framed_page",
    "link_token",
    "media_type_of",
    "open_content",
    "read_link_token",
    "remove_after_commit",
    "removed_on_failure",
    "store",
]
