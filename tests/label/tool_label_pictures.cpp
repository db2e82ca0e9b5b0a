// SPDX-License-Identifier: GPL-3.0-or-later
// tool_label_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: the states of the
// labelling workspace on a real project, as PNG files. All texts and names are made up.
#include "core/app/inspect/run_confidence.h"
#include "core/store/annotations.h"
#include "tests/label/fake_suggestions.h"
#include "tests/label/label_fixture.h"
#include "tests/label/picture_texts.h"
#include "tests/label/small_disk.h"
#include "tests/ui/picture_studio.h"
#include "ui/label/progress_button.h"
#include "ui/label/suggestion_control.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QMenu>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

std::vector<DocumentDraft> drafts() {
    std::vector<DocumentDraft> out{
        draft("ticket-1041",
            "Hello, this is Orsolya Brandvik from Kettering Freight in Ulm. We ordered two Halden "
            "M4 printers on 3 March and paid EUR 1,240, yet nothing has arrived at our site in "
            "Ulm so far.\n\nCould somebody at Northmoor Supplies please call me back?\nRegards,\n"
            "Orsolya Brandvik"),
        draft("ticket-1042", "Nothing to add, thank you."),
        draft("快讯-0007", "艾克美集团周二在北京宣布，将以三亿元收购海德仪器。"),
        draft("ticket-1043",
            "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D, \xD7\x94\xD7\x9E\xD7\xA9\xD7\x9C\xD7\x95\xD7\x97 "
            "\xD7\x9C-Ulm \xD7\x9C\xD7\x90 \xD7\x94\xD7\x92\xD7\x99\xD7\xA2.")};
    DocumentDraft& first = out[0];
    first.spans = {mark(first, "Orsolya Brandvik", "PER"), mark(first, "Kettering Freight", "ORG"),
        mark(first, "Kettering Freight in Ulm", "ORG"), mark(first, "Ulm", "PLACE"),
        mark(first, "Northmoor Supplies", "ORG", 0.93), mark(first, "Halden", "ORG", 0.48)};
    first.state = DocumentState::InWork;
    out[2].spans = {mark(out[2], "艾克美集团", "ORG"), mark(out[2], "北京", "PLACE"),
        mark(out[2], "海德仪器", "ORG", 0.81)};
    out[3].spans = {mark(out[3], "Ulm", "PLACE")};
    std::string words;
    for (int i = 0; i < 400; ++i)
        words += "The delivery for depot " + std::to_string(i) + " left Ulm in the morning. ";
    out.push_back(draft("log of a year", words));
    return out;
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    Fixture f(studio.theme(), drafts());
    f.window->resize(studio.size());
    const auto shot = [&](const char* name) {
        QTest::qWait(350);
        studio.save(f.window.get(), name);
    };
    const auto dialog = [&](const char* name) {
        QTest::qWait(400);
        if (auto* top = QApplication::activeModalWidget()) {
            studio.save(top, name);
            top->close();
        }
        QTest::qWait(50);
    };
    const auto pick = [&](const char* label, std::uint32_t begin) {
        for (const CanvasSpan& span : f.canvas->spans())
            if (span.label == QString::fromLatin1(label) && span.hull().begin == begin)
                f.canvas->pick(span.id);
    };
    QTest::qWait(200);
    pick("PER", 15);
    shot("l1-spans");
    f.trigger("label.flag");
    f.trigger("label.comment");
    for (auto* edit : f.page->findChildren<QLineEdit*>())
        if (edit->hasFocus()) {
            edit->setText(QStringLiteral("Is the site part of the name?"));
            QTest::keyClick(edit, Qt::Key_Return);
        }
    shot("l2-notes");
    f.canvas->setFocus();
    pick("PLACE", f.canvas->spans().size() ? 58 : 0);
    for (const CanvasSpan& span : f.canvas->spans())
        if (span.label == QStringLiteral("PLACE"))
            f.canvas->pick(span.id);
    f.trigger("label.propagate_wide");
    QTest::qWait(200);
    if (auto* top = QApplication::activeModalWidget())
        top->findChild<QComboBox*>()->setCurrentIndex(2);
    dialog("l3-propagate");
    f.trigger("label.accept_above");
    dialog("l4-accept");
    f.trigger("label.propagate");
    QTest::qWait(200);
    f.trigger("label.history");
    shot("l5-history");
    f.page->findChild<QTabWidget*>()->setCurrentIndex(0);
    f.canvas->setFocus();
    f.trigger("label.next");
    shot("l6-no-entities");
    f.trigger("label.next");
    shot("l7-chinese");
    f.trigger("label.next");
    shot("l8-right-to-left");
    f.trigger("label.next");
    shot("l9-long");
    for (auto* edit : f.page->findChildren<QLineEdit*>())
        if (edit->actions().size() > 0 && edit->isClearButtonEnabled())
            edit->setText(QStringLiteral("state:disputed"));
    shot("l10-nothing-matches");
    for (auto* edit : f.page->findChildren<QLineEdit*>())
        if (edit->actions().size() > 0 && edit->isClearButtonEnabled())
            edit->setText(QStringLiteral("lable:PER"));
    shot("l11-mistake");
    // Suggestions of a run, progress, and a disk that is full or cannot be written to.
    auto model = std::make_shared<FakeModelState>();
    model->words = {{"Northmoor Supplies", {"ORG", 0.94}}, {"Ulm", {"PLACE", 0.71}},
        {"Orsolya Brandvik", {"PER", 0.88}}, {"Halden", {"ORG", 0.48}}};
    f.window->hide();
    auto plain = drafts();
    for (DocumentDraft& one : plain)
        one.spans.clear();
    Fixture g(studio.theme(), plain, {}, std::make_unique<FakeBackend>(model),
        [](store::Project& project) {
            withRuns({"first", "second, more epochs"})(project);
            if (!store::Annotations(*project.writer()).addActiveTime(DocumentId(1), 4'320'000))
                qFatal("time");
        });
    g.window->resize(studio.size());
    const auto grab = [&](Fixture& of, const char* name) {
        QTest::qWait(500);
        studio.save(of.window.get(), name);
    };
    const auto part = [&](QWidget* widget, const char* name) {
        QTest::qWait(400);
        studio.save(widget, name);
        widget->close();
        QTest::qWait(50);
    };
    g.workbench.suggestions()->setRun(QStringLiteral("second, more epochs"));
    QTest::qWait(300);
    g.key(Qt::Key_P);
    grab(g, "s1-suggestions");
    g.trigger("label.suggest_from");
    QTest::qWait(200);
    part(g.page->findChild<SuggestionControl*>()->findChild<QMenu*>(), "s2-menu");
    g.trigger("label.reject_many");
    dialog("s3-reject");
    g.trigger("label.progress");
    QTest::qWait(300);
    part(g.page->findChild<ProgressPopup*>(), "s4-progress");
    // A cut that somebody chose for the run, and scores of before the project's were changed.
    g.workbench.record([](store::Writer& writer) {
        RunConfidence confidence;
        confidence.split = "validation";
        confidence.cut = 0.843;
        confidence.cutPrecision = 0.951;
        confidence.cutLeft = 0.25;
        return keepConfidence(writer, RunId(2), confidence);
    });
    QTest::qWait(300);
    g.trigger("label.accept_above");
    dialog("s7-accept-cut");
    g.workbench.record([](store::Writer& writer) { return chooseCalibratedScores(writer, false); });
    QTest::qWait(300);
    g.trigger("label.accept_above");
    dialog("s8-accept-stale");
    SmallDisk disk;
    if (disk.mounted()) {
        const QString path = disk.path("mail of March.evenspan");
        QFile::copy(g.workbench.project().path, path);
        g.window->openPath(path);
        QTest::qWait(500);
        disk.fill();
        g.key(Qt::Key_P);
        grab(g, "s5-full");
        disk.makeRoom();
        g.workbench.closeProject();
        QTest::qWait(300);
        disk.readOnly();
        g.window->openPath(path);
        grab(g, "s6-read-only");
    }
    return 0;
}
