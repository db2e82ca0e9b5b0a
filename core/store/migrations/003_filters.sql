-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: what filters and sorts over a million documents read instead of every span. Files of
-- this shape must open for ever: never edit, add a migration. All of it can be made anew from the
-- tables of version 2; the writer keeps it in the transaction of each change.

-- Accepted spans of a document by label (kind 0, value: the label) and by source (kind 1), whether
-- the document is shown or not; none stands here with 0.
CREATE TABLE span_sum(
    kind INTEGER NOT NULL,
    value INTEGER NOT NULL,
    document INTEGER NOT NULL,
    spans INTEGER NOT NULL,
    PRIMARY KEY(kind, value, document)) STRICT, WITHOUT ROWID;

-- document.metadata, one row for each of its keys.
CREATE TABLE document_meta(
    key TEXT NOT NULL,
    value TEXT NOT NULL COLLATE NOCASE,
    document INTEGER NOT NULL,
    PRIMARY KEY(key, value, document)) STRICT, WITHOUT ROWID;

CREATE INDEX document_name ON document(name COLLATE NOCASE);
CREATE INDEX span_score ON span(score, document) WHERE state = 1;
CREATE INDEX span_other ON span(label, state, document) WHERE state <> 0;
CREATE INDEX span_attributes ON span(document) WHERE attributes <> '{}';
CREATE INDEX span_rule ON span(rule, state, document) WHERE rule IS NOT NULL;
CREATE INDEX note_open ON note(kind, document) WHERE resolved = 0;

INSERT INTO span_sum(kind, value, document, spans)
    SELECT 0, label, document, count(*) FROM span WHERE state = 0 GROUP BY label, document;
INSERT INTO span_sum(kind, value, document, spans)
    SELECT 1, source, document, count(*) FROM span WHERE state = 0 GROUP BY source, document;
INSERT OR IGNORE INTO document_meta(key, value, document)
    SELECT j.key, j.value, d.id FROM document d, json_each(d.metadata) j WHERE d.metadata <> '{}';
