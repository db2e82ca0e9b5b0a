// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recipe_sources.h"

#include <algorithm>
#include <array>
#include <utility>

namespace evenspan::engine {

namespace {

constexpr const char* kOwn = "Evenspan, manual: Training";
constexpr const char* kBert = "Devlin et al. 2019, arXiv 1810.04805, appendix A.3";
constexpr const char* kNames = "Lu et al. 2018, arXiv 1807.11714";
constexpr const char* kReweigh = "Kamiran and Calders 2012, doi 10.1007/s10115-011-0463-8";
constexpr const char* kPairing = "Garg et al. 2019, arXiv 1809.10610";
constexpr const char* kStopping = "Prechelt 1998, doi 10.1007/3-540-49430-8_3";

constexpr std::array<std::pair<const char*, const char*>, 40> kSources{{
    {"model", kOwn},
    {"epochs", kBert},
    {"max_steps", kOwn},
    {"learning_rate", kBert},
    {"head_learning_rate", "Howard and Ruder 2018, arXiv 1801.06146, section 3.2"},
    {"weight_decay", "Loshchilov and Hutter 2019, arXiv 1711.05101"},
    {"batch_size", kBert},
    {"accumulation", "Ott et al. 2018, arXiv 1806.00187"},
    {"max_length", "Devlin et al. 2019, arXiv 1810.04805, appendix A.2"},
    {"extend_vocabulary", "Hewitt 2021, Initializing New Word Embeddings"},
    {"warmup_ratio", "Goyal et al. 2017, arXiv 1706.02677, section 2.2"},
    {"schedule", "Loshchilov and Hutter 2017, arXiv 1608.03983 (cosine)"},
    {"optimizer", "Loshchilov and Hutter 2019, arXiv 1711.05101"},
    {"dropout", "Srivastava et al. 2014, JMLR 15"},
    {"label_smoothing", "Szegedy et al. 2016, arXiv 1512.00567, section 7"},
    {"class_weights", "King and Zeng 2001, doi 10.1093/oxfordjournals.pan.a004868"},
    {"layer_decay", "Howard and Ruder 2018, arXiv 1801.06146, section 3.2"},
    {"frozen_layers", "Lee et al. 2019, arXiv 1911.03090"},
    {"gradient_checkpointing", "Chen et al. 2016, arXiv 1604.06174"},
    {"augment_suite", kNames},
    {"augment_copies", kNames},
    {"group_by", kOwn},
    {"reweigh_groups", kReweigh},
    {"reweigh_label", kReweigh},
    {"group_dro_step", "Sagawa et al. 2020, arXiv 1911.08731"},
    {"pairing_suite", kPairing},
    {"pairing_weight", kPairing},
    {"max_grad_norm", "Pascanu et al. 2013, arXiv 1211.5063"},
    {"precision", "Micikevicius et al. 2018, arXiv 1710.03740; bf16: 1905.12322"},
    {"seed", "Dodge et al. 2020, arXiv 2002.06305"},
    {"deterministic", kOwn},
    {"early_stopping_patience", kStopping},
    {"eval_every", kStopping},
    {"eval_first", kOwn},
    {"best_metric", "Tjong Kim Sang and De Meulder 2003, arXiv cs/0306050"},
    {"save_every", kOwn},
    {"keep_checkpoints", kOwn},
    {"device", kOwn},
    {"threads", kOwn},
    {"decoder", "Forney 1973, doi 10.1109/PROC.1973.9030"},
}};

} // namespace

std::string recipeSource(const std::string& key) {
    const auto found = std::find_if(
        kSources.begin(), kSources.end(), [&](const auto& one) { return key == one.first; });
    return found == kSources.end() ? std::string() : found->second;
}

} // namespace evenspan::engine
