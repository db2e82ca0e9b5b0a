// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QListWidget;
class QStackedWidget;

namespace evenspan::ui {

// Views of one thing with a list of all of them at the side, under headings: where there are too
// many for a row of tabs, each is still in sight and one key away.
class SideViews : public QWidget {
    Q_OBJECT
public:
    // `headings` from the top; a view belongs to one of them, behind those it has already.
    explicit SideViews(const QStringList& headings, QWidget* parent = nullptr);

    void addView(int heading, QWidget* view, const QString& name, const QString& tip = {});
    int count() const { return int(m_views.size()); }
    QWidget* widget(int at) const; // from the top; null: there is no such view
    QString name(int at) const;
    int currentIndex() const;
    QWidget* currentWidget() const { return widget(currentIndex()); }
    void setCurrentIndex(int at);
    void setCurrentWidget(QWidget* view);
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void currentChanged(int at);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct View {
        int heading = 0;
        QWidget* widget = nullptr;
    };
    int rowOf(int at) const; // of m_list
    void fit();

    QListWidget* m_list;
    QStackedWidget* m_stack;
    std::vector<View> m_views; // from the top
};

} // namespace evenspan::ui
