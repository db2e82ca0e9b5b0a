// SPDX-License-Identifier: GPL-3.0-or-later
// Every edit in texts that are hard to count in: what the store holds against a naive model on code
// points, in the real window, by its keys.
#include "core/text/graphemes.h"
#include "core/text/utf8.h"
#include "tests/label/label_fixture.h"

using namespace evenspan;
using namespace evenspan::ui;

namespace {

struct Model {
    std::u32string text;
    std::vector<CodePointRange> tokens;
    std::vector<std::uint32_t> borders; // of characters
    std::vector<std::pair<CodePointRange, std::string>> spans;

    explicit Model(const std::string& bytes)
        : tokens(makeGrid(bytes)->tokens)
        , borders(*graphemeBorders(bytes)) {
        for (std::size_t at = 0; at < bytes.size();)
            text += nextCodePoint(bytes, at);
    }
    std::uint32_t nextTokenEnd(std::uint32_t at) const {
        for (const auto& t : tokens)
            if (t.end > at)
                return t.end;
        return at;
    }
    std::uint32_t previousTokenBegin(std::uint32_t at) const {
        std::uint32_t best = at;
        for (const auto& t : tokens)
            if (t.begin < at)
                best = t.begin;
        return best;
    }
    std::uint32_t border(std::uint32_t at, int step) const {
        auto i = std::lower_bound(borders.begin(), borders.end(), at) - borders.begin();
        i = std::clamp<std::ptrdiff_t>(i + step, 0, std::ptrdiff_t(borders.size()) - 1);
        return borders[std::size_t(i)];
    }
    bool rightToLeft(std::uint32_t at) const {
        const auto d = QChar::direction(text[at]);
        return d == QChar::DirR || d == QChar::DirAL;
    }
    // Other places of the same letters that begin and end with tokens and touch no entity.
    std::vector<CodePointRange> equal(CodePointRange of) const {
        std::vector<CodePointRange> out;
        const auto isBegin = [&](std::uint32_t at) {
            return std::ranges::any_of(tokens, [&](const auto& t) { return t.begin == at; });
        };
        const auto isEnd = [&](std::uint32_t at) {
            return std::ranges::any_of(tokens, [&](const auto& t) { return t.end == at; });
        };
        const std::u32string words = text.substr(of.begin, of.size());
        for (std::size_t at = text.find(words); at != std::u32string::npos;
             at = text.find(words, at + 1)) {
            const CodePointRange place{std::uint32_t(at), std::uint32_t(at + words.size())};
            if (place == of || !isBegin(place.begin) || !isEnd(place.end))
                continue;
            if (std::ranges::none_of(
                    spans, [&](const auto& span) { return span.first.overlaps(place); })
                && (out.empty() || !out.back().overlaps(place)))
                out.push_back(place);
        }
        return out;
    }
    QStringList shown() const {
        auto sorted = spans;
        std::ranges::sort(sorted);
        QStringList out;
        for (const auto& [range, label] : sorted)
            out << QStringLiteral("%1-%2 %3")
                       .arg(range.begin)
                       .arg(range.end)
                       .arg(QString::fromStdString(label));
        return out;
    }
};

std::string oneLine(std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; out.size() < bytes; ++i)
        out += (i % 50'000 == 7 ? std::string("ulm") : "w" + std::to_string(i)) + " ";
    return out;
}

} // namespace

