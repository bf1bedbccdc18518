"""Fields that administrators add to any kind of record, and the values records have in them."""
