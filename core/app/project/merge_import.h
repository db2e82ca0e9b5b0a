// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/repeats.h"
#include "core/schema/document.h"
#include "core/store/known_documents.h"
#include "core/store/writer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace evenspan {

// What an import does with a document that the project already has: one of the same id, where the
// file gives ids (a name that was made of the file's own and a number is none), else one of the
// same text.
enum class MergeRule {
    Add, // nothing: it is there twice then
    Skip, // leaves it out
    // Puts its labels on the known one, as another annotator's layer; so too on one that came
    // before it in the same import, by another annotator.
    Layer,
    Replace, // the known one gets its labels, state, split and metadata
};
const char* mergeRuleName(MergeRule rule); // "add", "skip", "layer", "replace"
std::optional<MergeRule> mergeRuleFromName(std::string_view name);

struct MergeCounts {
    std::uint64_t added = 0, skipped = 0, layered = 0, replaced = 0;
    // Of the same id and another text. Texts never change: such a document is left out by Skip
    // (and counted there too), goes in as a new one by Layer, and by Replace too, where the known
    // one goes to the trash.
    std::uint64_t changed = 0;
    bool operator==(const MergeCounts&) const = default;
};

// Decides for one document after another, and keeps what is to be done to known ones: their spans,
// not their texts.
class ImportMerger {
public:
    // `fileEach`: where nothing else names the annotator of a layer, the file does, and so it does
    // for documents that go in as new ones.
    ImportMerger(MergeRule rule, std::string annotator, bool fileEach = false)
        : m_rule(rule)
        , m_annotator(std::move(annotator))
        , m_fileEach(fileEach) { }

    void known(const store::KnownDocument& document);
    // True: goes in as a new document. False: it is left out or kept for finish().
    bool take(DocumentDraft& draft, const std::filesystem::path& file);
    // After take() said true: what the document became.
    void added(DocumentId id) {
        if (m_last)
            m_last->id = id;
    }
    // Does what is kept, inside the caller's group.
    Result<void> finish(store::Writer& writer);

    const MergeCounts& counts() const { return m_counts; }
    Repeats repeats() { return m_watch.result(); } // of the new documents, among all

private:
    struct Text {
        DocumentId id;
        std::uint64_t key;
    };
    // A document of this import, and whose labels it has.
    struct Fresh {
        DocumentId id;
        std::string name; // "": it was made
        std::vector<std::string> annotators;
    };
    struct Pending {
        DocumentId id;
        std::string annotator;
        DocumentDraft draft; // without its text
        const Fresh* fresh = nullptr; // whose id is known later
    };
    std::string annotatorFor(const DocumentDraft& draft, const std::filesystem::path& file) const;
    Fresh* freshTwin(const std::string& name, std::uint64_t key, const std::string& annotator);
    std::optional<Text> find(const DocumentDraft& draft, bool named, std::uint64_t key) const;
    Result<void> addSpans(
        store::Writer& writer, const Pending& pending, const std::vector<store::SpanRow>& there);
    Result<void> layer(store::Writer& writer, const Pending& pending);
    Result<void> replace(store::Writer& writer, const Pending& pending);

    MergeRule m_rule;
    std::string m_annotator;
    bool m_fileEach;
    MergeCounts m_counts;
    RepeatWatch m_watch;
    std::unordered_map<std::string, std::vector<Text>> m_names;
    std::unordered_map<std::uint64_t, DocumentId> m_texts; // the first of each
    std::unordered_map<std::uint64_t, std::vector<std::unique_ptr<Fresh>>> m_fresh; // by text
    Fresh* m_last = nullptr;
    std::vector<Pending> m_pending;
    std::vector<DocumentId> m_gone;
    std::map<std::string, bool> m_labels; // that the project has for sure
};

} // namespace evenspan
