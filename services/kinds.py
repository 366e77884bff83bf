"""The kinds of documents that are kept in revisions, and what each belongs to."""

PLAN = "plan"  # an assessment: the choices in its plan
PARAGRAPHS = "paragraphs"  # an assessment and a language: what was edited in its report
DECLARED = "declared"  # an enterprise
VISIT = "visit"  # an assessment: what its consultant put down of the visit
BUSINESS = "business"  # an assessment: what the enterprise does
CONCERNS = "concerns"  # an assessment: what presses the enterprise
REQUEST_ANSWER = "request_answer"  # an assessment: what its consultant answers to its request
SECOND_FINDING = "second_finding"  # an assessment: what a second consultant finds, apart
EVIDENCE = "evidence"  # an assessment: its files, and what is said of each
NOT_SHOWN = "not_shown"  # an assessment: the items of which there was nothing to see
POINTS = "points"  # an assessment: comments on its items, and what is open
REVIEW = "review"  # an assessment: handed over, returned or accepted, an act each revision
SIGNATURE = "signature"  # an assessment: the digest that its signature stands for
CORRECTION = "correction"  # an assessment that corrects another: why
REVIEW_RULE = "review_rule"  # a centre: whether a second pair of eyes is needed
VENDORS = "vendors"  # a centre
ASSUMPTIONS = "assumptions"  # a centre: what it takes costs to be
TEMPLATE = "template"  # a centre and a language
LOGO = "logo"  # a centre
SOLUTION = "solution"  # a solution of the catalogue, by its id
HANDED_OUT = "handed_out"  # a check code: a file of its report each revision
CONSENT = "consent"  # an assessment, or an account: the notice that was agreed to
ERASED = "erased"  # an erasure, by an id of its own: that it was done, of nobody
