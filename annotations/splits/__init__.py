"""Training, validation and test set without leaks: what belongs together, and where it goes.

same.py      when two sentences are the same for a model: their normal form and fingerprint
near.py      articles that copy from each other, found by hashed word shingles
stories.py   links between articles → groups
assign.py    groups → splits, by hash; what was decided once stays

Pure: knows neither the database nor labels' meaning. Refuses to draw by chance: a seed and the id
of a group decide, on every machine alike.
"""

EXCLUDED = "excluded"
"""Where an article stands that would join two splits: in neither."""
