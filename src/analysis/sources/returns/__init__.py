"""What all readers of the council's own returns share: opening, text to values, rules, the shape of an episode."""
