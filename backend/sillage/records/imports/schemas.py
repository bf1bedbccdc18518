"""What the API of imports takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Schema

Status = Literal["mapping", "checking", "ready", "running", "done", "cancelled", "failed", "undoing", "undone"]
Outcome = Literal["create", "update", "restore", "identical", "skip", "refuse"]
WhenMatched = Literal["update", "skip", "create"]
ValueAction = Literal["match", "create", "empty", "refuse"]
StageKind = Literal["open", "won", "lost"]
Encoding = Literal["utf-8", "utf-16", "utf-32", "cp1252", "mac-roman"]
Separator = Literal[";", ",", "\t", "|"]
DecimalSign = Literal[",", "."]
DateOrder = Literal["dmy", "mdy", "ymd"]
FileFormat = Literal["csv", "xlsx", "xls", "ods", "vcard"]
PhoneCountry = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
WhenNew = Literal["create", "skip"]
WhenTrashed = Literal["skip", "restore"]
ColumnRule = Literal["overwrite", "fill"]
WhenInvalid = Literal["refuse", "empty"]
SheetName = Annotated[str, StringConstraints(max_length=120)]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=64)]
CellText = Annotated[str, StringConstraints(max_length=500)]


class ImportColumnOut(Schema):
    """One column of the file. `confidence` (0 to 1) says how sure the proposal is.

    `rule` says whether an existing value is overwritten or only an empty one filled, `invalid` whether a cell
    that cannot be read refuses its row or is left out.
    """

    index: int
    header: str
    samples: list[str]
    filled: int
    field: str | None
    confidence: float
    rule: ColumnRule = "overwrite"
    invalid: WhenInvalid = "refuse"


class ImportFieldOut(Schema):
    """A field a column can go to; `group` names the other record on the line it belongs to, if any."""

    name: str
    label: str
    kind: str
    required: bool
    match: bool
    group: str | None = None


class ImportOptionOut(Schema):
    """A value that exists already. `kind` is given for stages."""

    id: str
    label: str
    kind: StageKind | None = None


class ImportValueOut(Schema):
    """A value of the file that is not known, how many rows hold it, and what will become of it."""

    value: str
    count: int
    action: ValueAction
    target: str | None
    kind: StageKind | None = None


class ImportAssociationOut(Schema):
    """The unknown values of one field. `values` holds the 200 most frequent of `unknown`."""

    field: str
    label: str
    known: int
    unknown: int
    can_create: bool
    options: list[ImportOptionOut]
    values: list[ImportValueOut]


class ImportFixedOut(Schema):
    """A field whose one value, if given, applies to every row (the pipeline of imported deals)."""

    field: str
    label: str
    required: bool
    value: str | None
    options: list[ImportOptionOut]


class ImportConflictOut(Schema):
    """A record that undoing left as it is, and why."""

    object: str
    id: UUID
    title: str | None
    message: str


class ImportUndoOut(Schema):
    """What undoing the import did so far; `conflict_list` holds the first 200 of `conflicts`."""

    undone: int
    conflicts: int
    conflict_list: list[ImportConflictOut]


class ImportSummaryOut(Schema):
    """One import in the list."""

    id: UUID
    object: str
    file_name: str
    status: Status
    rows_total: int
    rows_done: int
    rows_checked: int
    created: int
    updated: int
    restored: int
    skipped: int
    refused: int
    change_set_id: UUID | None
    member_id: UUID | None
    member_name: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ImportMatchOut(Schema):
    """A field existing records can be recognised by."""

    name: str
    label: str


class ImportOut(ImportSummaryOut):
    """An import with everything its screen shows."""

    file_size: int
    encoding: Encoding
    separator: Separator
    decimal_sign: DecimalSign
    date_order: DateOrder
    phone_country: PhoneCountry
    format: FileFormat
    has_header: bool
    header_line: int
    sheet: str | None
    sheets: list[str]
    preset: str | None
    columns: list[ImportColumnOut]
    fields: list[ImportFieldOut]
    fixed: list[ImportFixedOut]
    associations: list[ImportAssociationOut]
    match_field: str | None
    match_fields: list[ImportMatchOut]
    when_matched: WhenMatched
    when_new: WhenNew
    when_trashed: WhenTrashed
    corrected: int
    error: str | None
    undo: ImportUndoOut | None


class ImportListOut(Schema):
    """One page of imports, the latest first."""

    items: list[ImportSummaryOut]
    next_cursor: str | None


class ImportColumnIn(Schema):
    """Where one column goes (null leaves it out), or how its cells are taken; what is not given stays."""

    index: Annotated[int, Field(ge=0, lt=200)]
    field: FieldName | None = None
    rule: ColumnRule | None = None
    invalid: WhenInvalid | None = None


class ImportFixedIn(Schema):
    """One value for every row; null takes it away."""

    field: FieldName
    value: CellText | None


class ImportValueIn(Schema):
    """What becomes of a value: `target` is the option's id for `match`."""

    field: FieldName
    value: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    action: ValueAction
    target: Annotated[str, StringConstraints(max_length=200)] | None = None
    kind: StageKind | None = None


