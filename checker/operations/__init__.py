"""One module an operation: what its request looks like, and how its answer is put together."""
