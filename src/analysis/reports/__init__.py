"""Word, slides, workbook and pages: what the notebooks published, set out for people to read."""
