// SPDX-License-Identifier: GPL-3.0-or-later
// The order of labelling in the window: a run is asked, what it says is kept and shown, and the
// labelling workspace lists its documents by it.
#include "core/store/reader.h"
#include "tests/support/named.h"
#include "tests/ui/inspect_window.h"
#include "ui/common/data_table.h"
#include "ui/inspect/order_tab.h"
#include "ui/label/navigator_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

#include <atomic>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

namespace {

struct Asked {
    std::atomic<bool> hold{false}, failing{false};
    std::atomic<int> calls{0}, stopped{0};
    LearningMeasure measure = LearningMeasure::Mnlp;
    LearningOptions options;
};

// The undecided documents, the newest most unsure.
OrderMaker maker(std::shared_ptr<Asked> asked) {
    return [asked](store::Project& project, const std::string& run, LearningMeasure measure,
               const LearningOptions& options, std::stop_token stop,
               const RunBackend::Progress& progress) -> Result<LearningOrder> {
        ++asked->calls;
        asked->measure = measure;
        asked->options = options;
        progress(0.5);
        while (asked->hold && !stop.stop_requested())
            QThread::msleep(2);
        if (stop.stop_requested()) {
            ++asked->stopped;
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        }
        if (asked->failing)
            return Error{ErrorCode::NotFound, "The weights of the run are missing", run, "Train."};
        auto reader = project.reader();
        store::DocumentFilter filter;
        filter.states = {DocumentState::Unseen};
        LearningOrder out{run, measure, options, {}};
        std::vector<LearningItem> items;
        const auto ids = (*reader)->ids(filter);
        for (const auto id : *ids)
            items.push_back({id.value, double(id.value) / 100, {std::uint64_t(id.value)}});
        out.picks = arrange(std::move(items), options);
        return out;
    };
}

using test::named;

} // namespace

