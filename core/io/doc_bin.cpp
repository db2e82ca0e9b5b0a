// SPDX-License-Identifier: GPL-3.0-or-later
// spaCy's DocBin (spacy.io/api/docbin; spacy/tokens/_serialize.py): zlib over a MessagePack map
// with one row of 64-bit numbers a token. Strings stand by their hash, MurmurHash64A with seed 1,
// or by their number where spaCy has one. Written only.
#include "core/io/docbin_symbols.h"
#include "core/io/formats.h"
#include "core/io/row_deflate.h"
#include "core/io/spool.h"
#include "core/schema/align.h"
#include "core/text/grid.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unordered_map>
#include <zlib.h>

namespace evenspan::io {

namespace {

// spacy.attrs.IDS
constexpr std::array<std::uint64_t, 4> kAttributes{65, 77, 78, 80}; // orth, IOB, type, sentence
constexpr std::uint64_t kBegin = 3, kInside = 1, kOutside = 2;

// Austin Appleby's MurmurHash64A (public domain; github.com/aappleby/smhasher).
std::uint64_t murmurHash(std::string_view key, std::uint64_t seed) {
    constexpr std::uint64_t m = 0xc6a4a7935bd1e995ULL;
    constexpr int r = 47;
    std::uint64_t h = seed ^ (key.size() * m);
    const std::size_t blocks = key.size() / 8;
    for (std::size_t i = 0; i < blocks; ++i) {
        std::uint64_t k = 0;
        std::memcpy(&k, key.data() + i * 8, 8);
        k *= m;
        k ^= k >> r;
        k *= m;
        h = (h ^ k) * m;
    }
    const auto tail = key.substr(blocks * 8);
    for (std::size_t i = tail.size(); i > 0; --i)
        h ^= std::uint64_t{static_cast<unsigned char>(tail[i - 1])} << (8 * (i - 1));
    if (!tail.empty())
        h *= m;
    h ^= h >> r;
    h *= m;
    return h ^ (h >> r);
}

// MessagePack (github.com/msgpack/msgpack/blob/master/spec.md): what the file needs of it.
void putBig(std::string& out, std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
}
void putText(std::string& out, std::string_view text) {
    if (text.size() < 32) {
        out += static_cast<char>(0xA0 | text.size());
    } else {
        out += '\xDB';
        putBig(out, text.size(), 4);
    }
    out += text;
}
void putBinaryHead(std::string& out, std::size_t size) {
    out += '\xC6';
    putBig(out, size, 4);
}
void putListHead(std::string& out, std::size_t size) {
    out += '\xDD';
    putBig(out, size, 4);
}

constexpr std::size_t kChunk = std::size_t{1} << 16;

// One zlib stream (RFC 1950) of what it is given.
class Deflater {
public:
    explicit Deflater(ByteSink& bytes)
        : m_bytes(bytes) {
        if (deflateInit2(
                &m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY)
            != Z_OK)
            m_status = Error{ErrorCode::OutOfMemory, "The file could not be compressed", {},
                "Close other programs."};
        else
            m_open = true;
        if (m_open)
            m_status = m_bytes("\x78\x9C"); // DEFLATE, a window of 32 KB, the usual level
    }
    ~Deflater() {
        if (m_open)
            deflateEnd(&m_stream);
    }
    Deflater(const Deflater&) = delete;
    void put(std::string_view part) {
        if (part.empty())
            return; // adler32() takes null for a beginning
        m_sum = adler32(
            m_sum, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
        run(part, Z_NO_FLUSH);
    }
    void put(Spool& spool) {
        drain(spool, [&](std::string_view piece) { put(piece); });
    }
    // Blocks that were made before, of so many bytes with this checksum.
    void putBlocks(Spool& blocks, std::uint32_t sum, std::uint64_t bytes) {
        run({}, Z_FULL_FLUSH); // what follows does not look back behind them
        drain(blocks, [&](std::string_view piece) {
            if (m_status)
                m_status = m_bytes(piece);
        });
        m_sum = adler32_combine(m_sum, sum, static_cast<z_off_t>(bytes));
    }
    Result<void> finish() {
        run({}, Z_FINISH);
        std::string sum;
        putBig(sum, m_sum, 4);
        return m_status ? m_bytes(sum) : m_status;
    }

private:
    template <class Take> void drain(Spool& spool, Take take) {
        if (!spool.drain(take) && m_status)
            m_status = Error{ErrorCode::Io, "A temporary file could not be read again",
                std::filesystem::temp_directory_path().string(), "Make room there, and try again."};
    }
    void run(std::string_view part, int flush) {
        m_stream.next_in = const_cast<Bytef*>( // NOLINT
            reinterpret_cast<const Bytef*>(part.data()));
        m_stream.avail_in = static_cast<uInt>(part.size()); // pieces are far below 4 GB
        while (m_status.ok()) {
            m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
            m_stream.avail_out = static_cast<uInt>(m_out.size());
            deflate(&m_stream, flush);
            m_status =
                m_bytes(std::string_view(m_out).substr(0, m_out.size() - m_stream.avail_out));
            if (m_stream.avail_out > 0)
                break;
        }
    }
    ByteSink& m_bytes;
    z_stream m_stream{};
    bool m_open = false;
    uLong m_sum = 1;
    std::string m_out = std::string(kChunk, '\0');
    Result<void> m_status;
};

class DocBinWriter : public DocumentWriter {
public:
    DocBinWriter(ByteSink bytes, KeptSink)
        : m_bytes(std::move(bytes)) {
        std::istringstream symbols(kSpacySymbols);
        std::uint64_t number = 0;
        for (std::string name; symbols >> name; ++number)
            if (name != "-")
                m_symbols.emplace(name, number);
    }

