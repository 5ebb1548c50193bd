"""Screens: they ask the session, tell the widgets, and hear what both say."""
