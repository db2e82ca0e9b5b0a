-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: what people decided about labels that may be wrong. Files of this shape must open for
-- ever: never edit, add a migration.

-- place: the given and the proposed mentions, "first-last:label,…>first-last:label,…", so that a
-- decision stands for as long as the labels are what they were. doubt: type, boundary, spurious,
-- missing. verdict: 0 keep, 1 fix, 2 unsure. source: name of the cross-training; empty: by strings
-- alone.
CREATE TABLE label_decision(
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document(id),
    place TEXT NOT NULL,
    doubt TEXT NOT NULL,
    verdict INTEGER NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    created INTEGER NOT NULL) STRICT;
CREATE INDEX label_decision_place ON label_decision(document, place);

INSERT INTO counter(name, value) VALUES ('label_decision', 0);
