"""From raw files to tidy tables: one module a format. Nothing here computes a rate."""
