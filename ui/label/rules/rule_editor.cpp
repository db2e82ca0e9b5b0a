// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/rules/rule_editor.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/rules/rule_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::size_t kLongList = 20000; // phrases that a text field still edits at ease

enum Kind { Names, Pattern, Tokens };

QStringList linesOf(const QPlainTextEdit* edit) {
    QStringList out;
    for (const QString& line : edit->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty())
            out << line.trimmed();
    return out;
}

} // namespace

RuleEditor::RuleEditor(Workbench& workbench, RuleScope scope, std::int64_t id, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_scope(std::move(scope))
    , m_id(id)
    , m_banner(new ErrorBanner(this))
    , m_name(new QLineEdit(this))
    , m_label(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_bodies(new QStackedWidget(this))
    , m_phrases(new QPlainTextEdit(this))
    , m_phraseCase(new QCheckBox(tr("Same case"), this))
    , m_wholeWord(new QCheckBox(tr("Whole words"), this))
    , m_pattern(new QLineEdit(this))
    , m_patternCase(new QCheckBox(tr("Same case"), this))
    , m_group(new QSpinBox(this))
    , m_tokens(new QPlainTextEdit(this))
    , m_mistake(mutedLabel({}, this))
    , m_here(headingLabel({}, this))
    , m_all(mutedLabel({}, this))
    , m_hits(new QListWidget(this))
    , m_save(primaryButton(tr("Save"), this)) {
    setWindowTitle(id == 0 ? tr("Add a rule") : tr("Change a rule"));
    auto* sides = new QHBoxLayout;
    sides->setSpacing(space(this, 5));
    sides->addWidget(buildForm(), 1);
    sides->addWidget(buildPreview(), 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    m_save->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 4));
    column->addWidget(m_banner);
    column->addLayout(sides, 1);
    column->addWidget(buttons);
    resize(space(this, 220), space(this, 120));

    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    m_ticking.setInterval(100);
    connect(&m_typing, &QTimer::timeout, this, &RuleEditor::preview);
    connect(&m_ticking, &QTimer::timeout, this, [this] {
        if (m_percent && m_percent->load() > 0)
            m_all->setText(tr("Counting in the documents shown… %1 %").arg(m_percent->load()));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    m_labelsTicket = m_workbench.labels([this](Result<std::vector<store::LabelRow>> labels) {
        m_labelsTicket = 0;
        const QString typed = m_label->currentText();
        const QSignalBlocker quiet(m_label);
        if (labels)
            for (const store::LabelRow& label : *labels)
                if (!label.archived)
                    m_label->addItem(QString::fromStdString(label.name));
        m_label->setCurrentIndex(-1); // which one is for the user to say
        m_label->setEditText(typed);
        edited();
    });
    if (id != 0)
        m_loadTicket = m_workbench.query<std::pair<rules::Rule, bool>>(
            [id](store::Reader& reader, std::stop_token) -> Result<std::pair<rules::Rule, bool>> {
                const auto row = store::rule(reader, id);
                if (!row)
                    return row.error();
                auto rule = rules::fromDefinition(row->name, row->definition);
                if (!rule)
                    return rule.error();
                return std::pair(std::move(*rule), row->enabled);
            },
            [this](Result<std::pair<rules::Rule, bool>> loaded) {
                m_loadTicket = 0;
                if (loaded)
                    take(loaded->first, loaded->second);
                else
                    m_banner->showError(loaded.error());
            });
    edited();
    m_name->setFocus();
}

RuleEditor::~RuleEditor() {
    *m_alive = false;
    for (Workbench::Ticket* ticket : {&m_loadTicket, &m_labelsTicket, &m_ticket, &m_countTicket})
        drop(*ticket);
}

void RuleEditor::drop(Workbench::Ticket& ticket) {
    if (ticket)
        m_workbench.forget(ticket);
    ticket = 0;
}

QWidget* RuleEditor::buildForm() {
    m_name->setAccessibleName(tr("Name of the rule"));
    m_label->setAccessibleName(tr("Label that the rule suggests"));
    for (QComboBox* box : {m_label, m_kind})
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_label->setEditable(true);
    m_label->setInsertPolicy(QComboBox::NoInsert);
    m_label->lineEdit()->setPlaceholderText(tr("Choose a label, or write a new one"));
    m_kind->setAccessibleName(tr("Kind of rule"));
    m_kind->addItems({ruleKindText("gazetteer"), ruleKindText("regex"), ruleKindText("tokens")});
    m_phrases->setAccessibleName(tr("Names, one a line"));
    m_phrases->setPlaceholderText(tr("One name a line:\nNorthmoor Supplies\nKettering Freight"));
    m_phrases->setTabChangesFocus(true);
    m_phrases->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_wholeWord->setChecked(true);
    m_wholeWord->setToolTip(tr("“Ann” is not found in “Annual”. Texts without blanks between "
                               "words, such as Chinese, are searched character by character."));
    m_phraseCase->setToolTip(tr("“acme” is not found in “ACME”"));
    m_pattern->setAccessibleName(tr("Regular expression"));
    m_pattern->setPlaceholderText(QStringLiteral("\\b[A-Z]{2}-(\\d{4,6})\\b"));
    m_pattern->setFont(monospaceFont(font()));
    m_patternCase->setChecked(true);
    m_group->setRange(0, 99);
    m_group->setAccessibleName(tr("Group that is the entity"));
    m_group->setSpecialValueText(tr("Whole match"));
    m_group->setToolTip(tr("Which ( ) of the expression is the entity"));
    m_tokens->setAccessibleName(tr("Token patterns, one a line"));
    m_tokens->setFont(monospaceFont(font()));
    m_tokens->setTabChangesFocus(true);
    m_tokens->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_tokens->setPlaceholderText(tr("One pattern a line, one token a bracket:") % QLatin1Char('\n')
        % QStringLiteral("[lower=dr|prof] [text=.]? [title]+\n[capitals length=2-4] [digits]"));

    auto* names = new QWidget(this);
    auto* nameColumn = new QVBoxLayout(names);
    auto* switches = new QHBoxLayout;
    switches->addWidget(m_wholeWord);
    switches->addWidget(m_phraseCase);
    switches->addStretch();
    nameColumn->addWidget(m_phrases, 1);
    nameColumn->addLayout(switches);
    auto* expression = new QWidget(this);
    auto* expressionColumn = new QVBoxLayout(expression);
    auto* choices = new QHBoxLayout;
    auto* entity = new QLabel(tr("Entity"), this);
    entity->setBuddy(m_group);
    choices->addWidget(entity);
    choices->addWidget(m_group);
    choices->addSpacing(space(this, 2));
    choices->addWidget(m_patternCase);
    choices->addStretch();
    expressionColumn->addWidget(m_pattern);
    expressionColumn->addLayout(choices);
    expressionColumn->addStretch();
    auto* tokens = new QWidget(this);
    auto* tokenColumn = new QVBoxLayout(tokens);
    auto* hint = mutedLabel(
        tr("Keys: text, lower, shape with = (one of a|b), != (none of) or ~ (an expression finds "
           "something); prefix, suffix, length; digits, letters, punct, capitals, small, title, "
           "ascii, "
           "bracket, quote, opening, closing, currency, each also with =no. ! before a bracket "
           "turns "
           "it round, behind it stand ? + * {2,3}. A shape has X for a capital, x for a small "
           "letter, "
           "d for a digit."),
        this);
    hint->setWordWrap(true);
    tokenColumn->addWidget(m_tokens, 1);
    tokenColumn->addWidget(hint);
    for (QLayout* layout : {names->layout(), expression->layout(), tokens->layout()}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(space(this, 2));
    }
    for (QWidget* body : {names, expression, tokens})
        m_bodies->addWidget(body);

    auto* side = new QWidget(this);
    auto* form = new QFormLayout;
    form->setSpacing(space(this, 2));
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Label"), m_label);
    form->addRow(tr("Kind"), m_kind);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addLayout(form);
    column->addWidget(m_bodies, 1);
    m_mistake->setWordWrap(true);
    nameColumn->addWidget(m_mistake); // it moves with the kind, right below what is written

    for (QLineEdit* edit : {m_name, m_pattern})
        connect(edit, &QLineEdit::textChanged, this, &RuleEditor::edited);
    for (QPlainTextEdit* edit : {m_phrases, m_tokens})
        connect(edit, &QPlainTextEdit::textChanged, this, &RuleEditor::edited);
    for (QCheckBox* box : {m_phraseCase, m_wholeWord, m_patternCase})
        connect(box, &QCheckBox::toggled, this, &RuleEditor::edited);
    connect(m_label, &QComboBox::currentTextChanged, this, &RuleEditor::edited);
    connect(m_group, &QSpinBox::valueChanged, this, &RuleEditor::edited);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_bodies->setCurrentIndex(kind);
        auto* layout = static_cast<QVBoxLayout*>(m_bodies->currentWidget()->layout());
        layout->insertWidget(2, m_mistake);
        edited();
    });
    return side;
}

QWidget* RuleEditor::buildPreview() {
    auto* side = new QWidget(this);
    m_hits->setAccessibleName(tr("Places in this document"));
    m_hits->setFrameShape(QFrame::NoFrame);
    m_hits->setTextElideMode(Qt::ElideRight);
    m_hits->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_all->setWordWrap(true);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_here);
    column->addWidget(m_hits, 1);
    column->addWidget(m_all);
    return side;
}

