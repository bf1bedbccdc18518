"""Duplicates: finding records that are the same, warning on create, merging and taking a merge back.

**Keys.** What makes two records comparable (an e-mail, a SIREN, the sound of a name) is kept beside the records
in `records_duplicate_key`: written with new records, refreshed by a subscriber when they change. Records that
share a key are candidates; candidates are compared value by value (`scoring`), which gives a score of 0 to 100
and its reasons. A kind of record takes part by an offer `duplicate_rules:<object>` of its manifest; one without
is compared by its title.

**Review.** A nightly or asked-for run fills the queue of pairs. "Not a duplicate" is remembered with the keys that
matched then: the pair comes back only when a further identifying key (SIREN, e-mail, telephone…) matches later,
not when a value is rewritten or a match is lost.

**Merge.** One transaction: references follow the survivor (offers `references:<module>`, see `ports.Reference`),
what would clash is put aside, the merged record's row is put aside too and leaves its table, so that no list,
trash or restore can bring half of it back; its id leads to the survivor from then on. What was moved is kept
30 days, in which the undo puts every row back that nobody changed since, and reports the others.
"""
