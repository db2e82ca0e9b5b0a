// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/export_model_dialog.h"

#include "core/store/project.h"
#include "core/store/reader.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace evenspan::ui {

ExportModelDialog::ExportModelDialog(
    Workbench& workbench, FileDialogs& dialogs, const QString& run, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_run(run)
    , m_banner(new ErrorBanner(this))
    , m_choices(new QButtonGroup(this))
    , m_progress(new ProgressStrip(this))
    , m_state(mutedLabel({}, this))
    , m_start(primaryButton(tr("Choose a place…"), this))
    , m_close(new QPushButton(tr("Close"), this)) {
    setWindowTitle(tr("Export model"));
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addWidget(titleLabel(tr("Export %1").arg(run), this));
    column->addWidget(m_banner);
    const auto choice = [&](ModelFormat format, const QString& name, const QString& text) {
        auto* button = new QRadioButton(name, this);
        button->setAccessibleName(name);
        button->setAccessibleDescription(text);
        auto* note = mutedLabel(text, this);
        note->setWordWrap(true);
        note->setContentsMargins(
            style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, nullptr, button)
                + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing, nullptr, button),
            0, 0, 0);
        note->setBuddy(button);
        auto* pair = new QVBoxLayout;
        pair->setSpacing(space(this, 1));
        pair->addWidget(button);
        pair->addWidget(note);
        column->addLayout(pair);
        m_choices->addButton(button, int(format));
    };
    choice(ModelFormat::HuggingFace, tr("Hugging Face folder"),
        tr("For Python and other programs that use transformers: weights, tokenizer and model "
           "card."));
    choice(ModelFormat::Onnx, tr("ONNX file"),
        tr("For runtimes without Python. The labels are in the file; the tokenizer is not."));
    choice(ModelFormat::Archive, tr("One archive"),
        tr("A zip file with model card and checksums, to pass on or keep. Evenspan takes it back "
           "by “evenspan-cli models add”."));
    m_choices->button(int(ModelFormat::HuggingFace))->setChecked(true);
    column->addStretch();
    column->addWidget(m_progress);
    m_progress->setAccessibleName(tr("Progress"));
    column->addWidget(new Hairline(this));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_state, 1);
    foot->addWidget(m_close);
    foot->addWidget(m_start);
    column->addLayout(foot);
    m_start->setDefault(true);
    m_start->setAccessibleName(m_start->text());
    m_close->setAutoDefault(false);
    m_close->setObjectName(QStringLiteral("close"));
    setMinimumWidth(space(this, 120));

    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const quint64 total = m_share->total;
        m_progress->setShare(total > 0 ? double(m_share->done) / double(total) : -1);
    });
    connect(m_start, &QPushButton::clicked, this, &ExportModelDialog::begin);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    // As it is read: the forms, then the foot.
    QWidget* before = m_banner;
    for (QWidget* next : QList<QWidget*>{m_choices->button(int(ModelFormat::HuggingFace)),
             m_choices->button(int(ModelFormat::Onnx)),
             m_choices->button(int(ModelFormat::Archive)), m_close, m_start}) {
        setTabOrder(before, next);
        before = next;
    }
    m_choices->checkedButton()->setFocus();
    setBusy(false);
}

ExportModelDialog::~ExportModelDialog() {
    m_stop.request_stop();
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

ModelFormat ExportModelDialog::format() const {
    return static_cast<ModelFormat>(m_choices->checkedId());
}

void ExportModelDialog::begin() {
    m_banner->clear();
    const ModelFormat form = format();
    QString place = m_dialogs.saveFile(this, tr("Export model"),
        form == ModelFormat::Onnx          ? m_run % QStringLiteral(".onnx")
            : form == ModelFormat::Archive ? m_run % QStringLiteral(".zip")
                                           : m_run,
        form == ModelFormat::Onnx          ? tr("ONNX file (*.onnx)")
            : form == ModelFormat::Archive ? tr("Archive (*.zip)")
                                           : tr("New folder (*)"));
    if (place.isEmpty())
        return;
    // The system's own dialog has asked before an old file goes; a folder is never replaced, nor a
    // file of a name that it did not ask for.
    const QString ending = form == ModelFormat::Onnx ? QStringLiteral(".onnx")
        : form == ModelFormat::Archive               ? QStringLiteral(".zip")
                                                     : QString();
    const bool asked = place.endsWith(ending, Qt::CaseInsensitive);
    if (!asked)
        place += ending;
    ExportModelRequest request;
    request.run = m_run.toStdString();
    request.format = form;
    request.target = std::filesystem::path(place.toStdU16String());
    request.version = QCoreApplication::applicationVersion().toStdString();
    request.replace = asked && form != ModelFormat::HuggingFace;
    const auto files = store::Project::filesFolder(
        std::filesystem::path(m_workbench.project().path.toStdU16String()));
    m_share = std::make_shared<Share>();
    m_stop = {};
    setBusy(true);
    m_ticket = m_workbench.query<ExportedModel>(
        [request, files, share = m_share, stop = m_stop.get_token()](
            store::Reader& reader, std::stop_token) {
            return exportModel(
                reader, files, request, stop, [&](std::uint64_t done, std::uint64_t total) {
                    share->done = done;
                    share->total = total;
                });
        },
        [this](Result<ExportedModel> done) {
            m_ticket = 0;
            setBusy(false);
            if (!done && done.error().code == ErrorCode::Cancelled)
                return m_state->setText(tr("Stopped; nothing was exported"));
            if (!done)
                return m_banner->showError(done.error());
            Q_EMIT exported(QString::fromStdU16String(done->target.u16string()));
            accept();
        });
}

void ExportModelDialog::reject() {
    if (!m_ticket)
        return Dialog::reject();
    m_stop.request_stop();
    m_close->setEnabled(false);
    m_state->setText(tr("Stopping…"));
}

void ExportModelDialog::setBusy(bool busy) {
    for (QAbstractButton* button : m_choices->buttons())
        button->setEnabled(!busy);
    m_start->setEnabled(!busy);
    m_close->setEnabled(true);
    m_progress->setShare(busy ? -1 : 0);
    m_progress->setVisible(busy);
    m_close->setText(busy ? tr("Stop") : tr("Close"));
    m_close->setAccessibleName(m_close->text());
    m_state->setText(busy ? tr("Exporting…") : QString());
    if (busy)
        m_timer.start();
    else
        m_timer.stop();
}

} // namespace evenspan::ui
