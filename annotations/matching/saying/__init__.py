"""Who says what in English prose: quotation marks, verbs of saying, and whose words they are.

Pure. Knows words and marks, not articles or outlets: those are for `matching.chains`.
"""
