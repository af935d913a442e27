"""`make trust`: what needs more of a machine than the tests. One module a check."""
