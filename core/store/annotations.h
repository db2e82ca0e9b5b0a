// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

// What people add to a project beside spans: comments, flags, guidelines, attributes, rules, saved
// filters. Rows with id 0 are new. Times are milliseconds since 1970, UTC.
namespace evenspan::store {

class Reader;
class Writer;

enum class NoteKind : int { Comment = 0, Flag = 1 };
struct NoteRow {
    std::int64_t id = 0;
    DocumentId document;
    SpanId span; // 0: about the whole document
    NoteKind kind = NoteKind::Comment;
    std::string text; // of a flag: why, may be empty
    std::string author; // given by the store, as `created`
    std::int64_t created = 0;
    bool resolved = false;
    bool operator==(const NoteRow&) const = default;
};

struct GuidelineRow {
    std::int64_t id = 0;
    LabelId label;
    std::int64_t version = 0; // from 1
    std::string text; // Markdown
    std::string author;
    std::int64_t created = 0;
    bool operator==(const GuidelineRow&) const = default;
};

enum class AttributeTarget : int { Span = 0, Document = 1 };
enum class AttributeKind : int { Choice = 0, Text = 1, Number = 2, Flag = 3 };
struct AttributeRow {
    std::int64_t id = 0;
    std::string name; // unique among those in use of its target
    AttributeTarget target = AttributeTarget::Span;
    AttributeKind kind = AttributeKind::Text;
    std::vector<std::string> choices; // of Choice: at least one
    std::string description;
    bool archived = false;
    bool operator==(const AttributeRow&) const = default;
};
// InvalidArgument where `value` is none of the attribute's: not among the choices, no finite
// number, neither "yes" nor "no". An empty value stands for "not said" and is always right.
Result<void> checkAttribute(const AttributeRow& attribute, const std::string& value);

struct RuleRow {
    std::int64_t id = 0;
    std::string name; // unique among those in use
    std::string definition; // JSON, as core/rules writes it
    bool enabled = true;
    bool archived = false;
    bool operator==(const RuleRow&) const = default;
};
enum class RulePut { Added, Changed, Same };

// A rule without what it looks for, which may be a list of a million names.
struct RuleHead {
    std::int64_t id = 0;
    std::string name, label, kind;
    std::int64_t entries = 1; // phrases or patterns
    bool enabled = true;
    bool archived = false;
    bool operator==(const RuleHead&) const = default;
};
// What became of a rule's suggestions: accepted ÷ (accepted + rejected) is its measured precision.
struct RuleTally {
    std::int64_t rule = 0;
    std::int64_t accepted = 0, rejected = 0, open = 0;
    bool operator==(const RuleTally&) const = default;
};

struct FilterRow {
    std::int64_t id = 0;
    std::string name; // unique
    std::string query; // as typed; must parse
    bool operator==(const FilterRow&) const = default;
};

// Changes of these rows, each one transaction, on disk when it returns, and undone by
// Writer::undo() where nothing else is said. Errors: as Writer's.
class Annotations {
public:
    explicit Annotations(Writer& writer)
        : m_writer(writer) { }

    Result<std::int64_t> saveNote(const NoteRow& note); // its id
    Result<void> removeNote(std::int64_t id); // NotFound
    // A new version; nothing where the text is that of the version in force. Its number.
    Result<std::int64_t> setGuideline(LabelId label, const std::string& text);
    Result<std::int64_t> saveAttribute(const AttributeRow& attribute);
    Result<std::int64_t> saveRule(const RuleRow& rule);
    // Saves under the name: over the rule in use that has it, else as a new one. `id` and
    // `archived` are not looked at.
    Result<RulePut> putRule(const RuleRow& rule);
    Result<void> switchRule(std::int64_t id, bool enabled, bool archived);
    Result<std::int64_t> saveFilter(const FilterRow& filter);
    Result<void> removeFilter(std::int64_t id);

    // Records that undo leaves alone.
    Result<void> addActiveTime(DocumentId document, std::int64_t milliseconds);
    Result<void> setUncertainty(RunId run, std::span<const std::pair<DocumentId, double>> values);

private:
    Writer& m_writer;
};

// In order of creation. `document` unset: of every document that is not in the trash.
Result<std::vector<NoteRow>> notes(Reader& reader, std::optional<DocumentId> document,
    bool openOnly = false, std::size_t limit = 1000, std::stop_token stop = {});
Result<std::vector<GuidelineRow>> guidelines(Reader& reader, LabelId label); // oldest first
Result<std::vector<AttributeRow>> attributes(Reader& reader, bool archived = false);
Result<std::vector<RuleRow>> rules(Reader& reader, bool archived = false);
Result<RuleRow> rule(Reader& reader, std::int64_t id); // NotFound
Result<std::vector<RuleHead>> ruleHeads(
    Reader& reader, bool archived = false, std::stop_token stop = {});
Result<std::vector<RuleTally>> ruleTallies(Reader& reader, std::stop_token stop = {});
Result<std::vector<FilterRow>> savedFilters(Reader& reader); // by name

struct Effort {
    std::int64_t milliseconds = 0; // active time of everybody
    std::int64_t documents = 0; // with any
    bool operator==(const Effort&) const = default;
};
Result<Effort> effort(Reader& reader, std::optional<DocumentId> document = {});

} // namespace evenspan::store
