-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1 of a project. Files of this shape must open for ever: never edit, add a migration.
-- No triggers and no views: a file that holds any was not made by Evenspan and is refused.

-- Facts about the file: project_id, created, created_by, min_reader.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The last number given out for each kind of row, so that no id is ever used twice, even after an
-- undo; and "indexed", the last document that the search index holds.
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- gone: its creation was undone (rows that refer to it are hidden too, and a redo brings it back).
CREATE TABLE layer(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    gone INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX layer_name ON layer(name) WHERE gone = 0;

CREATE TABLE label(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    key TEXT NOT NULL,
    description TEXT NOT NULL,
    archived INTEGER NOT NULL,
    gone INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX label_name ON label(name) WHERE gone = 0;

-- Order of documents is the order of ids. hidden: 0 shown, 1 in the trash, 2 its import was undone.
-- characters: code points of the text. spans: accepted spans. metadata: JSON, string to string.
CREATE TABLE document(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    split TEXT NOT NULL,
    state INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    spans INTEGER NOT NULL,
    metadata TEXT NOT NULL) STRICT;
CREATE INDEX document_place ON document(hidden, split, state);

-- Text lies apart from document, so that lists and counts never read it. sha256 is of the text's
-- exact bytes. The grid is coded as core/store/grid_codec.h says; source: 0 made, 1 imported.
CREATE TABLE content(
    document INTEGER PRIMARY KEY REFERENCES document(id),
    sha256 BLOB NOT NULL,
    text TEXT NOT NULL,
    grid_version INTEGER NOT NULL,
    grid_source INTEGER NOT NULL,
    grid BLOB NOT NULL) STRICT;

-- Every version of a document's grid but the current one.
CREATE TABLE grid(
    document INTEGER NOT NULL REFERENCES document(id),
    version INTEGER NOT NULL,
    source INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY(document, version)) STRICT, WITHOUT ROWID;

CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    recipe TEXT NOT NULL,
    record TEXT NOT NULL,
    scores TEXT NOT NULL,
    path TEXT NOT NULL,
    created INTEGER NOT NULL,
    finished INTEGER) STRICT;

-- A value that is NULL is NaN.
CREATE TABLE run_metric(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    split TEXT NOT NULL,
    key TEXT NOT NULL,
    epoch REAL NOT NULL,
    value REAL,
    PRIMARY KEY(run, step, split, key)) STRICT, WITHOUT ROWID;

-- Offsets are half-open ranges of code points. source: 0 human, 1 model, 2 rule, 3 import.
-- state: 0 accepted, 1 suggested, 2 rejected. attributes: JSON, string to string.
CREATE TABLE span(
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document(id),
    layer INTEGER NOT NULL REFERENCES layer(id),
    label INTEGER NOT NULL REFERENCES label(id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    source INTEGER NOT NULL,
    state INTEGER NOT NULL,
    score REAL,
    attributes TEXT NOT NULL,
    run INTEGER REFERENCES run(id)) STRICT;
CREATE INDEX span_document ON span(document);

-- What a run predicted. A document without predicted entities still stands in predicted.
CREATE TABLE predicted(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document(id),
    PRIMARY KEY(run, document)) STRICT, WITHOUT ROWID;
CREATE TABLE prediction(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document(id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    label TEXT NOT NULL,
    score REAL,
    PRIMARY KEY(run, document, first, last, label)) STRICT, WITHOUT ROWID;

-- One user action. kind: edit, undo, redo; target: the group that an undo or redo acted on.
-- state: 0 in force, 1 undone, 2 undone and passed over by a later edit. time: ms since 1970 UTC.
CREATE TABLE event_group(
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    target INTEGER,
    state INTEGER NOT NULL) STRICT;
CREATE INDEX event_group_state ON event_group(state) WHERE kind = 'edit';

-- payload: JSON that redoes the change; inverse: JSON that, with it, undoes the change.
CREATE TABLE event(
    id INTEGER PRIMARY KEY,
    event_group INTEGER NOT NULL REFERENCES event_group(id),
    kind TEXT NOT NULL,
    first_document INTEGER,
    last_document INTEGER,
    payload TEXT NOT NULL,
    inverse TEXT NOT NULL) STRICT;
CREATE INDEX event_of_group ON event(event_group);
CREATE INDEX event_document ON event(first_document);
CREATE INDEX event_documents ON event(first_document, last_document)
    WHERE first_document <> last_document;

-- Files of the folder beside the project. provenance: JSON.
CREATE TABLE file(
    sha256 TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    run INTEGER REFERENCES run(id) ON DELETE SET NULL,
    role TEXT NOT NULL,
    provenance TEXT NOT NULL,
    created INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Sums over shown documents, kept by the writer in the transaction of each change.
CREATE TABLE tally(
    split TEXT NOT NULL,
    state INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    spans INTEGER NOT NULL,
    PRIMARY KEY(split, state)) STRICT, WITHOUT ROWID;
CREATE TABLE label_tally(
    label INTEGER PRIMARY KEY REFERENCES label(id),
    spans INTEGER NOT NULL) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    text, content='content', content_rowid='document', tokenize='trigram', detail='none');

INSERT INTO layer(id, name, description, gone) VALUES (1, 'entities', '', 0);
INSERT INTO counter(name, value) VALUES ('document', 0), ('event', 0), ('event_group', 0),
    ('indexed', 0), ('label', 0), ('layer', 1), ('run', 0), ('span', 0);
INSERT INTO meta(key, value) VALUES ('min_reader', '1');
