// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/io/brat.h"
#include "core/io/reading.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <map>

namespace evenspan::io {

namespace fs = std::filesystem;

namespace {

class BratReader {
public:
    BratReader(DocumentDraft& document, Reading& reading)
        : m_document(document)
        , m_reading(reading) { }

    void take(std::string_view line, std::uint64_t number) {
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            return;
        m_at = m_reading.at(number);
        const auto cells = splitAt(line, '\t');
        if (cells.front() == "*") { // equivalences have no number of their own
            keep("*" + std::to_string(++m_equivalences), cells);
            return;
        }
        const std::string id(cells.front());
        if (id.size() < 2 || cells.size() < 2)
            return bad("The line is none of brat's");
        if (!m_ids.insert({id, true}).second)
            return bad("The line's number was used before");
        switch (id.front()) {
        case 'T':
            return entity(id, cells, number);
        case 'A':
        case 'M':
            return attribute(cells);
        case 'N':
            return normalisation(cells);
        case '#':
            return note(cells);
        case 'R':
            return relation(id, cells, number);
        case 'E':
            return keep(id, cells);
        default:
            return bad("The line is none of brat's");
        }
    }

    void finish() {
        // Only now are all entities known: the file's lines may stand in any order.
        for (auto& [target, key, value, at] : m_later) {
            const auto span = m_index.find(target);
            if (span == m_index.end())
                m_reading.bad("An attribute, note or link is of an entity that is not there", at);
            else if (!m_spans[span->second].span.attributes.emplace(key, value).second)
                m_reading.lost.add("second value of one attribute", at);
        }
        std::vector<GivenRelation> relations;
        for (auto& [id, line, from, to, given] : m_relations) {
            const auto begin = m_index.find(from), end = m_index.find(to);
            if (m_named.count(id) || begin == m_index.end() || end == m_index.end()) {
                keep(id, splitAt(line, '\t'));
                continue;
            }
            given.from = begin->second;
            given.to = end->second;
            relations.push_back(std::move(given));
        }
        std::map<std::size_t, std::string> ids;
        for (const auto& [id, index] : m_index) {
            ids[index] = id;
            if (m_named.count(id))
                m_spans[index].span.attributes[kBratId] = id;
        }
        std::vector<std::optional<std::size_t>> places;
        placeSpans(m_document, std::move(m_spans), std::nullopt, m_reading, &places);
        placeRelations(m_document, relations, places, ids, m_reading);
    }

private:
    using Cells = std::vector<std::string_view>;
    void bad(const char* what) { m_reading.bad(what, m_at); }

    // "TYPE BEGIN END" or "TYPE BEGIN END;BEGIN END".
    void entity(const std::string& id, const Cells& cells, std::uint64_t number) {
        GivenSpan given;
        const auto blank = cells[1].find(' ');
        given.span.label = cells[1].substr(0, blank);
        given.line = number;
        bool sound = blank != std::string_view::npos && blank > 0;
        if (sound)
            for (const auto part : splitAt(cells[1].substr(blank + 1), ';')) {
                const auto ends = splitAt(part, ' ');
                const auto begin = wholeNumber(ends.front()), end = wholeNumber(ends.back());
                sound = sound && ends.size() == 2 && begin && end;
                if (sound)
                    given.parts.emplace_back(*begin, *end);
            }
        if (!sound)
            return bad("The type or place of the entity cannot be read");
        if (cells.size() > 2) {
            std::string covered(cells[2]);
            for (std::size_t i = 3; i < cells.size(); ++i)
                covered += "\t" + std::string(cells[i]);
            given.covered = std::move(covered);
        }
        m_index[id] = m_spans.size();
        m_spans.push_back(std::move(given));
    }

    void later(std::string_view target, std::string key, std::string_view value) {
        m_later.push_back({std::string(target), std::move(key), std::string(value), m_at});
    }

    // "TYPE TARGET" or "TYPE TARGET VALUE"; of an event or relation it stays a line.
    void attribute(const Cells& cells) {
        const auto words = splitAt(cells[1], ' ');
        if (words.size() < 2 || words[0].empty())
            return bad("The attribute cannot be read");
        if (words[1].substr(0, 1) != "T")
            return keep(std::string(cells.front()), cells);
        const auto head = words[0].size() + 1 + words[1].size() + 1;
        later(words[1], std::string(words[0]), words.size() > 2 ? cells[1].substr(head) : "yes");
    }

    void normalisation(const Cells& cells) {
        const auto words = splitAt(cells[1], ' ');
        if (words.size() != 3 || words[0].empty())
            return bad("The link to a dictionary cannot be read");
        std::string value(words[2]);
        if (cells.size() > 2)
            value += "\t" + std::string(cells[2]);
        later(words[1], kBratLink + std::string(words[0]), value);
    }

    void note(const Cells& cells) {
        const auto words = splitAt(cells[1], ' ');
        if (words.size() != 2 || words[0].empty())
            return bad("The note cannot be read");
        if (words[1].substr(0, 1) != "T")
            return keep(std::string(cells.front()), cells);
        later(words[1], kBratNote + std::string(words[0]), cells.size() > 2 ? cells[2] : "");
    }

