"""One decision about what may leave, taken on counts before any arithmetic."""
