// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/annotations.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace evenspan::ui {

class ErrorBanner;
class Field;

// What an attribute's value reads like: "yes" and "no" in the language of the window.
QString attributeValueText(const store::AttributeRow& attribute, const std::string& value);
QString attributeKindText(store::AttributeKind kind);

// Fills the attributes of one entity or of a document. Enter saves all of them as one undo step;
// a value that an attribute cannot have is refused at its field. Values of attributes that are not
// in use stay as they are.
class AttributesDialog : public Dialog {
    Q_OBJECT
public:
    using Values = std::map<std::string, std::string>;
    // How the values get into the project; runs on the writer's thread.
    using Save = std::function<Result<void>(store::Writer&, const Values&)>;

    AttributesDialog(Workbench& workbench, store::AttributeTarget target, const QString& title,
        DocumentId document, Values values, Save save, QWidget* parent = nullptr);
    ~AttributesDialog() override;

Q_SIGNALS:
    void saved();
    void defineRequested(); // nothing is defined, or more is wanted

private:
    struct Entry {
        store::AttributeRow attribute;
        QWidget* editor;
        Field* field;
        std::string before;
    };
    void load();
    void build(std::vector<store::AttributeRow> attributes);
    std::string valueOf(const Entry& entry) const;
    bool check(const Entry& entry);
    void apply();

    Workbench& m_workbench;
    store::AttributeTarget m_target;
    DocumentId m_document;
    Values m_values;
    Save m_save;
    ErrorBanner* m_banner;
    QVBoxLayout* m_fields;
    QLabel* m_empty;
    QPushButton* m_define;
    QPushButton* m_ok;
    std::vector<Entry> m_entries;
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