class TstLabelTexts : public QObject {
    Q_OBJECT
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
    }

    void edits_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("word"); // the first place of it is labelled
        const auto row = [](const char* name, const std::string& text, const std::string& word) {
            QTest::newRow(name) << QByteArray::fromStdString(text)
                                << QByteArray::fromStdString(word);
        };
        row("latin", "ab cd Ulm ef gh. Then Ulm again", "Ulm");
        row("tabs", "ab\tcd\tUlm\tef\t\tgh\nUlm\tx", "Ulm");
        row("chinese without blanks", "在北京宣布收购北京的公司。", "北");
        row("joined emoji",
            "a 👩‍🔬 b 👨‍👩‍👧‍👦 Ulm 🇩🇪 c 👩‍🔬 Ulm 🇩🇪 d",
            "Ulm");
        row("an emoji itself", "a 👩‍🔬 b x 👩‍🔬 c", "👩‍🔬");
        row("accents apart", "e\u0301te\u0301 a\u0308 Mu\u0308ller n\u0303 o\u0302 Mu\u0308ller z",
            "Mu\u0308ller");
        row("carriage returns", "one\r\ntwo Ulm three\r\n\r\nfour Ulm five\r\n", "Ulm");
        row("nul", std::string("a b\0 Ulm c\0d Ulm e", 18), "Ulm");
        row("lone noncharacters", "a \uFFFD b\uFFFE Ulm \u2028 c Ulm \u0085 d", "Ulm");
        row("hebrew", "שלום עולם טוב Ulm ועוד עולם כאן", "עולם");
        row("latin in hebrew", "שלום Ulm Nord טוב Ulm Nord כאן", "Ulm");
        row("arabic in latin", "the city القاهرة الكبرى and القاهرة too", "القاهرة");
        row("one line of 10 MB", oneLine(10'000'000), "w600000");
    }

    void edits() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, word);
        const std::string bytes = text.toStdString();
        Model model(bytes);
        const std::size_t byte = bytes.find(word.toStdString());
        QVERIFY(byte != std::string::npos);
        const auto begin = std::uint32_t(countCodePoints(std::string_view(bytes).substr(0, byte)));
        CodePointRange range{begin, begin + std::uint32_t(countCodePoints(word.toStdString()))};
        Fixture f(*m_theme, {draft("odd", bytes)});
        QCOMPARE(f.canvas->text().codePoints(), std::uint32_t(model.text.size()));

        std::vector<QStringList> past{{}};
        const auto now = [&] {
            QTRY_COMPARE_WITH_TIMEOUT(f.spans(), model.shown(), 20'000);
            // The canvas and the list show what is stored.
            QTRY_COMPARE(f.canvas->spans().size(), model.spans.size());
            QTRY_COMPARE(f.page->findChild<SpansModel*>()->rowCount(), int(model.spans.size()));
            for (const CanvasSpan& span : f.canvas->spans())
                QTRY_VERIFY(std::ranges::any_of(model.spans, [&](const auto& s) {
                    return s.first == span.hull() && s.second == span.label.toStdString();
                }));
            past.push_back(model.shown());
        };
        const auto pick = [&] { f.canvas->pick(f.canvas->spans().front().id); };
        const auto ahead = [&](std::uint32_t at) {
            return model.rightToLeft(at) ? Qt::Key_Left : Qt::Key_Right;
        };
        const auto back = [&](std::uint32_t at) {
            return model.rightToLeft(at) ? Qt::Key_Right : Qt::Key_Left;
        };
        // Label by key.
        f.canvas->select(range);
        f.key(Qt::Key_P);
        model.spans = {{range, "PER"}};
        now();
        if (QTest::currentTestFailed())
            return;
        pick();
        QVERIFY(!f.window->grab().isNull());
        // Its end by token and by character, its start likewise.
        const CodePointRange start = range;
        f.key(ahead(range.end - 1), Qt::ShiftModifier);
        range.end = model.nextTokenEnd(range.end);
        model.spans = {{range, "PER"}};
        now();
        f.key(back(model.border(range.end, -1)), Qt::ShiftModifier | Qt::AltModifier);
        range.end = model.border(range.end, -1);
        if (range.end <= range.begin)
            range.end = start.end;
        model.spans = {{range, "PER"}};
        now();
        f.key(back(range.begin), Qt::ShiftModifier | Qt::ControlModifier);
        range.begin = model.previousTokenBegin(range.begin);
        model.spans = {{range, "PER"}};
        now();
        f.key(ahead(range.begin), Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier);
        if (const auto next = model.border(range.begin, 1); next < range.end)
            range.begin = next;
        model.spans = {{range, "PER"}};
        if (model.shown() != past.back())
            now();
        if (QTest::currentTestFailed())
            return;
        // Another label, then the same words everywhere.
        pick();
        f.key(Qt::Key_O);
        model.spans = {{range, "ORG"}};
        now();
        while (past.size() > 2) { // back to the first label, through every state
            f.trigger("edit.undo");
            past.pop_back();
            QTRY_COMPARE_WITH_TIMEOUT(f.spans(), past.back(), 20'000);
        }
        model.spans = {{start, "PER"}};
        QTRY_COMPARE(f.canvas->spans().size(), std::size_t(1));
        QTRY_COMPARE(f.canvas->spans().front().hull(), start);
        pick();
        f.key(Qt::Key_D, Qt::ControlModifier);
        const auto places = model.equal(start);
        for (const CodePointRange place : places)
            model.spans.push_back({place, "PER"});
        now();
        if (!places.empty())
            f.trigger("edit.undo");
        model.spans = {{start, "PER"}};
        now();
        pick();
        f.key(Qt::Key_Delete);
        model.spans.clear();
        now();
        f.trigger("edit.undo");
        model.spans = {{start, "PER"}};
        now();
    }

    // Bytes that are no text never come into a project; a canvas that is given some still counts.
    void unpairedSurrogates() {
        const std::string bytes = "a \xED\xA0\x80 Ulm \xED\xB0\x80 b";
        TextCanvas canvas;
        canvas.resize(600, 200);
        CanvasDocument d;
        d.text = bytes;
        d.grid.tokens = {{0, 1}, {2, 5}, {6, 9}, {10, 13}, {14, 15}};
        d.grid.sentenceStarts = {0};
        canvas.setDocument(d);
        canvas.show();
        QCOMPARE(canvas.text().codePoints(), 15U);
        QCOMPARE(canvas.text().text({6, 9}), QStringLiteral("Ulm"));
        canvas.select({6, 9});
        QTest::keyClick(&canvas, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(canvas.cursor().target(), (CodePointRange{6, 13}));
        QVERIFY(!canvas.grab().isNull());
    }
};

QTEST_MAIN(TstLabelTexts)
#include "tst_label_texts.moc"
