"""Read the shipped catalogue now, and with it all questionnaires, so that nobody waits later."""

from solutions.library import catalogue

catalogue()
