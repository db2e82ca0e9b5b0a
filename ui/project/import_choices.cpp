// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/import_choices.h"

#include "core/io/encoding.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/project/report_words.h"
#include "ui/shell/documents_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

constexpr int kColumns = 4;

// A column keeps the name that it has in the file.
QString shown(const QString& what, const QString& value) {
    return what == QLatin1String("offsets") || what == QLatin1String("delimiter")
        ? findingValue(value.toStdString())
        : value;
}

} // namespace

ImportChoices::ImportChoices(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_skipBad(new QCheckBox(tr("Leave out what cannot be read"), this)) {
    m_format = list(tr("Format"), true);
    m_format->addItem(tr("Find out by itself"), QStringLiteral("auto"));
    for (const std::string& name : io::formatNames())
        m_format->addItem(formatTitle(name), QString::fromStdString(name));
    m_split = list(tr("Split"), true);
    m_split->addItem(tr("As the files say"), QString());
    for (const char* split : {"train", "validation", "test"})
        m_split->addItem(splitText(QLatin1String(split)), QLatin1String(split));
    m_merge = list(tr("Documents that are here already"), true);
    m_merge->addItem(tr("Add again"), int(MergeRule::Add));
    m_merge->addItem(tr("Leave out"), int(MergeRule::Skip));
    m_merge->addItem(tr("Labels as a layer"), int(MergeRule::Layer));
    m_merge->addItem(tr("Replace"), int(MergeRule::Replace));
    m_encoding = list(tr("Encoding"), true);
    for (const std::string& name : io::encodingNames())
        m_encoding->addItem(QString::fromStdString(name),
            name == "UTF-8" ? QString() : QString::fromStdString(name));
    m_annotator = line(tr("Annotator of the layer"));
    m_annotator->setMaxLength(100);
    m_annotator->setPlaceholderText(tr("As the files say"));
    m_names = line(tr("Names of the tags, in order"));
    m_names->setPlaceholderText(QStringLiteral("O,B-PER,I-PER"));
    m_names->setToolTip(tr("Parted by commas, or the path of a file with the list"));
    m_unit = list(tr("Each document is"), false);
    m_unit->addItem(tr("A file"), QString());
    m_unit->addItem(tr("A line"), QStringLiteral("line"));
    m_unit->addItem(tr("A paragraph"), QStringLiteral("paragraph"));
    m_scheme = list(tr("Tags"), false);
    m_offsets = list(tr("Places are counted in"), false);
    m_settings[QStringLiteral("delimiter")] = list(tr("Between cells"), false);
    m_settings[QStringLiteral("text")] = list(tr("Text stands in"), false);
    m_settings[QStringLiteral("label")] = list(tr("Labels stand in"), false);
    m_skipBad->setAccessibleName(m_skipBad->text());

    m_grid->setHorizontalSpacing(space(this, 4));
    m_grid->setVerticalSpacing(space(this, 2));
    for (int column = 0; column < kColumns; ++column)
        m_grid->setColumnStretch(column, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(m_grid);
    column->addWidget(m_skipBad);
    place();
    connect(m_format, &QComboBox::activated, this, &ImportChoices::forgetFound);
    connect(m_merge, &QComboBox::activated, this, [this] {
        m_fieldOf[m_annotator]->setVisible(m_merge->currentData().toInt() == int(MergeRule::Layer));
        place();
    });
    for (auto* box : findChildren<QComboBox*>())
        connect(box, &QComboBox::activated, this, &ImportChoices::changed);
    for (auto* field : {m_annotator, m_names})
        connect(field, &QLineEdit::editingFinished, this, [this, field] {
            if (field->isModified()) {
                field->setModified(false);
                Q_EMIT changed();
            }
        });
    connect(m_skipBad, &QCheckBox::clicked, this, &ImportChoices::changed);
}

QComboBox* ImportChoices::list(const QString& caption, bool shown) {
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    auto* field = new Field(caption, box, this);
    field->setVisible(shown);
    m_fields << field;
    m_fieldOf.insert(box, field);
    return box;
}

QLineEdit* ImportChoices::line(const QString& caption) {
    auto* edit = new QLineEdit(this);
    auto* field = new Field(caption, edit, this);
    field->hide();
    m_fields << field;
    m_fieldOf.insert(edit, field);
    return edit;
}

void ImportChoices::askForNames() {
    m_fieldOf[m_names]->show();
    place();
    m_names->setFocus();
}

// Side by side without gaps, whichever are shown.
void ImportChoices::place() {
    int at = 0;
    for (Field* field : m_fields) {
        m_grid->removeWidget(field);
        if (field->isHidden())
            continue;
        m_grid->addWidget(field, at / kColumns, at % kColumns, Qt::AlignTop);
        ++at;
    }
}

ImportRequest ImportChoices::request() const {
    const auto text = [](const QComboBox* box) {
        return box->currentData().toString().toStdString();
    };
    ImportRequest request;
    request.format = text(m_format);
    request.split = text(m_split);
    request.merge = MergeRule(m_merge->currentData().toInt());
    if (request.merge == MergeRule::Layer)
        request.annotator = m_annotator->text().trimmed().toStdString();
    request.encoding = text(m_encoding);
    request.unit = text(m_unit);
    request.offsets = io::offsetUnitFromName(text(m_offsets));
    request.scheme = tagSchemeFromName(text(m_scheme));
    for (auto it = m_settings.begin(); it != m_settings.end(); ++it)
        if (const std::string value = text(it.value()); !value.empty())
            request.settings[it.key().toStdString()] = value;
    if (!m_fieldOf[m_names]->isHidden() && !m_names->text().trimmed().isEmpty())
        request.settings["names"] = m_names->text().trimmed().toStdString();
    request.skipBad = m_skipBad->isChecked();
    return request;
}

void ImportChoices::forgetFound() {
    for (QComboBox* box : QList<QComboBox*>{m_offsets, m_scheme} + m_settings.values()) {
        box->clear();
        m_fieldOf[box]->hide();
    }
    m_unit->setCurrentIndex(0);
    m_fieldOf[m_unit]->hide();
    m_names->clear();
    m_fieldOf[m_names]->hide();
    place();
}

void ImportChoices::forget() {
    for (QComboBox* box : {m_format, m_split, m_merge, m_encoding})
        box->setCurrentIndex(0);
    m_annotator->clear();
    m_fieldOf[m_annotator]->hide();
    m_skipBad->setChecked(false);
    forgetFound();
}

// What was chosen stays chosen.
void ImportChoices::fill(
    QComboBox* box, const QString& what, const QStringList& found, const QStringList& others) {
    QStringList names;
    for (const QString& value : found)
        names << shown(what, value);
    const QString chosen = box->currentData().toString();
    box->clear();
    if (chosen.isEmpty())
        box->addItem(tr("%1 (found)").arg(names.join(QStringLiteral(", "))), QString());
    else
        box->addItem(tr("Find out by itself"), QString());
    for (const QString& other : others)
        if (!chosen.isEmpty() || found != QStringList{other})
            box->addItem(shown(what, other), other);
    box->setCurrentIndex(qMax(0, chosen.isEmpty() ? 0 : box->findData(chosen)));
    m_fieldOf[box]->show();
}

void ImportChoices::show(const ImportSummary& summary) {
    QHash<QString, QStringList> values, others, why;
    for (const io::Finding& finding : summary.found) {
        const QString what = QString::fromStdString(finding.what);
        const auto add = [](QStringList& to, const QString& text) {
            if (!to.contains(text))
                to << text;
        };
        add(values[what], QString::fromStdString(finding.value));
        add(why[what], reportReason(finding.why));
        for (const std::string& other : finding.others)
            add(others[what], QString::fromStdString(other));
    }
    QStringList schemes;
    for (const TagScheme scheme : kAllTagSchemes)
        schemes << QString::fromLatin1(tagSchemeName(scheme));
    if (values.contains(QStringLiteral("scheme")))
        others[QStringLiteral("scheme")] = schemes;
    QHash<QString, QComboBox*> boxes = m_settings;
    boxes[QStringLiteral("offsets")] = m_offsets;
    boxes[QStringLiteral("scheme")] = m_scheme;
    for (auto it = boxes.begin(); it != boxes.end(); ++it)
        if (!others.value(it.key()).isEmpty()) {
            fill(it.value(), it.key(), values[it.key()], others[it.key()]);
            it.value()->setToolTip(why[it.key()].join(QLatin1Char('\n')));
        }
    m_fieldOf[m_unit]->setVisible(summary.format == "text");
    place();
}

} // namespace evenspan::ui
