"""docs/*.md and facts → build/docs/*.md."""
