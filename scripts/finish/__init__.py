"""MkDocs, and what follows it. Knows bundle, places, templating and deployment alone."""
