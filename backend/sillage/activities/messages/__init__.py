"""E-mails somebody dropped on a record (`.eml`, `.msg`): read apart, cleaned, tied to the people in them.

A file from outside is never parsed in the server's own process: `reading` runs in the sandbox of the kernel,
without network, in 256 MB and 10 seconds. Its HTML is cleaned last, there, with nh3; screens show it in a frame
without scripts that loads nothing from outside unless the reader asks. Attachments become files of the record.
"""
