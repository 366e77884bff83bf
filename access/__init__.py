"""Who may do what: one table of actions, deny by default; accounts and sessions."""
