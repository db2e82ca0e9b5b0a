// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/export_dialog.h"

#include "core/io/importer.h"
#include "core/store/annotator_names.h"
#include "core/store/reader.h"
#include "ui/common/field.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/project/export_forms.h"
#include "ui/project/report_words.h"
#include "ui/shell/documents_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QListWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

ExportDialog::ExportDialog(
    Workbench& workbench, FileDialogs& dialogs, std::optional<Listed> listed, QWidget* parent)
    : JobDialog(
        tr("Choose a place…"), tr("Looking at what would be written…"), tr("Exporting…"), parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_banner(new ErrorBanner(this))
    , m_format(new QComboBox(this))
    , m_form(new QComboBox(this))
    , m_scheme(new QComboBox(this))
    , m_scope(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_overlap(new QComboBox(this))
    , m_verify(new QCheckBox(tr("Read the file back and compare"), this))
    , m_formulas(new QCheckBox(tr("Make cells safe for spreadsheets"), this))
    , m_counts(headingLabel({}, this))
    , m_losses(new QListWidget(this)) {
    setWindowTitle(tr("Export documents"));
    for (const std::string& name : io::exportFormatNames())
        m_format->addItem(formatTitle(name), QString::fromStdString(name));
    for (const TagScheme scheme : kAllTagSchemes)
        m_scheme->addItem(QString::fromLatin1(tagSchemeName(scheme)), int(scheme));
    m_scheme->setCurrentIndex(m_scheme->findData(int(TagScheme::Iob2)));
    m_source->addItem(tr("Labels of the project"), QStringLiteral("gold"));
    m_overlap->addItem(tr("As the format can"), int(OverlapPolicy::AsFormat));
    m_overlap->addItem(tr("Keep the longest"), int(OverlapPolicy::Longest));
    m_overlap->addItem(tr("Keep the first"), int(OverlapPolicy::First));
    m_overlap->addItem(tr("Keep all, in several files"), int(OverlapPolicy::Layers));
    fillScopes(listed);
    auto* column = new QVBoxLayout(this);
    build(*column);
    setMinimumWidth(space(this, 150));

    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        fitChoices();
        look();
    });
    for (QComboBox* box : {m_form, m_scheme, m_scope, m_source, m_overlap})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::look);
    connect(m_formulas, &QCheckBox::toggled, this, &ExportDialog::look);
    connect(startButton(), &QPushButton::clicked, this, &ExportDialog::begin);
    fitChoices();
    askSources();
    look();
    m_format->setFocus();
}

ExportDialog::~ExportDialog() {
    for (const Workbench::Ticket ticket : {m_look, m_writing, m_runs, m_annotators})
        if (ticket)
            m_workbench.forget(ticket);
}

void ExportDialog::build(QVBoxLayout& column) {
    const int margin = space(this, 6);
    column.setContentsMargins(margin, margin, margin, space(this, 5));
    column.setSpacing(space(this, 4));
    column.addWidget(titleLabel(tr("Export documents"), this));
    column.addWidget(m_banner);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space(this, 4));
    grid->setVerticalSpacing(space(this, 3));
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_formField = new Field(tr("Form"), m_form, this);
    m_schemeField = new Field(tr("Tags"), m_scheme, this);
    grid->addWidget(new Field(tr("Format"), m_format, this), 0, 0);
    grid->addWidget(new Field(tr("Documents"), m_scope, this), 0, 1);
    grid->addWidget(new Field(tr("Labels from"), m_source, this), 1, 0);
    grid->addWidget(new Field(tr("Labels that overlap"), m_overlap, this), 1, 1);
    grid->addWidget(m_formField, 2, 0);
    grid->addWidget(m_schemeField, 2, 0);
    // A list is as long as what it holds; the columns stay of one width.
    for (QComboBox* box : {m_format, m_form, m_scheme, m_scope, m_source, m_overlap}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }
    column.addLayout(grid);
    column.addWidget(m_verify);
    column.addWidget(m_formulas);
    m_verify->setAccessibleName(m_verify->text());
    m_verify->setToolTip(tr("After writing, the file is read and compared with the project."));
    m_formulas->setAccessibleName(m_formulas->text());
    m_formulas->setToolTip(
        tr("Cells that begin with = + - or @ get a ' before them, so that no spreadsheet runs "
           "them."));
    column.addWidget(new Hairline(this));
    m_counts->setObjectName(QStringLiteral("counts"));
    column.addWidget(m_counts);
    m_losses->setAccessibleName(tr("What the file would not hold"));
    m_losses->setWordWrap(true);
    m_losses->setSelectionMode(QAbstractItemView::NoSelection);
    m_losses->setFrameShape(QFrame::NoFrame);
    m_losses->setFixedHeight(space(this, 28));
    column.addWidget(m_losses);
    column.addStretch(1); // what is to spare stands in one place
    addFoot(column);
    QWidget* before = m_banner;
    for (QWidget* next : QList<QWidget*>{m_format, m_scope, m_source, m_overlap, m_form, m_scheme,
             m_verify, m_formulas, m_losses, closeButton(), startButton()}) {
        setTabOrder(before, next);
        before = next;
    }
}

