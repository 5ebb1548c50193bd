"""The tables, triggers and views of a claimdesk database, as SQL text.

Refuses to know Python: what each table means for the program is in the rooms that read it.
A released step is never edited; a later release adds another one in `migrations.py`.

Articles, sentences and events only grow. `label_current`, `progress`, `tally` and `disputed`
are derived from the events by triggers; `REBUILD` makes them anew from nothing else. Reviews, and
`disputed` as it is now, came with the step of `schema_review.py`.

Nothing stands in the file twice that a million sentences would make large: the text of an
article is its `lead` and, sentence by sentence, `text` and the blanks `behind` it; the first
event of a gesture has no `gesture`, since it would be its own `event_id`.
"""

APPLICATION_ID = 0x636C6D64
"""`clmd` in ASCII, in the header of every file of ours (https://sqlite.org/pragma.html#pragma_application_id)."""

CORPUS = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    name TEXT NOT NULL,
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT,
    url TEXT,
    published TEXT,
    encoding TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    lead TEXT NOT NULL,
    first_sentence INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    replaces INTEGER REFERENCES article (number),
    replaced INTEGER NOT NULL DEFAULT 0 CHECK (replaced IN (0, 1)),
    imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX article_current ON article (replaced, number, sentences);
CREATE INDEX article_name ON article (name);
CREATE INDEX article_origin ON article (origin);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_replaces ON article (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE sentence (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    article INTEGER NOT NULL REFERENCES article (number) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    behind TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE sentence_fts USING fts5 (
    text, content='sentence', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE article_fts USING fts5 (
    title, source, name, content='article', content_rowid='number',
    tokenize="unicode61 remove_diacritics 2"
);
"""

LABELS = """
CREATE TABLE annotator (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE label_event (
    seq INTEGER PRIMARY KEY,
    event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    gesture BLOB CHECK (length(gesture) = 16),
    annotator INTEGER NOT NULL REFERENCES annotator (number),
    sentence INTEGER NOT NULL REFERENCES sentence (number),
    label TEXT,
    secondary TEXT,
    flags TEXT NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    ms INTEGER,
    guideline TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN
        ('key', 'undo', 'redo', 'import', 'carried', 'suggestion', 'adjudicate')),
    reverts BLOB
) STRICT;
CREATE INDEX label_event_pair ON label_event (sentence, annotator, at);
CREATE INDEX label_event_annotator ON label_event (annotator, seq);
CREATE INDEX label_event_adjudicated ON label_event (sentence) WHERE origin = 'adjudicate';
CREATE TRIGGER label_event_is_not_updated BEFORE UPDATE ON label_event BEGIN
    SELECT RAISE(ABORT, 'label events are never changed');
END;
CREATE TRIGGER label_event_is_not_deleted BEFORE DELETE ON label_event BEGIN
    SELECT RAISE(ABORT, 'label events are never deleted');
END;

CREATE TABLE label_current (
    sentence INTEGER NOT NULL,
    annotator INTEGER NOT NULL,
    article INTEGER NOT NULL,
    label TEXT,
    secondary TEXT,
    flags TEXT NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    guideline TEXT NOT NULL,
    PRIMARY KEY (sentence, annotator)
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
    annotator INTEGER NOT NULL,
    article INTEGER NOT NULL,
    labelled INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    PRIMARY KEY (annotator, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    annotator INTEGER NOT NULL,
    article INTEGER NOT NULL,
    label TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (annotator, article, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE disputed (
    article INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (article, sentence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER label_event_counts AFTER INSERT ON label_event
WHEN NEW.origin <> 'adjudicate' BEGIN
    INSERT INTO label_current
        (sentence, annotator, article, label, secondary, flags, note, at, event_id, guideline)
    SELECT NEW.sentence, NEW.annotator, article, NEW.label, NEW.secondary, NEW.flags, NEW.note,
           NEW.at, NEW.event_id, NEW.guideline
      FROM sentence WHERE number = NEW.sentence
    ON CONFLICT (sentence, annotator) DO UPDATE SET
        label = excluded.label, secondary = excluded.secondary, flags = excluded.flags,
        note = excluded.note, at = excluded.at, event_id = excluded.event_id,
        guideline = excluded.guideline
    WHERE (excluded.at, excluded.event_id) > (label_current.at, label_current.event_id);
END;

CREATE TRIGGER label_current_added AFTER INSERT ON label_current BEGIN
    INSERT INTO progress (annotator, article, labelled, flagged)
    VALUES (NEW.annotator, NEW.article, NEW.label IS NOT NULL, NEW.flags <> '')
    ON CONFLICT (annotator, article) DO UPDATE SET
        labelled = labelled + excluded.labelled, flagged = flagged + excluded.flagged;
    INSERT INTO tally (annotator, article, label, n)
    SELECT NEW.annotator, NEW.article, NEW.label, 1 WHERE NEW.label IS NOT NULL
    ON CONFLICT (annotator, article, label) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER label_current_changed AFTER UPDATE ON label_current BEGIN
    UPDATE progress SET
        labelled = labelled + (NEW.label IS NOT NULL) - (OLD.label IS NOT NULL),
        flagged = flagged + (NEW.flags <> '') - (OLD.flags <> '')
     WHERE annotator = NEW.annotator AND article = NEW.article
       AND ((NEW.label IS NULL) <> (OLD.label IS NULL) OR (NEW.flags = '') <> (OLD.flags = ''));
    UPDATE tally SET n = n - 1
     WHERE annotator = OLD.annotator AND article = OLD.article AND label = OLD.label
       AND OLD.label IS NOT NEW.label;
    DELETE FROM tally
     WHERE annotator = OLD.annotator AND article = OLD.article AND label = OLD.label AND n = 0;
    INSERT INTO tally (annotator, article, label, n)
    SELECT NEW.annotator, NEW.article, NEW.label, 1
     WHERE NEW.label IS NOT NULL AND OLD.label IS NOT NEW.label
    ON CONFLICT (annotator, article, label) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER label_current_added_disputes AFTER INSERT ON label_current
WHEN EXISTS (SELECT 1 FROM label_current
              WHERE sentence = NEW.sentence AND annotator <> NEW.annotator) BEGIN
    DELETE FROM disputed WHERE article = NEW.article AND sentence = NEW.sentence;
    INSERT INTO disputed (article, sentence)
    SELECT NEW.article, NEW.sentence
     WHERE (SELECT count(DISTINCT label) FROM label_current WHERE sentence = NEW.sentence) > 1;
END;
CREATE TRIGGER label_current_changed_disputes AFTER UPDATE ON label_current
WHEN OLD.label IS NOT NEW.label AND EXISTS (SELECT 1 FROM label_current
              WHERE sentence = NEW.sentence AND annotator <> NEW.annotator) BEGIN
    DELETE FROM disputed WHERE article = NEW.article AND sentence = NEW.sentence;
    INSERT INTO disputed (article, sentence)
    SELECT NEW.article, NEW.sentence
     WHERE (SELECT count(DISTINCT label) FROM label_current WHERE sentence = NEW.sentence) > 1;
END;

CREATE TABLE place (
    annotator INTEGER PRIMARY KEY REFERENCES annotator (number),
    article INTEGER NOT NULL REFERENCES article (number),
    position INTEGER NOT NULL
) STRICT;

CREATE VIEW labels AS
SELECT lower(hex(sentence.id)) AS sentence_id, article.name AS article, sentence.position,
       sentence.text, annotator.name AS annotator, label_current.label, label_current.secondary,
       label_current.flags, label_current.note,
       strftime('%Y-%m-%dT%H:%M:%S', label_current.at / 1000000, 'unixepoch') || 'Z' AS labelled_at
  FROM label_current
  JOIN sentence ON sentence.number = label_current.sentence
  JOIN article ON article.number = label_current.article
  JOIN annotator ON annotator.number = label_current.annotator
 WHERE label_current.label IS NOT NULL OR label_current.flags <> '' OR label_current.note <> '';
"""

CURRENT = """
SELECT event.sentence, event.annotator, sentence.article, event.label, event.secondary,
       event.flags, event.note, event.at, event.event_id, event.guideline
  FROM label_event AS event
  JOIN sentence ON sentence.number = event.sentence
 WHERE NOT EXISTS (
    SELECT 1 FROM label_event AS later
     WHERE later.sentence = event.sentence AND later.annotator = event.annotator
       AND (later.at, later.event_id) > (event.at, event.event_id))
"""
"""What `label_current` must hold: the last event of each pair, read from the events alone."""

REBUILD = f"""
DELETE FROM disputed;
DELETE FROM tally;
DELETE FROM progress;
DELETE FROM label_current;
INSERT INTO label_current
    (sentence, annotator, article, label, secondary, flags, note, at, event_id, guideline)
{CURRENT};
"""
"""Makes the derived tables anew from the events; the triggers on label_current fill the others."""

COPY = "VACUUM INTO CAST(? AS TEXT)"
"""Copies all into the new or empty file of this name, in bytes: a name need not be Unicode."""
