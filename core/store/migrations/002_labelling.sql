-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: what labelling needs beside spans. Files of this shape must open for ever: never edit,
-- add a migration.

-- parts: JSON [[first, last], …] of a discontinuous span (at least two, sorted, apart), else NULL.
-- rule: the rule that suggested the span.
ALTER TABLE span ADD COLUMN parts TEXT;
ALTER TABLE span ADD COLUMN rule INTEGER;

-- Comments (kind 0) and flags (kind 1) on a document, or on one of its spans. A note outlives its
-- span: the span may come back by an undo.
CREATE TABLE note(
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document(id),
    span INTEGER,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    created INTEGER NOT NULL,
    resolved INTEGER NOT NULL) STRICT;
CREATE INDEX note_document ON note(document);

-- Markdown. Every version is kept; the one with the highest number is in force.
CREATE TABLE guideline(
    id INTEGER PRIMARY KEY,
    label INTEGER NOT NULL REFERENCES label(id),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    created INTEGER NOT NULL,
    UNIQUE(label, version)) STRICT;

-- What spans (target 0) and documents (target 1) can carry beside a label. kind: 0 one of `choices`
-- (JSON list), 1 text, 2 number, 3 yes or no. Values lie in span.attributes, document.metadata.
CREATE TABLE attribute(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    target INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    choices TEXT NOT NULL,
    description TEXT NOT NULL,
    archived INTEGER NOT NULL) STRICT;

-- definition: JSON of core/rules.
CREATE TABLE rule(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    archived INTEGER NOT NULL) STRICT;

CREATE TABLE saved_filter(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    query TEXT NOT NULL) STRICT;

-- Records, not edits: undo leaves them alone.
CREATE TABLE active_time(
    document INTEGER NOT NULL REFERENCES document(id),
    actor TEXT NOT NULL,
    milliseconds INTEGER NOT NULL,
    PRIMARY KEY(document, actor)) STRICT, WITHOUT ROWID;
-- How unsure a run was of a document, the larger the less sure.
CREATE TABLE uncertainty(
    document INTEGER PRIMARY KEY REFERENCES document(id),
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    value REAL NOT NULL) STRICT;
CREATE INDEX uncertainty_value ON uncertainty(value);

INSERT INTO counter(name, value) VALUES ('note', 0), ('guideline', 0), ('attribute', 0),
    ('rule', 0), ('saved_filter', 0);