void ExportDialog::fillScopes(const std::optional<Listed>& listed) {
    if (listed) {
        m_scope->addItem(tr("Those of the list: %Ln documents", nullptr, int(listed->documents)));
        m_scopes.push_back(listed->filter);
    }
    m_scope->addItem(tr("All documents"));
    m_scopes.emplace_back();
    const auto& splits = m_workbench.project().info.splits;
    for (const auto& [name, counts] : splits) {
        if (splits.size() < 2)
            break;
        m_scope->addItem(tr("Split: %1").arg(splitText(QString::fromStdString(name))));
        m_scopes.emplace_back().split = name;
    }
}

void ExportDialog::askSources() {
    m_runs = m_workbench.runs([this](Result<std::vector<store::RunRow>> runs) {
        m_runs = 0;
        if (!runs)
            return;
        const QSignalBlocker blocker(m_source);
        for (const store::RunRow& run : *runs) {
            const QString name = QString::fromStdString(run.name);
            m_source->addItem(tr("Predictions of %1").arg(name), name);
        }
    });
    using Names = std::vector<std::string>;
    m_annotators = m_workbench.query<Names>(
        [](store::Reader& reader, std::stop_token stop) {
            return store::annotatorNames(reader, stop);
        },
        [this](Result<Names> names) {
            m_annotators = 0;
            if (!names)
                return;
            const QSignalBlocker blocker(m_source);
            for (const std::string& one : *names) {
                const QString name = QString::fromStdString(one);
                m_source->addItem(
                    tr("Labels of %1").arg(name), QString(QLatin1String(kAnnotatorSource) % name));
            }
        });
}

QString ExportDialog::format() const {
    return m_format->currentData().toString();
}

void ExportDialog::fitChoices() {
    const QString name = format();
    const QSignalBlocker blocker(m_form);
    m_form->clear();
    for (const auto& [text, setting] : exportForms(name))
        m_form->addItem(text, setting);
    m_formField->setVisible(m_form->count() > 0);
    m_schemeField->setVisible(writesTags(name));
    m_formulas->setVisible(name == QLatin1String("csv"));
    m_verify->setEnabled(io::readsBack(name.toStdString()));
}

ExportRequest ExportDialog::request() const {
    ExportRequest request;
    request.options.format = format().toStdString();
    request.options.scheme =
        writesTags(format()) ? TagScheme(m_scheme->currentData().toInt()) : TagScheme::Iob2;
    const QStringList form = m_form->currentData().toString().split(QLatin1Char('='));
    if (form.size() == 2)
        request.options.settings[form[0].toStdString()] = form[1].toStdString();
    if (format() == QLatin1String("csv") && m_formulas->isChecked())
        request.options.settings["formulas"] = "escape";
    request.source = m_source->currentData().toString().toStdString();
    request.overlap = OverlapPolicy(m_overlap->currentData().toInt());
    request.verify = m_verify->isEnabled() && m_verify->isChecked();
    request.listed = m_scopes[std::size_t(qMax(0, m_scope->currentIndex()))];
    return request;
}

