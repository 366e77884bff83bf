"""What people can do: check access, load, compute, save, return plain values."""
