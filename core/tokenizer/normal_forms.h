// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/aligned_text.h"

namespace evenspan {

enum class NormalForm { Nfd, Nfkd, Nfc, Nfkc };

// Brings a text into a normal form of Unicode (unicode.org/reports/tr15), with the tables of
// Unicode 9 that the reference has: characters that came later stay as they are.
void normalize(NormalForm form, AlignedText& text);

} // namespace evenspan