class TestOrderTab : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<Asked> m_asked;
    std::unique_ptr<InspectWindow> m_bench;
    OrderTab* m_tab = nullptr;
    OrderModel* m_model = nullptr;

    QString note() const { return m_tab->findChild<ElidedLabel*>()->fullText(); }
    QPushButton* button(const char* name) const { return named<QPushButton>(m_tab, name); }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_asked = std::make_shared<Asked>();
        m_bench = std::make_unique<InspectWindow>(*m_theme);
        auto* page = m_bench->open();
        QVERIFY(page);
        m_tab =
            new OrderTab(m_bench->workbench, &m_bench->workbench.runDesk(), maker(m_asked), page);
        m_model = m_tab->findChild<OrderModel*>();
        page->addTab(m_tab, QStringLiteral("Order"));
        page->findChild<QTabWidget*>()->setCurrentIndex(
            page->findChild<QTabWidget*>()->count() - 1);
        QVERIFY(InspectWindow::filled(page));
        SOON(button("Ask the run")->isEnabled());
    }
    void cleanup() { m_bench.reset(); }

    void theRunIsAskedAndTheOrderKept() {
        const QAbstractItemModelTester check(
            m_model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!button("Label in this order")->isEnabled());
        QVERIFY(note().contains(QStringLiteral("No order yet")));
        auto* measure = named<QComboBox>(m_tab, "Unsure by");
        measure->setCurrentIndex(measure->findData(int(LearningMeasure::Entropy)));
        named<QSpinBox>(m_tab, "Share drawn at random")->setValue(0);
        named<QDoubleSpinBox>(m_tab, "Much alike from")->setValue(0.5);
        button("Ask the run")->click();
        SOON(m_model->rowCount() == 3); // of 24 every eighth
        QVERIFY(m_asked->measure == LearningMeasure::Entropy);
        QCOMPARE(m_asked->options.randomShare, 0.0);
        QCOMPARE(m_asked->options.nearDuplicate, 0.5);
        // The newest first, and so in the project.
        QCOMPARE(
            m_model->index(0, OrderModel::Document).data().toString(), QStringLiteral("note-24"));
        QCOMPARE(
            m_model->index(2, OrderModel::Document).data().toString(), QStringLiteral("note-8"));
        QVERIFY(note().startsWith(QStringLiteral("3 documents by run second, Entropy")));
        const auto project = store::Project::openReadOnly(m_bench->path);
        const auto reader = (*project)->reader();
        const auto order = keptLearningOrder(**reader);
        QVERIFY(order && *order);
        QCOMPARE((*order)->picks.size(), std::size_t(3));
        QCOMPARE((*order)->picks[0].document, m_model->document(0).value);
        QVERIFY(button("Label in this order")->isEnabled());
    }

    void drawnDocumentsAreCounted() {
        named<QSpinBox>(m_tab, "Share drawn at random")->setValue(50);
        button("Ask the run")->click();
        SOON(m_model->rowCount() == 3);
        QCOMPARE(m_model->count(true), std::size_t(2)); // half of three, rounded
        int drawn = 0;
        for (int row = 0; row < 3; ++row)
            drawn += m_model->index(row, OrderModel::Why).data().toString()
                    == QStringLiteral("Drawn at random")
                ? 1
                : 0;
        QCOMPARE(drawn, 2);
        // Another window on the same project shows it too, and the choices are remembered.
        OrderTab other(m_bench->workbench, nullptr, {}, nullptr);
        SOON(other.findChild<OrderModel*>()->rowCount() == 3);
        QCOMPARE(named<QSpinBox>(&other, "Share drawn at random")->value(), 50);
        QVERIFY(!named<QPushButton>(&other, "Ask the run")->isEnabled());
    }

    void itCanBeCancelled() {
        m_asked->hold = true;
        button("Ask the run")->click();
        SOON(m_asked->calls == 1);
        auto* cancel = button("Cancel");
        QVERIFY(cancel);
        QVERIFY(!named<QComboBox>(m_tab, "Unsure by")->isEnabled());
        cancel->click();
        SOON(m_asked->stopped == 1);
        QVERIFY(button("Ask the run"));
        QCOMPARE(m_model->rowCount(), 0);
        m_asked->hold = false;
        button("Ask the run")->click();
        SOON(m_model->rowCount() == 3);
    }

    void aFailureIsSaid() {
        m_asked->failing = true;
        button("Ask the run")->click();
        auto* banner = m_tab->findChild<ErrorBanner*>();
        SOON(banner->isVisibleTo(m_tab));
        QVERIFY(banner->details().contains(QStringLiteral("weights")));
        QVERIFY(button("Ask the run")->isEnabled());
    }

    // The labelling workspace lists its documents as the order says; Enter opens one of them.
    void documentsAreLabelledInThisOrder() {
        named<QSpinBox>(m_tab, "Share drawn at random")->setValue(0);
        button("Ask the run")->click();
        SOON(m_model->rowCount() == 3);
        connect(m_tab, &OrderTab::labellingWanted, m_bench->window.get(), [this] {
            auto* page =
                qobject_cast<LabelPage*>(m_bench->window->showPage(QStringLiteral("label")));
            page->listBy(QStringLiteral("sort:learning"));
        });
        const DocumentId first = m_model->document(0);
        button("Label in this order")->click();
        auto* page = qobject_cast<LabelPage*>(m_bench->window->currentPage());
        QVERIFY(page);
        auto* navigator = page->findChild<NavigatorPanel*>();
        SOON(!navigator->loading() && navigator->around(first, 2, 0).size() == 2);
        const auto next = navigator->around(first, 2, 0);
        QCOMPARE(next[0].value, m_model->document(1).value);
        QCOMPARE(next[1].value, m_model->document(2).value);
        QVERIFY(navigator->around(first, 0, 1).empty()); // it is the first of all
        m_bench->window->showPage(QStringLiteral("inspect"));
        auto* table = m_tab->findChild<DataTable*>();
        table->selectRow(1);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(qobject_cast<LabelPage*>(m_bench->window->currentPage()));
        SOON(navigator->current() == m_model->document(1));
    }

    void everyControlHasAName() {
        for (QWidget* widget : m_tab->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && widget->isVisibleTo(m_tab)
                && !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
};

QTEST_MAIN(TestOrderTab)
#include "tst_order_tab.moc"
