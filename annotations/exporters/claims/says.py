"""The names of the formats of claims, and what each is: all that `--help` has to know.

Refuses to import a format: whoever exports labels does not pay for them.
"""

CLAIM_SAYS: dict[str, str] = {
    "averitec": "claims with questions, answers and verdict, one a line",
    "fever": "claims with the sentences that decide them, one a line",
    "claimreview": "a folder of schema.org ClaimReviews",
    "report": "claims to read and print, Markdown or HTML by the ending of DEST",
}
"""Format name → what it is, in a few words."""
