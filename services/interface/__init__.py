"""What programs are given over HTTP, by key: the answers of ``/api/v1`` as values."""
