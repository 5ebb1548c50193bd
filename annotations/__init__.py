"""The core of claimdesk: articles, sentences, labels and what follows from them.

Knows no terminal and no screen, and prints nothing.
"""

__version__ = "0.1.0"
