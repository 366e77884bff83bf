"""The cheapest way to a level: what each item can become, what that takes, and the search."""
