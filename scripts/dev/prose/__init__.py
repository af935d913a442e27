"""The rules of writing that a program can check; CONTRIBUTING says them in words, by number."""
