// SPDX-License-Identifier: GPL-3.0-or-later
// XML as all its readers take it: what is refused, where it says so, and text that comes back.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/io/read_job.h"
#include "core/io/xml_read.h"
#include "core/text/utf8.h"
#include "tests/io/io_cases.h"
#endif
#include <QTemporaryDir>

using namespace evenspan;
using namespace evenspan::io;

class TstXmlRead : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    Result<std::unique_ptr<XmlFile>> read(
        const std::string& bytes, std::string_view dtd = {}, const std::string& encoding = {}) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / "file.xml";
        test::writeBytes(path, bytes);
        ImportOptions options;
        options.encoding = encoding;
        test::CollectingSink sink;
        ImportReport report;
        ReadJob job(path, options, sink, report, {}, {});
        return parseXml(job, dtd);
    }
    static std::string nested(int depth) {
        std::string out;
        for (int i = 0; i < depth; ++i)
            out += "<a>";
        for (int i = 0; i < depth; ++i)
            out += "</a>";
        return out;
    }

private Q_SLOTS:
    void textKeepsEveryBlank() {
        const auto file = read("<a> one\r\n<b>\ttwo </b>\n  <c/>  </a>");
        QVERIFY(file.ok());
        const auto a = (*file)->tree.child("a");
        QCOMPARE(std::string(a.first_child().value()), std::string(" one\r\n"));
        QCOMPARE(std::string(a.child("b").child_value()), std::string("\ttwo "));
        QCOMPARE(std::string(a.child("b").next_sibling().value()), std::string("\n  "));
        QCOMPARE(std::string(a.last_child().value()), std::string("  "));
        QVERIFY(!(*file)->namedDtd);
    }

    void elementsKnowTheirLine() {
        const auto file = read("<?xml version='1.0'?>\n<a>\r\n<b/>\n\n<c/><d/></a>");
        QVERIFY(file.ok());
        const auto a = (*file)->tree.child("a");
        QCOMPARE((*file)->lineOf(a), std::uint64_t(2));
        QCOMPARE((*file)->lineOf(a.child("b")), std::uint64_t(3));
        QCOMPARE((*file)->lineOf(a.child("c")), std::uint64_t(5));
        QCOMPARE((*file)->lineOf(a.child("d")), std::uint64_t(5));
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const char* name, const std::string& bytes, const char* code,
                             const char* where) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(code)
                                << QByteArray(where);
        };
        row("nothing", "", "empty", "file.xml");
        row("no element", "text alone", "bad-format", "line 1");
        row("not closed", "<a>\n<b>\n</a>", "bad-format", "line 3");
        row("an attribute without quotes", "<a>\n<b c=d/></a>", "bad-format", "line 2");
        row("a DTD inside", "<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", "unsafe", "line 1");
        row("a DTD elsewhere", "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://x/y'>\n<a/>",
            "unsafe", "line 2");
        row("a bare DTD", "<!DOCTYPE a>\n<a/>", "unsafe", "line 1");
        row("a DTD before what is broken", "<!DOCTYPE a SYSTEM '/etc/passwd'>\n<a><b></a>",
            "unsafe", "line 1");
        row("entities without end",
            "<!DOCTYPE a [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><a>&a;</a>", "unsafe",
            "line 1");
        row("65 elements deep", nested(65), "bad-format", "line 1");
        row("100000 elements deep", nested(100000), "bad-format", "line 1");
        row("Latin-1 bytes", "<a>caf\xE9</a>", "bad-encoding", "file.xml");
        row("half a surrogate", "<a>\xED\xA0\x80</a>", "bad-encoding", "file.xml");
    }
    void refused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, where);
        const auto file = read(bytes.toStdString());
        QVERIFY(!file.ok());
        QCOMPARE(QByteArray(errorCodeName(file.error().code)), code);
        QVERIFY2(file.error().where.find(where.toStdString()) != std::string::npos,
            file.error().where.c_str());
        QVERIFY(!file.error().remedy.empty());
    }

    void taken_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("64 elements deep") << QByteArray::fromStdString(nested(64));
        QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF<a>\xC3\xA9</a>");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE<\0a\0/\0>\0", 10);
        QTest::newRow("a declaration") << QByteArray("<?xml version='1.0' encoding='UTF-8'?><a/>");
        QTest::newRow("comments round it") << QByteArray("<!-- <!DOCTYPE x> --><a/><!-- b -->");
        QTest::newRow("CDATA") << QByteArray("<a><![CDATA[<!DOCTYPE x>]]></a>");
        QTest::newRow("blanks round it") << QByteArray("\n  <a/>\n");
    }
    void taken() {
        QFETCH(QByteArray, bytes);
        const auto file = read(bytes.toStdString());
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QVERIFY((*file)->tree.child("a"));
    }

    void aNamedDtdIsPassedOver_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char* type, bool taken) {
            QTest::newRow(type) << QByteArray(type) << taken;
        };
        row("<!DOCTYPE a SYSTEM \"BioC.dtd\">", true);
        row("<!DOCTYPE a SYSTEM 'BioC.dtd'>", true);
        row("<!DOCTYPE a PUBLIC \"x\" \"BioC.dtd\">", true);
        row("<!DOCTYPE a SYSTEM \"Other.dtd\">", false);
        row("<!DOCTYPE a SYSTEM \"http://host/BioC.dtd\">", false);
        row("<!DOCTYPE a SYSTEM \"../BioC.dtd\">", false);
        row("<!DOCTYPE a SYSTEM \"BioC.dtd\" [<!ENTITY x \"y\">]>", false);
        row("<!DOCTYPE a [<!ENTITY x SYSTEM \"BioC.dtd\">]>", false);
        row("<!DOCTYPE BioC.dtd>", false);
    }
    void aNamedDtdIsPassedOver() {
        QFETCH(QByteArray, type);
        QFETCH(bool, taken);
        const auto file = read(type.toStdString() + "\n<a/>", "BioC.dtd");
        QCOMPARE(file.ok(), taken);
        if (taken)
            QVERIFY((*file)->namedDtd);
        else
            QCOMPARE(file.error().code, ErrorCode::Unsafe);
        QVERIFY(!read(type.toStdString() + "\n<a/>").ok()); // nobody asked for it
    }

    void aNamedEncodingGoesFirst() {
        const auto file =
            read("<?xml version='1.0' encoding='UTF-8'?><a>caf\xE9</a>", {}, "latin1");
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QCOMPARE(std::string((*file)->tree.child("a").child_value()), std::string("caf\xC3\xA9"));
    }

    // A big file is read piece by piece: places and depth count from the file's start.
    void aPieceKnowsWhereItStands() {
        ImportOptions options;
        test::CollectingSink sink;
        ImportReport report;
        ReadJob job("big.xml", options, sink, report, {}, {});
        const XmlPlace place{pugi::encoding_utf8, 10, 3};
        const auto piece = parseXmlText(job, "<a>\n<b/></a>", place);
        QVERIFY(piece.ok());
        QCOMPARE((*piece)->lineOf((*piece)->tree.child("a").child("b")), std::uint64_t(12));
        const auto broken = parseXmlText(job, "<a>\n<b></a>", place);
        QVERIFY(broken.error().where.find("line 12") != std::string::npos);
        QVERIFY(parseXmlText(job, nested(61), place).ok());
        QCOMPARE(parseXmlText(job, nested(62), place).error().code, ErrorCode::BadFormat);
        QVERIFY(parseXmlText(job, nested(60) + "<!-- -->", place).ok());
    }

    void rootElements_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("root");
        const auto row = [](const char* head, const char* root) {
            QTest::newRow(head) << QByteArray(head) << QByteArray(root);
        };
        row("<collection>", "collection");
        row("  \n<a b='c'/>", "a");
        row("<xmi:XMI xmlns:xmi='x'>", "XMI");
        row("<?xml version='1.0'?>\n<!-- <b> -->\n<!DOCTYPE c>\n<d>", "d");
        row("<ns:e\n/>", "e");
        row("<f", "f");
        row("<", "");
        row("", "");
        row("text <a>", "");
        row("{\"a\":\"<b>\"}", "");
        row("<!-- never closed <a>", "");
        row("<?xml", "");
        row("<3a>", "");
        row("< a>", "");
    }
    void rootElements() {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, root);
        const auto bytes = head.toStdString();
        QCOMPARE(QByteArray::fromStdString(std::string(rootElement(bytes))), root);
    }

    void namesAreNames() {
        for (const char* name : {"a", "_", "A-1.b", "x", "xm", "xmi", "token", "Xma"})
            QVERIFY2(isXmlName(name), name);
        for (const char* name :
            {"", "1a", "-a", ".a", "a b", "a:b", "xml", "XmLx", "\xC3\xA9", "a>"})
            QVERIFY2(!isXmlName(name), name);
        QCOMPARE(localName("type:Token"), std::string_view("Token"));
        QCOMPARE(localName("a:b:c"), std::string_view("c"));
        QCOMPARE(localName("Token"), std::string_view("Token"));
        QCOMPARE(localName("a:"), std::string_view(""));
    }

    // Whatever XML can hold comes back to the byte, in a text and in an attribute.
    void escapedTextComesBack() {
        Philox rng(81);
        static constexpr std::u32string_view letters =
            U"ab <>&\"'\t\n\r]\u0085\u00A0\u2028\uFFFD\u4E1C\U0001F600";
        for (int round = 0; round < 1500; ++round) {
            std::string text = "x"; // an attribute of blanks alone has them, too
            for (auto left = rng.below(12); left > 0; --left)
                appendUtf8(text, letters[rng.below(letters.size())]);
            if (rng.below(8) == 0)
                text += "]]>";
            const auto file =
                read("<a b=\"" + escapeXml(text, true) + "\">" + escapeXml(text) + "</a>");
            QVERIFY2(file.ok(), text.c_str());
            const auto a = (*file)->tree.child("a");
            QCOMPARE(std::string(a.child_value()), text);
            QCOMPARE(std::string(a.attribute("b").value()), text);
        }
    }

    // Production 2 of the recommendation, character by character.
    void forbiddenCharacters() {
        for (char32_t c = 0; c < 0x11000; ++c) {
            if (c >= 0xD800 && c < 0xE000)
                continue;
            std::string text = "ab";
            appendUtf8(text, c);
            const bool allowed = c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
            QCOMPARE(firstForbidden(text), allowed ? std::string::npos : std::size_t(2));
        }
    }

    void documentsThatXmlCannotHold_data() {
        QTest::addColumn<int>("part");
        const char* parts[]{
            "name", "text", "split", "key", "value", "label", "attribute key", "attribute value"};
        for (int part = 0; part < 8; ++part)
            QTest::newRow(parts[part]) << part;
    }
    void documentsThatXmlCannotHold() {
        QFETCH(int, part);
        for (const std::string text : {"plain\t\n", "a bell \a"}) {
            DocumentDraft document;
            const auto at = [&](int number) { return part == number ? text : std::string("x"); };
            document.name = at(0);
            document.text = at(1);
            document.split = at(2);
            document.metadata = {{at(3), at(4)}};
            document.spans.resize(1);
            document.spans[0].label = at(5);
            document.spans[0].attributes = {{at(6), at(7)}};
            const auto sound = requireXmlText(document, "document 1");
            QCOMPARE(sound.ok(), text.find('\a') == std::string::npos);
            if (!sound) {
                QCOMPARE(sound.error().code, ErrorCode::Unsupported);
                QCOMPARE(sound.error().where, std::string("document 1"));
                QVERIFY(!sound.error().remedy.empty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstXmlRead)
#include "tst_xml_read.moc"
