// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/exporter.h"
#include "core/io/tally.h"
#include "core/text/offset_map.h"

namespace evenspan::io {

// What a format keeps of a document beside its text and its plain spans; the rest is listed.
struct Holds {
    bool name = false, split = false, state = false, metadata = false, grid = false;
    bool attributes = false, score = false, parts = false;
};

// What the writers of standoff and XML formats share. Written are accepted spans.
class SpanWriter : public DocumentWriter {
public:
    bool keepsWords() const override { return true; }
    std::string unit() const override { return {}; }
    Result<void> add(const DocumentDraft& document) override;
    Result<ExportReport> finish() override;

protected:
    SpanWriter(std::string format, const Holds& holds, ByteSink bytes, KeptSink kept)
        : m_holds(holds)
        , m_bytes(std::move(bytes))
        , m_kept(std::move(kept)) {
        m_report.format = std::move(format);
    }

    // Writes `document`, which holds only what the format keeps, and takes out of it what it finds
    // that it cannot write after all, each with a word in `lost`: then it is what a reader finds.
    virtual Result<void> write(DocumentDraft& document) = 0;
    virtual Result<void> writeEnd() { return {}; }

    std::string where() const { return "document " + std::to_string(m_report.documents); }
    Result<void> flush(std::size_t from);
    const ExportReport& report() const { return m_report; }

    std::string m_out; // flushed after each document
    Tally m_lost;

private:
    Result<DocumentDraft> reduced(const DocumentDraft& document);

    Holds m_holds;
    ByteSink m_bytes;
    KeptSink m_kept;
    ExportReport m_report;
};

// What a span covers: the stretch, or its parts with one blank between them.
std::string coveredText(const OffsetMap& map, const SpanDraft& span);
// The parts of a span, one where it is whole.
std::vector<CodePointRange> partsOf(const SpanDraft& span);

} // namespace evenspan::io
