# SPDX-License-Identifier: GPL-3.0-or-later
if(TARGET evenspan_engine)
    evenspan_peer_test(model_folder model_folder.py tool_model_folder
        LINK core_engine ${CMAKE_DL_LIBS})
    add_dependencies(tool_model_folder evenspan_engine)
    set_tests_properties(peer_model_folder PROPERTIES ENVIRONMENT
        "EVENSPAN_ENGINE_MODULE=$<TARGET_FILE:evenspan_engine>;${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false;HF_HUB_OFFLINE=1")
    evenspan_peer_test(model_families model_families.py tool_model_folder)
    evenspan_peer_test(new_pieces new_pieces.py tool_model_folder)
    add_dependencies(tool_model_folder tool_tokenizer)
    set_tests_properties(peer_model_families peer_new_pieces PROPERTIES ENVIRONMENT
        "EVENSPAN_ENGINE_MODULE=$<TARGET_FILE:evenspan_engine>;${EVENSPAN_TEST_THREADS};TOKENIZERS_PARALLELISM=false;HF_HUB_OFFLINE=1")
endif()
