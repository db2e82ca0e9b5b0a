// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <QDateTime>

class QListWidget;
class QVBoxLayout;

namespace evenspan::ui {

class ErrorBanner;

// A project opened before, as settings remember it.
struct RecentProject {
    QString path;
    QDateTime opened;
    qint64 documents = 0;
    double decided = 0; // share of documents that are done or reviewed, [0, 1]
};
QList<RecentProject> recentProjects();
void rememberProject(const RecentProject& project); // at most 10, newest first
void forgetProject(const QString& path);

// The first thing to see: three large choices and the projects opened before.
class StartPage : public Page {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);
    void shown() override;
    ErrorBanner* banner() const { return m_banner; }
    void setBusy(const QString& text); // empty: not busy

Q_SIGNALS:
    void sampleChosen();
    void newChosen();
    void openChosen();
    void projectChosen(const QString& path);

private:
    ErrorBanner* m_banner;
    QListWidget* m_recent;
    QWidget* m_recentBox;
    QWidget* m_cards;
};

// "2 minutes ago", "yesterday", else the date.
QString ageText(const QDateTime& time, const QDateTime& now);

} // namespace evenspan::ui
