// SPDX-License-Identifier: GPL-3.0-or-later
// Splits made in the window: what is shown before equals what the core plans and what is done, as
// one step back.
#include "core/app/project/make_splits.h"
#include "tests/ui/desk.h"
#include "ui/common/data_table.h"
#include "ui/project/split_dialog.h"
#include "ui/project/split_model.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kPatience = 30000;

// Desk's documents with a day, every sixth without one, and each text twice.
std::vector<DocumentDraft> dated(int count) {
    auto out = Desk::drafts(count);
    for (int i = 0; i < count; ++i) {
        auto& draft = out[std::size_t(i)];
        draft.name = "text" + std::to_string(i / 4) + ":" + std::to_string(i % 4 + 1);
        if (i % 6 != 5)
            draft.metadata["day"] =
                "2024-01-" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1);
        if (i % 2 == 1) {
            draft.text = out[std::size_t(i) - 1].text;
            draft.grid = *makeGrid(draft.text);
        }
    }
    return out;
}

struct Opened : Desk {
    explicit Opened(Theme& theme, int count = 24)
        : Desk(theme, dated(count)) {
        window->actions().refresh();
        window->actions().action(QStringLiteral("project.splits"))->trigger();
        dialog = window->findChild<SplitDialog*>();
        if (!dialog)
            qFatal("no dialog");
    }
    ~Opened() { delete dialog; }
    template <class T> T* named(const char* name, int nth = 0) const {
        for (auto* each : dialog->findChildren<T*>())
            if (each->accessibleName() == QString::fromUtf8(name) && each->isVisibleTo(dialog)
                && nth-- == 0)
                return each;
        qFatal("no control %s", name);
    }
    QPushButton* start() const { return named<QPushButton>("Make splits"); }
    QString text(const char* name) const {
        return dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    ErrorBanner* banner() const { return dialog->findChild<ErrorBanner*>(); }
    bool looked() const {
        return QTest::qWaitFor([this] { return start()->isEnabled(); }, kPatience);
    }
    bool way(SplitBy by, const char* key = nullptr) const {
        auto* box = named<QComboBox>("Way");
        box->setCurrentIndex(box->findData(int(by)));
        if (key)
            named<QComboBox>("Metadata column")->setCurrentText(QString::fromLatin1(key));
        return looked();
    }
    QAbstractItemModel& model() const { return *dialog->findChild<DataTable*>()->model(); }
    QStringList shown(int column) const {
        QStringList out;
        for (int row = 0; row < model().rowCount(); ++row)
            out << model().index(row, column).data().toString();
        return out;
    }
    std::unique_ptr<store::Project> again() const {
        return std::move(*store::Project::openReadOnly(
            folder.filePath(QStringLiteral("p.evenspan")).toStdString()));
    }
    QStringList planned(const SplitRequest& request) const {
        const auto project = again();
        const auto reader = *project->reader();
        const auto plan = *planSplits(*reader, request);
        QStringList out;
        for (const auto& part : plan.parts)
            out << QString::number(part.documents.size());
        return out;
    }
    std::map<std::string, std::int64_t> onDisk() const {
        const auto project = again();
        const auto info = *(*project->reader())->info();
        std::map<std::string, std::int64_t> out;
        for (const auto& [split, counts] : info.splits)
            out[split] = counts.documents;
        return out;
    }
    QPointer<SplitDialog> dialog;
};

} // namespace

class TstSplitDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-split-dialog"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void whatIsShownIsWhatIsDoneAsOneStep() {
        Opened w(*m_theme);
        QAbstractItemModelTester tester(
            &w.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(w.looked());
        QCOMPARE(w.shown(1), w.planned({}));
        // Of 24: 19.2, 2.4 and 2.4.
        QCOMPARE(w.shown(1),
            (QStringList{QStringLiteral("19"), QStringLiteral("3"), QStringLiteral("2")}));
        QCOMPARE(w.model().rowCount(), 3);
        QVERIFY(w.text("counts").contains(QStringLiteral("24")));
        QSignalSpy dealt(w.dialog, &SplitDialog::dealt);
        w.start()->click();
        QTRY_COMPARE_WITH_TIMEOUT(dealt.count(), 1, kPatience);
        QVERIFY(dealt.at(0).at(0).toString().contains(QStringLiteral("24")));
        using Splits = std::map<std::string, std::int64_t>;
        QVERIFY(w.onDisk() == (Splits{{"test", 2}, {"train", 19}, {"validation", 3}}));
        QTRY_VERIFY_WITH_TIMEOUT(!w.workbench.project().undoName.isEmpty(), kPatience);
        w.window->actions().refresh();
        w.window->actions().action(QStringLiteral("edit.undo"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(w.onDisk() == (Splits{{"train", 24}}), kPatience);
    }

    // With a column to choose, as many parts as there can be, and all that is told.
    void aSmallScreenHoldsIt() {
        Opened w(*m_theme);
        QVERIFY(w.way(SplitBy::Group, "day"));
        for (int parts = 3; parts < SplitDialog::kMostParts; ++parts) {
            w.named<QPushButton>("Add a part")->click();
            QCoreApplication::processEvents(); // the row appears
            w.named<QComboBox>("Name of the split", parts)
                ->setCurrentText(QStringLiteral("part %1").arg(parts));
        }
        QVERIFY(w.looked());
        QCoreApplication::processEvents();
        w.dialog->adjustSize();
        const QSize size = w.dialog->size();
        QVERIFY2(size.width() <= 1000 && size.height() <= 720,
            qPrintable(QStringLiteral("%1 x %2").arg(size.width()).arg(size.height())));
        // Nothing is squeezed for it.
        for (const auto* box : w.dialog->findChildren<QComboBox*>())
            if (box->isVisibleTo(w.dialog))
                QVERIFY(box->height() >= box->minimumSizeHint().height());
    }

    void thePageHasAButtonForIt() {
        Opened w(*m_theme);
        delete w.dialog;
        w.dialog = nullptr;
        QPushButton* button = nullptr;
        for (auto* each : w.window->findChildren<QPushButton*>())
            if (each->accessibleName() == QStringLiteral("Make splits…") && each->isVisible())
                button = each;
        QVERIFY(button && button->isEnabled());
        button->click();
        w.dialog = w.window->findChild<SplitDialog*>();
        QVERIFY(w.dialog);
    }

    void theWaysAreThoseOfTheCore() {
        Opened w(*m_theme);
        SplitRequest request;
        QVERIFY(w.looked());
        request.by = SplitBy::Document;
        QVERIFY(w.way(request.by));
        QCOMPARE(w.shown(1), w.planned(request));
        request.by = SplitBy::Ratio;
        request.seed = 7;
        request.stratify = request.together = true;
        QVERIFY(w.way(request.by));
        w.named<QSpinBox>("Seed")->setValue(7);
        w.named<QCheckBox>("Each label in the same shares")->setChecked(true);
        w.named<QCheckBox>("Keep equal texts together")->setChecked(true);
        QVERIFY(w.looked());
        QCOMPARE(w.shown(1), w.planned(request));
        QVERIFY(!w.text("notes").contains(QStringLiteral("in common"))); // they were kept together
        // Labels stand in columns of their own, and only what is accepted counts.
        QCOMPARE(w.model().columnCount(), 7);
        QCOMPARE(w.model().headerData(6, Qt::Horizontal, Qt::DisplayRole).toString(),
            QStringLiteral("PER"));
        request = {};
        request.by = SplitBy::Time;
        request.key = "day";
        QVERIFY(w.way(request.by, "day"));
        QCOMPARE(w.shown(1), w.planned(request));
        QVERIFY(w.text("notes").contains(QStringLiteral("4 documents have no time")));
        QVERIFY(!w.dialog->findChild<QSpinBox*>()->isVisible());
        QVERIFY(!w.named<QCheckBox>("Keep equal texts together")->isEnabled());
        request = {};
        request.by = SplitBy::Group;
        request.key = "country";
        QVERIFY(w.way(request.by, "country"));
        QCOMPARE(w.shown(1), w.planned(request));
        // Three groups of a third each: a part that goes empty is named.
        const int empty = int(w.shown(1).count(QStringLiteral("0")));
        QVERIFY(empty > 0);
        QCOMPARE(int(w.text("notes").count(QStringLiteral("would get no document"))), empty);
    }

    void partsAreAddedNamedAndLeftOut() {
        Opened w(*m_theme);
        QVERIFY(w.looked());
        w.named<QPushButton>("Add a part")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!w.banner()->details().isEmpty(), kPatience); // without a name
        QVERIFY(!w.start()->isEnabled());
        QCOMPARE(w.model().rowCount(), 0);
        w.named<QComboBox>("Name of the split", 3)->setCurrentText(QStringLiteral("held out"));
        w.named<QDoubleSpinBox>("Share of the split, per cent", 3)->setValue(100);
        QVERIFY(w.looked());
        QCOMPARE(w.shown(0).last(), QStringLiteral("held out"));
        SplitRequest request;
        request.parts.push_back({"held out", 1});
        QCOMPARE(w.shown(1), w.planned(request));
        w.named<QPushButton>("Add a part")->click();
        QVERIFY(!w.named<QPushButton>("Add a part")->isEnabled()); // five are enough
        for (int left = SplitDialog::kMostParts; left > 2; --left)
            w.named<QPushButton>("Leave this part out", 1)->click();
        QVERIFY(!w.named<QPushButton>("Leave this part out", 0)->isEnabled());
        QVERIFY(w.named<QPushButton>("Add a part")->isEnabled());
    }

    void aColumnIsAskedForAndAWrongOneRefused() {
        Opened w(*m_theme);
        QVERIFY(w.looked());
        auto* box = w.named<QComboBox>("Way");
        box->setCurrentIndex(box->findData(int(SplitBy::Time)));
        QTRY_VERIFY_WITH_TIMEOUT(w.text("counts").startsWith(QStringLiteral("Choose")), kPatience);
        QVERIFY(!w.start()->isEnabled() && w.banner()->details().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(
            w.named<QComboBox>("Metadata column")->findText(QStringLiteral("day")) >= 0, kPatience);
        w.named<QComboBox>("Metadata column")->setCurrentText(QStringLiteral("no such"));
        QTRY_VERIFY_WITH_TIMEOUT(!w.banner()->details().isEmpty(), kPatience);
        QVERIFY(!w.start()->isEnabled());
    }

    void whatChangesMeanwhileIsLookedAtAgain() {
        Opened w(*m_theme, 12);
        QVERIFY(w.looked());
        const QString before = w.text("counts");
        w.workbench.edit(
            {},
            [](store::Writer& writer) {
                const DocumentId gone[]{DocumentId(1)};
                return writer.setTrashed(gone, true);
            },
            [](const Result<void>&) {});
        QTRY_VERIFY_WITH_TIMEOUT(w.start()->isEnabled() && w.text("counts") != before, kPatience);
        QVERIFY(w.text("counts").contains(QStringLiteral("11")));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstSplitDialog)
#include "tst_split_dialog.moc"
