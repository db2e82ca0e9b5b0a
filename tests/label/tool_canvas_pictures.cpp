// SPDX-License-Identifier: GPL-3.0-or-later
// tool_canvas_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [MODELS]: the states of
// the text in the labelling workspace, as PNG files. MODELS: a folder of encoders in Hugging Face
// layout; without it sub-words are left out. All texts and names are made up.
#include "tests/label/label_fixture.h"
#include "tests/label/picture_texts.h"
#include "tests/ui/picture_studio.h"
#include "ui/label/canvas/canvas_options.h"

#include <QDir>
#include <QMenu>
#include <QPushButton>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

std::vector<DocumentDraft> drafts() {
    std::vector<DocumentDraft> out{
        draft("ticket-2207",
            "Orsolya Brandvik of Kettering Freight, Ulm, wrote again about the Halden M4 printers. "
            "Neither the Northmoor nor the Eastvale depot has seen them; the carrier, "
            "Quillfeather & Sons, says unreachability of the consignee is documented.\n\n"
            "Please call before Thursday."),
        draft("快讯-0019", "艾克美集团周二在北京宣布，将以三亿元收购海德仪器，并在苏州设厂。"),
        draft("פנייה-12",
            "שלום, המשלוח ל-Ulm לא הגיע. דיברתי עם אורסוליה ברנדוויק מ-Kettering Freight ביום 3 "
            "במרץ, והיא ביקשה לבדוק שוב.")};
    DocumentDraft& first = out[0];
    first.spans = {mark(first, "Orsolya Brandvik", "PER"), mark(first, "Kettering Freight", "ORG"),
        mark(first, "Kettering Freight, Ulm", "ORG"), mark(first, "Ulm", "PLACE"),
        mark(first, "Quillfeather & Sons", "ORG", 0.87), mark(first, "Halden", "ORG", 0.41)};
    SpanDraft inside = mark(first, "unreachability", "ORG");
    inside.range.end -= 4; // it splits a sub-word
    first.spans.push_back(inside);
    first.state = DocumentState::InWork;
    out[1].spans = {mark(out[1], "艾克美集团", "ORG"), mark(out[1], "北京", "PLACE"),
        mark(out[1], "海德仪器", "ORG", 0.81), mark(out[1], "苏州", "PLACE")};
    out[2].spans = {mark(out[2], "Ulm", "PLACE"), mark(out[2], "Kettering Freight", "ORG"),
        mark(out[2], "אורסוליה ברנדוויק", "PER")};
    std::string words = "On Monday the depot in Ulm";
    for (int i = 0; i < 150; ++i)
        words += ", then number " + std::to_string(i * 37 % 101) + " near Kettering";
    out.push_back(draft("one sentence", words + "."));
    out.back().spans = {mark(out.back(), "Ulm", "PLACE")};
    return out;
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    const QString models = studio.argument(5);
    Fixture f(studio.theme(), drafts(),
        std::make_shared<Encoders>(ModelLibrary({}, std::filesystem::path(models.toStdString()))));
    f.window->resize(1280, 800);
    const auto shot = [&](const char* name) {
        QTest::qWait(400);
        studio.save(f.window.get(), name);
    };
    const auto pick = [&](const char* label, int nth = 0) {
        for (const CanvasSpan& span : f.canvas->spans())
            if (span.label == QString::fromLatin1(label) && nth-- == 0)
                f.canvas->pick(span.id);
    };
    const auto mouse = [&](QEvent::Type type, QPoint at, Qt::MouseButtons held) {
        QMouseEvent event(type, QPointF(at), f.canvas->viewport()->mapToGlobal(QPointF(at)),
            type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, held, {});
        QCoreApplication::sendEvent(f.canvas->viewport(), &event);
    };
    QTest::qWait(200);
    f.trigger("label.view_tokens");
    shot("c1-tokens");
    f.trigger("label.view_tokens");
    if (!models.isEmpty()) {
        f.trigger("label.view_subwords");
        (void)QTest::qWaitFor([&] { return !f.canvas->subwords().pieces.empty(); });
        shot("c2-subwords");
        f.trigger("label.view_subwords");
    }
    pick("PER");
    shot("c3-handles");
    const QPoint end = f.canvas->handleOf(f.canvas->picked(), true).center();
    mouse(QEvent::MouseButtonPress, end, Qt::LeftButton);
    mouse(QEvent::MouseMove, f.canvas->characterRect(26).center(), Qt::LeftButton);
    shot("c4-dragged-end");
    f.key(Qt::Key_Escape);
    mouse(QEvent::MouseButtonRelease, end, Qt::NoButton);
    f.key(Qt::Key_Escape);
    f.trigger("label.brush");
    shot("c5-brush");
    f.key(Qt::Key_Escape);
    // A discontinuous entity over lines: the depot of the first name.
    const std::string text = drafts()[0].text;
    const auto at = [&](const std::string& words) {
        const auto begin = std::uint32_t(text.find(words)); // ASCII up to here
        return CodePointRange{begin, begin + std::uint32_t(words.size())};
    };
    f.canvas->select(at("Northmoor"));
    f.key(Qt::Key_O);
    (void)QTest::qWaitFor([&] { return f.canvas->spans().size() > 7; });
    f.canvas->pick(f.canvas->spans().back().id);
    f.canvas->pick({});
    f.canvas->select(at("depot"));
    shot("c6-to-be-joined");
    f.trigger("label.join");
    QTest::qWait(200);
    f.canvas->pick({});
    f.canvas->select(at("Thursday"));
    f.trigger("label.join");
    shot("c7-discontinuous");
    f.trigger("label.next");
    pick("ORG", 1);
    shot("c8-chinese");
    f.trigger("label.next");
    pick("PER");
    shot("c9-right-to-left");
    f.trigger("label.next");
    if (!models.isEmpty()) {
        f.trigger("label.view_windows");
        (void)QTest::qWaitFor([&] { return !f.canvas->subwords().windows.empty(); });
        shot("c10-windows");
        f.trigger("label.view_windows");
    }
    f.trigger("label.text_size");
    f.trigger("label.spacing");
    shot("c11-larger");
    auto* menu = f.page->options().menu();
    menu->popup(f.page->options().button()->mapToGlobal(QPoint(0, 30)));
    QTest::qWait(300);
    studio.save(menu, "c12-menu");
    menu->close();
    return 0;
}
