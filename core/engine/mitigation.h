// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/windows.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// What a run does against gaps between groups of sentences. All three act on the loss alone; what
// is learnt from and what the best weights are chosen by stay as they are.
//
// Reweighing (Kamiran and Calders 2012, "Data preprocessing techniques for classification without
// discrimination", section 4.3). Each training sentence i has a group g and y = 1 where it holds a
// mention of the type in question (of any, where none is named), else 0. Its weight is
//     w(g, y) = P(g) P(y) / P(g, y) = n_g n_y / (n n_gy),
// cut to [kLeastWeight, kMostWeight] so that a cell of a few sentences does not rule the run, then
// scaled to a mean of 1 over the sentences. Weighed so, g and y are independent.
//
// Group DRO (Sagawa et al. 2020, arXiv 1911.08731, algorithm 1): weights q over the groups, at
// first even; the loss is Σ_g q_g l_g, and after each optimizer step
//     q_g ← q_g exp(step × l_g) / Σ.
// Batches are drawn from the data and not group by group, so both sides are weighed by p_g, the
// group's share of the labelled sub-words: with S_g the summed cross-entropy of the group in the
// step and M its labelled sub-words of all groups, l_g = S_g / (M p_g), and each row counts
// q_g / p_g times. Both then are the group's mean loss in expectation, in a batch of any make-up.
// A step takes the q of the steps before it, so that it is the same in any cut into micro-batches.
//
// Logit pairing (Garg et al. 2019, arXiv 1809.10610, section 4.3, with the squared difference of
// Kannan et al. 2018, arXiv 1803.06373): beside a sentence stands its partner, the same with
// another name, in the same batch. The loss gets pairingWeight × the mean, over the aligned words
// of the step and the classes, of the squared difference of the two logits. Labels of the partner
// are not learnt.
namespace evenspan::engine {

constexpr double kLeastWeight = 0.2, kMostWeight = 5;
// Sentences in a cell of Reweighing, by group and y.
struct ReweighCell {
    std::int64_t sentences = 0;
    double weight = 1; // 1 where there are none
    bool cut = false; // the formula gave a weight beyond the bounds
};
struct Reweighing {
    std::vector<std::array<ReweighCell, 2>> cells; // [group][y]
    std::vector<float> weights; // of each sentence
};
// `groups` from 0 to count − 1, `held` as y; one a sentence.
Reweighing reweigh(
    std::span<const std::int32_t> groups, const std::vector<bool>& held, std::size_t count);

// The weights of group DRO.
class GroupDro {
public:
    // `shares`: p_g, with a sum of 1; a group without a label takes no part. `weights`: q of a run
    // that goes on; empty: even.
    GroupDro(double step, std::vector<double> shares, const std::vector<double>& weights = {});
    // S_g of one optimizer step and M; numbers that are not finite leave q as it is.
    void update(std::span<const double> losses, double labels);
    const std::vector<double>& weights() const { return m_weights; } // q, with a sum of 1
    double factor(std::size_t group) const; // q_g / p_g; 0 for a group without a label

private:
    double m_step;
    std::vector<double> m_shares, m_weights;
};

// One window of a partner, and the places of aligned sub-words: in the sentence's window of the
// same number, and in this one.
struct Partner {
    EncodedWindow window; // labelled with nothing
    std::vector<std::array<std::uint32_t, 2>> pairs;
};
// `words`: aligned words of the two sentences. One a window of `sentence`, without pairs where the
// other has none of that number; a word that is read in windows of different number is left out.
std::vector<Partner> partnersOf(const EncodedSentence& sentence, const EncodedSentence& other,
    std::span<const std::array<std::uint32_t, 2>> words);

struct Mitigation {
    std::vector<float> weights; // of each training sentence; empty: all 1
    std::vector<std::int32_t> groups; // of each training sentence, for group DRO
    std::size_t groupCount = 0;
    double droStep = 0; // 0: off
    // Of each training sentence: partners that it has in turn, one an epoch, each by windows.
    std::vector<std::vector<std::vector<Partner>>> partners;
    double pairingWeight = 0; // 0: off
};
// InvalidArgument: lists of another length than `sentences`, groups out of range, both weights and
// group DRO.
Result<void> checkMitigation(const Mitigation& mitigation, std::size_t sentences);

struct WindowPlace {
    std::uint32_t sentence = 0, window = 0;
};
// Null where the window has none.
const Partner* partnerOf(const Mitigation& mitigation, WindowPlace place, std::int64_t epoch);

} // namespace evenspan::engine
