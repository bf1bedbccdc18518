"""What notes, calls, meetings and messages share: the records they are about, and who may read them."""
