"""What custom objects may be called, and the icons they may have."""

from __future__ import annotations

ICONS = (
    "box", "truck", "home", "building", "tool", "car", "plane", "ship", "leaf", "tree", "heart", "star", "flag",
    "map-pin", "calendar", "clock", "book", "file", "folder", "briefcase", "certificate", "school", "users",
    "device-desktop", "server", "plug", "bolt", "flame", "droplet", "shopping-cart", "gift", "trophy", "camera",
    "microphone", "palette", "paw", "key", "shield", "stethoscope", "coin",
)  # fmt: skip
# Words that addresses, permissions and payloads use for something else, now or when a capability arrives.
RESERVED = frozenset(
    {
        "object", "objects", "record", "records", "field", "fields", "tag", "tags", "view", "views", "member",
        "members", "team", "teams", "role", "roles", "user", "users", "workspace", "import", "imports", "export",
        "exports", "trash", "search", "settings", "file", "files", "note", "notes", "call", "calls", "meeting",
        "meetings",
        "message", "messages", "task", "tasks", "activity", "activities", "timeline", "contact", "contacts",
        "organisation", "organisations", "deal", "deals", "pipeline", "pipelines", "stage", "stages", "product",
        "products", "quote", "quotes", "invoice", "invoices", "payment", "payments", "contract", "contracts", "case",
        "cases", "claim", "claims", "workflow", "workflows", "run", "runs", "campaign", "campaigns", "sequence",
        "sequences", "template", "templates", "mailbox", "mailboxes", "score", "scores", "dashboard", "dashboards",
        "report", "reports", "widget", "change_set", "custom_object", "custom_record", "api_key", "invitation",
        "event", "home", "new", "me", "all", "custom", "api", "backup", "session",
    }
)  # fmt: skip
