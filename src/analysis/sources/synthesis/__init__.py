"""Synthetic children and the returns a council would make of them."""
