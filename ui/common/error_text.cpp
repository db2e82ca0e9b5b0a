// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/error_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace evenspan::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
public:
    static QString kind(ErrorCode code);
    static QString remedy(ErrorCode code);
};

QString Words::kind(ErrorCode code) {
    switch (code) {
    case ErrorCode::Internal:
        return tr("Something went wrong inside the program");
    case ErrorCode::InvalidArgument:
        return tr("This cannot be done as asked");
    case ErrorCode::NotFound:
        return tr("Something that is needed is not there");
    case ErrorCode::AlreadyExists:
        return tr("Something of this name exists already");
    case ErrorCode::Io:
        return tr("A file could not be read or written");
    case ErrorCode::NoSpace:
        return tr("The disk is full");
    case ErrorCode::ReadOnly:
        return tr("This place cannot be written to");
    case ErrorCode::Locked:
        return tr("It is in use already");
    case ErrorCode::Corrupt:
        return tr("A file is damaged");
    case ErrorCode::Foreign:
        return tr("This file belongs to another program");
    case ErrorCode::TooNew:
        return tr("This was written by a newer version");
    case ErrorCode::BadEncoding:
        return tr("The text is not UTF-8");
    case ErrorCode::BadFormat:
        return tr("The file does not follow its format");
    case ErrorCode::BadConfig:
        return tr("The settings contradict each other or the data");
    case ErrorCode::Unsupported:
        return tr("This is not supported here");
    case ErrorCode::Unsafe:
        return tr("This was refused for safety");
    case ErrorCode::HashMismatch:
        return tr("The file is not the one that is expected");
    case ErrorCode::LabelMismatch:
        return tr("Labels or documents do not fit the run");
    case ErrorCode::Empty:
        return tr("There is nothing to work on");
    case ErrorCode::OutOfMemory:
        return tr("There is not enough memory");
    case ErrorCode::NotANumber:
        return tr("The loss is no longer a number");
    case ErrorCode::EngineMissing:
        return tr("Training and prediction are not available");
    case ErrorCode::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

QString Words::remedy(ErrorCode code) {
    switch (code) {
    case ErrorCode::Internal:
        return tr("Try again; if it comes back, report it with the details.");
    case ErrorCode::InvalidArgument:
        return tr("Change what was entered and try again.");
    case ErrorCode::NotFound:
        return tr("Check the name and the path.");
    case ErrorCode::AlreadyExists:
        return tr("Choose another name.");
    case ErrorCode::Io:
        return tr("Check the disk and the path.");
    case ErrorCode::NoSpace:
        return tr("Free some space and try again; nothing was changed.");
    case ErrorCode::ReadOnly:
        return tr("Copy the project to a folder that you may write to.");
    case ErrorCode::Locked:
        return tr("Close it there, or wait until it is done.");
    case ErrorCode::Corrupt:
        return tr("Keep it as it is and go back to a backup.");
    case ErrorCode::Foreign:
        return tr("Choose a file that ends in .evenspan.");
    case ErrorCode::TooNew:
        return tr("Install the newer version to change it.");
    case ErrorCode::BadEncoding:
        return tr("Save the file as UTF-8 and try again.");
    case ErrorCode::BadFormat:
        return tr("Mend the line that is named, or choose another format.");
    case ErrorCode::BadConfig:
        return tr("Change the setting that is named.");
    case ErrorCode::Unsupported:
        return tr("Choose another way that the details name.");
    case ErrorCode::Unsafe:
        return tr("Take the file from a source that you trust, in a safe format.");
    case ErrorCode::HashMismatch:
        return tr("Download it again.");
    case ErrorCode::LabelMismatch:
        return tr("Undo the changes, or start a new run.");
    case ErrorCode::Empty:
        return tr("Import or label documents first.");
    case ErrorCode::OutOfMemory:
        return tr("Close other programs, or lower the batch size.");
    case ErrorCode::NotANumber:
        return tr("Lower the learning rate, or train in full precision.");
    case ErrorCode::EngineMissing:
        return tr("Install the engine; everything else works without it.");
    case ErrorCode::Cancelled:
        return {};
    }
    return {};
}

} // namespace

QString errorKind(ErrorCode code) {
    return Words::kind(code);
}

QString errorRemedy(ErrorCode code) {
    return Words::remedy(code);
}

ErrorText errorText(const Error& error) {
    QString exact = QString::fromStdString(error.what);
    if (!error.where.empty())
        exact += QStringLiteral(" – ") % QString::fromStdString(error.where);
    const QString remedy = QString::fromStdString(error.remedy);
    if (QLocale().language() == QLocale::English || QLocale().language() == QLocale::C)
        return {exact, remedy, {}};
    return {errorKind(error.code), errorRemedy(error.code),
        remedy.isEmpty() ? exact : exact % QStringLiteral(". ") % remedy};
}

} // namespace evenspan::ui