void ExportDialog::look() {
    if (m_look)
        m_workbench.forget(m_look);
    m_banner->clear();
    startButton()->setEnabled(false);
    ExportRequest asked = request();
    asked.dryRun = true;
    m_look = m_workbench.query<ExportSummary>(
        [asked, share = beginLooking()](store::Reader& reader, std::stop_token stop) {
            return exportDocuments(reader, asked, stop,
                [&](std::uint64_t done, std::uint64_t total) { share->set(done, total); });
        },
        [this](Result<ExportSummary> found) {
            m_look = 0;
            endLooking();
            if (found)
                return show(*found);
            m_counts->setText(tr("Nothing can be written by these choices"));
            m_losses->clear();
            m_losses->setVisible(false);
            showReportError(*m_banner, found.error());
        });
}

void ExportDialog::show(const ExportSummary& summary) {
    m_files = summary.paths.size();
    QStringList parts{tr("%Ln documents", nullptr, int(summary.documents)),
        tr("%Ln entities", nullptr, int(summary.spans))};
    if (m_files > 1)
        parts << tr("%Ln files", nullptr, int(m_files));
    m_counts->setText(tr("To be written: %1").arg(parts.join(QStringLiteral(", "))));
    m_losses->clear();
    const auto list = [this](const QString& heading, const std::vector<std::string>& lines) {
        for (const std::string& line : lines)
            m_losses->addItem(tr("%1: %2").arg(heading, reportLine(line)));
    };
    list(tr("Lost"), summary.lost);
    list(tr("Note"), summary.warnings);
    if (m_losses->count() == 0)
        m_losses->addItem(tr("Nothing is lost: the format holds all that these documents have."));
    m_losses->setVisible(true);
    startButton()->setEnabled(true);
}

void ExportDialog::begin() {
    m_banner->clear();
    const auto chosen = askExportPlace(m_dialogs, this, format(), m_form->currentData().toString(),
        m_workbench.project().name, m_files);
    if (!chosen)
        return showReportError(*m_banner, chosen.error());
    if (!chosen->isEmpty())
        write(*chosen);
}

void ExportDialog::write(const QString& place) {
    ExportRequest asked = request();
    asked.out = std::filesystem::path(place.toStdU16String());
    const auto share = beginDoing();
    setBusy(true);
    m_writing = m_workbench.query<ExportSummary>(
        [asked, share, stop = stopToken()](store::Reader& reader, std::stop_token) {
            return exportDocuments(reader, asked, stop,
                [&](std::uint64_t done, std::uint64_t total) { share->set(done, total); });
        },
        [this](Result<ExportSummary> done) {
            m_writing = 0;
            endDoing();
            setBusy(false);
            if (!done && done.error().code == ErrorCode::Cancelled)
                return say(tr("Stopped; nothing was exported"));
            if (!done)
                return showReportError(*m_banner, done.error());
            Q_EMIT exported(saidOf(*done));
            accept();
        });
}

QString ExportDialog::saidOf(const ExportSummary& summary) const {
    const QString place =
        QDir::toNativeSeparators(QString::fromStdU16String(summary.path.u16string()));
    const QString documents = tr("%Ln documents", nullptr, int(summary.documents));
    return summary.verified
        ? tr("%1 written to %2; read back, they are the same").arg(documents, place)
        : tr("%1 written to %2").arg(documents, place);
}

void ExportDialog::setBusy(bool busy) {
    for (QComboBox* box : {m_format, m_form, m_scheme, m_scope, m_source, m_overlap})
        box->setEnabled(!busy);
    m_verify->setEnabled(!busy && io::readsBack(format().toStdString()));
    m_formulas->setEnabled(!busy);
    startButton()->setEnabled(!busy);
}

} // namespace evenspan::ui
