# SPDX-License-Identifier: GPL-3.0-or-later
evenspan_peer_test(tokenizer_corpora tokenizer_corpora.py tool_tokenizer
    LINK core_tokenizer nlohmann_json::nlohmann_json)
evenspan_peer_test(tokenizer_codepoints tokenizer_codepoints.py tool_tokenizer)
evenspan_peer_test(tokenizer_added tokenizer_added.py tool_tokenizer)
evenspan_peer_test(tokenizer_vocabulary tokenizer_vocabulary.py tool_tokenizer)
evenspan_peer_test(tokenizer_families tokenizer_families.py tool_tokenizer)