class ImportMappingIn(Schema):
    """Changes to the mapping; what is left out stays.

    A new encoding, separator, sheet or header line reads the file again; a new object maps it again.
    """

    object: FieldName | None = None
    sheet: SheetName | None = None
    has_header: bool | None = None
    header_line: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    phone_country: PhoneCountry | None = None
    encoding: Encoding | None = None
    separator: Separator | None = None
    decimal_sign: DecimalSign | None = None
    date_order: DateOrder | None = None
    columns: Annotated[list[ImportColumnIn], Field(max_length=200)] | None = None
    fixed: Annotated[list[ImportFixedIn], Field(max_length=50)] | None = None
    values: Annotated[list[ImportValueIn], Field(max_length=1000)] | None = None
    match_field: FieldName | None = None
    when_matched: WhenMatched | None = None
    when_new: WhenNew | None = None
    when_trashed: WhenTrashed | None = None


class ImportReasonOut(Schema):
    """Why a row is refused: the field, its value and a sentence."""

    field: str | None
    label: str | None
    value: str | None
    code: str
    message: str


class ImportChangeOut(Schema):
    """A field that the import changes in an existing record."""

    field: str
    label: str
    before: str | None
    after: str | None


class ImportPreviewRowOut(Schema):
    """What becomes of one row. `values` are the texts of the mapped columns, by field.

    `corrected` holds the positions of the cells a person replaced.
    """

    line: int
    outcome: Outcome
    title: str
    record_id: UUID | None
    values: dict[str, str]
    reasons: list[ImportReasonOut]
    changes: list[ImportChangeOut]
    corrected: list[int]


class ImportRowListOut(Schema):
    """One page of checked rows in the order of the file."""

    items: list[ImportPreviewRowOut]
    next_cursor: str | None


class ImportCellIn(Schema):
    """What a cell should have held."""

    index: Annotated[int, Field(ge=0, lt=200)]
    value: Annotated[str, StringConstraints(max_length=20_000)]


class ImportCellsIn(Schema):
    """Corrections of one row of the file."""

    cells: Annotated[list[ImportCellIn], Field(min_length=1, max_length=200)]


class ImportCountsOut(Schema):
    """How many rows end how."""

    create: int
    update: int
    restore: int
    identical: int
    skip: int
    refuse: int


class ImportRowOut(Schema):
    """A row judged again, and how many rows end how now."""

    row: ImportPreviewRowOut
    counts: ImportCountsOut


class ImportNewValuesOut(Schema):
    """How many values of a field the import creates on its way (organisations, stages)."""

    field: str
    label: str
    count: int


class ImportPreviewOut(Schema):
    """The first 100 rows and the counts of all. Counts are null until the check has ended."""

    status: Status
    counts: ImportCountsOut | None
    new_values: list[ImportNewValuesOut]
    fields: list[ImportFieldOut]
    rows: list[ImportPreviewRowOut]


class ImportRefusalOut(Schema):
    """A refused row: its line in the file, why, and its cells (the first 200 characters of each)."""

    id: UUID
    line: int
    reasons: list[ImportReasonOut]
    values: list[str]


class ImportRefusalListOut(Schema):
    """One page of refused rows with the headers of the file."""

    headers: list[str]
    items: list[ImportRefusalOut]
    next_cursor: str | None
