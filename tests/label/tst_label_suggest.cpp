// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions of a run in the real window: they come by themselves, disturb nothing, and undo
// passes them by. The model is a fake that knows words by heart.
#include "tests/label/fake_suggestions.h"
#include "tests/label/label_fixture.h"
#include "ui/label/accept_dialog.h"
#include "ui/label/suggestion_control.h"

#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

std::vector<DocumentDraft> texts(int count) {
    std::vector<DocumentDraft> out;
    for (int i = 0; i < count; ++i)
        out.push_back(draft("d" + std::to_string(i + 1), "Mira met Acme in Ulm ."));
    return out;
}

std::shared_ptr<FakeModelState> model() {
    auto state = std::make_shared<FakeModelState>();
    state->words = {{"Acme", {"ORG", 0.9}}, {"Ulm", {"PLACE", 0.4}}};
    return state;
}

} // namespace

class TstLabelSuggest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<FakeModelState> m_model;

    std::unique_ptr<Fixture> open(int documents, std::vector<const char*> runs = {"r1", "r2"}) {
        return std::make_unique<Fixture>(*m_theme, texts(documents), std::shared_ptr<Encoders>(),
            std::make_unique<FakeBackend>(m_model), withRuns(std::move(runs)));
    }
    static SuggestionService& service(Fixture& f) { return *f.workbench.suggestions(); }
    static QString text(Fixture& f) { return f.page->findChild<SuggestionControl*>()->text(); }
    static const QStringList kBoth;

    static void choose(Fixture& f, const QString& entry) {
        f.trigger("label.suggest_from");
        auto* menu = f.page->findChild<SuggestionControl*>()->findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        for (QAction* action : menu->actions())
            if (action->text().startsWith(entry)) {
                menu->close();
                action->trigger();
                return;
            }
        QFAIL("no such entry");
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_model = model();
    }

    void theOpenDocumentComesFirst() {
        const auto f = open(30);
        QCOMPARE(text(*f), QStringLiteral("Suggestions: none"));
        QVERIFY(f->page->findChild<SuggestionControl*>()->isVisible());
        f->trigger("label.next");
        QTRY_VERIFY(f->page->breadcrumb().endsWith(QStringLiteral("d2")));
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(2));
        QVERIFY(f->canvas->spans()[0].suggested);
        QCOMPARE(m_model->batch(0), std::vector<std::int64_t>{2}); // alone
        QTRY_VERIFY(m_model->batches() >= 2);
        const auto around = m_model->batch(1);
        QVERIFY(around.size() > 1 && around.size() <= 8);
        QVERIFY(std::find(around.begin(), around.end(), 3) != around.end());
        QVERIFY(std::find(around.begin(), around.end(), 30) == around.end()); // far away: not asked
        QCOMPARE(f->spans(2), kBoth);
        QCOMPARE(f->stored(2).row.state, DocumentState::Suggested);
        QCOMPARE(text(*f), QStringLiteral("Suggestions: r1"));
        QCOMPARE(f->spans(30), QStringList());
    }

    void theChoiceIsRemembered() {
        const auto f = open(2);
        choose(*f, QStringLiteral("r2"));
        QTRY_COMPARE(f->spans(2), kBoth);
        const QString path = f->workbench.project().path;
        const std::size_t before = m_model->batches();
        f->workbench.closeProject();
        QTRY_VERIFY(!f->workbench.isOpen());
        f->window->openPath(path);
        QTRY_COMPARE(service(*f).state().run, QStringLiteral("r2"));
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(2));
        QTest::qWait(100);
        QCOMPARE(m_model->batches(), before); // read already: the model is not even loaded
        QCOMPARE(m_model->opened.size(), std::size_t(1));
        // Another run reads all of it again; none stops.
        choose(*f, QStringLiteral("r1"));
        QTRY_VERIFY(m_model->batches() > before);
        choose(*f, QStringLiteral("No run"));
        QTRY_COMPARE(text(*f), QStringLiteral("Suggestions: none"));
    }

    // What is half done stays so when suggestions arrive.
    void theyDisturbNothing() {
        const auto f = open(1);
        bool done = false;
        f->workbench.edit(
            {},
            [](store::Writer& writer) -> Result<void> {
                for (int i = 0; i < 40; ++i) { // so many that a label has two keys
                    store::LabelRow label;
                    label.name = "L" + std::to_string(i);
                    if (auto id = writer.addLabel(label); !id)
                        return id.error();
                }
                return {};
            },
            [&](const Result<void>& result) { done = result.ok(); });
        QTRY_VERIFY(done);
        QTRY_COMPARE(f->page->findChild<QListWidget*>(QStringLiteral("palette"))->count(), 43);
        const auto facts = [&] {
            QStringList all;
            for (const QLabel* label : f->page->findChildren<QLabel*>())
                all << label->text() << label->accessibleName();
            return all.join(QLatin1Char('\n'));
        };
        m_model->gated = true;
        service(*f).setRun(QStringLiteral("r1"));
        QTRY_COMPARE(m_model->batches(), std::size_t(1));
        f->canvas->setFocus();
        f->key(Qt::Key_Right);
        f->key(Qt::Key_Right, Qt::ShiftModifier);
        const CodePointRange selected = f->canvas->cursor().target();
        f->key(Qt::Key_L);
        QVERIFY(facts().contains(QStringLiteral("Key L")));
        m_model->permits.release();
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(2));
        QCOMPARE(f->canvas->cursor().target(), selected);
        QVERIFY(f->canvas->hasFocus());
        QVERIFY(facts().contains(QStringLiteral("Key L"))); // half a pair is not lost
        // The picked suggestion stays picked when a newer reading keeps it.
        f->canvas->pick(f->canvas->spans()[0].id);
        m_model->words["Acme"].second = 0.7;
        m_model->gated = false;
        service(*f).setRun(QStringLiteral("r2"));
        QTRY_COMPARE(f->canvas->spans()[0].score, 0.7);
        QCOMPARE(f->canvas->picked(), f->canvas->spans()[0].id);
    }

    void undoTakesThePersonsStepBack() {
        const auto f = open(2);
        f->key(Qt::Key_P); // "Mira" as PER
        QTRY_COMPARE(f->spans(), QStringList{QStringLiteral("0-4 PER")});
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(3));
        QTRY_VERIFY(f->workbench.project().undoName.contains(QStringLiteral("PER")));
        f->key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(f->spans(), kBoth);
        QTRY_VERIFY(f->workbench.project().redoName.contains(QStringLiteral("PER")));
        f->key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(f->spans().size(), 3);
    }

    // Who labels the place otherwise has decided; Ctrl+Z brings both back in one step.
    void labellingEndsWhatContradictsIt() {
        const auto f = open(1);
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(2));
        f->canvas->select({5, 13}); // "met Acme"
        f->key(Qt::Key_O);
        QTRY_COMPARE(
            f->spans(), (QStringList{QStringLiteral("5-13 ORG"), QStringLiteral("17-20 PLACE?")}));
        QTRY_VERIFY(!f->workbench.project().undoName.isEmpty());
        f->key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(f->spans(), kBoth);
    }

    void allOfTheListOnRequest() {
        const auto f = open(100);
        f->workbench.edit(
            DocumentId(90),
            [](store::Writer& writer) {
                const DocumentId ids[]{DocumentId(90)};
                return writer.setState(ids, DocumentState::Done);
            },
            [](const Result<void>&) {});
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->spans(5), kBoth);
        QSignalSpy finished(&service(*f), &SuggestionService::requestDone);
        choose(*f, QStringLiteral("Suggest for all"));
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(finished[0][0].toLongLong() > 50);
        QCOMPARE(f->spans(100), kBoth);
        QCOMPARE(f->spans(90), QStringList()); // done
        QCOMPARE(service(*f).state().total, 0);
        // Nothing is left to read.
        f->trigger("label.suggest_shown");
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(finished[1][0].toLongLong(), 0);
    }

    void aRequestShowsItsProgressAndStops() {
        const auto f = open(300);
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->spans(), kBoth);
        QTRY_VERIFY(m_model->batches() >= 3);
        QTest::qWait(50);
        const std::size_t before = m_model->batches();
        m_model->gated = true;
        f->trigger("label.suggest_shown");
        QTRY_VERIFY(m_model->batches() > before);
        QPushButton* stop = nullptr;
        QString job;
        for (auto* button : f->window->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QStringLiteral("Stop the running job"))
                stop = button;
            if (button->text().startsWith(QStringLiteral("Suggestions from r1: ")))
                job = button->text();
        }
        QVERIFY(stop && stop->isVisible());
        QVERIFY2(job.contains(QStringLiteral(" of 2")), qPrintable(job));
        QSignalSpy finished(&service(*f), &SuggestionService::requestDone);
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(finished.count(), 1);
        QTRY_VERIFY(!stop->isVisible());
        m_model->gated = false;
        QCOMPARE(f->spans(300), QStringList());
    }

    void aTrainingComesFirst() {
        const auto f = open(3);
        service(*f).setPaused(true); // as the workbench does when a training begins
        choose(*f, QStringLiteral("r1"));
        QTRY_VERIFY(text(*f).contains(QStringLiteral("after the training")));
        f->trigger("label.next");
        QTRY_VERIFY(f->page->breadcrumb().endsWith(QStringLiteral("d2")));
        QCOMPARE(m_model->batches(), std::size_t(0));
        service(*f).setPaused(false);
        QTRY_COMPARE(f->spans(2), kBoth);
        QCOMPARE(m_model->batch(0), std::vector<std::int64_t>{2});
    }

    void whatIsMissingIsSaidWithARemedy() {
        const auto f = open(2);
        m_model->refusal = Error{ErrorCode::EngineMissing, "The engine could not be loaded", "x",
            "Install LibTorch and build again."};
        choose(*f, QStringLiteral("r1"));
        const auto* banner = f->page->findChild<ErrorBanner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->details().contains(QStringLiteral("engine could not be loaded")));
        QVERIFY(banner->details().contains(QStringLiteral("Install LibTorch")));
        QTRY_COMPARE(text(*f), QStringLiteral("Suggestions: r1 cannot"));
        f->key(Qt::Key_P); // labelling goes on
        QTRY_COMPARE(f->spans(), QStringList{QStringLiteral("0-4 PER")});
        choose(*f, QStringLiteral("Try again"));
        QTRY_COMPARE(f->spans(2), kBoth);
        QCOMPARE(text(*f), QStringLiteral("Suggestions: r1"));
    }

    void labelsThatTheProjectLacksAreNamed() {
        m_model->unknown = {"DATE"};
        m_model->words["met"] = {"DATE", 0.8};
        const auto f = open(1);
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->spans(), kBoth);
        QTRY_VERIFY(
            f->page->findChild<SuggestionControl*>()->toolTip().contains(QStringLiteral("DATE")));
    }

    void manyAreRejectedAndStayAway() {
        const auto f = open(3);
        choose(*f, QStringLiteral("r1"));
        QTRY_COMPARE(f->spans(3), kBoth);
        f->key(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        AcceptDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = f->page->findChild<AcceptDialog*>()) && dialog->isVisible());
        const auto combos = dialog->findChildren<QComboBox*>();
        QComboBox* maker = nullptr;
        for (QComboBox* combo : combos)
            if (combo->accessibleName() == QStringLiteral("Suggested by"))
                maker = combo;
        QVERIFY(maker && maker->isVisible());
        QTRY_COMPARE(maker->count(), 5); // everybody, rules, imports, two runs
        QPushButton* ok = nullptr;
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text().startsWith(QStringLiteral("Reject")))
                ok = button;
        QVERIFY(ok && ok->text().contains(QLatin1Char('2')));
        combos.first()->setCurrentIndex(2); // the project
        QTRY_VERIFY(ok->text().contains(QLatin1Char('6')));
        maker->setCurrentIndex(1);
        QTRY_VERIFY(ok->text().contains(QLatin1Char('0')) && !ok->isEnabled());
        maker->setCurrentIndex(3);
        QTRY_VERIFY(ok->text().contains(QLatin1Char('6')) && ok->isEnabled());
        QTest::mouseClick(ok, Qt::LeftButton);
        const QStringList gone{QStringLiteral("9-13 ORG!"), QStringLiteral("17-20 PLACE!")};
        QTRY_COMPARE(f->spans(3), gone);
        QTRY_COMPARE(f->canvas->spans().size(), std::size_t(0));
        const std::size_t before = m_model->batches();
        choose(*f, QStringLiteral("r2"));
        QTRY_VERIFY(m_model->batches() >= before + 2);
        QTRY_COMPARE(f->spans(3), gone); // what is rejected does not come back
        f->trigger("edit.undo");
        QTRY_COMPARE(f->spans(3), kBoth); // one step
        QCOMPARE(f->spans(1), kBoth);
    }

    void withoutARunThereIsNothingToChoose() {
        const auto f = open(1, {});
        f->key(Qt::Key_M, Qt::ControlModifier);
        auto* menu = f->page->findChild<SuggestionControl*>()->findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QStringList entries;
        for (const QAction* action : menu->actions())
            entries << action->text();
        QVERIFY(entries.contains(QStringLiteral("No run has finished yet: train one first")));
        menu->close();
    }

    void withoutAnEngineThereIsNoControl() {
        Fixture f(*m_theme, texts(1));
        QVERIFY(!f.page->findChild<SuggestionControl*>()->isVisible());
        QVERIFY(!f.window->actions().action(QStringLiteral("label.suggest_from"))->isEnabled());
    }
};

const QStringList TstLabelSuggest::kBoth{
    QStringLiteral("9-13 ORG?"), QStringLiteral("17-20 PLACE?")};

QTEST_MAIN(TstLabelSuggest)
#include "tst_label_suggest.moc"
