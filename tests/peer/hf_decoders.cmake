# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    add_test(NAME peer_hf_decoders COMMAND ${EVENSPAN_PEER_PYTHON}
        ${CMAKE_CURRENT_SOURCE_DIR}/hf_decoders.py $<TARGET_FILE:evenspan-cli>)
    set_tests_properties(peer_hf_decoders PROPERTIES LABELS peer TIMEOUT 900
        SKIP_RETURN_CODE 77 ENVIRONMENT "HF_HUB_OFFLINE=1;OMP_NUM_THREADS=2")
endif()
