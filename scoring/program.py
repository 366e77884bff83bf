"""A rubric as the arrays that the compiled kernel interprets, and the words of both."""

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 2048  # sheets at once: the columns in hand stay in the processor's nearest memory
STATES = 3  # entries of a table before the first step: skipped, not applicable, unanswered
OPEN = -1  # the code of an unanswered item
ABSENT = -2  # and of one that does not apply
SKIPPED = -3  # and of one that is routed out, where the rubric says what that counts for (S60)

# The views: what is computed of a sheet, each by one walk through the same tree.
ASKED, WORST, BEST, COVERAGE, EXCLUDED, INCLUDED = range(6)
VIEWS = 6
# As they are walked: the first says how far nodes shrink, the second what applies.
ORDER = (INCLUDED, WORST, ASKED, BEST, COVERAGE, EXCLUDED)

# Folds and transforms as ``scoring.rules.base`` names them.
ADD, MIN, MAX, CALL, PASS = range(5)
NONE, LOG, INVERSE, PRODUCT = range(4)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int8]
Shorts = NDArray[np.int16]


class Program(NamedTuple):
    """A rubric as arrays, of one axis unless annotated with another number of them.

    The compiler's type is made of these annotations.

    Nodes are ordered children first, so the total is the last. The item edges of node k are
    first_item[k]..first_item[k + 1], its node edges first_child[k]..first_child[k + 1].

    An item is looked up in its table; or, where everything that the items of a node add and
    bring is a small whole number of some unit, it climbs from step to step of its table in
    16-bit numbers, 32 sheets in one instruction.
    """

    fold: Annotated[Ints, 2]  # (VIEWS, nodes)
    transform: Annotated[Ints, 2]  # (VIEWS, nodes)
    first_item: Ints
    item: Ints  # row of the code columns, for each item edge
    start: Ints  # where the edge's table begins; a code is at start + STATES + code
    adds: Annotated[Floats, 2]  # (VIEWS, entries): what a code adds, or is where nothing is added
    brings: Annotated[Floats, 2]  # (VIEWS, entries): the weight that a code brings
    unit: Floats  # (nodes): see above, 0 where the node's items cannot be added as whole numbers
    rise: Annotated[Shorts, 2]  # (VIEWS, item edges): what most steps after the first add
    lift: Annotated[Shorts, 2]  # (VIEWS, item edges): weight that the first step brings
    first_step: Ints  # where an edge's table rises otherwise, as first_item for nodes
    step_from: Codes  # by this code and all above it
    step_adds: Annotated[Shorts, 2]  # (VIEWS, steps): so much more
    step_brings: Annotated[Shorts, 2]  # (VIEWS, steps): so much more weight
    first_child: Ints
    child: Ints  # the node below, for each node edge
    weight: Floats  # its weight
    stand_in: Floats  # its value where it does not apply, NaN where its siblings share
    shrinks: Codes  # 1 where its weight follows the share of it that applies
    cuts_item: Codes  # an item edge takes the whole node with it: 1 ABSENT, 2 SKIPPED, 3 either
    cuts_node: Codes  # 1 where a node edge that does not apply does
    is_cut: Codes  # (nodes): 1 where any edge may
    mark: Floats  # (nodes): what a child has to reach to be passed
    floor: Floats  # (nodes): below this coverage there is no score
    origin: Floats  # (nodes): where the scale begins
    end: Floats  # (nodes): and where it ends, which the best reaches to the last bit
    limit_from: Floats  # (nodes): the children's value at the beginning of the scale
    limit_over: Floats  # (nodes): how far it is from there to the end; 0 where nothing is cut off
    top: int  # the number of the highest level
    needs_level: Ints  # thresholds, lowest level first
    needs_node: Ints
    needs_value: Floats  # in [0, 1]
