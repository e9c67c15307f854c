"""The words of the field: periods, areas, ethnic groups, indicators, and the shape of a tidy table."""
