"""Fields that administrators add to any kind of record, and the values records have in them.

A definition (`records_field`) has a key that never changes; records keep their values in one typed side table
(`records_field_value`) whose B-trees (workspace, field, value, record) serve filters and sorts under row-level
security. Each process keeps the definitions of a workspace under a random stamp that comes along when the workspace is
entered (`records.objects.stamp`), so a request asks nothing extra; whoever changes definitions renews the stamp, and
waits for whoever else does.

`extras.py` is what the actions of a module call: clean, insert or write tags and custom values, and get the changes
for the one event that history and undo live on. A module takes part by calling it and by stating `extras=True` in its
manifest. `computing.py` keeps formulas and roll-ups current in the transaction of the write: the kernel tells it of
every recorded event. Formulas are read by `formulas.py`, a small language of its own without `eval`; roll-ups never
build on roll-ups, so nothing goes in circles across records. `recomputing.py` goes through all records, 500 per
transaction, when a definition changes.

Refused: a change that would lose values (with their number), removing a choice that records have, deleting a field
others are computed from. What is deleted stays 30 days with its values.
"""
