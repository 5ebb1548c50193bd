"""From bytes to canonical text to sentence spans, and how text is shown. Pure: no files, no SQL.

Offsets are code points of the canonical text everywhere. Nothing in here changes that text;
what is shown differently (`mojibake`, `display`) keeps its length, so that offsets still hold.
"""
