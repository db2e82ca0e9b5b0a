// SPDX-License-Identifier: GPL-3.0-or-later
// Every reader of a single file, chosen by the first byte. What is read must be sound: spans and
// words inside the text, the text valid UTF-8; and what the same format writes of it comes back.
#include "core/io/formats.h"
#include "core/schema/relations.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace evenspan;

namespace {

struct Check : io::DocumentSink {
    Result<void> add(DocumentDraft&& document) override {
        const auto fail = [](const char* what) {
            std::fprintf(stderr, "unsound: %s\n", what);
            std::abort();
        };
        if (firstInvalidUtf8(document.text))
            fail("text");
        const auto size = countCodePoints(document.text);
        std::uint32_t last = 0;
        for (const auto& token : document.grid.tokens) {
            if (token.begin < last || token.end < token.begin || token.end > size)
                fail("word");
            last = token.end;
        }
        std::uint32_t before = 0;
        for (const auto start : document.grid.sentenceStarts) {
            if (start < before || start > document.grid.tokens.size())
                fail("sentence");
            before = start;
        }
        for (const auto& span : document.spans)
            if (span.range.empty() || span.range.end > size || span.label.empty())
                fail("span");
        if (read.size() < 8)
            read.push_back(std::move(document));
        return {};
    }
    std::vector<DocumentDraft> read;
};

// What is read is written by the same format and read again: what the writer says it keeps must
// come back. A document that the format cannot hold is an error of the writer, and that is sound.
void writeAndRead(const io::Format& format, const std::filesystem::path& folder, Check& check) {
    const auto path = folder / "b.x";
    std::string bytes;
    std::vector<std::string> kept, found;
    const auto key = [](const DocumentDraft& document, const io::DocumentWriter& writer) {
        std::string all = document.text;
        if (!writer.keepsSpans())
            return all;
        std::vector<std::string> spans;
        for (const auto& span : document.spans)
            spans.push_back(std::to_string(span.range.begin) + '-' + std::to_string(span.range.end)
                + ' ' + span.label);
        for (const auto& one : relationsOf(document.spans).all)
            spans.push_back(one.type + ": " + spans[one.from] + " -> " + spans[one.to]);
        std::sort(spans.begin(), spans.end());
        for (const auto& span : spans)
            all += '\n' + span;
        return all;
    };
    io::ExportOptions out;
    out.format = format.name;
    std::unique_ptr<io::DocumentWriter> writer;
    auto made = io::makeWriter(
        out,
        [&](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        },
        [&](DocumentDraft&& document) { kept.push_back(key(document, *writer)); });
    if (!made)
        return;
    writer = std::move(*made);
    for (const auto& document : check.read)
        if (!writer->add(document))
            return;
    if (!writer->finish() || kept.empty())
        return;
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    Check again;
    io::ImportOptions in;
    in.format = format.name;
    in.unit = writer->unit();
    const std::vector paths{path};
    const auto report = io::importFiles(paths, in, again);
    const auto fail = [&](const std::string& what) {
        std::fprintf(stderr, "unsound: %s, written and read again: %s\n%s\n", format.name,
            what.c_str(), bytes.c_str());
        std::abort();
    };
    if (!report && report.error().code == ErrorCode::Empty) // texts of no character
        return;
    if (!report)
        fail(report.error().text());
    for (const auto& document : again.read)
        found.push_back(key(document, *writer));
    if (found.size() != kept.size())
        fail(std::to_string(kept.size()) + " documents, " + std::to_string(found.size()));
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i] != found[i])
            fail("document " + std::to_string(i) + "\n" + kept[i] + "\n" + found[i]);
}

// With EVENSPAN_FUZZ_FORMAT the whole input goes to that format ("auto": to whichever is found);
// else its first byte chooses one.
const char* asked() {
    static const char* const name = std::getenv("EVENSPAN_FUZZ_FORMAT");
    return name;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto folder =
        std::filesystem::temp_directory_path() / ("evenspan-fuzz-" + std::to_string(::getpid()));
    static const bool made = std::filesystem::create_directories(folder);
    static const int registered = std::atexit([] { std::filesystem::remove_all(folder); });
    (void)made;
    (void)registered;
    if (size < 2)
        return 0;
    const auto all = io::formats();
    const io::Format* format = nullptr;
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (!asked()) {
        format = &all[data[0] % all.size()];
        bytes.remove_prefix(1);
    }
    for (const auto& known : all)
        if (asked() && std::string_view(asked()) == known.name)
            format = &known;
    const bool pair = format && format->folder;
    const auto path = folder / (pair ? "a.ann" : "a.x");
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    if (pair)
        std::ofstream(folder / "a.txt", std::ios::binary | std::ios::trunc)
            << "Zoë 😊 met Ana Ruiz in Oslo.";
    if (!asked() || !format)
        (void)io::sniff(path);
    if (format && !format->read)
        return 0;
    Check check;
    io::ImportOptions options;
    options.format = format ? format->name : "auto";
    options.skipBad = true;
    const std::vector paths{path};
    (void)io::importFiles(paths, options, check);
    if (format && !pair && format->write && !check.read.empty())
        writeAndRead(*format, folder, check);
    return 0;
}

