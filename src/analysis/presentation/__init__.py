"""What people see: figures, sentences and tables, from released values only. Nothing here calculates."""
