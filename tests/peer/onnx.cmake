# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(onnx onnx_file.py tool_onnx LINK core_onnx)
if(TARGET evenspan_engine)
    add_test(NAME peer_onnx_run COMMAND ${EVENSPAN_PEER_PYTHON}
        ${CMAKE_CURRENT_SOURCE_DIR}/onnx_run.py $<TARGET_FILE:evenspan-cli> ${CMAKE_SOURCE_DIR})
    set_tests_properties(peer_onnx_run PROPERTIES LABELS peer TIMEOUT 900 SKIP_RETURN_CODE 77
        ENVIRONMENT "${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false;HF_HUB_OFFLINE=1")
endif()
