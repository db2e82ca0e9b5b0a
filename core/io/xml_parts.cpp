// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_parts.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace evenspan::io {

namespace {

constexpr std::size_t kXmlBlock = std::size_t{1} << 18;
constexpr std::size_t kLargest = std::size_t{1} << 30;

enum class Mark { Open, Close, Empty, Aside, DocumentType };

// The bytes of a file from one place on, and the markup in them.
class XmlStream {
public:
    XmlStream(ReadJob& job, ByteSource source)
        : m_job(job)
        , m_source(std::move(source)) { }

    // Moves behind the next piece of markup. False at the end of the file, inside of one too.
    Result<bool> next() {
        for (std::size_t from = m_at;;) {
            const auto begin = m_bytes.find('<', from);
            if (begin == std::string::npos) {
                from = m_bytes.size();
            } else if (const auto end = endOf(begin); end != std::string::npos) {
                m_begin = begin;
                m_at = end;
                return true;
            } else {
                from = begin;
            }
            const auto gone = m_keep;
            auto more = fill();
            if (!more || !*more)
                return more;
            from -= gone;
        }
    }
    Mark mark() const { return m_mark; }
    std::string_view markup() const { return view(m_begin, m_at); }
    // Its element's name; empty in a comment.
    std::string_view name() const {
        const auto text = markup().substr(m_mark == Mark::Close ? 2 : 1);
        return text.substr(0, text.find_first_of(" \t\r\n/>"));
    }

    // Bytes before the next, or the last, markup are no longer needed.
    void dropToMarkup() { drop(m_begin); }
    void dropAll() { drop(m_at); }
    // From there to behind the last markup; at the end of the file to that.
    std::string_view kept() const { return view(m_keep, m_at); }
    std::string_view rest() const { return view(m_keep, m_bytes.size()); }
    std::uint64_t linesBefore() const { return m_lines; } // of what is kept
    std::uint64_t bytesBefore() const { return m_passed + m_keep; }
    std::uint64_t bytesRead() const { return m_source.bytes(); }

    // Reads on; false at the end.
    Result<bool> fill() {
        if (m_bytes.size() - m_keep > kLargest)
            return Error{ErrorCode::BadFormat, "One element is larger than 1024 MB",
                m_job.where(m_lines + 1), "Check that this is a file of annotations."};
        m_bytes.erase(0, m_keep);
        m_passed += m_keep;
        m_at -= m_keep;
        m_begin -= std::min(m_begin, m_keep);
        m_keep = 0;
        // Large elements double the block, so that they are read in linear time.
        return m_source.read(m_bytes, std::max(kXmlBlock, m_bytes.size()));
    }

private:
    std::string_view view(std::size_t from, std::size_t to) const {
        return std::string_view(m_bytes).substr(from, to - from);
    }

    void drop(std::size_t to) {
        const auto gone = view(m_keep, to);
        m_lines += static_cast<std::uint64_t>(std::count(gone.begin(), gone.end(), '\n'));
        m_keep = to;
    }

    std::size_t behind(std::string_view end, std::size_t from) const {
        const auto found = m_bytes.find(end, from);
        return found == std::string::npos ? found : found + end.size();
    }

