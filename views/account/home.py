"""The bare address. The navigation leads everybody on to the first of their pages."""