    bool keepsWords() const override { return false; }
    std::string unit() const override { return {}; }

    Result<void> add(const DocumentDraft& document) override {
        ++m_report.documents;
        const auto where = "document " + std::to_string(m_report.documents);
        if (auto valid = requireUtf8(document.text, where); !valid)
            return valid;
        std::vector<SpanDraft> spans;
        for (const auto& span : document.spans)
            if (span.state != SpanState::Accepted) {
                m_lost.add("suggestion or rejected span, not written", where);
            } else {
                if (!span.attributes.empty() || span.score)
                    m_lost.add("span whose attributes or score are not kept", where);
                spans.push_back(span);
            }
        m_lost.add("document whose name, split, state and metadata are not kept", where);
        TokenGrid grid = document.grid;
        if (grid.tokens.empty() && !document.gridImported) {
            auto made = makeGrid(document.text);
            if (!made)
                return made.error();
            grid = std::move(*made);
        }
        const auto alignment = alignSpans(grid, spans);
        for (const auto& note : alignment.notes)
            m_lost.add(std::string("span ") + alignmentRuleName(note.rule), where);
        writeTokens(document.text, grid, alignment);
        m_report.sentences += grid.sentenceCount();
        m_report.tokens += grid.tokens.size();
        for (const auto& sentence : alignment.sentences)
            m_report.spans += sentence.size();
        // Lengths are 32-bit, and the whole is one map.
        if (m_tokens.fault() || m_spaces.fault() || m_lengths.fault())
            return Error{ErrorCode::Io, "The words could not be set aside in a temporary file",
                std::filesystem::temp_directory_path().string(), "Make room there."};
        if (m_rows.waiting() >= kChunk)
            m_tokens += m_rows.take();
        if (m_rows.bytes() > (std::uint64_t{1} << 32) - (std::uint64_t{1} << 20))
            return Error{ErrorCode::Unsupported, "A DocBin holds at most 4 GB of words", where,
                "Export the splits one by one."};
        return {};
    }

    Result<ExportReport> finish() override {
        const auto documents = static_cast<std::size_t>(m_report.documents);
        std::string head, tail;
        head += '\x89'; // nine entries
        putText(head, "version");
        putText(head, "0.1");
        putText(head, "attrs");
        head += static_cast<char>(0x90 | kAttributes.size());
        for (const auto id : kAttributes)
            head += static_cast<char>(id);
        putText(head, "tokens");
        putBinaryHead(head, static_cast<std::size_t>(m_rows.bytes()));
        m_rows.finish();
        m_tokens += m_rows.take();
        Deflater out(m_bytes);
        out.put(head);
        out.putBlocks(m_tokens, m_rows.checksum(), m_rows.bytes());
        const auto part = [&](const char* name, Spool& spool) {
            std::string begin;
            putText(begin, name);
            putBinaryHead(begin, static_cast<std::size_t>(spool.size()));
            out.put(begin);
            out.put(spool);
        };
        part("spaces", m_spaces);
        part("lengths", m_lengths);
        putText(tail, "strings");
        std::vector<std::string_view> strings; // in one order, whatever the hashes are
        for (const auto& [text, id] : m_ids)
            if (!m_symbols.contains(text))
                strings.push_back(text);
        std::sort(strings.begin(), strings.end());
        putListHead(tail, strings.size());
        for (const auto text : strings)
            putText(tail, text);
        // One value a document, all alike, in pieces.
        const auto repeat = [&](const char* name, const std::string& value) {
            putText(tail, name);
            putListHead(tail, documents);
            for (std::size_t i = 0; i < documents; ++i) {
                tail += value;
                if (tail.size() > kChunk) {
                    out.put(tail);
                    tail.clear();
                }
            }
        };
        repeat("cats", "\x80");
        std::string known;
        known += '\x81';
        putText(known, "has_unknown_spaces");
        known += '\xC2';
        repeat("flags", known);
        std::string none;
        putBinaryHead(none, 1);
        none += '\x90';
        repeat("span_groups", none);
        out.put(tail);
        if (auto done = out.finish(); !done)
            return done.error();
        m_report.format = "spacy";
        m_lost.write(m_report.lost);
        return m_report;
    }

private:
    std::uint64_t idOf(std::string_view text) {
        if (const auto known = m_ids.find(text); known != m_ids.end())
            return known->second;
        const auto symbol = m_symbols.find(std::string(text));
        const auto id = symbol != m_symbols.end() ? symbol->second : murmurHash(text, 1);
        m_ids.emplace(text, id);
        return id;
    }

