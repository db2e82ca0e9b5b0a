// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exporter.h"
#include "core/io/formats.h"
#include "core/io/tally.h"
#include "core/text/utf8.h"

namespace evenspan::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The first document is held back until a second one or the end shows whether it stands alone.
class TextWriter : public DocumentWriter {
public:
    TextWriter(ByteSink bytes, KeptSink kept)
        : m_bytes(std::move(bytes))
        , m_kept(std::move(kept)) { }

    bool keepsWords() const override { return false; }
    std::string unit() const override { return m_report.documents == 1 ? "file" : "paragraph"; }

    Result<void> add(const DocumentDraft& document) override {
        ++m_report.documents;
        if (auto valid = requireUtf8(document.text, where()); !valid)
            return valid;
        if (document.text.find('\0') != std::string::npos)
            return Error{ErrorCode::Unsupported, "A NUL character cannot be written", where(),
                "Remove it from the document."};
        if (!document.spans.empty())
            m_lost.add("span", where(), document.spans.size());
        if (document.gridImported)
            m_lost.add("document whose own words and sentences are not kept", where());
        if (!document.metadata.empty())
            m_lost.add("document whose metadata are not kept", where());
        if (!document.split.empty())
            m_lost.add("document whose split is not kept", where());
        if (m_report.documents == 1) {
            m_first = document.text;
            return {};
        }
        if (m_report.documents == 2)
            if (auto done = writePart(*m_first, 1); !done)
                return done;
        m_first.reset();
        if (auto done = m_bytes("\n\n"); !done)
            return done;
        return writePart(document.text, m_report.documents);
    }

    Result<ExportReport> finish() override {
        if (m_report.documents == 1) {
            if (auto done = writeStart(*m_first); !done)
                return done.error();
            if (auto done = m_bytes(*m_first); !done)
                return done.error();
            if (m_first->empty())
                m_lost.add("border of an empty document", where());
            else
                keep(*m_first);
        }
        m_report.format = "text";
        m_lost.write(m_report.lost);
        return m_report;
    }

private:
    std::string where() const { return "document " + std::to_string(m_report.documents); }

    // A reader takes one byte order mark away, so a text that starts with one needs two.
    Result<void> writeStart(std::string_view text) {
        return text.rfind(kByteOrderMark, 0) == 0 ? m_bytes(kByteOrderMark) : Result<void>();
    }

    void keep(std::string_view text) {
        if (!m_kept)
            return;
        DocumentDraft document;
        document.text = text;
        m_kept(std::move(document));
    }

    // One of several documents: every byte is written; what its own blank lines part comes back as
    // several documents.
    Result<void> writePart(std::string_view text, std::uint64_t number) {
        if (number == 1)
            if (auto done = writeStart(text); !done)
                return done;
        const auto parts = textParts(text, "paragraph");
        if (parts.size() != 1
            || parts.front() != std::pair<std::size_t, std::size_t>(0, text.size()))
            m_lost.add("border of a document that has blank lines of its own, or nothing else",
                "document " + std::to_string(number));
        for (const auto& [begin, end] : parts)
            keep(text.substr(begin, end - begin));
        return m_bytes(text);
    }

    ByteSink m_bytes;
    KeptSink m_kept;
    ExportReport m_report;
    Tally m_lost;
    std::optional<std::string> m_first;
};

} // namespace

std::unique_ptr<DocumentWriter> makeTextWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<TextWriter>(std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
