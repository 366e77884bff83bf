"""shuzhen migrate: make a store, or bring it to the structure of this version."""

from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say


def migrate(*, store: StoreOption = None) -> None:
    """Create or upgrade the store; one that is up to date is left as it is."""
    with operating(store, migrate=True):
        print(say("cli.migrate_done", language()))
