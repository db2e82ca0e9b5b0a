// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/attribute_use.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class Field;

// The attributes that entities and documents can have: added, renamed, described, archived, each
// save one undo step. How often one is said stands beside it; a new name takes the values along.
class AttributeSchemaDialog : public Dialog {
    Q_OBJECT
public:
    explicit AttributeSchemaDialog(Workbench& workbench, QWidget* parent = nullptr);
    ~AttributeSchemaDialog() override;

Q_SIGNALS:
    void changed(const QString& text); // a step that can be undone

private:
    void load(std::int64_t select);
    void fillList(std::int64_t select);
    void showRow();
    void keepDraft(); // what is typed for the row that is left
    void showUse();
    void count();
    store::AttributeRow typed() const;
    bool check(); // says at the field what is wrong
    void save(store::AttributeRow row, const QString& done);
    const store::AttributeRow* current() const; // null: a new one

    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QListWidget* m_list;
    QLineEdit* m_name;
    QComboBox* m_target;
    QComboBox* m_kind;
    QPlainTextEdit* m_choices;
    QLineEdit* m_description;
    Field* m_nameField;
    Field* m_choicesField;
    QLabel* m_use;
    QPushButton* m_save;
    QPushButton* m_archive;
    std::vector<store::AttributeRow> m_rows; // archived ones last
    store::AttributeRow m_shown; // what the fields were filled from; id 0: a new one
    std::map<std::int64_t, store::AttributeRow> m_drafts; // typed and not saved
    store::AttributeUse m_said;
    Workbench::Ticket m_ticket = 0, m_counting = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
