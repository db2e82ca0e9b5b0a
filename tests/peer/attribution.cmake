# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    add_test(NAME peer_attribution COMMAND ${EVENSPAN_PEER_PYTHON}
        ${CMAKE_CURRENT_SOURCE_DIR}/attribution.py $<TARGET_FILE:evenspan-cli>)
    set_tests_properties(peer_attribution PROPERTIES LABELS peer TIMEOUT 1800 SKIP_RETURN_CODE 77
        ENVIRONMENT "HF_HUB_OFFLINE=1;${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false")
endif()
