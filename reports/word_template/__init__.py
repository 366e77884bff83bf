"""A report in the Word template of a centre: its paper and logo, our words, and none lost."""