    // spaCy's text is its words, each with one blank behind it or none, so whatever else stands
    // between words becomes a word of its own.
    void writeTokens(const std::string& text, const TokenGrid& grid, const Alignment& alignment) {
        const OffsetMap map(text);
        std::uint32_t at = 0, count = 0;
        // `limit`: where the next word begins; a blank there is its own.
        const auto put = [&](CodePointRange range, std::uint32_t limit, std::uint64_t iob,
                             std::uint64_t type, bool starts) {
            m_rows.add({idOf(map.slice(range)), iob, type, starts ? 1 : ~std::uint64_t{0}});
            const bool blank = range.end < limit && map.slice({range.end, range.end + 1}) == " ";
            m_spaces += blank ? '\1' : '\0';
            at = range.end + (blank ? 1 : 0);
            ++count;
        };
        const auto fill = [&](std::uint32_t until, std::uint64_t iob, std::uint64_t type,
                              bool starts) {
            while (at < until) {
                // A blank inside a gap would be that of the word before it.
                const auto gap = map.slice({at, until});
                auto size = static_cast<std::uint32_t>(countCodePoints(gap));
                const auto blank = gap.find(' ');
                if (blank != std::string_view::npos && blank > 0)
                    size = static_cast<std::uint32_t>(countCodePoints(gap.substr(0, blank)));
                else if (blank == 0)
                    size = 1;
                put({at, at + size}, until, iob, type, starts && count == 0);
            }
        };
        for (std::size_t s = 0; s < grid.sentenceCount(); ++s) {
            const auto words = grid.sentence(s);
            std::size_t mention = 0;
            for (std::uint32_t w = 0; w < words.size(); ++w) {
                const auto& mentions = alignment.sentences[s];
                while (mention < mentions.size() && mentions[mention].end <= w)
                    ++mention;
                const bool inside = mention < mentions.size() && mentions[mention].begin <= w;
                const auto type = inside ? idOf(mentions[mention].label) : 0;
                const bool first = inside && mentions[mention].begin == w;
                fill(words[w].begin, inside && !first ? kInside : kOutside,
                    inside && !first ? type : 0, true);
                if (words[w].empty())
                    continue;
                const auto next = static_cast<std::size_t>(&words[w] - grid.tokens.data()) + 1;
                put(words[w],
                    next < grid.tokens.size() ? grid.tokens[next].begin : map.codePoints(),
                    !inside     ? kOutside
                        : first ? kBegin
                                : kInside,
                    type, w == 0);
            }
        }
        fill(map.codePoints(), kOutside, 0, true);
        for (int i = 0; i < 4; ++i)
            m_lengths += static_cast<char>(count >> (8 * i) & 0xFF);
    }

    ByteSink m_bytes;
    ExportReport m_report;
    Tally m_lost;
    std::unordered_map<std::string, std::uint64_t> m_symbols;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> m_ids; // of all words
    RowDeflater m_rows;
    Spool m_tokens, m_spaces, m_lengths; // the first compressed
};

std::unique_ptr<DocumentWriter> makeDocBinWriter(
    const ExportOptions&, ByteSink bytes, KeptSink kept) {
    return std::make_unique<DocBinWriter>(std::move(bytes), std::move(kept));
}

} // namespace

Format docBinFormat() {
    return {"spacy", "spaCy DocBin (.spacy)", nullptr, nullptr, makeDocBinWriter};
}

} // namespace evenspan::io
