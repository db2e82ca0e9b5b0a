// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/rules/rule_import_dialog.h"

#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/rules/rule_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>

namespace evenspan::ui {

RuleImportDialog::RuleImportDialog(Workbench& workbench, const QString& path, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_path(path)
    , m_banner(new ErrorBanner(this))
    , m_label(new QComboBox(this))
    , m_wholeWord(new QCheckBox(tr("Whole words"), this))
    , m_case(new QCheckBox(tr("Same case"), this))
    , m_facts(new QLabel(this))
    , m_lines(new QListWidget(this))
    , m_ok(primaryButton(tr("Import"), this)) {
    setWindowTitle(tr("Import rules"));
    auto* title = headingLabel(QFileInfo(path).fileName(), this);
    title->setTextFormat(Qt::PlainText);
    m_label->setEditable(true);
    m_label->setInsertPolicy(QComboBox::NoInsert);
    m_label->setAccessibleName(tr("Label of names without one"));
    m_label->lineEdit()->setPlaceholderText(tr("as the file says"));
    m_wholeWord->setChecked(true);
    m_facts->setWordWrap(true);
    m_lines->setAccessibleName(tr("What cannot be used, and what was guessed"));
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("Label of names without one"), m_label);
    auto* switches = new QHBoxLayout;
    switches->addWidget(m_wholeWord);
    switches->addWidget(m_case);
    switches->addStretch();
    form->addRow(tr("Names of lists"), switches);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(title);
    column->addLayout(form);
    column->addWidget(m_banner);
    column->addWidget(m_facts);
    column->addWidget(m_lines, 1);
    column->addWidget(buttons);
    resize(space(this, 150), space(this, 100));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &RuleImportDialog::import);
    connect(m_label, &QComboBox::currentTextChanged, this, &RuleImportDialog::read);
    for (QCheckBox* box : {m_wholeWord, m_case})
        connect(box, &QCheckBox::toggled, this, &RuleImportDialog::read);
    m_labelsTicket = m_workbench.labels([this](Result<std::vector<store::LabelRow>> labels) {
        m_labelsTicket = 0;
        const QSignalBlocker quiet(m_label);
        m_label->addItem({});
        if (labels)
            for (const store::LabelRow& label : *labels)
                if (!label.archived)
                    m_label->addItem(QString::fromStdString(label.name));
    });
    read();
    m_ok->setFocus();
}

RuleImportDialog::~RuleImportDialog() {
    *m_alive = false;
    for (const Workbench::Ticket ticket : {m_ticket, m_labelsTicket})
        if (ticket)
            m_workbench.forget(ticket);
}

void RuleImportDialog::read() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_file.reset();
    m_lines->clear();
    m_ok->setEnabled(false);
    m_facts->setText(tr("Reading…"));
    rules::RuleFileOptions options;
    options.name = QFileInfo(m_path).completeBaseName().toStdString();
    options.label = m_label->currentText().trimmed().toStdString();
    options.wholeWord = m_wholeWord->isChecked();
    options.matchCase = m_case->isChecked();
    m_ticket = m_workbench.query<rules::RuleFile>(
        [path = std::filesystem::path(m_path.toStdU16String()), options](
            store::Reader&, std::stop_token stop) { return readRuleFile(path, options, stop); },
        [this](Result<rules::RuleFile> file) {
            m_ticket = 0;
            if (!file) {
                m_facts->clear();
                m_banner->showError(file.error());
                return;
            }
            m_banner->clear();
            m_file = std::make_shared<rules::RuleFile>(std::move(*file));
            showFile(*m_file);
        });
}

void RuleImportDialog::showFile(const rules::RuleFile& file) {
    QStringList facts;
    for (const rules::FileRule& rule : file.rules) {
        const store::RuleHead head{0, rule.rule.name, rule.rule.label, rules::kindName(rule.rule),
            std::int64_t(rules::entryCount(rule.rule)), true, false};
        facts << QString::fromStdString(head.label) % QStringLiteral(": ") % ruleSizeText(head);
        if (facts.size() == 6 && file.rules.size() > 7) {
            facts << tr("%Ln further rules", nullptr, int(file.rules.size() - 6));
            break;
        }
    }
    if (file.report.duplicates > 0)
        facts << tr(
            "%Ln names stand there twice and count once", nullptr, int(file.report.duplicates));
    if (file.report.lostLines > 0)
        facts << tr("%Ln lines cannot be used", nullptr, int(file.report.lostLines));
    m_facts->setText(facts.join(QLatin1Char('\n')));
    for (const std::vector<std::string>* lines : {&file.report.warnings, &file.report.lost})
        for (const std::string& line : *lines)
            m_lines->addItem(QString::fromStdString(line));
    m_lines->setVisible(m_lines->count() > 0);
    m_ok->setText(tr("Import %Ln rules", nullptr, int(file.rules.size())));
    m_ok->setEnabled(true);
}

void RuleImportDialog::import() {
    if (!m_file)
        return;
    m_ok->setEnabled(false);
    const int count = int(m_file->rules.size());
    m_workbench.edit(
        {},
        [file = m_file, name = tr("Import %Ln rules", nullptr, count).toStdString()](
            store::Writer& writer) -> Result<void> {
            const auto added = addRules(writer, name, file->rules);
            return added ? Result<void>() : Result<void>(added.error());
        },
        [this, alive = m_alive, count](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                m_banner->showError(done.error());
                m_ok->setEnabled(true);
                return;
            }
            Q_EMIT imported(count);
            accept();
        });
}

} // namespace evenspan::ui
