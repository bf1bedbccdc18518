"""Files read into records.

A file is read once, apart from the product (`opening`, run by `kernel.sandbox`: 500 MB, 60 s, no network), into
rows that every later step reads. `taking` proposes what it holds and where its columns go (as the workspace mapped
such headers before, as a preset of another product knows, else by likeness). `judging` says what becomes of each
row, `checking` keeps that for the preview, `previewing` judges corrected rows again, `running` writes chunk by
chunk, each in one transaction with the cursor that says it is done, and `undoing` takes it back through the records'
own actions. `batch` walks the same steps for the command line.
"""
