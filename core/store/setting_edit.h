// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>

namespace evenspan::store {

class Writer;

// A setting that people write, such as a test suite: each change is an event, so undo, redo and the
// history have it, across restarts too. Of the value only the stretch that changes is kept, since a
// suite of a thousand names changes by a cell. `name` is the undo step's; within a group it joins
// that. Nothing happens where the value is that already; "" and no setting are the same. Where
// something else set the value meanwhile without an event (Writer::setSetting), undo and redo leave
// it as it is. Errors: BadEncoding (key or value is no UTF-8), those of Writer.
Result<void> editSetting(
    Writer& writer, const std::string& name, const std::string& key, const std::string& value);

// As it is at this moment, within a group too; unset: there is none.
Result<std::optional<std::string>> settingNow(Writer& writer, const std::string& key);

} // namespace evenspan::store
