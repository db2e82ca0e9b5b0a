# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    foreach(name hf_decoders encoder_runs occlusion)
        add_test(NAME peer_${name} COMMAND ${EVENSPAN_PEER_PYTHON}
            ${CMAKE_CURRENT_SOURCE_DIR}/${name}.py $<TARGET_FILE:evenspan-cli>)
        set_tests_properties(peer_${name} PROPERTIES LABELS peer TIMEOUT 900 SKIP_RETURN_CODE 77
            ENVIRONMENT "HF_HUB_OFFLINE=1;${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false")
    endforeach()
endif()
