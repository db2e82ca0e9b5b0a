// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/bias_report.h"
#include "core/report/pdf.h"
#include "sample_audit.h"

#include <QProcess>
#include <QRegularExpression>
#include <QString>

#include <string>
#include <utility>
#include <vector>

// Made-up reports of every shape, and what stands in their files.
namespace evenspan::test {

struct Shape {
    const char* name;
    fairness::AuditResult audit;
};

inline fairness::AuditResult changed(std::size_t groups) {
    auto audit = sampleAudit(groups);
    audit.change = sampleChange(audit);
    return audit;
}

inline std::vector<Shape> shapes() {
    return {{"one", sampleAudit(1)}, {"six", sampleAudit(6)}, {"forty", sampleAudit(40)},
        {"long", sampleAudit(7, "a region with a name that nobody would ever write out")},
        {"changed", changed(6)}, {"crossed", crossedAudit(6)}, {"empty", emptyAudit()}};
}

// Runs a tool; its output, and whether it ended well.
inline std::pair<QString, bool> ran(const QString& tool, const QStringList& arguments) {
    QProcess process;
    process.start(tool, arguments);
    if (!process.waitForFinished(120000))
        return {process.errorString(), false};
    return {QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()),
        process.exitCode() == 0};
}

// Letters and digits only: how lines are broken and spaced says nothing about figures.
inline QString bare(const QString& text) {
    QString out;
    for (const auto letter : text.normalized(QString::NormalizationForm_KC))
        if (!letter.isSpace() && letter != QChar(0x00AD))
            out += letter;
    return out;
}

inline QString htmlText(const std::string& html) {
    auto text = QString::fromStdString(html);
    text.remove(QRegularExpression(
        QStringLiteral("<style>.*?</style>"), QRegularExpression::DotMatchesEverythingOption));
    text.replace(QRegularExpression(QStringLiteral("<[^>]*>")), QStringLiteral(" "));
    text.replace(QStringLiteral("&lt;"), QStringLiteral("<"));
    text.replace(QStringLiteral("&gt;"), QStringLiteral(">"));
    text.replace(QStringLiteral("&quot;"), QStringLiteral("\""));
    return text.replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}
inline report::Report made(const fairness::AuditResult& audit, const std::string& language = "en") {
    auto report = report::BiasReport::make(audit, language);
    if (!report)
        qFatal("%s", report.error().text().c_str());
    return *report;
}

} // namespace evenspan::test
