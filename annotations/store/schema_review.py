"""The step that brings reviews and exchange: reviewers' events, disputes by severity, merging.

Refuses to know Python, like `schema.py`. A reviewer's decision is an event of its own kind, so
that it can neither overwrite an annotator's label nor be taken back by an annotator's undo.

`review_current` and `disputed` are derived by triggers; `REBUILD` makes them anew. What was
merged from another database is marked, since undo takes back only what was done in this one.
"""

_SEVERITY = "1000 * (votes - most) / votes"
"""Thousandths of the votes that are not for the most frequent label: 500 where two differ."""

_SETTLES = "decision IS NOT NULL AND basis IN ('adjudicated', 'majority')"
"""What settles a dispute. What was accepted because all agreed says nothing of a later dispute."""

_DISPUTE = f"""
    DELETE FROM disputed WHERE sentence = NEW.sentence;
    INSERT INTO disputed (sentence, article, severity, decided)
    SELECT NEW.sentence, NEW.article, {_SEVERITY},
           EXISTS (SELECT 1 FROM review_current
                    WHERE sentence = NEW.sentence AND {_SETTLES})
      FROM (SELECT sum(n) AS votes, max(n) AS most, count(*) AS labels
              FROM (SELECT count(*) AS n FROM label_current
                     WHERE sentence = NEW.sentence AND label IS NOT NULL GROUP BY label))
     WHERE labels > 1;
"""

DISPUTES = f"""
SELECT sentence, article, {_SEVERITY},
       EXISTS (SELECT 1 FROM review_current
                WHERE review_current.sentence = split.sentence AND {_SETTLES})
  FROM (SELECT sentence, article, sum(n) AS votes, max(n) AS most, count(*) AS labels
          FROM (SELECT sentence, article, count(*) AS n FROM {{said}}
                 WHERE label IS NOT NULL GROUP BY sentence, article, label)
         GROUP BY sentence, article) AS split
 WHERE labels > 1
"""
"""What `disputed` must hold, where `{said}` is `label_current` or what makes it."""

_COLUMNS = """
    decision TEXT CHECK (decision IN ('label', 'none')),
    label TEXT CHECK ((label IS NOT NULL) = (decision IS 'label')),
    secondary TEXT CHECK (secondary IS NULL OR label IS NOT NULL),
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    question INTEGER NOT NULL CHECK (question IN (0, 1)),
    sent_to TEXT NOT NULL CHECK (json_type(sent_to) = 'array'),
    among TEXT NOT NULL CHECK (json_type(among) = 'array'),
    basis TEXT NOT NULL CHECK (basis IN ('adjudicated', 'unanimous', 'majority', 'single')),
"""

_NAMES = "decision, label, secondary, note, reason, question, sent_to, among, basis"

