"""Kinds of record that administrators add, with the records of these kinds.

Their records share one table (`records_custom_record`, told apart by `object`) and keep everything but name, owner and
team in custom fields. `objects_of_workspace` gives the registry all kinds of record of the entered workspace, so grid,
search, import, trash, undo, notes and files serve them without knowing. Names never change and never collide with what
the product means by a word, now or later (`rules.RESERVED`). A new object joins built-in roles by their rules, and
custom roles as far as these reach organisations, contacts and deals alike.
"""
