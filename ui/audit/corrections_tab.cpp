// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/corrections_tab.h"

#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kSeeds = 3; // runs of a side, below which seeds scatter too much

bool known(const QStringList& settings) {
    const auto& keys = engine::recipeKeys();
    return std::all_of(settings.begin(), settings.end(), [&](const QString& setting) {
        const std::string key = setting.section(QLatin1Char('='), 0, 0).toStdString();
        return std::any_of(
            keys.begin(), keys.end(), [&](const auto& each) { return each.name == key; });
    });
}

} // namespace

// What is known of each stands in the papers that the manual names: label errors, Northcutt et al.
// 2021; names, Xiao et al. 2023, where lists of popular names alone made gaps larger.
std::vector<CorrectionsTab::Correction> CorrectionsTab::corrections() {
    std::vector<Correction> all{
        {"labels", tr("Repair labels that may be wrong"),
            tr("A gap may be one of the labels: where the text of a group was labelled less "
               "carefully, a good model looks bad. The list shows the likeliest mistakes first."),
            tr("Costs a person's time. Do this first: the error is often larger than the gap."),
            tr("Open the list"), QStringLiteral("review"), {}, false},
        {"names", tr("Learn again with names of every group"),
            tr("Sentences with a name are learnt twice more with names of the suite, evenly over "
               "its groups. The names that the audit tests are never learnt."),
            tr("Training takes up to three times as long; watch the precision of all text."),
            tr("Train with names…"), {},
            {QStringLiteral("augment_suite=%1"), QStringLiteral("augment_copies=2")}, true},
        {"pairing", tr("Pair sentences that differ by a name"),
            tr("Beside a sentence with a listed name the model sees the same one with a name of "
               "another group, and is held to answer both alike (counterfactual logit pairing)."),
            tr("Training takes up to twice as long. Names that it learns so are no test of it."),
            tr("Train with pairs…"), {},
            {QStringLiteral("pairing_suite=%1"), QStringLiteral("pairing_weight=1")}, true},
        {"dro", tr("Learn most from the group that is served worst"),
            tr("After each step the group with the largest error counts for more (group DRO)."),
            tr("The mean may fall a little. Small groups make it restless: stop early."),
            tr("Train with group DRO…"), {},
            {QStringLiteral("group_by=%2"), QStringLiteral("group_dro_step=0.01")}, false},
        {"reweigh", tr("Weigh sentences by their group"),
            tr("Sentences of a group that rarely holds a mention count for more where they do, so "
               "that group and mention no longer go together (reweighing)."),
            tr("Costs nothing; helps where groups have very different shares of mentions."),
            tr("Train with weights…"), {},
            {QStringLiteral("group_by=%2"), QStringLiteral("reweigh_groups=true")}, false},
        {"cuts", tr("Look at other score cuts"),
            tr("“What if” shows what becomes of each group where the run keeps only what it is "
               "sure of. Nothing is trained."),
            tr("To look only: a cut moves misses and false alarms, it teaches nothing."),
            tr("Open “What if”"), QStringLiteral("what_if"), {}, false},
    };
    all.erase(std::remove_if(all.begin(), all.end(),
                  [](const Correction& each) { return !known(each.settings); }),
        all.end());
    return all;
}

CorrectionsTab::CorrectionsTab(Workbench& workbench, QWidget* parent)
    : AuditTab(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_scroll(new QScrollArea(this)) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("What can be done"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_scroll);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_audit)
            build();
    });
}

CorrectionsTab::~CorrectionsTab() {
    if (m_reading)
        m_workbench.forget(m_reading);
}

QWidget* CorrectionsTab::focusTarget() {
    for (auto* button : m_scroll->findChildren<QPushButton*>())
        if (button->isEnabled())
            return button;
    return m_scroll;
}

void CorrectionsTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    if (m_audit == audit && m_dimension == dimension)
        return;
    m_audit = audit;
    m_dimension = dimension;
    m_banner->clear();
    build();
}

