// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report_model.h"

namespace evenspan::report {

QString sectionName(const Report& report, const QString& id) {
    for (const auto& section : report.sections)
        if (section.id == id)
            return section.number.isEmpty() ? section.title
                                            : section.number + QLatin1Char(' ') + section.title;
    return {};
}

LinkedText resolveReferences(const Report& report, const QString& text) {
    LinkedText out;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto open = text.indexOf(QLatin1String("{#"), at);
        const auto close = open < 0 ? -1 : text.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        out.text += text.mid(at, open - at);
        const auto id = text.mid(open + 2, close - open - 2);
        const auto name = sectionName(report, id);
        if (name.isEmpty()) {
            out.text += text.mid(open, close + 1 - open); // not a reference: the text's own braces
        } else {
            out.links.push_back({int(out.text.size()), int(name.size()), id});
            out.text += name;
        }
        at = close + 1;
    }
    out.text += text.mid(at);
    return out;
}

} // namespace evenspan::report
