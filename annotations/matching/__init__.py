"""Finding the same sentence again: after an edit, and in other articles.

Pure, and the only place that compares texts with rapidfuzz.
"""
