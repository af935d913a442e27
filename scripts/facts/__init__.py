"""The facts in docs/data/: models, loader, inheritance and linters. The one source of every date."""
