// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/trial_view.h"

#include "ui/audit/figures_model.h"
#include "ui/common/data_table.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <map>

namespace evenspan::ui {

namespace {

QString answerText(TrialAnswer answer) {
    switch (answer) {
    case TrialAnswer::Found:
        return TrialView::tr("found");
    case TrialAnswer::OtherType:
        return TrialView::tr("as another type");
    case TrialAnswer::Borders:
        return TrialView::tr("wrong borders");
    case TrialAnswer::Missed:
        return TrialView::tr("missed");
    }
    return {};
}

} // namespace

TrialView::TrialView(QWidget* parent)
    : QWidget(parent)
    , m_sum(new QLabel(this))
    , m_model(new FiguresModel(this))
    , m_table(new DataTable(this)) {
    m_sum->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setAccessibleName(tr("What the run says"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_sum);
    column->addWidget(m_table, 1);
    clear({});
}

QString TrialView::sum() const {
    return m_sum->text();
}

void TrialView::clear(const QString& text) {
    m_sum->setText(text);
    m_model->setTable({});
}

void TrialView::show(const Trial& trial, const std::vector<TrialAnswer>& answers, bool sentences) {
    struct Sum {
        std::uint64_t found = 0, all = 0;
    };
    std::map<std::string, Sum> groups;
    report::Table table{QStringLiteral("trial"), tr("What the run says"), {}, {}, {}};
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Sum& sum = groups[trial.sentences[i].group];
        sum.found += answers[i] == TrialAnswer::Found;
        ++sum.all;
        if (sentences)
            table.rows.push_back(
                {{shown(trial.sentences[i].text), {}}, {answerText(answers[i]), {}}});
    }
    const auto share = [](const Sum& sum) { return double(sum.found) / double(sum.all); };
    if (sentences) {
        table.columns = {{tr("Sentence"), false}, {tr("Answer"), false}};
        const Sum& sum = groups[{}];
        m_sum->setText(tr("Found in %1 of %2 sentences.").arg(sum.found).arg(sum.all));
    } else {
        table.columns = {{tr("Group"), false}, {tr("Found, percent"), true}, {tr("Names"), true}};
        Sum all;
        for (const auto& [group, sum] : groups) {
            all.found += sum.found;
            all.all += sum.all;
            table.rows.push_back({{group.empty() ? tr("the name above") : shown(group), {}},
                {QLocale().toString(100 * share(sum), 'f', 1), share(sum)},
                {QLocale().toString(qulonglong(sum.all)), double(sum.all)}});
        }
        m_sum->setText(tr("Found with %1 of %2 names. So few names show large differences alone.")
                           .arg(all.found)
                           .arg(all.all));
    }
    m_model->setTable(std::move(table));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(
        0, qBound(space(this, 40), m_table->columnWidth(0) + space(this, 3), space(this, 160)));
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

} // namespace evenspan::ui
