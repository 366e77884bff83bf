"""Every limit that keeps one visitor from spoiling it for the others.

Those of one network address are those of an office; the setting ``offices_per_address`` multiplies
them, but for guesses. Those of one person go by the account, without one by the assessment.
"""

from datetime import timedelta

from access.throttle import Throttle

MEGABYTE = 1_000_000

# Wrong passwords. Who guesses at one account from one line is slowed down there; who does it from
# many lines, on all of them together, for a minute at most: the owner must get in too. A browser
# in which the account signed in before has a count of its own, that nobody else can use up.
PER_ACCOUNT = Throttle(free=5)
PER_ADDRESS = Throttle(free=30)  # a whole office may stand behind one address
FROM_ANYWHERE = Throttle(free=30, longest=timedelta(minutes=1))

# Codes that nobody has, from all addresses together. It holds only lines that have failed before,
# so that whoever has a right code gets in at once.
ALL_CODES = Throttle(free=300, first=timedelta(seconds=1), longest=timedelta(seconds=10))

# New assessments. Forty firms in a training room begin within minutes behind one address, some of
# them twice; after that one line makes four a minute at most. A city's campaign of a thousand
# firms an hour waits two seconds at worst.
STARTS_PER_ADDRESS = Throttle(free=50, first=timedelta(seconds=5), longest=timedelta(seconds=15))
STARTS = Throttle(free=600, first=timedelta(seconds=1), longest=timedelta(seconds=2))

# And in an hour: a hundred from one line, which no training room needs, then one in five minutes.
STARTS_PER_ADDRESS_AND_HOUR = Throttle(
    free=100, first=timedelta(minutes=1), longest=timedelta(minutes=5)
)

# Imports of a centre, of ten thousand firms at most each, whatever was begun one by one.
IMPORTS = Throttle(free=20, first=timedelta(minutes=1), longest=timedelta(minutes=15))

# Sessions that begin: signing in, and coming by a code. A training room of a hundred signs in
# twice; after that one line makes six a minute.
SESSIONS_PER_ADDRESS = Throttle(free=200, first=timedelta(seconds=1), longest=timedelta(seconds=10))

# Calls of the interface. A platform that reads every list and every table once an hour stays well
# below; after that a key, or a line, makes six a minute.
CALLS_PER_KEY = Throttle(free=300, first=timedelta(seconds=1), longest=timedelta(seconds=10))
CALLS_PER_ADDRESS = Throttle(free=600, first=timedelta(seconds=1), longest=timedelta(seconds=10))
KEYS_OF_THE_CITY = 30  # that are in use at once
KEYS_PER_ENTERPRISE = 5

# Pages that are open at once.
PAGES = 1_000
PAGES_PER_ADDRESS = 100

# Files of visitors, which Streamlit holds in memory until their session ends.
UPLOAD = 11 * MEGABYTE  # a file of server.maxUploadSize with the lines around it
UPLOADS = 300 * MEGABYTE
UPLOADS_PER_ADDRESS = 100 * MEGABYTE
UPLOADS_PER_PERSON = 50 * MEGABYTE
UPLOADS_OF_A_PAGE = 3  # files, the newest: those of widgets that are gone make room
PAGES_WITH_UPLOADS = 1_000

# Reports and workbooks that are asked for at once, in the line or being made.
FILES = 60
FILES_PER_ADDRESS = 12
FILES_PER_PERSON = 10
FILES_PER_BROWSER = 5  # as many as a page has buttons
