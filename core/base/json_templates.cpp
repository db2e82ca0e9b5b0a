// SPDX-License-Identifier: GPL-3.0-or-later
#define EVENSPAN_JSON_HERE
#include "packaging/cmake/json_templates.h"

#ifdef EVENSPAN_JSON
EVENSPAN_JSON(, nlohmann::json)
EVENSPAN_JSON(, nlohmann::ordered_json)
#endif
