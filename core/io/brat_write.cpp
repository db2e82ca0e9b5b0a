// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/brat.h"
#include "core/io/reading.h"
#include "core/io/span_writer.h"
#include "core/schema/relations.h"
#include "core/schema/span_parts.h"

#include <algorithm>
#include <map>
#include <set>

namespace evenspan::io {

namespace {

bool isWord(std::string_view text) {
    return !text.empty() && text.find_first_of(" \t\r\n;") == std::string_view::npos;
}
bool isLine(std::string_view text) {
    return text.find_first_of("\t\r\n") == std::string_view::npos;
}

class BratWriter : public SpanWriter {
public:
    BratWriter(const ExportOptions& options, ByteSink bytes, KeptSink kept)
        : SpanWriter("brat",
            {.name = true, .state = true, .metadata = true, .attributes = true, .parts = true},
            bytes, std::move(kept))
        , m_next(options.nextFile)
        , m_bytes(std::move(bytes)) { }

private:
    // A name that is a file's name, and that no other document has.
    void nameFile(DocumentDraft& document) {
        std::string name = document.name;
        for (char& c : name)
            if (static_cast<unsigned char>(c) < 0x20
                || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
                c = '_';
        // An ending of its own would be taken for the file's.
        if (name.size() > 4 && endsWith(name, ".txt"))
            name.resize(name.size() - 4);
        if (name.size() > 200) {
            std::size_t cut = 200;
            while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80)
                --cut;
            name.resize(cut);
        }
        if (name.empty() || name.front() == '.')
            name.insert(0, "document");
        // Some file systems fold case.
        const auto folded = [](std::string text) {
            std::transform(text.begin(), text.end(), text.begin(),
                [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            return text;
        };
        std::string free = name;
        for (int i = 2; !m_names.insert(folded(free)).second; ++i)
            free = name + "-" + std::to_string(i);
        if (free != document.name) {
            m_lost.add("document's name that became another file name", where());
            document.name = free;
        }
    }

    static bool isNumber(const std::string& id) {
        const auto digits = std::string_view(id).substr(std::min<std::size_t>(1, id.size()));
        const auto value = wholeNumber(digits);
        return id.size() > 1 && id.front() == 'T' && value && std::to_string(*value) == digits;
    }

    // Numbers of entities: those that relations name stay, the others take what is free.
    std::vector<std::string> number(DocumentDraft& document, const std::vector<std::string>& asked,
        std::set<std::string>& known) {
        std::vector<std::string> ids(document.spans.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& attributes = document.spans[i].attributes;
            const auto found = attributes.find(kBratId);
            if (found == attributes.end()) {
                // What a relation calls it will do, if it is free.
                if (isNumber(asked[i]) && known.insert(asked[i]).second)
                    ids[i] = asked[i];
                continue;
            }
            const auto& id = found->second;
            if (isNumber(id) && known.insert(id).second) {
                ids[i] = id;
            } else {
                m_lost.add("number of an entity that is used twice or is none", where());
                attributes.erase(found);
            }
        }
        std::size_t next = 0;
        for (auto& id : ids)
            while (id.empty()) {
                const auto free = "T" + std::to_string(++next);
                if (known.insert(free).second)
                    id = free;
            }
        return ids;
    }

    void writeAttributes(SpanDraft& span, const std::string& id) {
        std::erase_if(span.attributes, [&](const auto& entry) {
            const auto& [key, value] = entry;
            if (key == kPartsAttribute || key == kBratId)
                return false;
            const std::string_view link = kBratLink;
            if (key.rfind(link, 0) == 0 && isWord(key.substr(link.size()))) {
                const auto tab = value.find('\t');
                const auto text = tab == std::string::npos ? "" : value.substr(tab + 1);
                if (isWord(value.substr(0, tab)) && isLine(text)) {
                    m_out += "N" + std::to_string(++m_links) + "\t" + key.substr(link.size()) + " "
                        + id + " " + value + "\n";
                    return false;
                }
            } else if (key.rfind(kBratNote, 0) == 0 && isWord(key.substr(1)) && isLine(value)) {
                m_out += "#" + std::to_string(++m_notes) + "\t" + key.substr(1) + " " + id + "\t"
                    + value + "\n";
                return false;
            } else if (isWord(key) && isLine(value) && !value.empty()
                && key.front() != *kBratNote) {
                m_out += "A" + std::to_string(++m_attributes) + "\t" + key + " " + id
                    + (value == "yes" ? "" : " " + value) + "\n";
                return false;
            }
            m_lost.add(
                "attribute with a blank in its name, or without a value of one line", where());
            return true;
        });
    }

    void writeRelations(DocumentDraft& document, std::vector<Relation>&& relations,
        const std::vector<std::string>& ids) {
        std::erase_if(relations, [&](const Relation& relation) {
            if (isWord(relation.type))
                return false;
            m_lost.add("relation whose type has a blank in it, or that has none", where());
            return true;
        });
        std::map<std::size_t, std::string> named;
        for (const auto& relation : relations) {
            m_out += "R" + std::to_string(++m_relations) + "\t" + relation.type
                + " Arg1:" + ids[relation.from] + " Arg2:" + ids[relation.to] + "\n";
            named[relation.from] = ids[relation.from];
            named[relation.to] = ids[relation.to];
        }
        addRelations(document.spans, relations, named);
    }

    // Relations and events whose entities are all there.
    void writeLines(DocumentDraft& document, const std::set<std::string>& known) {
        std::erase_if(document.metadata, [&](const auto& entry) {
            const auto& [key, line] = entry;
            const std::string_view prefix = kBratLine;
            if (key.rfind(prefix, 0) != 0 || key.size() < prefix.size() + 2
                || line.find_first_of("\r\n") != std::string::npos) {
                m_lost.add("document whose metadata are not kept", where());
                return true;
            }
            const auto id = key.substr(prefix.size());
            for (const auto word : splitAt(splitAt(line, '\t').front(), ' ')) {
                const auto name = word.substr(word.rfind(':') + 1);
                if (name.size() > 1 && name.front() == 'T' && wholeNumber(name.substr(1))
                    && !known.count(std::string(name))) {
                    m_lost.add("relation of an entity that is not written", where());
                    return true;
                }
            }
            m_out += (id.front() == '*' ? "*" : id) + "\t" + line + "\n";
            return false;
        });
    }

    Result<void> write(DocumentDraft& document) override {
        nameFile(document);
        m_links = m_notes = m_attributes = m_relations = 0;
        const OffsetMap map(document.text);
        std::erase_if(document.spans, [&](const SpanDraft& span) {
            if (isWord(span.label))
                return false;
            m_lost.add("span whose label has a blank or a semicolon in it", where());
            return true;
        });
        // Reserved first, so that an attribute of a relation does not take an entity's number.
        for (const auto& [key, line] : document.metadata)
            for (auto [letter, counter] : {std::pair('A', &m_attributes), std::pair('#', &m_notes),
                     std::pair('R', &m_relations)})
                if (const auto id = key.substr(std::min<std::size_t>(5, key.size()));
                    key.rfind(kBratLine, 0) == 0 && id.size() > 1 && id.front() == letter)
                    if (const auto value = wholeNumber(std::string_view(id).substr(1)))
                        *counter = std::max(*counter, *value);
        auto relations = relationsOf(document.spans);
        if (relations.dangling > 0)
            m_lost.add("relation to a span that is not written", where(), relations.dangling);
        const auto asked = relationIds(document.spans, relations.all);
        removeRelations(document.spans);
        std::set<std::string> known;
        const auto ids = number(document, asked, known);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& span = document.spans[i];
            std::string places, covered = coveredText(map, span);
            for (const auto& part : partsOf(span))
                places += (places.empty() ? "" : ";") + std::to_string(part.begin) + " "
                    + std::to_string(part.end);
            for (char& c : covered)
                if (c == '\n' || c == '\r')
                    c = ' '; // as brat does; the reader folds blanks
            m_out += ids[i] + "\t" + span.label + " " + places + "\t" + covered + "\n";
            writeAttributes(span, ids[i]);
        }
        writeRelations(document, std::move(relations.all), ids);
        writeLines(document, known);
        // The one state beside "done" that brat's files can say: no line at all.
        const bool undecided = m_out.empty() && document.spans.empty();
        if (document.state != (undecided ? DocumentState::InWork : DocumentState::Done)) {
            m_lost.add(undecided ? "document without labels whose state reads back as in work"
                                 : "document whose state is not kept: it reads back as done",
                where());
            document.state = undecided ? DocumentState::InWork : DocumentState::Done;
        }
        if (!m_next)
            return Error{ErrorCode::InvalidArgument, "brat's files need a folder", {},
                "Name a folder to write into."};
        const auto lines = std::exchange(m_out, {});
        if (auto done = writeFile(document.name + ".txt", document.text); !done)
            return done;
        return writeFile(document.name + ".ann", lines);
    }

    Result<void> writeFile(const std::string& name, std::string_view bytes) {
        if (auto begun = m_next(name); !begun)
            return begun;
        return bytes.empty() ? Result<void>() : m_bytes(bytes);
    }

    std::function<Result<void>(const std::string&)> m_next;
    ByteSink m_bytes;
    std::set<std::string> m_names;
    std::uint64_t m_links = 0, m_notes = 0, m_attributes = 0, m_relations = 0;
};

} // namespace

std::unique_ptr<DocumentWriter> makeBratWriter(
    const ExportOptions& options, ByteSink bytes, KeptSink kept) {
    return std::make_unique<BratWriter>(options, std::move(bytes), std::move(kept));
}

} // namespace evenspan::io
