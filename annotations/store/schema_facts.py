"""The step that brings fact-checking: events about claims, and what each slot holds.

Refuses to know Python, like `schema.py`. What a slot holds is JSON in one column: claims are few
beside sentences, are read whole, and name articles and sentences by their ids, so that an event
never waits for an article.

`fact_current` is derived by a trigger; `REBUILD_FACTS` makes it anew.
"""

_KINDS = "('wording', 'mention', 'chain', 'divergence', 'evidence', 'verdict')"

FACTS = f"""
CREATE TABLE fact_event (
    seq INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    gesture BLOB CHECK (length(gesture) = 16),
    annotator INTEGER NOT NULL REFERENCES annotator (number),
    claim BLOB NOT NULL CHECK (length(claim) = 16),
    kind TEXT NOT NULL CHECK (kind IN {_KINDS}),
    subject TEXT NOT NULL,
    value TEXT CHECK (value IS NULL OR json_type(value) = 'object'),
    at INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('key', 'undo', 'redo', 'import')),
    reverts BLOB,
    merged INTEGER NOT NULL DEFAULT 0 CHECK (merged IN (0, 1))
) STRICT;
CREATE INDEX fact_event_slot ON fact_event (claim, kind, subject, at);
CREATE INDEX fact_event_annotator ON fact_event (annotator, seq);
CREATE TRIGGER fact_event_is_not_updated BEFORE UPDATE ON fact_event BEGIN
    SELECT RAISE(ABORT, 'fact events are never changed');
END;
CREATE TRIGGER fact_event_is_not_deleted BEFORE DELETE ON fact_event BEGIN
    SELECT RAISE(ABORT, 'fact events are never deleted');
END;

CREATE TABLE fact_current (
    claim BLOB NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    annotator INTEGER NOT NULL,
    value TEXT,
    at INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    PRIMARY KEY (claim, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_current_subject ON fact_current (kind, subject) WHERE value IS NOT NULL;

CREATE TRIGGER fact_event_counts AFTER INSERT ON fact_event BEGIN
    INSERT INTO fact_current (claim, kind, subject, annotator, value, at, event_id)
    VALUES (NEW.claim, NEW.kind, NEW.subject, NEW.annotator, NEW.value, NEW.at, NEW.event_id)
    ON CONFLICT (claim, kind, subject) DO UPDATE SET
        annotator = excluded.annotator, value = excluded.value,
        at = excluded.at, event_id = excluded.event_id
    WHERE (excluded.at, excluded.event_id) > (fact_current.at, fact_current.event_id);
END;
"""

APART = """
CREATE INDEX fact_current_apart ON fact_current (json_extract(value, '$.beside'))
 WHERE kind = 'mention' AND value IS NOT NULL AND json_extract(value, '$.state') = 'rejected';
"""
"""The next step: what was found not to be the same as a sentence is asked for by that sentence."""

CURRENT_FACTS = """
SELECT event.claim, event.kind, event.subject, event.annotator, event.value, event.at,
       event.event_id
  FROM fact_event AS event
 WHERE NOT EXISTS (
    SELECT 1 FROM fact_event AS later
     WHERE later.claim = event.claim AND later.kind = event.kind
       AND later.subject = event.subject
       AND (later.at, later.event_id) > (event.at, event.event_id))
"""
"""What `fact_current` must hold: the last event of each slot, read from the events alone."""

REBUILD_FACTS = f"""
DELETE FROM fact_current;
INSERT INTO fact_current (claim, kind, subject, annotator, value, at, event_id)
{CURRENT_FACTS}
"""
"""Makes `fact_current` anew."""
