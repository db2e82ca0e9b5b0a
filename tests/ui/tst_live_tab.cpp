// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/span_score_choice.h"
#include "tests/ui/fake_live.h"
#include "tests/ui/inspect_window.h"
#include "tests/ui/ui_support.h"
#include "ui/common/data_table.h"
#include "ui/inspect/live_tab.h"
#include "ui/inspect/live_text_view.h"
#include "ui/inspect/span_scores.h"
#include "ui/inspect/tag_bars.h"
#include "ui/inspect/why_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QCoreApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QStringList>
#include <QTabWidget>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TstLiveTab : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_state = std::make_shared<FakeLive::State>();
        m_window = std::make_unique<InspectWindow>(*m_theme);
        m_desk = std::make_unique<LiveDesk>(std::make_unique<FakeLive>(m_state));
        m_whyState = std::make_shared<FakeWhy::State>();
        m_whyDesk = std::make_unique<WhyDesk>(std::make_unique<FakeWhy>(m_whyState));
        m_page = m_window->open();
        QVERIFY(m_page);
        m_tab = new LiveTab(m_window->workbench, m_desk.get(), m_page, m_whyDesk.get());
        m_page->addTab(m_tab, QStringLiteral("Try"));
        m_edit = m_tab->findChild<QPlainTextEdit*>();
        m_view = m_tab->findChild<LiveTextView*>();
        m_model = m_tab->findChild<LiveModel*>();
        QVERIFY(InspectWindow::filled(m_page));
    }
    void cleanup() {
        m_window.reset();
        m_desk.reset();
        m_whyDesk.reset();
    }

    void typingShowsTagsAndChanges() {
        QAbstractItemModelTester tester(m_model);
        type("Mira Lund left");
        QCOMPARE(cell(0, LiveModel::Tag), QStringLiteral("B-PER"));
        QCOMPARE(cell(1, LiveModel::Tag), QStringLiteral("I-PER"));
        QCOMPARE(cell(2, LiveModel::Tag), QStringLiteral("O"));
        QVERIFY(m_view->words()[0].first && !m_view->words()[1].first);
        QVERIFY(!m_view->words()[0].change);
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("PER Mira"));
        const double before = m_view->words()[0].probability;
        type("Mira Lund left today");
        QVERIFY(m_view->words()[0].change);
        QVERIFY(std::abs(*m_view->words()[0].change - (m_view->words()[0].probability - before))
            < 1e-6);
        QVERIFY(!m_view->words()[3].change); // a new word
        type(" ");
        QCOMPARE(m_model->rowCount(), 0);
    }

    // While a reading takes long, the letters typed meanwhile stop it; only the last one is shown.
    void staleAnswersAreDropped() {
        m_state->hold = true;
        m_tab->setText(QStringLiteral("Mira"));
        QTRY_COMPARE_WITH_TIMEOUT(asked(), std::size_t(1), 30000);
        m_tab->setText(QStringLiteral("Mira came"));
        QTRY_COMPARE_WITH_TIMEOUT(m_state->stopped.load(), 1, 30000);
        m_state->hold = false;
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 2, 30000);
        const std::lock_guard lock(m_state->mutex);
        QCOMPARE(m_state->asked.back(), std::string("Mira came"));
    }

    void aChosenEntityIsExplained() {
        type("then Mira Lund left");
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(2).center());
        QCOMPARE(m_view->chosenBegin(), std::size_t(1));
        QCOMPARE(m_view->chosenEnd(), std::size_t(3));
        QTRY_VERIFY_WITH_TIMEOUT(m_view->words()[0].score.has_value(), 30000);
        QCOMPARE(*m_view->words()[0].score, 1.5);
        QCOMPARE(*m_view->words()[1].score, -0.25);
        QCOMPARE(cell(1, LiveModel::Score), QStringLiteral("−0.25"));
        {
            const std::lock_guard lock(m_state->mutex);
            QCOMPARE(m_state->targets.size(), std::size_t(1));
            QCOMPARE(m_state->targets[0].begin, 1u);
            QCOMPARE(m_state->targets[0].end, 3u);
            QCOMPARE(m_state->targets[0].classes, (std::vector<std::int32_t>{1, 2}));
            QCOMPARE(m_state->methods[0], AttributionMethod::Occlusion);
        }
        // A second click means the word alone.
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(2).center());
        QCOMPARE(m_view->chosenEnd() - m_view->chosenBegin(), std::size_t(1));
        // Another tag, by another method.
        choose("Tag that is explained", 3);
        choose("Method of explanation", 1);
        QTRY_VERIFY_WITH_TIMEOUT(last().has_value()
                && last()->first.classes == std::vector<std::int32_t>{2}
                && last()->second == AttributionMethod::IntegratedGradients,
            30000);
        QTRY_VERIFY_WITH_TIMEOUT(note().contains(QStringLiteral("32")), 30000);
        // Other text has no explanation; Esc leaves the word.
        type("then Mira Lund left now");
        QVERIFY(!m_view->words()[0].score);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(0).center());
        QTRY_VERIFY_WITH_TIMEOUT(m_view->words()[0].score.has_value(), 30000);
        QVERIFY(m_tab->goUp());
        QCOMPARE(m_view->chosenBegin(), m_view->chosenEnd());
        QVERIFY(!m_view->words()[0].score);
        QVERIFY(!m_tab->goUp());
    }

    // The bars are of the sentence that the chosen word stands in; a word of them is that of the
    // text.
    void barsOfTheChosenSentence() {
        auto* bars = m_tab->findChild<TagBars*>();
        type("Mira left early. Then Zoe Quist came.");
        QCOMPARE(bars->words().size(), std::size_t(4));
        QCOMPARE(bars->words()[0].text, QStringLiteral("Mira"));
        QCOMPARE(bars->words()[0].probabilities.size(), std::size_t(3));
        bars->setFocus();
        QTest::keyClick(bars, Qt::Key_End);
        QCOMPARE(m_view->chosenBegin(), std::size_t(3));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(5).center());
        QCOMPARE(bars->words().size(), std::size_t(5));
        QCOMPARE(bars->words()[2].text, QStringLiteral("Quist"));
        QCOMPARE(bars->chosenBegin(), std::size_t(0)); // "Then" begins a name here
        QCOMPARE(bars->chosenEnd(), std::size_t(3));
        QVERIFY(bars->accessibleDescription().contains(QStringLiteral("Zoe: I-PER")));
        bars->setFocus();
        QTest::keyClick(bars, Qt::Key_Home);
        QCOMPARE(m_view->chosenBegin(), std::size_t(4));
        QCOMPARE(m_view->chosenEnd(), std::size_t(5));
        type(" ");
        QVERIFY(bars->words().empty());
    }

    // Which score it is stands beside it, and holds for the whole project.
    void entitiesByAnotherScore() {
        auto* line = m_tab->findChild<SpanScoreLine*>();
        type("Mira left");
        const double sure = 1 - 1.0 / (2 + 9);
        const auto said = [](double p) -> QString {
            return QStringLiteral("PER Mira ") + percentText(p);
        };
        QCOMPARE(line->text(), said(sure));
        auto* box = line->findChild<QComboBox*>();
        QCOMPARE(box->count(), 4);
        const double less[] = {0, 0.1, 0.2, 0.3};
        for (int at = 0; at < 4; ++at) {
            box->setCurrentIndex(at);
            QCOMPARE(line->text(), said(sure - less[at]));
        }
        QCOMPARE(box->currentText(), QStringLiteral("Marginal of the entity"));
        Q_EMIT box->activated(3); // by hand
        QTRY_COMPARE_WITH_TIMEOUT(scoreOfProject(), SpanScore::Marginal, 30000);
        type("left");
        QCOMPARE(line->text(), QStringLiteral("No entity was marked"));
        type(" ");
        QVERIFY(line->text().isEmpty());
    }

    // The training text is read once, when it is asked for; then every choice is answered.
    void whatTheTrainingTextSays() {
        auto* panel = m_tab->findChild<WhyPanel*>();
        auto* model = panel->findChild<WhyModel*>();
        const QAbstractItemModelTester tester(model);
        QVERIFY(!button("Read the training text")->isEnabled());
        type("then Mira Lund left");
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(1).center());
        QCOMPARE(m_whyState->read.load(), 0); // not before it is wanted
        m_whyState->hold = true;
        button("Read the training text")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_whyState->read.load(), 1, 30000);
        panel->findChild<QPushButton*>()->click(); // Cancel
        QTRY_COMPARE_WITH_TIMEOUT(m_whyState->stopped.load(), 1, 30000);
        m_whyState->hold = false;
        button("Read the training text")->click();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 2, 30000);
        QCOMPARE(model->index(0, WhyModel::Figure).data().toString(), QStringLiteral("0.988"));
        QCOMPARE(model->index(0, WhyModel::Text).data().toString(),
            QStringLiteral("then [Mira Tolvanen] came to see"));
        QVERIFY(!button("Read the training text")->isVisibleTo(panel));
        {
            const std::lock_guard lock(m_whyState->mutex);
            QCOMPARE(m_whyState->targets.back().begin, 1u);
            QCOMPARE(m_whyState->targets.back().end, 3u);
            QCOMPARE(m_whyState->targets.back().classes, (std::vector<std::int32_t>{1, 2}));
        }
        choose("What of the training text", 2);
        QCOMPARE(model->index(0, WhyModel::Figure).data().toString(), QStringLiteral("−1.25"));
        QCOMPARE(model->index(0, WhyModel::Label).data().toString(), QStringLiteral("B-ORG"));
        // Another word, asked about another tag: without a click.
        choose("Tag that is explained", 3);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(3).center());
        const auto asked = [this] {
            const std::lock_guard lock(m_whyState->mutex);
            return m_whyState->targets.back();
        };
        QTRY_COMPARE_WITH_TIMEOUT(asked().begin, 3u, 30000);
        QCOMPARE(asked().classes, std::vector<std::int32_t>{2});
        QCOMPARE(m_whyState->read.load(), 2); // the cancelled one, and once
        type("else");
        QCOMPARE(model->rowCount(), 0);
    }

    void aTrainingPlaceIsOpened() {
        auto* panel = m_tab->findChild<WhyPanel*>();
        type("Mira left");
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(0).center());
        button("Read the training text")->click();
        auto* table = panel->findChild<DataTable*>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 30000);
        QSignalSpy spy(m_tab, &InspectTab::placeWanted);
        Q_EMIT table->activatedRow(table->model()->index(1, 0));
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 30000);
        QCOMPARE(spy[0][0].value<DocumentId>(), DocumentId(1));
        // Words 3 and 4 of "NAME NAME of ORG …" are the two of a firm.
        const auto project = store::Project::openReadOnly(m_window->path);
        const auto reader = (*project)->reader();
        const auto document = (*reader)->document(DocumentId(1));
        const auto range = spy[0][1].value<CodePointRange>();
        QCOMPARE(range.begin, document->grid.sentence(0)[3].begin);
        QCOMPARE(range.end, document->grid.sentence(0)[4].end);
        // Labels are others: what was read is of before.
        Q_EMIT m_window->workbench.documentEdited(DocumentId(1));
        QVERIFY(button("Read again")->isVisibleTo(panel));
        button("Read again")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_whyState->read.load(), 2, 30000);
        QVERIFY(m_whyState->released.load() >= 1);
    }

    // A word of 10,000 letters is no wider than the view; what is right of it is read on.
    void aWordWithoutABlank() {
        m_window->window->resize(1024, 640);
        auto* tabs = m_page->findChild<QTabWidget*>();
        tabs->setCurrentIndex(tabs->count() - 1);
        const QString word(10'000, QLatin1Char('x'));
        m_tab->setText(QStringLiteral("Mira ") + word + QStringLiteral(" left"));
        QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), 3, 30000);
        QCOMPARE(m_view->words()[1].text, word);
        // Once the smaller window and the bar that scrolls are laid out.
        for (std::size_t w = 0; w < 3; ++w)
            QTRY_VERIFY_WITH_TIMEOUT(
                m_view->wordRect(w).right() <= m_view->viewport()->width(), 30000);
        auto* bars = m_tab->findChild<TagBars*>();
        QVERIFY(bars->columnRect(1).width() < m_tab->width() / 2);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(1).center());
        QTRY_VERIFY_WITH_TIMEOUT(m_view->words()[0].score.has_value(), 30000);
        m_tab->grab();
    }

    // From the right on, in the text and in the bars; Left goes on in the text.
    void rightToLeft() {
        type("ليلى سافرت إلى القاهرة");
        for (std::size_t w = 1; w < 4; ++w)
            if (m_view->wordRect(w).top() == m_view->wordRect(w - 1).top())
                QVERIFY(m_view->wordRect(w).right() < m_view->wordRect(w - 1).left());
        auto* bars = m_tab->findChild<TagBars*>();
        QVERIFY(bars->columnRect(1).right() < bars->columnRect(0).left());
        bars->setFocus();
        QTest::keyClick(bars, Qt::Key_Home);
        QTest::keyClick(bars, Qt::Key_Left);
        QCOMPARE(m_view->chosenBegin(), std::size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(m_view->words()[0].score.has_value(), 30000);
    }

    void wordsByKeyboard() {
        type("Mira Lund left");
        m_view->setFocus();
        QTest::keyClick(m_view, Qt::Key_Right);
        QCOMPARE(m_view->chosenBegin(), std::size_t(0));
        QTest::keyClick(m_view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_view->chosenEnd(), std::size_t(2));
        QTest::keyClick(m_view, Qt::Key_Right);
        QCOMPARE(m_view->chosenBegin(), std::size_t(2));
        QTest::keyClick(m_view, Qt::Key_Right); // at the end it stays
        QCOMPARE(m_view->chosenBegin(), std::size_t(2));
        QTest::keyClick(m_view, Qt::Key_Home);
        QCOMPARE(m_view->chosenBegin(), std::size_t(0));
    }

    void versionsArePinned() {
        type("Mira left");
        auto* pin = button("Pin this version");
        QVERIFY(pin->isEnabled());
        pin->click();
        type("Sunniva left");
        auto views = m_tab->findChildren<LiveTextView*>();
        QCOMPARE(views.size(), 2);
        for (LiveTextView* view : views)
            if (view != m_view)
                QCOMPARE(view->words()[0].text, QStringLiteral("Mira"));
        button("Use this text")->click();
        QCOMPARE(m_edit->toPlainText(), QStringLiteral("Mira left"));
        for (std::size_t n = 1; n < LiveTab::kMostPinned; ++n)
            pin->click();
        QVERIFY(!pin->isEnabled());
        button("Unpin")->click();
        QVERIFY(pin->isEnabled());
    }

    void aNameIsSwapped() {
        type("then Zoe Quist left 🙂 Zoe");
        auto* swap = button("Swap the name");
        QVERIFY(!swap->isEnabled());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->wordRect(1).center());
        QVERIFY(swap->isEnabled());
        swap->click();
        QMenu* menu = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((menu = m_tab->findChild<QMenu*>()) && !menu->isEmpty(), 30000);
        QAction* first = menu->actions().constFirst();
        const QString name = first->text();
        first->trigger();
        menu->close();
        QVERIFY(name != QStringLiteral("Zoe Quist"));
        QCOMPARE(m_edit->toPlainText(),
            QStringLiteral("then ") + name + QStringLiteral(" left 🙂 Zoe"));
    }

    void aFailureIsSaid() {
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->error = Error{ErrorCode::NotFound, "The weights of the run are missing",
                "models/first", "Train again."};
        }
        m_tab->setText(QStringLiteral("Mira"));
        auto* banner = m_tab->findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisibleTo(m_tab), 30000);
        QVERIFY(banner->details().contains(QStringLiteral("weights of the run")));
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->error.reset();
        }
        type("Mira left");
        QVERIFY(!banner->isVisibleTo(m_tab));
    }

    void withoutAnEngine() {
        LiveTab tab(m_window->workbench, nullptr, nullptr);
        tab.setText(QStringLiteral("Mira"));
        auto* banner = tab.findChild<ErrorBanner*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisibleTo(&tab), 30000);
    }

    void everyControlHasAName() {
        for (QWidget* widget : m_tab->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && widget->isVisibleTo(m_tab)
                && !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(
                    !widget->accessibleName().isEmpty() || qobject_cast<QAbstractButton*>(widget),
                    widget->metaObject()->className());
    }

private:
    SpanScore scoreOfProject() const {
        const auto project = std::move(*store::Project::openReadOnly(m_window->path));
        return chosenSpanScore(**project->reader()).valueOr(SpanScore::Mean);
    }
    void type(const char* text) {
        m_tab->setText(QString::fromUtf8(text));
        const auto cut = sentencesOf(text);
        std::size_t words = 0;
        for (const auto& example : cut->examples)
            words += example.words.size();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_model->rowCount() == int(words) && shown() == joined(*cut), 30000);
    }
    static QString joined(const TextSentences& cut) {
        QStringList out;
        for (const auto& example : cut.examples)
            for (const auto& word : example.words)
                out << QString::fromStdString(word);
        return out.join(QLatin1Char(' '));
    }
    QString shown() const {
        QStringList out;
        for (const LiveWord& word : m_view->words())
            out << word.text;
        return out.join(QLatin1Char(' '));
    }
    QString cell(int row, int column) const {
        return m_model->index(row, column).data().toString();
    }
    std::size_t asked() const {
        const std::lock_guard lock(m_state->mutex);
        return m_state->asked.size();
    }
    std::optional<std::pair<ExplainTarget, AttributionMethod>> last() const {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->targets.empty())
            return std::nullopt;
        return std::pair(m_state->targets.back(), m_state->methods.back());
    }
    QString note() const { return m_tab->findChild<ElidedLabel*>()->fullText(); }
    QPushButton* button(const char* text) const {
        for (auto* one : m_tab->findChildren<QPushButton*>())
            if (one->text() == QLatin1String(text))
                return one;
        return nullptr;
    }
    void choose(const char* name, int index) const {
        for (auto* box : m_tab->findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String(name)) {
                box->setCurrentIndex(index);
                Q_EMIT box->activated(index);
            }
    }

    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<FakeLive::State> m_state;
    std::unique_ptr<InspectWindow> m_window;
    std::unique_ptr<LiveDesk> m_desk;
    std::shared_ptr<FakeWhy::State> m_whyState;
    std::unique_ptr<WhyDesk> m_whyDesk;
    InspectPage* m_page = nullptr;
    LiveTab* m_tab = nullptr;
    QPlainTextEdit* m_edit = nullptr;
    LiveTextView* m_view = nullptr;
    LiveModel* m_model = nullptr;
};

QTEST_MAIN(TstLiveTab)
#include "tst_live_tab.moc"
