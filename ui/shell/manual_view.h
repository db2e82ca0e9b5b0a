// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>
#include <QTimer>

#include <functional>

namespace evenspan::ui {

// One page of the manual in the language of the window; English where there is no other. Pages are
// Markdown in the resources (":/manual/NAME.md", ":/manual/NAME.zh_CN.md"), named without ending.
// Pictures are made to fit the column.
class ManualView : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualView(QWidget* parent = nullptr);

    static QString pageText(const QString& name); // empty: there is no such page
    static QString pageTitle(const QString& name); // its first heading
    // What stands in place of a line "<!-- NAME -->".
    void setInsert(const QString& name, std::function<QString()> markdown);
    void showPage(const QString& name);
    const QString& page() const { return m_page; } // the one that is shown
    // Marks every place of `text` and returns their number; empty: none.
    int mark(const QString& text);
    bool nextHit(); // scrolls on to the next marked place; false: there is none after this one

Q_SIGNALS:
    void pageShown(const QString& name);

protected:
    void doSetSource(const QUrl& url, QTextDocument::ResourceType type) override;
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int room() const; // for the column and its margins
    int columnWidth() const;
    void setMargins();
    void dress(); // headings, tables, spacing
    void dressAgain();
    QHash<QString, std::function<QString()>> m_inserts;
    QString m_page;
    QString m_marked;
    int m_hit = -1;
    int m_column = 0; // width that the pictures were made for
    int m_room = 0; // that the margins were set for
    QTimer m_later;
};

} // namespace evenspan::ui
