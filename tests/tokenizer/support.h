// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/text/utf8.h"
#include "core/tokenizer/tokenizer.h"

#include <nlohmann/json.hpp>
#include <QString>
#include <QStringList>

namespace evenspan::test {

inline QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// "piece[begin,end)word ..."
inline QString show(const Tokenizer& tokenizer, const Encoding& encoding) {
    QStringList out;
    for (std::size_t i = 0; i < encoding.size(); ++i)
        out << QStringLiteral("%1[%2,%3)%4")
                   .arg(fromUtf8(tokenizer.piece(encoding.ids[i])))
                   .arg(encoding.begins[i])
                   .arg(encoding.ends[i])
                   .arg(encoding.words[i]);
    return out.join(QLatin1Char(' '));
}

inline std::unique_ptr<Tokenizer> load(const nlohmann::json& document) {
    auto loaded = loadTokenizer({{"tokenizer.json", document.dump()}});
    if (!loaded)
        qWarning("%s", loaded.error().text().c_str());
    return loaded ? std::move(*loaded) : nullptr;
}

inline std::string randomText(Philox& rng, std::u32string_view alphabet, std::uint64_t longest) {
    std::string text;
    for (auto n = rng.below(longest + 1); n > 0; --n)
        appendUtf8(text, alphabet[rng.below(alphabet.size())]);
    return text;
}

} // namespace evenspan::test
