"""The static API: /api/v1/*.json with their JSON Schemas and an OpenAPI document."""

from scripts.published.api.write import write_api

__all__ = ["write_api"]
