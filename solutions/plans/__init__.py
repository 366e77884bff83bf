"""Plans: which solutions in which phase, within what an enterprise can carry."""
