# SPDX-License-Identifier: GPL-3.0-or-later
add_test(NAME peer_json_formats COMMAND ${EVENSPAN_PEER_PYTHON}
    ${CMAKE_CURRENT_SOURCE_DIR}/json_formats.py $<TARGET_FILE:evenspan-cli>)
set_tests_properties(peer_json_formats PROPERTIES LABELS peer SKIP_RETURN_CODE 77 TIMEOUT 1800
    ENVIRONMENT "HF_HUB_OFFLINE=1;TOKENIZERS_PARALLELISM=false")
