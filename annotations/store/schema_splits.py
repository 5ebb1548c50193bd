"""The step that brings frozen splits: which article went to training, validation or test.

Refuses to know Python, like `schema.py`. A plan is a decision of the person who first exported
with these fractions and this grouping; its rows keep their split for ever. Only the group of an
article may change, when a later article shows that two groups of one split are one.
"""

SPLITS = """
CREATE TABLE split_plan (
    number INTEGER PRIMARY KEY,
    fractions TEXT NOT NULL,
    group_by TEXT NOT NULL CHECK (group_by IN ('story', 'article', 'source')),
    seed INTEGER NOT NULL,
    UNIQUE (fractions, group_by)
) STRICT;
CREATE TABLE split_article (
    plan INTEGER NOT NULL REFERENCES split_plan (number),
    article INTEGER NOT NULL REFERENCES article (number),
    leader INTEGER NOT NULL REFERENCES article (number),
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test', 'excluded')),
    PRIMARY KEY (plan, article)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER split_plan_is_not_updated BEFORE UPDATE ON split_plan BEGIN
    SELECT RAISE(ABORT, 'plans of splits are never changed');
END;
CREATE TRIGGER split_plan_is_not_deleted BEFORE DELETE ON split_plan BEGIN
    SELECT RAISE(ABORT, 'plans of splits are never deleted');
END;
CREATE TRIGGER split_article_is_not_moved BEFORE UPDATE OF plan, article, split ON split_article
BEGIN
    SELECT RAISE(ABORT, 'articles never move from one split to another');
END;
CREATE TRIGGER split_article_is_not_deleted BEFORE DELETE ON split_article BEGIN
    SELECT RAISE(ABORT, 'articles never leave their split');
END;
"""
