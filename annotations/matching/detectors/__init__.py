"""One module a subject in which two retellings can differ, and what they read the text with.

`words` cuts a text, `quantities` and `calendar` read values off it, `reading` holds them all;
the others compare two readings and yield findings. Pure; nothing here sees past `reading.LIMIT`
code points of a text.
"""