    // The end of the markup at `begin`; npos: it is not read yet.
    std::size_t endOf(std::size_t begin) {
        constexpr std::string_view kComment = "<!--", kText = "<![CDATA[";
        const auto start = std::string_view(m_bytes).substr(begin, kText.size());
        if (start.size() < 2 || (start[1] == '!' && start.size() < kText.size() && !more(start)))
            return std::string::npos;
        m_mark = Mark::Aside;
        if (start[1] == '?')
            return behind("?>", begin + 2);
        if (start.substr(0, kComment.size()) == kComment)
            return behind("-->", begin + kComment.size());
        if (start == kText)
            return behind("]]>", begin + kText.size());
        m_mark = start[1] == '/' ? Mark::Close : start[1] == '!' ? Mark::DocumentType : Mark::Open;
        if (m_mark == Mark::Close)
            return behind(">", begin);
        // Quotes may hold a '>', and so may the brackets of a document type.
        int brackets = 0;
        for (auto at = begin + 1;;) {
            at = m_bytes.find_first_of("\"'>[]", at);
            if (at == std::string::npos)
                return at;
            const char c = m_bytes[at++];
            if (c == '"' || c == '\'') {
                at = behind(std::string_view(&c, 1), at);
                if (at == std::string::npos)
                    return at;
            } else if (c == '[') {
                ++brackets;
            } else if (c == ']') {
                --brackets;
            } else if (m_mark == Mark::Open || brackets <= 0) {
                if (m_mark == Mark::Open && m_bytes[at - 2] == '/')
                    m_mark = Mark::Empty;
                return at;
            }
        }
    }

    // Whether the start of markup says already what it is.
    static bool more(std::string_view start) {
        return start.find('>') != std::string_view::npos || start.substr(0, 4) == "<!--"
            || (start.size() > 2 && start[2] != '-' && start[2] != '[');
    }

    ReadJob& m_job;
    ByteSource m_source;
    std::string m_bytes;
    std::size_t m_keep = 0, m_begin = 0, m_at = 0;
    std::uint64_t m_lines = 0, m_passed = 0;
    Mark m_mark = Mark::Aside;
};

class XmlPartReader {
public:
    XmlPartReader(
        ReadJob& job, const XmlPartsShape& shape, const XmlPartSink& sink, XmlStream& stream)
        : m_job(job)
        , m_shape(shape)
        , m_sink(sink)
        , m_stream(stream) { }

    Result<bool> run() {
        auto root = findRoot();
        if (!root)
            return root.error();
        if (m_stream.mark() == Mark::Open)
            if (auto done = readChildren(); !done)
                return done.error();
        // Behind the root.
        for (;;) {
            auto more = m_stream.next();
            if (!more)
                return more;
            if (!*more)
                return m_namedDtd;
            m_stream.dropToMarkup();
            if (m_stream.mark() != Mark::Aside)
                return broken("Something stands behind the end of the first element");
            m_stream.dropAll();
        }
    }

private:
    Error broken(const std::string& what) const {
        return {ErrorCode::BadFormat, what, m_job.where(m_stream.linesBefore() + 1),
            "Mend this place, or export it again."};
    }

    // What was kept as a tree, with `behind` put behind it.
    Result<std::unique_ptr<XmlFile>> parse(
        std::string_view bytes, int depth, std::string_view behind = {}) {
        if (const auto bad = firstInvalidUtf8(bytes))
            return Error{ErrorCode::BadEncoding,
                "The text is not UTF-8 at byte " + std::to_string(m_stream.bytesBefore() + *bad),
                m_job.path().string(), "Convert it to UTF-8 first, for example with iconv."};
        std::string text(bytes);
        text += behind;
        return parseXmlText(m_job, std::move(text),
            {pugi::encoding_utf8, m_stream.linesBefore(), depth}, m_shape.harmlessDtd);
    }

    // At the end of the file, inside of something: the parser says what is missing.
    Error unfinished(int depth) {
        auto parsed = parse(m_stream.rest(), depth);
        return parsed ? broken("The XML is not well-formed: it ends too early") : parsed.error();
    }

    Result<void> findRoot() {
        for (;;) {
            auto more = m_stream.next();
            if (!more)
                return more.error();
            if (!*more)
                return unfinished(0);
            const auto mark = m_stream.mark();
            if (mark == Mark::Aside)
                continue;
            // A document type is judged before what stands behind it is read.
            const std::string name(m_stream.name());
            const bool open = mark == Mark::Open || mark == Mark::Empty;
            auto head = parse(m_stream.kept(), 0,
                mark == Mark::Open        ? "</" + name + ">"
                    : mark == Mark::Close ? std::string()
                    : mark == Mark::Empty ? std::string()
                                          : std::string("<a/>"));
            if (!head)
                return head.error();
            m_namedDtd = (*head)->namedDtd;
            if (!open)
                continue;
            if (name != m_shape.root) {
                m_stream.dropToMarkup();
                return broken("The first element is not \"" + std::string(m_shape.root) + "\"");
            }
            m_stream.dropAll();
            return {};
        }
    }

