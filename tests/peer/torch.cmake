# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    add_executable(tool_torch_train ${CMAKE_SOURCE_DIR}/tests/bench/tool_torch_train.cpp)
    set_target_properties(tool_torch_train PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(tool_torch_train PRIVATE
        evenspan_options core_base ${CMAKE_DL_LIBS})
    add_dependencies(tool_torch_train evenspan_engine)
    evenspan_peer_test(torch_model torch_model.py tool_torch_train)
    set_tests_properties(peer_torch_model PROPERTIES ENVIRONMENT
        "EVENSPAN_ENGINE_MODULE=$<TARGET_FILE:evenspan_engine>;${EVENSPAN_TEST_THREADS};HF_HUB_OFFLINE=1")
endif()
