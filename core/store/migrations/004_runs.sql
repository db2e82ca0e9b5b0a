-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: what people say of runs, and what runs scored. Files of this shape must open for
-- ever: never edit, add a migration.

-- A run without a row has no note, no star and is neither archived nor in the trash. trashed: when
-- it went there, ms since 1970 UTC.
CREATE TABLE run_mark(
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    star INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    trashed INTEGER) STRICT;

CREATE TABLE run_tag(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY(run, tag)) STRICT, WITHOUT ROWID;

-- The latest scoring of a run on a split. data: SHA-256 over the words and classes scored;
-- event_group: the newest of the project then; time: ms since 1970 UTC; outcome: JSON.
CREATE TABLE run_score(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    split TEXT NOT NULL,
    data TEXT NOT NULL,
    event_group INTEGER NOT NULL,
    time INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY(run, split)) STRICT, WITHOUT ROWID;
