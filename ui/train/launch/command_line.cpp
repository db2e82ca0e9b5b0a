// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/command_line.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

namespace evenspan::ui {

QString shellWord(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=,+-]+$"));
    return plain.match(word).hasMatch() ? word
                                        : QLatin1Char('\'')
            + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

QString recipeOptions(const engine::Recipe& recipe) {
    QString out = QStringLiteral(" --model ") % shellWord(QString::fromStdString(recipe.model));
    const auto defaults = nlohmann::ordered_json::parse(engine::recipeToJson({}));
    const auto json = nlohmann::ordered_json::parse(engine::recipeToJson(recipe));
    for (const auto& [key, value] : json.items())
        if (key != "model" && value != defaults[key])
            out += QStringLiteral(" --set ")
                % shellWord(QString::fromStdString(
                    key + "=" + (value.is_string() ? value.get<std::string>() : value.dump())));
    return out;
}

} // namespace evenspan::ui
