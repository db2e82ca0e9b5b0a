// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/attribute_schema_dialog.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"
#include "ui/label/palette/attributes_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

using store::AttributeKind;
using store::AttributeTarget;

namespace {
constexpr std::size_t kValuesShown = 5;
}

AttributeSchemaDialog::AttributeSchemaDialog(Workbench& workbench, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_list(new QListWidget(this))
    , m_name(new QLineEdit(this))
    , m_target(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_choices(new QPlainTextEdit(this))
    , m_description(new QLineEdit(this))
    , m_nameField(new Field(tr("Name"), m_name, this))
    , m_choicesField(new Field(tr("Values, one a line"), m_choices, this))
    , m_use(mutedLabel({}, this))
    , m_save(primaryButton({}, this))
    , m_archive(plainButton({}, {}, this)) {
    setWindowTitle(tr("Attributes"));
    m_list->setAccessibleName(tr("Attributes"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setFixedWidth(space(this, 56));
    m_target->addItem(tr("Entities"), int(AttributeTarget::Span));
    m_target->addItem(tr("Documents"), int(AttributeTarget::Document));
    for (int kind = 0; kind <= int(AttributeKind::Flag); ++kind)
        m_kind->addItem(attributeKindText(AttributeKind(kind)), kind);
    m_choices->setTabChangesFocus(true);
    m_choices->setFixedHeight(6 * fontMetrics().lineSpacing());
    m_use->setWordWrap(true);
    m_use->setTextFormat(Qt::PlainText);
    auto* form = new QVBoxLayout;
    form->setSpacing(space(this, 3));
    form->addWidget(m_nameField);
    auto* two = new QHBoxLayout;
    two->setSpacing(space(this, 3));
    two->addWidget(new Field(tr("Said of"), m_target, this), 1);
    two->addWidget(new Field(tr("Kind of value"), m_kind, this), 1);
    form->addLayout(two);
    form->addWidget(m_choicesField);
    form->addWidget(new Field(tr("Description"), m_description, this));
    form->addWidget(m_use);
    form->addStretch();
    auto* buttons = new QHBoxLayout;
    auto* close = new QPushButton(tr("Close"), this);
    buttons->addWidget(m_archive);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    close->setAutoDefault(false);
    m_archive->setAutoDefault(false);
    m_save->setDefault(true);
    auto* body = new QHBoxLayout;
    body->setSpacing(space(this, 4));
    body->addWidget(m_list);
    body->addLayout(form, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    auto* title = headingLabel(tr("Attributes of entities and documents"), this);
    column->addWidget(title);
    column->addWidget(m_banner);
    column->addLayout(body, 1);
    column->addLayout(buttons);
    resize(space(this, 170), space(this, 120));
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        keepDraft();
        showRow();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_choicesField->setVisible(m_kind->currentData().toInt() == int(AttributeKind::Choice));
    });
    connect(m_name, &QLineEdit::textEdited, this, &AttributeSchemaDialog::showUse);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (check())
            save(typed(), tr("Attribute %1 saved").arg(m_name->text().trimmed()));
    });
    connect(m_archive, &QPushButton::clicked, this, [this] {
        if (!current())
            return;
        store::AttributeRow row = *current();
        row.archived = !row.archived;
        const QString name = QString::fromStdString(row.name);
        save(row,
            row.archived ? tr("Attribute %1 archived").arg(name)
                         : tr("Attribute %1 is in use again").arg(name));
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] { // an undo, say
        keepDraft();
        load(m_shown.id);
    });
    load(0);
}

AttributeSchemaDialog::~AttributeSchemaDialog() {
    *m_alive = false;
    for (const auto ticket : {m_ticket, m_counting})
        if (ticket)
            m_workbench.forget(ticket);
}

void AttributeSchemaDialog::load(std::int64_t select) {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    using Rows = std::vector<store::AttributeRow>;
    m_ticket = m_workbench.query<Rows>(
        [](store::Reader& reader, std::stop_token) { return store::attributes(reader, true); },
        [this, select](Result<Rows> rows) {
            m_ticket = 0;
            if (!rows) {
                m_banner->showError(rows.error());
                return;
            }
            m_rows = std::move(*rows);
            std::stable_partition(
                m_rows.begin(), m_rows.end(), [](const auto& row) { return !row.archived; });
            fillList(select);
        });
}

void AttributeSchemaDialog::fillList(std::int64_t select) {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int at = int(m_rows.size()); // the new one
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const store::AttributeRow& row = m_rows[i];
        auto* item = new QListWidgetItem(QString::fromStdString(row.name), m_list);
        QStringList note{row.target == AttributeTarget::Span ? tr("entities") : tr("documents"),
            attributeKindText(row.kind)};
        if (row.archived)
            note << tr("archived");
        item->setData(TwoLineDelegate::kNote, note.join(QStringLiteral(" · ")));
        item->setData(Qt::AccessibleTextRole,
            QString(item->text() % QStringLiteral(", ") % note.join(QStringLiteral(", "))));
        if (row.id == select)
            at = int(i);
    }
    auto* fresh = new QListWidgetItem(tr("New attribute"), m_list);
    fresh->setData(TwoLineDelegate::kNote,
        m_rows.empty() ? tr("none is defined yet") : tr("of entities or documents"));
    m_list->setCurrentRow(at);
    showRow();
}