    // "TYPE Arg1:T1 Arg2:T2" for now; what it becomes is known at the end.
    void relation(const std::string& id, const Cells& cells, std::uint64_t number) {
        const auto words = splitAt(cells[1], ' ');
        const auto isArgument = [&](std::size_t at, std::string_view name) {
            return words[at].rfind(name, 0) == 0 && words[at].size() > name.size();
        };
        if (cells.size() != 2 || words.size() != 3 || words[0].empty() || !isArgument(1, "Arg1:")
            || !isArgument(2, "Arg2:"))
            return keep(id, cells);
        Link link{id, std::string(id) + "\t" + std::string(cells[1]),
            std::string(words[1].substr(5)), std::string(words[2].substr(5)), {}};
        link.given.type = words[0];
        link.given.line = number;
        m_relations.push_back(std::move(link));
    }

    // A relation, event or equivalence, as it stands, with the entities that it names.
    void keep(const std::string& id, const Cells& cells) {
        std::string line;
        for (std::size_t i = 1; i < cells.size(); ++i)
            line += (i > 1 ? "\t" : "") + std::string(cells[i]);
        for (const auto word : splitAt(cells.size() > 1 ? cells[1] : "", ' ')) {
            const auto name = word.substr(word.rfind(':') + 1);
            if (name.size() > 1 && (name.front() == 'T' || name.front() == 'R')
                && wholeNumber(name.substr(1)))
                m_named.insert({std::string(name), true});
        }
        m_document.metadata[kBratLine + id] = line;
    }

    struct Link {
        std::string id, line, from, to;
        GivenRelation given;
    };
    struct Later {
        std::string target, key, value, at;
    };
    DocumentDraft& m_document;
    Reading& m_reading;
    std::string m_at;
    std::vector<GivenSpan> m_spans;
    std::map<std::string, std::size_t> m_index; // of entities
    std::map<std::string, bool> m_ids, m_named; // named: by lines that are kept as they stand
    std::vector<Later> m_later;
    std::vector<Link> m_relations;
    int m_equivalences = 0;
};

fs::path withEnding(fs::path path, const char* ending) {
    return path.replace_extension(ending);
}

} // namespace

namespace {

int sniffBrat(const FileHead& head, std::vector<std::string>& reasons) {
    const auto& path = head.path;
    std::error_code failed;
    if (endsWith(path, ".ann")) {
        reasons = {"the file is named as brat's annotations"};
        return 95;
    }
    if (endsWith(path, ".txt") && fs::exists(withEnding(path, ".ann"), failed)) {
        reasons = {"brat's annotations lie beside the text"};
        return 95;
    }
    return 0;
}

} // namespace

bool isBratCompanion(const fs::path& path) {
    std::error_code failed;
    return endsWith(path, ".txt") && fs::exists(withEnding(path, ".ann"), failed);
}

namespace {

// Exact bytes, where nothing must be converted: a byte order mark counts as a character in brat.
Result<std::string> exactText(const fs::path& path, const std::string& encoding) {
    if (!encoding.empty() && encoding != "UTF-8")
        return readTextFile(path, encoding);
    auto text = readFile(path, std::uint64_t{1} << 30);
    if (!text)
        return text.error();
    if (auto valid = requireUtf8(*text, path.string()); !valid)
        return valid.error();
    if (text->find('\0') != std::string::npos)
        return Error{ErrorCode::BadFormat, "There is a NUL byte", path.string(),
            "Check that this is a text file."};
    return std::move(*text);
}

Result<void> readBrat(ReadJob& job) {
    const auto& path = job.path();
    Reading reading(job);
    const auto textPath = withEnding(path, ".txt"), marks = withEnding(path, ".ann");
    auto text = exactText(textPath, job.encoding());
    if (!text && text.error().code == ErrorCode::NotFound)
        return Error{ErrorCode::BadFormat, "The text of these annotations is missing",
            path.filename().string(),
            "Put " + textPath.filename().string() + " into the same folder."};
    if (!text)
        return text.error();
    DocumentDraft document;
    document.name = path.stem().string();
    document.text = std::move(*text);
    auto lines = exactText(marks, job.encoding());
    if (!lines && lines.error().code == ErrorCode::NotFound)
        return Error{ErrorCode::BadFormat, "The annotations of this text are missing",
            path.filename().string(), "Import it as plain text, or add the .ann file."};
    if (!lines)
        return lines.error();
    // An empty file of annotations: nobody has decided anything yet, as brat makes it so.
    if (lines->empty())
        document.state = DocumentState::InWork;
    BratReader reader(document, reading);
    // Only "\n" ends a line here: the text of an entity may hold any other character.
    std::uint64_t number = 0;
    for (auto line : splitAt(*lines, '\n')) {
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        reader.take(line, ++number);
    }
    reader.finish();
    if (auto done = reading.deliver(std::move(document), lines->size()); !done)
        return done;
    return reading.finish("document");
}

} // namespace

Format bratFormat() {
    Format format{"brat", "brat standoff", sniffBrat, readBrat, makeBratWriter};
    format.folder = true;
    format.belongs = isBratCompanion;
    format.relations = [](const ExportOptions&) { return true; };
    format.annotators = [](const ExportOptions&) { return AnnotatorsKept::Own; };
    return format;
}

} // namespace evenspan::io
