"""The five layers of an enterprise's systems, as data: what stands in each and what shows it."""
