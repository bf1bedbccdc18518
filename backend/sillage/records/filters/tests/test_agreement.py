"""SQL and plain values answer alike, whatever the filter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, registry
from sillage.kernel.text import normalise
from sillage.records.fields.actions import update_record_extras
from sillage.records.filters.queries import matches, read_filter
from sillage.records.filters.types import FAMILIES, OPERATORS, Family
from sillage.records.grid.queries import record_details, selection_ids

pytestmark = pytest.mark.django_db

TOWNS = ["Saint-Étienne", "RENNES", "L’Haÿ", "Cœur", "rennes ", None]
