// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"
#include "core/schema/annotators.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

namespace evenspan::io {

class Tally;

// A writer of one JSON record a document: checks, losses and layout are here, what a record looks
// like comes from the format. Written are accepted spans, sorted by place.
class RecordWriter : public DocumentWriter {
public:
    struct Shape {
        const char* format = "";
        const char* open = ""; // before the first record, between two, and after the last
        const char* between = "";
        const char* close = "\n";
    };
    RecordWriter(Shape shape, ByteSink bytes, KeptSink kept);
    ~RecordWriter() override;

    Result<void> add(const DocumentDraft& document) override;
    Result<ExportReport> finish() override;
    bool keepsWords() const override { return true; }
    std::string unit() const override { return {}; }

protected:
    // The text of one record. `document.spans` are those to write. What the format cannot hold is
    // told by lost() and changed in `document`, which then is what a reader finds.
    virtual Result<std::string> record(DocumentDraft& document) = 0;
    // Attributes and scores of spans, where the format holds them.
    virtual bool keepsAttributes() const { return false; }
    // Annotators' layers: then record() gets them too.
    virtual bool keepsLayers() const { return false; }
    // Those of a document, sorted by place; accepted spans of several people lose their names,
    // which is told.
    AnnotatorLayers takeLayersOf(DocumentDraft& document);
    // Takes attributes and scores out and tells so.
    void dropAttributes(std::vector<SpanDraft>& spans);
    void lost(const std::string& what, std::uint64_t count = 1);
    std::string where() const;
    std::uint64_t number() const { return m_report.documents; } // of this document, from 1
    ExportReport m_report;

private:
    Shape m_shape;
    ByteSink m_bytes;
    KeptSink m_kept;
    std::unique_ptr<Tally> m_lost;
    std::string m_out;
};

// JSON in one line.
std::string dumpLine(const nlohmann::ordered_json& value);

} // namespace evenspan::io
