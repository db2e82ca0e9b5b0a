# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    add_test(NAME peer_label_errors COMMAND ${EVENSPAN_PEER_PYTHON}
        ${CMAKE_CURRENT_SOURCE_DIR}/label_errors.py $<TARGET_FILE:evenspan-cli> ${CMAKE_SOURCE_DIR})
    set_tests_properties(peer_label_errors PROPERTIES LABELS peer TIMEOUT 1800 COST 200 SKIP_RETURN_CODE 77
        ENVIRONMENT "${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false;HF_HUB_OFFLINE=1")
endif()