QString CorrectionsTab::suite() const {
    if (m_dimension < m_audit->audit.dimensions.size()) {
        const QString id = QString::fromStdString(m_audit->audit.dimensions[m_dimension].id);
        for (const char* kind : {"suite:", "list:"})
            if (id.startsWith(QLatin1String(kind)))
                return id.section(QLatin1Char(':'), 1);
        if (id.startsWith(QStringLiteral("swap:")))
            return id.section(QLatin1Char(':'), 2);
    }
    return m_audit->request.suites.empty()
        ? QString()
        : QString::fromStdString(m_audit->request.suites.front());
}

QString CorrectionsTab::groups() const {
    if (m_dimension < m_audit->audit.dimensions.size()) {
        const QString id = QString::fromStdString(m_audit->audit.dimensions[m_dimension].id);
        if (id.startsWith(QStringLiteral("meta:")))
            return id.mid(5);
    }
    return suite().isEmpty() ? QString() : QStringLiteral("suite:") + suite();
}

QStringList CorrectionsTab::filled(
    const Correction& correction, const QString& suite, const QString& groups) {
    QStringList out;
    for (const QString& setting : correction.settings) {
        QString made = setting;
        out << made.replace(QStringLiteral("%1"), suite).replace(QStringLiteral("%2"), groups);
    }
    return out;
}

void CorrectionsTab::build() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, space(this, 3), space(this, 3));
    column->setSpacing(space(this, 3));
    column->addWidget(wrapped(new QLabel(
        tr("In the order in which they should be tried. A correction of training starts three runs "
           "that differ by their seed alone; when they have ended, “Compare…” tests what "
           "changed on the same text and names."),
        inside)));
    const bool editable = m_workbench.isOpen() && !m_workbench.project().readOnly;
    for (const auto& correction : corrections()) {
        auto* panel = new Panel(inside);
        auto* row = new QHBoxLayout;
        row->setSpacing(space(this, 6));
        auto* words = new QVBoxLayout;
        words->setSpacing(space(this, 1));
        words->addWidget(wrapped(headingLabel(correction.title, panel)));
        words->addWidget(wrapped(new QLabel(correction.meaning, panel)));
        words->addWidget(wrapped(mutedLabel(correction.cost, panel)));
        row->addLayout(words, 1);
        auto* button = new QPushButton(correction.action, panel);
        button->setAccessibleName(correction.title + QStringLiteral(": ") + correction.action);
        const bool wants = correction.page.isEmpty();
        const bool lacks = correction.needsSuite ? suite().isEmpty()
            : correction.settings.join(QString()).contains(QStringLiteral("%2"))
            ? groups().isEmpty()
            : false;
        button->setEnabled(!wants || (editable && !lacks));
        if (wants && lacks) {
            const QString why = correction.needsSuite
                ? tr("Needs names: make an audit with a test suite first.")
                : tr("Needs groups of documents or of a test suite: choose them above.");
            button->setToolTip(why);
            words->addWidget(wrapped(mutedLabel(why, panel)));
        }
        row->addWidget(button, 0, Qt::AlignVCenter);
        panel->column()->addLayout(row);
        panel->setAccessibleName(correction.title);
        column->addWidget(panel);
        connect(button, &QPushButton::clicked, this, [this, correction] {
            if (correction.page.isEmpty())
                train(correction);
            else
                Q_EMIT pageWanted(correction.page);
        });
    }
    column->addStretch(1);
    m_scroll->setWidget(inside);
}

void CorrectionsTab::train(const Correction& correction) {
    if (m_reading || !m_audit)
        return;
    m_banner->clear();
    m_reading = m_workbench.query<engine::Recipe>(
        [run = m_audit->audit.run, settings = filled(correction, suite(), groups())](
            store::Reader& reader, std::stop_token stop) -> Result<engine::Recipe> {
            const auto row = reader.run(run, stop);
            if (!row)
                return row.error();
            auto recipe = engine::recipeFromJson(row->recipe);
            for (const QString& setting : settings)
                if (recipe)
                    recipe = engine::recipeWith(*recipe, setting.toStdString());
            return recipe;
        },
        [this](Result<engine::Recipe> recipe) {
            m_reading = 0;
            if (!recipe)
                return m_banner->showError(recipe.error());
            Q_EMIT recipeWanted(*recipe, kSeeds);
        });
}

} // namespace evenspan::ui
