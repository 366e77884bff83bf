"""Many scorecards become city figures; disclosure control has its one address here."""
