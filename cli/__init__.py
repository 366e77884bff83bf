"""The services from a terminal: shuzhen."""
