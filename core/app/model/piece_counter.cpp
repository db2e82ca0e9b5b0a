// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/piece_counter.h"

#include "core/engine/windows.h"

#include <algorithm>

namespace evenspan {

std::size_t PieceCounter::of(const std::string& word) {
    const auto [found, fresh] = m_known.try_emplace(word, 0);
    if (fresh) {
        const std::string_view view = found->first;
        const auto encoded = engine::encodeSentence(m_tokenizer, {&view, 1}, 512);
        for (const auto& window : encoded.windows)
            found->second += window.ids.size() - std::min<std::size_t>(2, window.ids.size());
    }
    return found->second;
}

std::size_t PieceCounter::of(std::span<const std::string> words, const Mention& mention) {
    std::size_t sum = 0;
    for (auto w = mention.begin; w < mention.end; ++w)
        sum += of(words[w]);
    return sum;
}

std::string pieceBand(std::size_t pieces) {
    return pieces > 8 ? "9+" : pieces > 4 ? "5–8" : std::to_string(pieces);
}

} // namespace evenspan
