"""BLAKE2, as `hashlib` gives it: without OpenSSL, 3 MB of the app, where Python has it apart.

Refuses to be another hash where it is not: then it is that of `hashlib`.
"""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built without its own hashes
    from hashlib import blake2b

__all__ = ["blake2b"]
