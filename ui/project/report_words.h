// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/project/import_documents.h"
#include "ui/common/error_text.h"

#include <QString>
#include <QStringList>

#include <string>

// What the layers below say of an import or an export, in the language of the window. They speak
// English sentences, each fixed but for what is put in ("layer %1, which is not kept"), and lines
// made of them by fixed rules ("3 × … (first at a.xml: line 7)"); here they are taken apart again.
// What is not known stays as it is.
namespace evenspan::ui {

class ErrorBanner;

QString reportLine(const std::string& line); // of lost, repaired, warnings or problems
QString reportReason(const std::string& why); // of io::Finding::why: sentences and "; "
QString findingName(const std::string& what); // of io::Finding::what
QString findingValue(const std::string& value);
QString formatTitle(const std::string& name); // of a format, by io::Format::name
// A failure of an import or export: its exact words where they are known, else errorText().
ErrorText reportError(const Error& error);
void showReportError(ErrorBanner& banner, const Error& error);
QStringList repeatTexts(const Repeats& repeats); // what evenspan::repeatLines() says

extern const char* const kReportPhrases[]; // up to a nullptr
extern const char* const kReportFailures[];

} // namespace evenspan::ui
