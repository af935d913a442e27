"""What keeps the facts true: what changed, what is due, what authorities have published."""
