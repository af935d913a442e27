"""The checker and Pyodide, as the files that a reader's browser runs."""
