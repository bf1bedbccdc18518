"""When somebody last spoke about a record and when the next thing is planned, kept on the record itself.

Whatever brings such moments about (calls, meetings, messages, later tasks) offers `activity_dates:<its name>`:
given record ids, a mapping from each to (last interaction, next activity), either of them None. After each
change it names the records concerned to `refresh_dates`, in its own transaction; the dates are computed anew
from what is there, so deleting and undoing need no arithmetic. Any kind of record that has the columns
`last_interaction_at` and `next_activity_at` takes part.
"""