void RuleEditor::take(const rules::Rule& rule, bool enabled) {
    m_enabled = enabled;
    m_name->setText(QString::fromStdString(rule.name));
    m_label->setEditText(QString::fromStdString(rule.label));
    m_kind->setCurrentIndex(int(rule.body.index()));
    m_kind->setEnabled(false); // another kind is another rule
    if (const auto* gazetteer = std::get_if<rules::Gazetteer>(&rule.body)) {
        m_phraseCase->setChecked(gazetteer->matchCase);
        m_wholeWord->setChecked(gazetteer->wholeWord);
        if (gazetteer->phrases.size() > kLongList) {
            m_longList = gazetteer->phrases;
            m_phrases->setReadOnly(true);
            m_phrases->setPlaceholderText(
                tr("%Ln names are too many to edit here. Change the file they come from, then "
                   "import it again: the rule of the same name is brought up to date.",
                    nullptr, int(m_longList.size())));
        } else {
            QStringList lines;
            for (const std::string& phrase : gazetteer->phrases)
                lines << QString::fromStdString(phrase).simplified();
            m_phrases->setPlainText(lines.join(QLatin1Char('\n')));
        }
    } else if (const auto* expression = std::get_if<rules::Expression>(&rule.body)) {
        m_pattern->setText(QString::fromStdString(expression->pattern));
        m_patternCase->setChecked(expression->matchCase);
        m_group->setValue(expression->group);
    } else {
        QStringList lines;
        for (const auto& pattern : std::get<rules::TokenPatterns>(rule.body).patterns)
            lines << QString::fromStdString(rules::patternText(pattern));
        m_tokens->setPlainText(lines.join(QLatin1Char('\n')));
    }
}

