// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exporter.h"

#include "core/base/nearest.h"
#include "core/io/formats.h"
#include "core/io/tally.h"
#include "core/schema/annotators.h"
#include "core/schema/relations.h"

#include <algorithm>

namespace evenspan::io {

namespace {

const Format* formatNamed(const std::string& name) {
    for (const auto& format : formats())
        if (name == format.name)
            return &format;
    return nullptr;
}

// Stands before a writer and takes out what its format has no place for.
class Reduced : public DocumentWriter {
public:
    Reduced(std::unique_ptr<DocumentWriter> writer, bool relations, AnnotatorsKept annotators)
        : m_writer(std::move(writer))
        , m_relations(relations)
        , m_annotators(annotators) { }

    Result<void> add(const DocumentDraft& document) override {
        ++m_number;
        const bool related = !m_relations && hasRelations(document.spans);
        const bool named = m_annotators != AnnotatorsKept::Layers
            && (document.metadata.contains(kAnnotatorsKey)
                || std::any_of(document.spans.begin(), document.spans.end(), [](const auto& span) {
                       return !span.attributes.empty()
                           && span.attributes.contains(kAnnotatorAttribute);
                   }));
        if (!related && !named)
            return m_writer->add(document);
        auto plain = document;
        const auto where = "document " + std::to_string(m_number);
        if (named)
            takeAnnotators(plain, where);
        if (related) {
            const auto found = relationsOf(plain.spans);
            m_lost.add("relation", where, found.all.size() + found.dangling);
            removeRelations(plain.spans);
        }
        return m_writer->add(plain);
    }
    Result<ExportReport> finish() override {
        auto report = m_writer->finish();
        if (report)
            m_lost.write(report->lost);
        return report;
    }
    bool keepsWords() const override { return m_writer->keepsWords(); }
    bool keepsSpans() const override { return m_writer->keepsSpans(); }
    std::string unit() const override { return m_writer->unit(); }

private:
    void takeAnnotators(DocumentDraft& document, const std::string& where) {
        auto layers = takeLayers(document);
        if (!layers.others.empty())
            m_lost.add("labels of another annotator beside the document's own", where,
                layers.others.size());
        layers.others.clear();
        if (m_annotators == AnnotatorsKept::Own)
            return putLayers(document, std::move(layers));
        std::uint64_t names = !layers.gold.empty();
        for (auto& span : document.spans)
            names += span.attributes.erase(kAnnotatorAttribute);
        if (names > 0)
            m_lost.add("name of an annotator", where, names);
    }

    std::unique_ptr<DocumentWriter> m_writer;
    bool m_relations;
    AnnotatorsKept m_annotators;
    Tally m_lost;
    std::uint64_t m_number = 0;
};

} // namespace

Result<std::unique_ptr<DocumentWriter>> makeWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    if (const auto* format = formatNamed(options.format); format && format->write) {
        auto writer = format->write(options, std::move(bytes), std::move(kept));
        const bool relations = format->relations && format->relations(options);
        const auto annotators =
            format->annotators ? format->annotators(options) : AnnotatorsKept::None;
        if (relations && annotators == AnnotatorsKept::Layers)
            return writer;
        return std::unique_ptr<DocumentWriter>(
            new Reduced(std::move(writer), relations, annotators));
    }
    const auto names = exportFormatNames();
    const auto near = nearestWord(options.format, names);
    std::string all;
    for (const auto& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return Error{ErrorCode::InvalidArgument, "There is no format of this name to write",
        options.format, near.empty() ? "Formats: " + all + "." : "Did you mean " + near + "?"};
}

std::vector<std::string> exportFormatNames() {
    std::vector<std::string> names;
    for (const auto& format : formats())
        if (format.write)
            names.emplace_back(format.name);
    return names;
}

bool writesFolder(const std::string& name) {
    const auto* format = formatNamed(name);
    return format && format->folder;
}

bool readsBack(const std::string& name) {
    const auto* format = formatNamed(name);
    return format && format->read;
}

} // namespace evenspan::io
