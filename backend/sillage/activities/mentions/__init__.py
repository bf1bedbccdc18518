"""Naming a colleague with @ in a note, call or meeting: he is told, if he may see what it is about.

Texts hold `@[<member id>]`, never names, so that a name may change or be erased. A mention is kept, recorded as
`member.mentioned` and mailed once per text and member; somebody who sees none of the records is left alone, and the
author is shown that.
"""
