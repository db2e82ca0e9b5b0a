// SPDX-License-Identifier: GPL-3.0-or-later
// tool_review_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the page
// of label errors: its queue, some of it decided, by strings alone, and empty.
#include "tests/review/review_window.h"
#include "tests/ui/picture_studio.h"
#include "ui/review/queue_model.h"

#include <QCheckBox>
#include <QListView>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    using Kind = ReviewWindow::Kind;
    for (const auto& [kind, name] : {std::pair(Kind::NothingDecided, "review-empty"),
             std::pair(Kind::StringsAlone, "review-strings")}) {
        ReviewWindow w(studio.theme(), kind);
        w.window->resize(studio.size());
        Studio::settle(900);
        studio.save(w.window.get(), name);
    }
    ReviewWindow w(studio.theme(), Kind::WithFold);
    w.window->resize(studio.size());
    Studio::settle(900);
    studio.save(w.window.get(), "review");
    QTest::keyClick(w.page->list(), Qt::Key_F);
    QTest::keyClick(w.page->list(), Qt::Key_K);
    w.page->findChild<QCheckBox*>()->setChecked(true);
    Studio::settle(600);
    studio.save(w.window.get(), "review-decided");
    w.page->findChild<QCheckBox*>()->setChecked(false);
    for (int n = 0; n < 2; ++n)
        QTest::keyClick(w.page->list(), Qt::Key_U);
    Studio::settle(600);
    studio.save(w.window.get(), "review-done");
    return 0;
}
