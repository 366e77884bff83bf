"""What everybody may see without an account: releases that were published, as plain HTML."""