// Seeds for replay.cpp: a small sound file of each format, with its place in the list before it.
extern const char* const kSeeds[];
const char* const kSeeds[] = {
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|identifier|value\n\n\n#Text=Zoë 😊 Ana\n"
    "1-1\t0-3\tZoë\t*[1]\tPER[1]\n1-2\t4-6\t😊\t*[1]\tPER[1]\n1-3\t7-10\tAna\t_\t_\n1-3.1\t7-8\tA\t*"
    "\tX\n",
    "# newdoc id = a\n# sent_id = 1\n# text = Ana left\n1-2\tAna\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n"
    "1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n3\tleft\t_\t_\t_\t_\t0\t_\t_\t"
    "SpacesAfter=\\s\\n|SpacesBefore=\\t|SpacesInToken=a\\sb\n\n",
    "# global.columns = ID FORM MISC X:NER\n# only_text = \"a\\nb\"\n1\tAna\t_\tB-PER\n\n",
    "1|t|Ana\n1|a|left\n1\t0\t3\tAna\tPER\tQ1\n1\tCID\ta\tb\n\n2|t|x\n",
    "<?xml version=\"1.0\"?><collection><document><id>1</id><infon key=\"evenspan.state\">done"
    "</infon><passage><offset>0</offset><text>Ana &#13; left</text><annotation id=\"1\"><infon "
    "key=\"type\">P</infon><location offset=\"0\" length=\"3\"/><location offset=\"6\" "
    "length=\"4\"/><text>Ana left</text></annotation></passage></document></collection>",
    "{\"documents\":[{\"id\":\"1\",\"passages\":[{\"offset\":0,\"text\":\"Ana\",\"annotations\":[{"
    "\"infons\":{\"type\":\"P\"},\"text\":\"Ana\",\"locations\":[{\"offset\":0,\"length\":3}]}]}]}]"
    "}",
    "<xmi:XMI xmlns:xmi='a' xmlns:t='http:///x.ecore'><t:NamedEntity sofa='1' begin='0' end='3' "
    "value='P'/><t:Token sofa='1' begin='0' end='3'/><t:Sentence sofa='1' begin='0' end='3'/>"
    "<cas:Sofa xmi:id='1' sofaString='Ana ran'/></xmi:XMI>",
    "{\"%FEATURE_STRUCTURES\":[{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaString\":\"Ana\"},"
    "{\"%TYPE\":\"x.Token\",\"@sofa\":1,\"begin\":0,\"end\":3},{\"%TYPE\":\"x.NamedEntity\","
    "\"@sofa\":1,\"begin\":0,\"end\":3,\"value\":\"P\"}]}",
    "1|t|Ana "
    "Bo\n1|a|\n1\t0\t3\tAna\tP\tQ1\n1\t4\t6\tBo\tP\tQ2\n1\tin\tQ1\tQ2\n1\tin\tQ1\tQ9\tNovel\n",
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.Thing|value\n#T_RL=c.Link|label|BT_c.Thing\n\n\n#Text=Ana "
    "ran\n"
    "1-1\t0-3\tAna\tP[3]\t_\t_\n1-2\t4-7\tran\tQ\tin\t1-1[3_0]\n",
    "[{\"id\":1,\"data\":{\"text\":\"Ana "
    "Bo\"},\"annotations\":[{\"completed_by\":2,\"result\":[{\"id\":"
    "\"a\",\"type\":\"labels\",\"value\":{\"start\":0,\"end\":3,\"labels\":[\"P\"]}},{\"id\":\"b\","
    "\"type\":\"labels\",\"value\":{\"start\":4,\"end\":6,\"labels\":[\"P\"]}},{\"type\":"
    "\"relation\","
    "\"from_id\":\"a\",\"to_id\":\"b\",\"direction\":\"bi\",\"labels\":[\"in\"]}]},{\"completed_"
    "by\":{"
    "\"email\":\"c\"},\"result\":[]}]}]",
    "{\"text\":\"Ana "
    "Bo\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"},{\"start\":4,\"end\":6,"
    "\"label\":\"P\"}],\"relations\":[{\"label\":\"in\",\"head_span\":{\"start\":0,\"end\":3},"
    "\"child_span\":{\"start\":4,\"end\":6}}],\"answer\":\"accept\",\"_annotator_id\":\"a\"}\n",
    "{\"text\":\"Ana "
    "Bo\",\"entities\":[{\"id\":1,\"label\":\"P\",\"start_offset\":0,\"end_offset\":3,"
    "\"user\":1},{\"id\":2,\"label\":\"P\",\"start_offset\":4,\"end_offset\":6,\"user\":2}],"
    "\"relations\":[{"
    "\"from_id\":1,\"to_id\":2,\"type\":\"in\"}]}\n",
    "<collection><document><id>1</id><passage><offset>0</offset><text>Ana Bo</text><annotation "
    "id='a'><location offset='0' length='3'/></annotation><annotation id='b'><location offset='4' "
    "length='2'/></annotation><relation><infon key='type'>in</infon><node refid='a'/><node "
    "refid='b'/></relation></passage></document></collection>",
    "T1\tPER 10 18\tAna Ruiz\nT2\tLOC 0 3;22 26\tZoë Oslo\nA1\tSure T1 x\nN1\tReference T2 W:Q1\t"
    "Oslo\nR1\tIn Arg1:T1 Arg2:T2\n#1\tNote T1\tx\n*\tEquiv T1 T2\n",
    "<documents><document name=\"a\" state=\"done\"><meta key=\"k\" value=\"v\"/><PER a=\"b\">Ana"
    "</PER> <entity label=\"x y\">left <B>b</B></entity></document></documents>",
    "<GateDocument><TextWithNodes><Node id='0'/>Ana<Node id='3'/></TextWithNodes><AnnotationSet>"
    "<Annotation Type='P' StartNode='0' EndNode='3'/><Annotation Type='Token' StartNode='0' "
    "EndNode='3'/></AnnotationSet></GateDocument>",
    "Ana\tB-PER\nleft\tO\n\n",
    nullptr,
};
