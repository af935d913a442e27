"""What maintainers run. Nothing in a build imports it."""
