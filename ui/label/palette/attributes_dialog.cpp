// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/attributes_dialog.h"

#include "core/store/reader.h"
#include "ui/common/error_text.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace evenspan::ui {

QString attributeKindText(store::AttributeKind kind) {
    switch (kind) {
    case store::AttributeKind::Choice:
        return AttributesDialog::tr("One of a list");
    case store::AttributeKind::Text:
        return AttributesDialog::tr("Text");
    case store::AttributeKind::Number:
        return AttributesDialog::tr("Number");
    case store::AttributeKind::Flag:
        return AttributesDialog::tr("Yes or no");
    }
    return {};
}

QString attributeValueText(const store::AttributeRow& attribute, const std::string& value) {
    if (attribute.kind == store::AttributeKind::Flag && value == "yes")
        return AttributesDialog::tr("yes");
    if (attribute.kind == store::AttributeKind::Flag && value == "no")
        return AttributesDialog::tr("no");
    return QString::fromStdString(value);
}

AttributesDialog::AttributesDialog(Workbench& workbench, store::AttributeTarget target,
    const QString& title, DocumentId document, Values values, Save save, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_target(target)
    , m_document(document)
    , m_values(std::move(values))
    , m_save(std::move(save))
    , m_banner(new ErrorBanner(this))
    , m_fields(new QVBoxLayout)
    , m_empty(mutedLabel({}, this))
    , m_define(plainButton(tr("Define attributes…"), {}, this))
    , m_ok(primaryButton(tr("Save"), this)) {
    setWindowTitle(tr("Attributes"));
    auto* heading = headingLabel(title, this);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    m_empty->setText(target == store::AttributeTarget::Span
            ? tr("No attributes of entities yet. An attribute says more about an entity than its "
                 "label: a role, how certain it is, whom it is about. The fairness audit can "
                 "group by it.")
            : tr("No attributes of documents yet. An attribute says more about a document: its "
                 "source, its dialect, its year. The fairness audit can group by it."));
    m_empty->setWordWrap(true);
    m_empty->hide();
    auto* inside = new QWidget(this);
    m_fields->setContentsMargins(0, 0, space(this, 1), 0);
    m_fields->setSpacing(space(this, 3));
    inside->setLayout(m_fields);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(inside);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"), this);
    buttons->addWidget(m_define);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_ok);
    m_define->setAutoDefault(false);
    cancel->setAutoDefault(false);
    m_ok->setDefault(true);
    m_ok->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(heading);
    column->addWidget(m_banner);
    column->addWidget(m_empty);
    column->addWidget(area, 1);
    column->addLayout(buttons);
    setMinimumWidth(space(this, 100));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &AttributesDialog::apply);
    connect(m_define, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT defineRequested();
    });
    load();
}

AttributesDialog::~AttributesDialog() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void AttributesDialog::load() {
    using Rows = std::vector<store::AttributeRow>;
    m_ticket = m_workbench.query<Rows>(
        [](store::Reader& reader, std::stop_token) { return store::attributes(reader); },
        [this](Result<Rows> rows) {
            m_ticket = 0;
            if (!rows) {
                m_banner->showError(rows.error());
                return;
            }
            std::erase_if(*rows, [this](const auto& row) { return row.target != m_target; });
            build(std::move(*rows));
        });
}

void AttributesDialog::build(std::vector<store::AttributeRow> attributes) {
    for (store::AttributeRow& attribute : attributes) {
        const auto found = m_values.find(attribute.name);
        const std::string value = found == m_values.end() ? std::string() : found->second;
        const QString shown = QString::fromStdString(value);
        const QString name = QString::fromStdString(attribute.name);
        QWidget* editor = nullptr;
        const bool flag = attribute.kind == store::AttributeKind::Flag;
        if (flag || attribute.kind == store::AttributeKind::Choice) {
            auto* box = new QComboBox(this);
            box->addItem(tr("not said"), QString());
            if (flag)
                attribute.choices = {"yes", "no"};
            for (const std::string& choice : attribute.choices)
                box->addItem(attributeValueText(attribute, choice), QString::fromStdString(choice));
            if (box->findData(shown) < 0) // of an earlier list of choices: kept until changed
                box->addItem(tr("%1 (no choice any more)").arg(shown), shown);
            box->setCurrentIndex(box->findData(shown));
            editor = box;
        } else {
            auto* line = new QLineEdit(shown, this);
            line->setPlaceholderText(tr("not said"));
            editor = line;
        }
        auto* field = new Field(name, editor, this);
        field->setHint(QString::fromStdString(attribute.description));
        m_fields->addWidget(field);
        field->show(); // at once, so that it can take the focus
        m_entries.push_back({attribute, editor, field, value});
    }
    m_fields->addStretch();
    m_empty->setVisible(m_entries.empty());
    m_ok->setVisible(!m_entries.empty());
    m_ok->setEnabled(true);
    if (m_entries.empty()) {
        m_define->setFocus();
        m_define->setDefault(true);
    } else {
        m_entries.front().editor->setFocus(Qt::OtherFocusReason);
    }
    const int wanted = space(this, 40) + int(m_entries.size()) * space(this, 20);
    resize(width(), std::min(wanted, space(this, 150)));
}

std::string AttributesDialog::valueOf(const Entry& entry) const {
    if (const auto* box = qobject_cast<const QComboBox*>(entry.editor))
        return box->currentData().toString().toStdString();
    QString text = static_cast<const QLineEdit*>(entry.editor)->text().trimmed();
    if (entry.attribute.kind == store::AttributeKind::Number && !text.contains(QLatin1Char('.')))
        text.replace(QLatin1Char(','), QLatin1Char('.')); // 0,5 as many write it
    return text.toStdString();
}

bool AttributesDialog::check(const Entry& entry) {
    const std::string value = valueOf(entry);
    if (value == entry.before) {
        entry.field->refuse({});
        return true;
    }
    const auto right = store::checkAttribute(entry.attribute, value);
    if (right)
        entry.field->refuse({});
    else if (entry.attribute.kind == store::AttributeKind::Number)
        entry.field->refuse(tr("This is no number. Write one such as 12 or 0.5, or leave it "
                               "empty."));
    else
        entry.field->refuse(errorText(right.error()).what);
    return bool(right);
}

void AttributesDialog::apply() {
    Values values = m_values;
    QWidget* wrong = nullptr;
    for (const Entry& entry : m_entries) {
        if (!check(entry))
            wrong = wrong ? wrong : entry.editor;
        const std::string value = valueOf(entry);
        if (value.empty())
            values.erase(entry.attribute.name);
        else
            values[entry.attribute.name] = value;
    }
    if (wrong) {
        wrong->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (values == m_values) {
        accept();
        return;
    }
    m_ok->setEnabled(false);
    m_workbench.edit(
        m_document, [values, save = m_save](store::Writer& writer) { return save(writer, values); },
        [this, alive = m_alive](const Result<void>& done) {
            if (!*alive)
                return;
            m_ok->setEnabled(true);
            if (!done) { // everything stays in its field
                m_banner->showError(done.error());
                return;
            }
            Q_EMIT saved();
            accept();
        });
}

} // namespace evenspan::ui
