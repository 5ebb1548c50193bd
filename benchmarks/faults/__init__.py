"""What can go wrong around a database, done on purpose: short as tests, long as `make soak`.

Each module does one fault, as often as it is asked to, and returns what came of it. Refuses to
mend anything: what is lost is counted and said.
"""
