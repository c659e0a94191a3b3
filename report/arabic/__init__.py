"""Arabic text truth: letters and folding, digits, numerals, direction. Knows nothing of documents."""
