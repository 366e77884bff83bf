"""One Report value, one thin writer a format."""
