// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_document.h"

#include "ui/common/texts.h"
namespace evenspan::ui {

namespace {

QStringList rowOf(const fairness::DraftName& name) {
    return {shown(name.text), shown(name.group), shown(name.frequency), shown(name.position),
        shown(name.script), shown(name.unit)};
}

QStringList rowOf(const fairness::SuiteTemplate& pattern) {
    return {shown(pattern.id), shown(pattern.text)};
}

template <class T> QList<QStringList> rowsOf(const std::vector<T>& all) {
    QList<QStringList> out;
    for (const auto& each : all)
        out << rowOf(each);
    return out;
}

std::vector<SuiteRowsModel::Column> columnsOf(const QStringList& titles, const QStringList& tips) {
    std::vector<SuiteRowsModel::Column> out;
    for (int i = 0; i < titles.size(); ++i)
        out.push_back({titles[i], tips[i], false});
    return out;
}

std::vector<SuiteRowsModel::Column> nameColumns() {
    auto out = columnsOf(SuiteDocument::nameTitles(),
        {SuiteDocument::tr("As it is put into the sentences"),
            SuiteDocument::tr("With which group the name is associated"),
            SuiteDocument::tr("How common the name is, in any one unit of the list; may be empty"),
            SuiteDocument::tr("given, surname, full or place; may be empty"),
            SuiteDocument::tr("Latin, Han, Cyrillic…; empty: told from the letters"),
            SuiteDocument::tr("Names that share this count as one where chance is estimated, such "
                              "as a given name with several surnames; empty: the name itself")});
    out[2].number = true;
    return out;
}

} // namespace

QStringList SuiteDocument::nameTitles() {
    return {tr("Name"), tr("Group"), tr("Frequency"), tr("Position"), tr("Script"), tr("Unit")};
}

QStringList SuiteDocument::templateTitles() {
    return {tr("Short name"), tr("Sentence")};
}

SuiteDocument::SuiteDocument(const fairness::SuiteDraft& draft, bool editable, QObject* parent)
    : QObject(parent)
    , m_editable(editable)
    , m_names(new SuiteRowsModel(nameColumns(), this))
    , m_templates(new SuiteRowsModel(
          columnsOf(templateTitles(),
              {tr("What reports call the sentence"), tr("With {name} where the name stands")}),
          this)) {
    take(draft);
    for (auto* model : {m_names, m_templates}) {
        model->setEditable(editable);
        connect(model, &SuiteRowsModel::edited, this, &SuiteDocument::edited);
    }
}

void SuiteDocument::take(const fairness::SuiteDraft& draft) {
    const std::string* facts[Facts]{&draft.name, &draft.label, &draft.language, &draft.source,
        &draft.licence, &draft.date, &draft.rule};
    for (int fact = 0; fact < Facts; ++fact)
        m_facts[fact] = shown(*facts[fact]);
    m_names->setRows(rowsOf(draft.names));
    m_templates->setRows(rowsOf(draft.templates));
    Q_EMIT taken();
}

fairness::SuiteDraft SuiteDocument::draft() const {
    fairness::SuiteDraft out{m_facts[Name].toStdString(), m_facts[Language].toStdString(),
        m_facts[Label].toStdString(), m_facts[Source].toStdString(), m_facts[Licence].toStdString(),
        m_facts[Date].toStdString(), m_facts[Rule].toStdString(), {}, {}};
    for (const auto& row : m_templates->rows())
        out.templates.push_back({row[0].toStdString(), row[1].toStdString()});
    for (const auto& row : m_names->rows())
        out.names.push_back({row[0].toStdString(), row[1].toStdString(), row[2].toStdString(),
            row[3].toStdString(), row[4].toStdString(), row[5].toStdString()});
    return out;
}

void SuiteDocument::setFact(Fact which, const QString& text) {
    if (!m_editable || m_facts[which] == text.trimmed())
        return;
    m_facts[which] = text.trimmed();
    Q_EMIT edited();
}

void SuiteDocument::addNames(const std::vector<fairness::DraftName>& names) {
    if (m_editable)
        m_names->add(m_names->rowCount(), rowsOf(names));
}

void SuiteDocument::addTemplates(const std::vector<fairness::SuiteTemplate>& templates) {
    if (m_editable)
        m_templates->add(m_templates->rowCount(), rowsOf(templates));
}

void SuiteDocument::setRemarks(fairness::DraftRemarks remarks) {
    m_names->setRemarks(std::move(remarks.names));
    m_templates->setRemarks(std::move(remarks.templates));
}

} // namespace evenspan::ui