Result<rules::Rule> RuleEditor::rule() const {
    rules::Rule out;
    out.name = m_name->text().trimmed().toStdString();
    out.label = m_label->currentText().trimmed().toStdString();
    if (m_kind->currentIndex() == Names) {
        rules::Gazetteer body{m_longList, m_phraseCase->isChecked(), m_wholeWord->isChecked()};
        for (const QString& line : linesOf(m_phrases))
            body.phrases.push_back(line.toStdString());
        out.body = std::move(body);
    } else if (m_kind->currentIndex() == Pattern) {
        out.body = rules::Expression{
            m_pattern->text().toStdString(), m_patternCase->isChecked(), m_group->value()};
    } else {
        rules::TokenPatterns body;
        for (const QString& line : linesOf(m_tokens)) {
            auto pattern = rules::patternFromText(line.toStdString());
            if (!pattern)
                return pattern.error();
            body.patterns.push_back(std::move(*pattern));
        }
        out.body = std::move(body);
    }
    return out;
}

// What is looked for is tried as soon as it can be, with or without a name.
void RuleEditor::edited() {
    m_save->setEnabled(false);
    m_typing.start();
}

void RuleEditor::showMistake(const Error* error) {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, Colours::of(palette()).error);
    m_mistake->setPalette(colours);
    m_mistake->setForegroundRole(QPalette::WindowText);
    if (!error) {
        m_mistake->clear();
        return;
    }
    Error shown = *error;
    if (const auto written = rule(); written && shown.where == written->name)
        shown.where.clear(); // it stands above
    m_mistake->setText(problemText(shown));
}

void RuleEditor::save() {
    const auto written = rule();
    if (!written) {
        m_banner->showError(written.error());
        return;
    }
    m_save->setEnabled(false);
    m_workbench.edit(
        m_scope.document, // no document changes: their list stays as it is
        [id = m_id, rule = *written, enabled = m_enabled](store::Writer& writer) -> Result<void> {
            const auto saved = saveRule(writer, id, rule, enabled);
            return saved ? Result<void>() : Result<void>(saved.error());
        },
        [this, alive = m_alive, name = QString::fromStdString(written->name)](
            const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                m_banner->showError(done.error());
                m_save->setEnabled(true);
                return;
            }
            Q_EMIT saved(name);
            accept();
        });
}

} // namespace evenspan::ui