REVIEW = f"""
ALTER TABLE label_event ADD COLUMN merged INTEGER NOT NULL DEFAULT 0 CHECK (merged IN (0, 1));
DROP INDEX label_event_adjudicated;

CREATE TABLE review_event (
    seq INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    gesture BLOB CHECK (length(gesture) = 16),
    reviewer INTEGER NOT NULL REFERENCES annotator (number),
    sentence INTEGER NOT NULL REFERENCES sentence (number),
    {_COLUMNS.strip()}
    at INTEGER NOT NULL,
    ms INTEGER,
    guideline TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('key', 'undo', 'redo', 'carried')),
    reverts BLOB,
    merged INTEGER NOT NULL DEFAULT 0 CHECK (merged IN (0, 1))
) STRICT;
CREATE INDEX review_event_pair ON review_event (sentence, reviewer, at);
CREATE INDEX review_event_reviewer ON review_event (reviewer, seq);
CREATE TRIGGER review_event_is_not_updated BEFORE UPDATE ON review_event BEGIN
    SELECT RAISE(ABORT, 'review events are never changed');
END;
CREATE TRIGGER review_event_is_not_deleted BEFORE DELETE ON review_event BEGIN
    SELECT RAISE(ABORT, 'review events are never deleted');
END;

CREATE TABLE review_current (
    sentence INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    article INTEGER NOT NULL,
    {_COLUMNS.strip()}
    at INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    guideline TEXT NOT NULL,
    PRIMARY KEY (sentence, reviewer)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_current_sent ON review_current (article) WHERE sent_to <> '[]';
CREATE INDEX review_current_question ON review_current (article) WHERE question = 1;

DROP TRIGGER label_current_added_disputes;
DROP TRIGGER label_current_changed_disputes;
DROP TABLE disputed;
CREATE TABLE disputed (
    sentence INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    decided INTEGER NOT NULL
) STRICT;
CREATE INDEX disputed_queue ON disputed (decided, severity DESC, article, sentence);
INSERT INTO disputed (sentence, article, severity, decided)
{DISPUTES.format(said="label_current").strip()};

CREATE TRIGGER label_current_added_disputes AFTER INSERT ON label_current
WHEN EXISTS (SELECT 1 FROM label_current
              WHERE sentence = NEW.sentence AND annotator <> NEW.annotator) BEGIN
    {_DISPUTE.strip()}
END;
CREATE TRIGGER label_current_changed_disputes AFTER UPDATE ON label_current
WHEN OLD.label IS NOT NEW.label AND EXISTS (SELECT 1 FROM label_current
              WHERE sentence = NEW.sentence AND annotator <> NEW.annotator) BEGIN
    {_DISPUTE.strip()}
END;

CREATE TRIGGER review_event_counts AFTER INSERT ON review_event BEGIN
    INSERT INTO review_current
        (sentence, reviewer, article, {_NAMES}, at, event_id, guideline)
    SELECT NEW.sentence, NEW.reviewer, article,
           NEW.decision, NEW.label, NEW.secondary, NEW.note, NEW.reason, NEW.question,
           NEW.sent_to, NEW.among, NEW.basis, NEW.at, NEW.event_id, NEW.guideline
      FROM sentence WHERE number = NEW.sentence
    ON CONFLICT (sentence, reviewer) DO UPDATE SET
        decision = excluded.decision, label = excluded.label, secondary = excluded.secondary,
        note = excluded.note, reason = excluded.reason, question = excluded.question,
        sent_to = excluded.sent_to, among = excluded.among, basis = excluded.basis,
        at = excluded.at, event_id = excluded.event_id, guideline = excluded.guideline
    WHERE (excluded.at, excluded.event_id) > (review_current.at, review_current.event_id);
END;
CREATE TRIGGER review_current_added AFTER INSERT ON review_current
WHEN NEW.decision IS NOT NULL BEGIN
    UPDATE disputed SET decided = EXISTS (
        SELECT 1 FROM review_current WHERE sentence = NEW.sentence AND {_SETTLES})
     WHERE sentence = NEW.sentence;
END;
CREATE TRIGGER review_current_changed AFTER UPDATE ON review_current
WHEN OLD.decision IS NOT NEW.decision OR OLD.basis <> NEW.basis BEGIN
    UPDATE disputed SET decided = EXISTS (
        SELECT 1 FROM review_current WHERE sentence = NEW.sentence AND {_SETTLES})
     WHERE sentence = NEW.sentence;
END;

CREATE TABLE pending_event (
    event_id BLOB PRIMARY KEY CHECK (length(event_id) = 16),
    article BLOB NOT NULL CHECK (length(article) = 32),
    event TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_event_article ON pending_event (article);
"""

CURRENT_REVIEWS = f"""
SELECT event.sentence, event.reviewer, sentence.article, {_NAMES},
       event.at, event.event_id, event.guideline
  FROM review_event AS event
  JOIN sentence ON sentence.number = event.sentence
 WHERE NOT EXISTS (
    SELECT 1 FROM review_event AS later
     WHERE later.sentence = event.sentence AND later.reviewer = event.reviewer
       AND (later.at, later.event_id) > (event.at, event.event_id))
"""
"""What `review_current` must hold: the last event of each pair, read from the events alone."""

REBUILD_REVIEWS = f"""
DELETE FROM review_current;
INSERT INTO review_current (sentence, reviewer, article, {_NAMES}, at, event_id, guideline)
{CURRENT_REVIEWS}
"""
"""Makes `review_current` anew; comes before the REBUILD of the labels, which fills `disputed`."""
