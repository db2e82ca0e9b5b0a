// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <algorithm>
#include <QTranslator>

// A static library's resources come in by name only.
static void useResources() {
    Q_INIT_RESOURCE(report_words);
}

namespace evenspan::report {

const std::vector<std::string>& reportLanguages() {
    static const std::vector<std::string> languages{"en", "zh_CN"};
    return languages;
}

Result<void> BiasReport::checkLanguage(const std::string& language) {
    const auto& known = reportLanguages();
    if (std::find(known.begin(), known.end(), language) == known.end())
        return Error{ErrorCode::InvalidArgument, "No report can be written in this language",
            language, "Choose en or zh_CN."};
    return {};
}

Result<Report> BiasReport::make(const fairness::AuditResult& audit, const std::string& language) {
    if (auto known = checkLanguage(language); !known)
        return known.error();
    return BiasReport(audit, language).build();
}

BiasReport::BiasReport(const fairness::AuditResult& audit, const std::string& language)
    : m_audit(audit) {
    m_report.language = QStringLiteral("en");
    if (language != "en") {
        useResources();
        m_translator = std::make_unique<QTranslator>();
        if (m_translator->load(
                QStringLiteral(":/report/report_%1.qm").arg(QString::fromStdString(language))))
            m_report.language =
                QString::fromStdString(language).replace(QLatin1Char('_'), QLatin1Char('-'));
        else
            m_translator.reset();
    }
}

BiasReport::~BiasReport() = default;

QString BiasReport::tr(const char* source) const {
    const auto text = m_translator ? m_translator->translate("BiasReport", source) : QString();
    return text.isEmpty() ? QString::fromUtf8(source) : text;
}

Section& BiasReport::open(const char* id, const QString& number, const QString& title, int level) {
    m_report.sections.push_back({QString::fromLatin1(id), number, title, level, {}});
    return m_report.sections.back();
}

void BiasReport::say(const QString& text, Paragraph::Kind kind) {
    add(Paragraph{text, kind});
}

Report BiasReport::build() {
    front();
    summary();
    system();
    data();
    groups();
    method();
    results();
    counterfactual();
    intersections();
    calibration();
    change();
    limits();
    fullTables();
    sources();
    hiringTable();
    actTable();
    reproduction();
    modelCard();
    glossary();
    m_report.audit = QString::fromStdString(fairness::auditToJson(m_audit));
    return std::move(m_report);
}

} // namespace evenspan::report
