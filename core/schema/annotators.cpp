// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/annotators.h"

#include <algorithm>

namespace evenspan {

std::string writeAnnotators(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        out += out.empty() ? "" : ", ";
        for (const char c : name) {
            if (c == ',' || c == '\\')
                out += '\\';
            out += c;
        }
    }
    return out;
}

std::vector<std::string> readAnnotators(std::string_view written) {
    std::vector<std::string> names(1);
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] == '\\' && i + 1 < written.size()) {
            names.back() += written[++i];
        } else if (written[i] == ',') {
            names.emplace_back();
            if (i + 1 < written.size() && written[i + 1] == ' ')
                ++i;
        } else {
            names.back() += written[i];
        }
    }
    std::vector<std::string> out;
    for (auto& name : names)
        if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end())
            out.push_back(std::move(name));
    return out;
}

} // namespace evenspan
