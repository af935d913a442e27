"""The rules of writing that a program can check; docs/dev/pages.md says them in words, by number."""
