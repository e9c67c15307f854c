"""Rates, shares, comparisons and representation: plain tables in, plain tables out, limits with every number."""
