"""What any kind of record can be asked for: the registered objects and their fields."""
