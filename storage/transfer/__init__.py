"""Everything that a store holds, moved whole: into another database, or into a file and back."""
