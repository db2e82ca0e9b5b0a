// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/annotations.h"
#include "ui/shell/workbench.h"

#include <QHash>
#include <QTextBrowser>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

// Markdown without anything from outside: links are shown, not followed, pictures not loaded.
class QuietBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit QuietBrowser(QWidget* parent = nullptr);
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

// The guideline of a label: as it reads, to be written anew, and every earlier version. A text that
// is not saved yet is kept while other labels are looked at.
class GuidelineEditor : public QWidget {
    Q_OBJECT
public:
    explicit GuidelineEditor(Workbench& workbench, QWidget* parent = nullptr);
    ~GuidelineEditor() override;

    void setLabel(LabelId label, const QString& name);
    void edit(); // the cursor goes to the text
    bool cancel(); // leaves the text as it was; false: nothing was being written

Q_SIGNALS:
    void saved(const QString& text); // a step that can be undone
    void failed(const evenspan::Error& error);

private:
    void load();
    void showVersion();
    void save();
    bool eventFilter(QObject* watched, QEvent* event) override;

    Workbench& m_workbench;
    QStackedWidget* m_stack;
    QComboBox* m_versions;
    QuietBrowser* m_read;
    QPlainTextEdit* m_write;
    QLabel* m_empty;
    QPushButton* m_edit;
    QPushButton* m_save;
    LabelId m_label;
    QString m_name;
    std::vector<store::GuidelineRow> m_rows; // oldest first
    QHash<qint64, QString> m_drafts; // by label
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
