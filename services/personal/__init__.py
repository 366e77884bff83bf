"""Personal information: told of, agreed to, handed out, erased, let go in time."""
