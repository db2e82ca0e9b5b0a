// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/merge_import.h"

#include "core/schema/annotators.h"
#include "core/schema/span_parts.h"
#include "core/store/labelling.h"
#include "core/text/text_key.h"

#include <algorithm>
#include <array>

namespace evenspan {

namespace {

constexpr std::array kRuleNames{"add", "skip", "layer", "replace"};

// "train:12" of train.conll: a number that was given on the way in.
bool nameWasMade(const std::string& name, const std::filesystem::path& file) {
    const auto stem = file.stem().string() + ":";
    return name.empty()
        || (name.size() > stem.size() && name.compare(0, stem.size(), stem) == 0
            && name.find_first_not_of("0123456789", stem.size()) == std::string::npos);
}

store::SpanRow rowOf(DocumentId document, const SpanDraft& draft) {
    store::SpanRow row;
    row.document = document;
    row.label = draft.label;
    row.range = draft.range;
    row.source = draft.source;
    row.state = draft.state;
    row.score = draft.score;
    row.attributes = draft.attributes;
    if (const auto found = row.attributes.find(kPartsAttribute); found != row.attributes.end())
        if (auto parts = readParts(found->second)) {
            row.parts = std::move(*parts);
            row.attributes.erase(found);
        }
    return row;
}

std::string annotatorOf(const std::map<std::string, std::string>& attributes) {
    const auto found = attributes.find(kAnnotatorAttribute);
    return found == attributes.end() ? std::string() : found->second;
}

} // namespace

const char* mergeRuleName(MergeRule rule) {
    return kRuleNames[static_cast<std::size_t>(rule)];
}

std::optional<MergeRule> mergeRuleFromName(std::string_view name) {
    for (std::size_t i = 0; i < kRuleNames.size(); ++i)
        if (name == kRuleNames[i])
            return static_cast<MergeRule>(i);
    return {};
}

void ImportMerger::known(const store::KnownDocument& document) {
    const auto [key, alike] = textKeys(document.text);
    m_watch.addKeys(alike, key, std::string(document.split), true);
    if (m_rule == MergeRule::Add)
        return;
    m_names[std::string(document.name)].push_back({document.id, key});
    m_texts.emplace(key, document.id);
}

// By name, of several the one with the same text; else by text.
std::optional<ImportMerger::Text> ImportMerger::find(
    const DocumentDraft& draft, bool named, std::uint64_t key) const {
    const auto same = named ? m_names.find(draft.name) : m_names.end();
    if (same != m_names.end()) {
        const auto& all = same->second;
        const auto text =
            std::find_if(all.begin(), all.end(), [&](const Text& t) { return t.key == key; });
        return text == all.end() ? all.front() : *text;
    }
    if (const auto text = m_texts.find(key); text != m_texts.end())
        return Text{text->second, key};
    return {};
}

// Whom the user names, else whom the file names first; "": nobody.
std::string ImportMerger::annotatorFor(
    const DocumentDraft& draft, const std::filesystem::path& file) const {
    if (!m_annotator.empty())
        return m_annotator;
    const auto names = draft.metadata.find(kAnnotatorsKey);
    const auto read =
        names == draft.metadata.end() ? std::vector<std::string>() : readAnnotators(names->second);
    return !read.empty() ? read.front() : m_fileEach ? file.stem().string() : std::string();
}

// The first document of this text, and of this name where both have one, without this annotator.
ImportMerger::Fresh* ImportMerger::freshTwin(
    const std::string& name, std::uint64_t key, const std::string& annotator) {
    const auto all = m_fresh.find(key);
    if (all == m_fresh.end() || annotator.empty())
        return nullptr;
    for (const auto& one : all->second)
        if ((name.empty() || one->name.empty() || name == one->name)
            && std::find(one->annotators.begin(), one->annotators.end(), annotator)
                == one->annotators.end())
            return one.get();
    return nullptr;
}

bool ImportMerger::take(DocumentDraft& draft, const std::filesystem::path& file) {
    m_last = nullptr;
    const bool named = !nameWasMade(draft.name, file);
    const auto fresh = [&] {
        ++m_counts.added;
        m_watch.add(draft.text, draft.split);
        if (m_rule != MergeRule::Layer)
            return true;
        const auto annotator = annotatorFor(draft, file);
        nameAnnotator(draft, annotator);
        if (annotator.empty())
            return true;
        auto known = std::make_unique<Fresh>();
        known->name = named ? draft.name : std::string();
        known->annotators = readAnnotators(draft.metadata.at(kAnnotatorsKey));
        m_last = known.get();
        m_fresh[textKey(draft.text)].push_back(std::move(known));
        return true;
    };
    if (m_rule == MergeRule::Add)
        return fresh();
    const auto key = textKey(draft.text);
    const auto match = find(draft, named, key);
    if (!match && m_rule == MergeRule::Layer) {
        const auto annotator = annotatorFor(draft, file);
        if (auto* twin = freshTwin(named ? draft.name : std::string(), key, annotator)) {
            ++m_counts.layered;
            twin->annotators.push_back(annotator);
            Pending pending{{}, annotator, std::move(draft), twin};
            pending.draft.text.clear();
            m_pending.push_back(std::move(pending));
            return false;
        }
    }
    if (!match)
        return fresh();
    const bool changed = match->key != key;
    m_counts.changed += changed;
    if (m_rule == MergeRule::Skip) {
        ++m_counts.skipped;
        return false;
    }
    if (changed) {
        if (m_rule == MergeRule::Replace) {
            ++m_counts.replaced;
            m_gone.push_back(match->id);
            m_watch.add(draft.text, draft.split);
            return true;
        }
        return fresh();
    }
    ++(m_rule == MergeRule::Layer ? m_counts.layered : m_counts.replaced);
    Pending pending{match->id, annotatorFor(draft, file), std::move(draft), nullptr};
    pending.draft.text.clear();
    if (pending.annotator.empty())
        pending.annotator = file.stem().string();
    m_pending.push_back(std::move(pending));
    return false;
}

Result<void> ImportMerger::addSpans(
    store::Writer& writer, const Pending& pending, const std::vector<store::SpanRow>& there) {
    for (const auto& draft : pending.draft.spans) {
        auto row = rowOf(pending.id, draft);
        // What the same person said there before stays, whatever became of it.
        if (std::any_of(there.begin(), there.end(), [&](const store::SpanRow& old) {
                return old.range == row.range && old.label == row.label && old.parts == row.parts
                    && annotatorOf(old.attributes) == annotatorOf(row.attributes);
            }))
            continue;
        auto& sure = m_labels[row.label];
        if (!sure) {
            store::LabelRow label;
            label.name = row.label;
            if (auto made = writer.addLabel(label);
                !made && made.error().code != ErrorCode::AlreadyExists)
                return made.error();
            sure = true;
        }
        if (auto added = writer.addSpan(row); !added)
            return added.error();
    }
    return {};
}

Result<void> ImportMerger::layer(store::Writer& writer, const Pending& pending) {
    auto marks = store::marksOf(writer, pending.id);
    if (!marks)
        return marks.error();
    Pending own{pending.id, pending.annotator, {}, nullptr};
    auto& metadata = marks->row.metadata;
    auto names = readAnnotators(metadata[kAnnotatorsKey]);
    std::vector<std::string> mine{pending.annotator};
    for (const auto& span : pending.draft.spans) {
        auto& kept = own.draft.spans.emplace_back(span);
        auto& name = kept.attributes[kAnnotatorAttribute];
        if (span.state == SpanState::Accepted || name.empty())
            name = pending.annotator;
        kept.state = SpanState::Suggested;
        mine.push_back(name);
    }
    // An older layer of the same person goes, but for what is gold by now.
    std::vector<store::SpanRow> there;
    for (const auto& span : marks->spans) {
        const bool gone = span.state == SpanState::Suggested
            && std::find(mine.begin(), mine.end(), annotatorOf(span.attributes)) != mine.end()
            && std::none_of(
                own.draft.spans.begin(), own.draft.spans.end(), [&](const SpanDraft& fresh) {
                    return fresh.range == span.range && fresh.label == span.label
                        && fresh.attributes.at(kAnnotatorAttribute) == annotatorOf(span.attributes);
                });
        if (!gone) {
            there.push_back(span);
        } else if (auto removed = writer.removeSpan(span.id); !removed) {
            return removed;
        }
    }
    if (auto added = addSpans(writer, own, there); !added)
        return added;
    names.insert(names.end(), mine.begin(), mine.end());
    const auto written = writeAnnotators(readAnnotators(writeAnnotators(names)));
    if (metadata[kAnnotatorsKey] != written) {
        metadata[kAnnotatorsKey] = written;
        if (auto set = writer.setMetadata(pending.id, metadata); !set)
            return set;
    }
    if (own.draft.spans.empty())
        return {};
    return store::Labelling(writer).markSuggested(std::array{pending.id});
}

Result<void> ImportMerger::replace(store::Writer& writer, const Pending& pending) {
    auto marks = store::marksOf(writer, pending.id);
    if (!marks)
        return marks.error();
    const auto& draft = pending.draft;
    for (const auto& span : marks->spans)
        if (auto removed = writer.removeSpan(span.id); !removed)
            return removed;
    if (auto added = addSpans(writer, pending, {}); !added)
        return added;
    auto metadata = marks->row.metadata;
    metadata.erase(kAnnotatorsKey); // of the labels that went
    for (const auto& [key, value] : draft.metadata)
        metadata[key] = value;
    if (metadata != marks->row.metadata)
        if (auto set = writer.setMetadata(pending.id, metadata); !set)
            return set;
    if (draft.gridImported)
        if (auto set = writer.saveGrid(pending.id, draft.grid, true); !set)
            return set;
    const std::array ids{pending.id};
    if (!draft.split.empty() && draft.split != marks->row.split)
        if (auto set = writer.setSplit(ids, draft.split); !set)
            return set;
    if (draft.state != marks->row.state)
        if (auto set = writer.setState(ids, draft.state); !set)
            return set;
    return {};
}

Result<void> ImportMerger::finish(store::Writer& writer) {
    for (auto& pending : m_pending) {
        if (pending.fresh)
            pending.id = pending.fresh->id;
        auto done = m_rule == MergeRule::Layer ? layer(writer, pending) : replace(writer, pending);
        if (!done)
            return done;
    }
    return m_gone.empty() ? Result<void>() : writer.setTrashed(m_gone, true);
}

} // namespace evenspan
