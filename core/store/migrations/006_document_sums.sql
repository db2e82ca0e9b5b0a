-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: filters by how many spans or tokens a document has read these instead of every
-- document. Files of this shape must open for ever: never edit, add a migration.
CREATE INDEX document_spans ON document(spans);
CREATE INDEX document_tokens ON document(tokens);