const store::AttributeRow* AttributeSchemaDialog::current() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[std::size_t(row)] : nullptr;
}

void AttributeSchemaDialog::showRow() {
    const store::AttributeRow* row = current();
    m_shown = row ? *row : store::AttributeRow{};
    if (!row)
        m_shown.kind = AttributeKind::Choice;
    const auto draft = m_drafts.find(m_shown.id);
    const store::AttributeRow& shown = draft == m_drafts.end() ? m_shown : draft->second;
    m_name->setText(QString::fromStdString(shown.name));
    m_target->setCurrentIndex(m_target->findData(int(shown.target)));
    m_kind->setCurrentIndex(m_kind->findData(int(shown.kind)));
    m_choicesField->setVisible(m_kind->currentData().toInt() == int(AttributeKind::Choice));
    QStringList choices;
    for (const std::string& choice : shown.choices)
        choices << QString::fromStdString(choice);
    m_choices->setPlainText(choices.join(QLatin1Char('\n')));
    m_description->setText(QString::fromStdString(shown.description));
    m_nameField->refuse({});
    m_choicesField->refuse({});
    m_said = {};
    const bool readOnly = m_workbench.project().readOnly;
    // What values there are decides whether their kind can still change.
    m_target->setEnabled(!row && !readOnly);
    m_kind->setEnabled(!row && !readOnly);
    m_save->setText(row ? tr("Save") : tr("Add attribute"));
    m_save->setEnabled(!readOnly);
    m_archive->setVisible(row != nullptr);
    m_archive->setEnabled(!readOnly);
    m_archive->setText(shown.archived ? tr("Bring back") : tr("Archive"));
    m_use->clear();
    if (row)
        count();
    else
        m_name->setFocus(Qt::OtherFocusReason);
}

void AttributeSchemaDialog::keepDraft() {
    const store::AttributeRow now = typed();
    if (now == m_shown)
        m_drafts.erase(m_shown.id);
    else
        m_drafts[m_shown.id] = now;
}

void AttributeSchemaDialog::count() {
    if (m_counting)
        m_workbench.forget(m_counting);
    m_use->setText(tr("Counting…"));
    m_counting = m_workbench.query<store::AttributeUse>(
        [row = *current()](store::Reader& reader, std::stop_token stop) {
            return store::attributeUse(reader, row, stop);
        },
        [this](Result<store::AttributeUse> use) {
            m_counting = 0;
            if (!use) {
                m_banner->showError(use.error());
                m_use->clear();
                return;
            }
            m_said = std::move(*use);
            const bool free = m_said.total == 0 && !m_workbench.project().readOnly;
            m_target->setEnabled(free);
            m_kind->setEnabled(free);
            showUse();
        });
}