    Result<void> readChildren() {
        std::size_t depth = 0; // of open elements in the root
        std::string name;
        for (;;) {
            auto more = m_stream.next();
            if (!more)
                return more.error();
            if (!*more)
                return unfinished(1);
            const auto mark = m_stream.mark();
            if (depth == 0 || mark == Mark::DocumentType)
                m_stream.dropToMarkup();
            if (mark == Mark::DocumentType)
                return broken("A document type stands inside of an element");
            if (depth == 0) {
                if (mark == Mark::Close) {
                    if (m_stream.name() != m_shape.root)
                        return broken("The XML is not well-formed: Start-end tags mismatch");
                    m_stream.dropAll();
                    return {};
                }
                if (mark == Mark::Aside) {
                    m_stream.dropAll();
                    continue;
                }
                name = m_stream.name();
            }
            if (mark == Mark::Open)
                ++depth;
            else if (mark == Mark::Close)
                --depth;
            if (depth > 0)
                continue;
            if (auto done = take(name); !done)
                return done;
            m_stream.dropAll();
        }
    }

    Result<void> take(const std::string& name) {
        auto file = parse(m_stream.kept(), 1);
        if (!file)
            return file.error();
        if (auto go = m_job.step(m_stream.bytesRead()); !go)
            return go;
        return name == m_shape.part ? m_sink((*file)->tree.document_element(), **file)
                                    : Result<void>();
    }

    ReadJob& m_job;
    const XmlPartsShape& m_shape;
    const XmlPartSink& m_sink;
    XmlStream& m_stream;
    bool m_namedDtd = false;
};

// A file that says nothing else of itself is in UTF-8.
bool saysUtf8(std::string_view head) {
    if (head.find('\0') != std::string_view::npos || head.substr(0, 2) == "\xFF\xFE"
        || head.substr(0, 2) == "\xFE\xFF")
        return false;
    const auto declared = head.substr(0, head.find("?>"));
    const auto word = declared.find("encoding");
    if (head.substr(0, 5) != "<?xml" || word == std::string_view::npos)
        return true;
    std::string name;
    for (const char c : declared.substr(word))
        name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name.find("utf-8") != std::string::npos || name.find("ascii") != std::string::npos;
}

Result<bool> readWhole(ReadJob& job, const XmlPartsShape& shape, const XmlPartSink& sink) {
    auto file = parseXml(job, shape.harmlessDtd);
    if (!file)
        return file.error();
    const auto root = (*file)->tree.document_element();
    if (root.name() != shape.root)
        return Error{ErrorCode::BadFormat,
            "The first element is not \"" + std::string(shape.root) + "\"",
            job.where((*file)->lineOf(root)), "Choose another format."};
    for (const auto& node : root.children())
        if (node.name() == shape.part)
            if (auto done = sink(node, **file); !done)
                return done.error();
    return (*file)->namedDtd;
}

} // namespace

Result<bool> readXmlParts(ReadJob& job, const XmlPartsShape& shape, const XmlPartSink& sink) {
    auto source = ByteSource::open(job.path(), job.encoding());
    if (!source)
        return source.error();
    XmlStream stream(job, std::move(*source));
    auto any = stream.fill();
    if (!any)
        return any;
    if (!*any)
        return Error{
            ErrorCode::Empty, "The file is empty", job.path().string(), "Choose another file."};
    if (job.encoding().empty() && !saysUtf8(stream.rest().substr(0, 1024)))
        return readWhole(job, shape, sink);
    return XmlPartReader(job, shape, sink, stream).run();
}

} // namespace evenspan::io
