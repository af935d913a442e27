"""What maintainers run; nothing in a build imports it."""