// What a change or archiving would touch.
void AttributeSchemaDialog::showUse() {
    m_nameField->refuse({});
    const store::AttributeRow* row = current();
    if (!row || m_counting)
        return;
    if (m_said.total == 0) {
        m_use->setText(tr("Not said of anything yet: a change touches nothing else"));
        return;
    }
    std::vector<std::pair<std::int64_t, std::string>> values;
    for (const auto& [value, count] : m_said.values)
        values.emplace_back(-count, value);
    std::sort(values.begin(), values.end());
    QStringList listed;
    for (std::size_t i = 0; i < std::min(values.size(), kValuesShown); ++i)
        listed << QStringLiteral("%1 %2").arg(
            attributeValueText(*row, values[i].second), number(-values[i].first));
    if (values.size() > kValuesShown)
        listed << QStringLiteral("…");
    QString text = row->target == AttributeTarget::Span
        ? tr("Said of %Ln entities: %1", nullptr, int(m_said.total))
        : tr("Said of %Ln documents: %1", nullptr, int(m_said.total));
    text = text.arg(listed.join(QStringLiteral(", ")));
    if (m_name->text().trimmed().toStdString() != row->name)
        text += QLatin1Char('\n') % tr("A new name takes these values along.");
    m_use->setText(text);
}

store::AttributeRow AttributeSchemaDialog::typed() const {
    store::AttributeRow row = m_shown;
    row.name = m_name->text().trimmed().toStdString();
    row.target = AttributeTarget(m_target->currentData().toInt());
    row.kind = AttributeKind(m_kind->currentData().toInt());
    row.description = m_description->text().trimmed().toStdString();
    row.choices.clear();
    if (row.kind == AttributeKind::Choice) {
        const QStringList lines = m_choices->toPlainText().split(QLatin1Char('\n'));
        for (const QString& line : lines) {
            const std::string choice = line.trimmed().toStdString();
            if (!choice.empty() && std::ranges::find(row.choices, choice) == row.choices.end())
                row.choices.push_back(choice);
        }
    }
    return row;
}

bool AttributeSchemaDialog::check() {
    const store::AttributeRow row = typed();
    QString name, choices;
    if (row.name.empty())
        name = tr("An attribute needs a name.");
    for (const store::AttributeRow& other : m_rows)
        if (other.id != row.id && other.name == row.name && other.target == row.target
            && !other.archived && !row.archived)
            name = tr("There is already an attribute of this name. Choose another one.");
    if (row.kind == AttributeKind::Choice && row.choices.empty())
        choices = tr("Give at least one value, one a line.");
    m_nameField->refuse(name);
    m_choicesField->refuse(choices);
    if (!name.isEmpty())
        m_name->setFocus(Qt::OtherFocusReason);
    else if (!choices.isEmpty())
        m_choices->setFocus(Qt::OtherFocusReason);
    return name.isEmpty() && choices.isEmpty();
}

void AttributeSchemaDialog::save(store::AttributeRow row, const QString& done) {
    m_save->setEnabled(false);
    m_archive->setEnabled(false);
    auto id = std::make_shared<std::int64_t>(0);
    m_workbench.edit(
        {},
        [row, id](store::Writer& writer) -> Result<void> {
            auto saved = store::saveAttributeWithValues(writer, row);
            if (!saved)
                return saved.error();
            *id = *saved;
            return {};
        },
        [this, alive = m_alive, id, done, row](const Result<void>& result) {
            if (!*alive)
                return;
            m_save->setEnabled(true);
            m_archive->setEnabled(true);
            if (!result) { // what was typed stays
                m_banner->showError(result.error());
                return;
            }
            m_banner->clear();
            m_drafts.erase(row.id);
            Q_EMIT changed(done);
            load(*id);
        });
}

} // namespace evenspan::ui
