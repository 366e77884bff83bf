"""Many scorecards to city figures, behind disclosure control."""
