// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection page over the engine itself, with a small model of random weights: nothing between
// the window and the model is a stand-in.
#include "core/app/inspect/inspection.h"
#include "core/app/inspect/run_confidence.h"
#include "core/app/inspect/training_neighbours.h"
#include "core/app/runs/span_score_choice.h"
#include "tests/support/named.h"
#include "tests/ui/real_model.h"
#include "ui/common/data_table.h"
#include "ui/inspect/confidence_tab.h"
#include "ui/inspect/errors_tab.h"
#include "ui/inspect/live_text_view.h"
#include "ui/inspect/span_scores.h"
#include "ui/inspect/why_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include <cmath>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

#ifdef EVENSPAN_ENGINE_MODULE
const std::filesystem::path kEngine = EVENSPAN_ENGINE_MODULE;
#else
const std::filesystem::path kEngine;
#endif

using test::named;

} // namespace

class TestInspectReal : public QObject {
    Q_OBJECT
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<RealModel> m_real;

    void chooseSplit(const char* split) const {
        auto* box = named<QComboBox>(m_real->page, "Documents");
        const int at = qstrcmp(split, "undecided") == 0 ? box->count() - 1
                                                        : box->findData(QString::fromUtf8(split));
        QVERIFY2(at >= 0, split);
        box->setCurrentIndex(at);
        Q_EMIT box->activated(at);
    }
    void chooseRun(const char* run) const {
        auto* box = named<QComboBox>(m_real->page, "Run");
        const int at = box->findText(QString::fromUtf8(run));
        QVERIFY2(at >= 0, run);
        if (box->currentIndex() == at)
            return;
        box->setCurrentIndex(at);
        Q_EMIT box->activated(at);
    }
    bool filled() const {
        return QTest::qWaitFor(
            [this] { return m_real->page->inspection() && !m_real->page->computing(); }, 30000);
    }
    bool says(const QString& part) const {
        for (const auto* label : m_real->page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        for (const auto* label : m_real->page->findChildren<ElidedLabel*>())
            if (label->isVisible() && label->fullText().contains(part))
                return true;
        return false;
    }
    static bool shows(const QWidget* part, const QString& text) {
        for (const auto* label : part->findChildren<QLabel*>())
            if (label->isVisible() && label->text() == text)
                return true;
        return false;
    }
    void type(const QString& text) const {
        m_real->showTab("Try it");
        m_real->tab->setText(text);
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        if (kEngine.empty())
            QSKIP("built without the engine");
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_real = std::make_unique<RealModel>(*m_theme, kEngine);
        QVERIFY(m_real->open());
        SOON(named<QComboBox>(m_real->page, "Run")->count() == 2);
        chooseRun("r");
    }
    void cleanup() { m_real.reset(); }

    // The panel shows what the core finds, and Enter on a row opens the place.
    void nearestMentionsAndInfluence() {
        type(QStringLiteral("w11 w12 w13 w14 w15 w16 ."));
        auto* view = m_real->tab->findChild<LiveTextView*>();
        SOON(view->words().size() == 7);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->wordRect(2).center());
        const std::size_t begin = view->chosenBegin(), end = view->chosenEnd();
        QVERIFY(end > begin);
        auto* panel = m_real->tab->findChild<WhyPanel*>();
        auto* model = panel->findChild<WhyModel*>();
        SOON(named<QPushButton>(panel, "Read the training text")->isEnabled());
        named<QPushButton>(panel, "Read the training text")->click();
        SOON(model->rowCount() == 10);

        const auto project = std::move(*store::Project::openReadOnly(m_real->path));
        auto explainer = Explainer::open(*project, "r", kEngine);
        QVERIFY(explainer);
        const auto reader = *project->reader();
        const auto index = TrainingIndex::build(*reader, *explainer);
        QVERIFY(index);
        const auto cut = sentencesOf("w11 w12 w13 w14 w15 w16 .");
        const auto features = explainer->features(cut->examples, {});
        QVERIFY(features);
        const auto near =
            index->nearest(spanVector(features->front(), std::uint32_t(begin), std::uint32_t(end)));
        QCOMPARE(near.size(), std::size_t(10));
        for (int row = 0; row < 10; ++row) {
            const TrainingPlace* place = model->place(row);
            QVERIFY(place);
            QCOMPARE(place->document, near[std::size_t(row)].place.document);
            QCOMPARE(place->begin, near[std::size_t(row)].place.begin);
            QCOMPARE(place->label, near[std::size_t(row)].place.label);
            const double shown =
                QLocale().toDouble(model->index(row, WhyModel::Figure).data().toString());
            QVERIFY(std::abs(shown - near[std::size_t(row)].cosine) < 6e-4);
        }
        // Words for and against, by falling size, each with its sign.
        auto* kind = named<QComboBox>(panel, "What of the training text");
        for (const auto& [which, sign] :
            {std::pair{WhyModel::With, QChar(u'+')}, std::pair{WhyModel::Against, QChar(0x2212)}}) {
            kind->setCurrentIndex(kind->findData(which));
            QVERIFY(model->rowCount() > 0);
            for (int row = 0; row < model->rowCount(); ++row)
                QVERIFY(model->index(row, WhyModel::Figure).data().toString().startsWith(sign));
        }
        QSignalSpy spy(m_real->tab, &InspectTab::placeWanted);
        auto* table = panel->findChild<DataTable*>();
        Q_EMIT table->activatedRow(table->model()->index(0, 0));
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 30000);
    }

    // One choice for the whole project: the run is asked again, every place names the score.
    void theScoreIsChosenOnce() {
        chooseSplit("validation");
        QVERIFY(filled());
        const auto mean = m_real->page->inspection();
        QVERIFY(mean->score == SpanScore::Mean);
        m_real->showTab("Confidence");
        auto* tab = m_real->page->findChild<ConfidenceTab*>();
        auto* box = tab->findChild<SpanScoreBox*>();
        SOON(box->isVisible());
        const int product = box->findData(int(SpanScore::Product));
        box->setCurrentIndex(product);
        Q_EMIT box->activated(product);
        SOON(m_real->page->inspection() && !m_real->page->computing()
            && m_real->page->inspection()->score == SpanScore::Product);
        const auto& now = *m_real->page->inspection();
        std::size_t lower = 0;
        for (std::size_t s = 0; s < now.sentences.size(); ++s) {
            QVERIFY(now.sentences[s].predicted == mean->sentences[s].predicted);
            for (std::size_t p = 0; p < now.sentences[s].scores.size(); ++p)
                lower += now.sentences[s].scores[p] < mean->sentences[s].scores[p] - 1e-6;
        }
        QVERIFY(lower > 0);
        const auto* table = m_real->page->findChild<ErrorsTab*>()->findChild<DataTable*>()->model();
        QStringList titles;
        for (int at = 0; at < table->columnCount(); ++at)
            titles << table->headerData(at, Qt::Horizontal).toString();
        QVERIFY2(titles.contains(QStringLiteral("Score (product)")),
            qPrintable(titles.join(QLatin1Char(' '))));
        SOON(says(QStringLiteral("Product of the words")));
        // A cut of it is kept as one of it.
        auto* keep = named<QPushButton>(tab, "Keep this cut");
        SOON(keep->isVisible() && keep->isEnabled());
        keep->click();
        SOON(keep->text() == QStringLiteral("Kept"));
        const auto project = std::move(*store::Project::openReadOnly(m_real->path));
        const auto reader = *project->reader();
        QCOMPARE(*chosenSpanScore(*reader), SpanScore::Product);
        const auto kept = keptConfidence(*reader, reader->run("r")->id);
        QVERIFY(kept && *kept);
        QVERIFY((*kept)->score == SpanScore::Product && (*kept)->cut);
        // The tab that types goes by it as well, and its own box changes it for all.
        m_real->showTab("Try it");
        auto* line = m_real->tab->findChild<SpanScoreBox*>();
        QCOMPARE(int(line->score()), int(SpanScore::Product));
        line->setScore(SpanScore::Marginal);
        Q_EMIT line->activated(line->currentIndex());
        QCOMPARE(int(box->score()), int(SpanScore::Marginal));
        SOON(*chosenSpanScore(**project->reader()) == SpanScore::Marginal);
        m_real->showTab("Confidence"); // only now is the run asked
        SOON(m_real->page->inspection() && !m_real->page->computing()
            && m_real->page->inspection()->score == SpanScore::Marginal);
        SOON(keep->isEnabled()); // of another score: not kept
    }

    // A temperature is fitted from the window and kept with the run; the cut stays.
    void aTemperatureIsFitted() {
        chooseSplit("validation");
        QVERIFY(filled());
        m_real->showTab("Confidence");
        auto* tab = m_real->page->findChild<ConfidenceTab*>();
        auto* keep = named<QPushButton>(tab, "Keep this cut");
        SOON(keep->isVisible() && keep->isEnabled()); // the figures are there
        keep->click();
        SOON(keep->text() == QStringLiteral("Kept"));
        SOON(named<QPushButton>(tab, "Fit a temperature")->isEnabled());
        named<QPushButton>(tab, "Fit a temperature")->click();
        SOON(named<QPushButton>(tab, "Fit the temperature again") != nullptr);
        const auto project = std::move(*store::Project::openReadOnly(m_real->path));
        const auto reader = *project->reader();
        const auto kept = **keptConfidence(*reader, reader->run("r")->id);
        QVERIFY(kept.temperature.value > 0 && kept.words > 100);
        QVERIFY(kept.temperature.lossAfter <= kept.temperature.lossBefore + 1e-9);
        QVERIFY(kept.cut.has_value());
        SOON(says(
            QStringLiteral("Temperature ") + QLocale().toString(kept.temperature.value, 'f', 2)));
    }

    // What was fitted is applied: errors, figures and typed sentences go by it and say so, the cut
    // keeps its meaning, and the switch brings back what was.
    void scoresGoByTheTemperature() {
        chooseSplit("validation");
        QVERIFY(filled());
        const auto plain = m_real->page->inspection();
        m_real->showTab("Confidence");
        auto* tab = m_real->page->findChild<ConfidenceTab*>();
        auto* keep = named<QPushButton>(tab, "Keep this cut");
        SOON(keep->isVisible() && keep->isEnabled());
        keep->click();
        SOON(keep->text() == QStringLiteral("Kept"));
        auto* calibrated = named<QCheckBox>(tab, "Calibrated scores");
        QVERIFY(calibrated && calibrated->isChecked());
        SOON(named<QPushButton>(tab, "Fit a temperature")->isEnabled());
        named<QPushButton>(tab, "Fit a temperature")->click();
        SOON(m_real->page->inspection() && !m_real->page->computing()
            && m_real->page->inspection()->temperature != 1);
        const auto scaled = m_real->page->inspection();
        const auto project = std::move(*store::Project::openReadOnly(m_real->path));
        const auto reader = *project->reader();
        const auto kept = **keptConfidence(*reader, reader->run("r")->id);
        QCOMPARE(scaled->temperature, kept.temperature.value);
        QCOMPARE(kept.cutTemperature, kept.temperature.value);
        QVERIFY(kept.cut.has_value());
        const auto below = [](const Inspection& inspection, double cut) {
            int out = 0;
            for (const auto& sentence : inspection.sentences)
                for (const double score : sentence.scores)
                    out += score < cut;
            return out;
        };
        QVERIFY(std::abs(below(*scaled, *kept.cut - 1e-6) - below(*plain, 0.5)) <= 1);
        SOON(says(QStringLiteral("Mean of the words, calibrated")));
        SOON(says(QStringLiteral("The cut went from")));
        SOON(keep->text() == QStringLiteral("Kept"));
        const auto* table = m_real->page->findChild<ErrorsTab*>()->findChild<DataTable*>()->model();
        const auto titles = [table] {
            QStringList out;
            for (int at = 0; at < table->columnCount(); ++at)
                out << table->headerData(at, Qt::Horizontal).toString();
            return out;
        };
        SOON(titles().contains(QStringLiteral("Calibrated (mean)")));
        // A sentence that is typed.
        m_real->showTab("Try it");
        type(QStringLiteral("w11 w12 w13"));
        auto* line = m_real->tab->findChild<SpanScoreLine*>();
        auto* view = m_real->tab->findChild<LiveTextView*>();
        SOON(view->words().size() == 3);
        auto explainer = Explainer::open(*project, "r", kEngine);
        QVERIFY(explainer);
        InspectOptions options;
        const auto probability = [&](double temperature) {
            options.temperature = temperature;
            const auto read = inspectText(explainer->run(), "w11 w12 w13", options);
            const auto& word = read->front().words[1];
            return double(word.probabilities[std::size_t(word.tag)]);
        };
        const double hot = probability(kept.temperature.value), cold = probability(1);
        QVERIFY(std::abs(hot - cold) > 1e-3);
        SOON(std::abs(view->words()[1].probability - hot) < 1e-4);
        QVERIFY(shows(line, QStringLiteral("calibrated")));
        // Off again, by the switch.
        m_real->showTab("Confidence");
        calibrated->click();
        SOON(m_real->page->inspection() && !m_real->page->computing()
            && m_real->page->inspection()->temperature == 1);
        const auto& again = *m_real->page->inspection();
        for (std::size_t s = 0; s < again.sentences.size(); ++s)
            QVERIFY(again.sentences[s].scores == plain->sentences[s].scores);
        SOON(says(QStringLiteral("is of other scores")));
        SOON(std::abs(view->words()[1].probability - cold) < 1e-4);
        SOON(titles().contains(QStringLiteral("Score (mean)")));
        m_real->showTab("Try it");
        QVERIFY(!shows(line, QStringLiteral("calibrated")));
    }

    // What is typed, whatever it is: an answer of as many words, or a sentence that says why not.
    void textsOfEveryKind_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("words");
        QTest::addColumn<QString>("note");
        const QString none;
        QTest::newRow("empty") << none << 0 << QStringLiteral("Type a sentence");
        QTest::newRow("blanks") << QStringLiteral(" \n\t ") << 0
                                << QStringLiteral("Type a sentence");
        QTest::newRow("one word") << QStringLiteral("w5") << 1 << none;
        QTest::newRow("right to left") << QStringLiteral("ليلى سافرت إلى القاهرة") << 4 << none;
        QTest::newRow("10,000 letters without a blank")
            << QString(10'000, QLatin1Char('x')) << 1 << none;
        QString longText;
        for (int w = 0; w < 900; ++w)
            longText += QStringLiteral("w%1 ").arg(5 + w % 90);
        QTest::newRow("longer than a window")
            << longText << 900 << QStringLiteral("longer than a window");
        QTest::newRow("emoji and combining signs")
            << QString::fromUtf8("🙂 é ‍ w7") << -1 << none;
        QTest::newRow("NUL and controls")
            << QString(QStringLiteral("w5 ") + QChar(1) + QStringLiteral(" w6")) << -1 << none;
    }
    void textsOfEveryKind() {
        QFETCH(QString, text);
        QFETCH(int, words);
        QFETCH(QString, note);
        auto* view = m_real->tab->findChild<LiveTextView*>();
        if (words > 0)
            QVERIFY(view->words().size() != std::size_t(words));
        type(QStringLiteral("w9 w10 w11 w12 w13")); // something was read before
        SOON(view->words().size() == 5);
        type(text);
        if (words >= 0)
            SOON(view->words().size() == std::size_t(words));
        else
            SOON(view->words().size() > 0 && view->words().size() != 5);
        if (!note.isEmpty())
            SOON(says(note));
        for (const auto* banner : m_real->tab->findChildren<ErrorBanner*>())
            QVERIFY(!banner->isVisible());
        m_real->tab->grab();
    }

    // Which run and which documents: each combination that cannot be shown whole says what is.
    void runsAndSplitsOfEveryKind_data() {
        QTest::addColumn<QByteArray>("run");
        QTest::addColumn<QByteArray>("split");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<QString>("said");
        QTest::newRow("a split without gold")
            << QByteArray("r") << QByteArray("unlabelled") << false
            << QStringLiteral("Nothing here is labelled to the end");
        QTest::newRow("documents without labels")
            << QByteArray("r") << QByteArray("undecided") << true << QString();
        QTest::newRow("labels that the run does not know")
            << QByteArray("r") << QByteArray("other") << true
            << QStringLiteral("The run was not trained on SHIP");
        QTest::newRow("weights that are gone, nothing kept")
            << QByteArray("gone") << QByteArray("validation") << false << QStringLiteral("weights");
        QTest::newRow("weights that are gone, marks kept")
            << QByteArray("r lost") << QByteArray("validation") << true
            << QStringLiteral("The weights of this run are gone");
    }
    void runsAndSplitsOfEveryKind() {
        QFETCH(QByteArray, run);
        QFETCH(QByteArray, split);
        QFETCH(bool, shown);
        QFETCH(QString, said);
        if (run == "r lost") {
            chooseSplit("validation");
            QVERIFY(filled());
            std::filesystem::remove_all(
                std::filesystem::path(m_real->path.string() + "-files") / "models/r");
            chooseSplit("train"); // somewhere else, and back
            SOON(!m_real->page->computing());
        } else {
            chooseRun(run.constData());
        }
        chooseSplit(split.constData());
        SOON(!m_real->page->computing());
        if (shown)
            QVERIFY(filled());
        else
            SOON(!m_real->page->inspection());
        if (!said.isEmpty())
            SOON(says(said));
        // Every tab shows something: figures, or why there are none.
        auto* tabs = m_real->page->findChild<QTabWidget*>();
        for (int at = 0; at < tabs->count(); ++at) {
            tabs->setCurrentIndex(at);
            SOON(!m_real->page->computing());
            QVERIFY(!m_real->page->grab().isNull());
        }
    }
};

QTEST_MAIN(TestInspectReal)
#include "tst_inspect_real.moc"
