// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"
#include "core/engine/attribution.h"
#include "core/engine/torch/generic_model.h"
#include "core/engine/torch/matmul.h"
#include "core/engine/torch/quadrature.h"
#include "core/engine/torch/sessions.h"

#include <algorithm>
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <optional>

namespace evenspan::engine {

namespace {

using at::Tensor;

constexpr std::int64_t kRowsAtOnce = 1024; // sub-words of a pass along the path

Error wrong(const char* what) {
    return {ErrorCode::InvalidArgument, what, "attribution", "This is a bug: please report it"};
}

Error cancelled() {
    return {ErrorCode::Cancelled, "Stopped", "attribution", {}};
}

class GenericExplain final : public ExplainSession {
public:
    GenericExplain(const ModelConfig& config, const Layout& layout, const ComputeOptions& options,
        at::Device device, int threads)
        : m_model(config, layout, options, device)
        , m_threads(threads) { }

    Result<void> load(const WeightViews& weights) {
        auto done = m_model.load(weights, 0);
        m_model.makeLeaves({});
        return done;
    }

    Result<Attribution> integratedGradients(const AttributionRequest& request) override {
        return guarded<Attribution>([&] { return integrate(request); });
    }

    Result<Attribution> gradientTimesInput(const AttributionRequest& request) override {
        return guarded<Attribution>([&]() -> Result<Attribution> {
            auto path = begin(request);
            if (!path)
                return path.error();
            Attribution out = path->ends;
            out.steps = 1;
            if (auto done = add(request, *path, std::vector<QuadraturePoint>{{1.0, 1.0}}, out);
                !done)
                return done.error();
            finish(request, out);
            return out;
        });
    }

    Result<Attribution> rollout(const AttributionRequest& request) override {
        return guarded<Attribution>([&]() -> Result<Attribution> {
            auto packed = check(request);
            if (!packed)
                return packed.error();
            const at::NoGradGuard noGrad;
            OnDevice b = m_model.place(*packed);
            std::vector<Tensor> attentions;
            b.attentions = &attentions;
            const Tensor last = m_model.encode(m_model.wordVectors(b), b, *packed, {});
            Attribution out;
            out.value = values(m_model.head(last, b, *packed, {}), request, 1).item<double>();
            Tensor flow = at::eye(b.columns, last.options());
            for (const Tensor& a : attentions)
                flow = at::matmul((a[0].mean(0) + at::eye(b.columns, last.options())) * 0.5, flow);
            Tensor sum = at::zeros({b.columns}, last.options());
            for (const auto& target : request.targets)
                sum = sum + flow[target.position];
            const Tensor mean = (sum / static_cast<double>(request.targets.size()))
                                    .to(at::kDouble)
                                    .cpu()
                                    .contiguous();
            out.scores.assign(mean.data_ptr<double>(), mean.data_ptr<double>() + mean.numel());
            return out;
        });
    }

    Result<Features> features(const Batch& batch) override {
        return guarded<Features>([&]() -> Result<Features> {
            auto packed = pack(batch, m_model.config(), false);
            if (!packed)
                return packed.error();
            const at::NoGradGuard noGrad;
            const OnDevice b = m_model.place(*packed);
            const Tensor last = m_model.encode(m_model.wordVectors(b), b, *packed, {});
            const Tensor seen = m_model.features(last)
                                    .reshape({-1, m_model.config().hidden})
                                    .index_select(0, b.real);
            Features out;
            out.width = m_model.config().hidden;
            out.values = floats(seen);
            out.logits = floats(m_model.head(last, b, *packed, {}));
            return out;
        });
    }

    Result<std::vector<float>> dropoutLogits(
        const Batch& batch, const DropoutRequest& request) override {
        return guarded<std::vector<float>>([&]() -> Result<std::vector<float>> {
            auto packed = pack(batch, m_model.config(), false);
            if (!packed)
                return packed.error();
            if (request.passes < 1 || request.probability >= 1)
                return wrong("no passes, or a dropout that leaves nothing");
            const ModelConfig& c = m_model.config();
            const double p = request.probability >= 0 ? request.probability : c.classifierDropout;
            const bool none = request.whole
                ? c.hiddenDropout <= 0 && c.attentionDropout <= 0 && c.classifierDropout <= 0
                : p <= 0;
            if (none)
                return Error{ErrorCode::Unsupported,
                    "The model was trained without dropout: every pass would be the same",
                    "dropout", "Give a probability, or train with dropout."};
            const at::NoGradGuard noGrad;
            const OnDevice b = m_model.place(*packed);
            std::vector<float> out;
            Tensor last;
            if (!request.whole)
                last = m_model.encode(m_model.wordVectors(b), b, *packed, {});
            for (int pass = 0; pass < request.passes; ++pass) {
                if (request.stop.stop_requested())
                    return cancelled();
                const DropKey key{true, request.seed, static_cast<std::uint64_t>(pass)};
                const Tensor logits = request.whole
                    ? m_model.head(
                        m_model.encode(m_model.wordVectors(b), b, *packed, key), b, *packed, key)
                    : m_model.head(last, b, *packed, key, p);
                const auto values = floats(logits);
                out.insert(out.end(), values.begin(), values.end());
            }
            return out;
        });
    }

private:
    // Where the path begins and ends: vectors of the word table [1,L,W], and f at both.
    struct Path {
        Packed packed;
        Tensor from, to;
        Attribution ends;
    };

    template <class T, class F> Result<T> guarded(F&& work) {
        try {
            prepare(MatmulPath::Mkl, m_threads);
            return work();
        } catch (...) {
            return currentError("attribution");
        }
    }

    static std::vector<float> floats(const Tensor& t) {
        const Tensor host = t.to(at::kFloat).cpu().contiguous();
        return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
    }

    Result<Packed> check(const AttributionRequest& request) const {
        const auto size = static_cast<std::int32_t>(request.ids.size());
        Batch batch;
        batch.rows = size > 0 ? 1 : 0;
        batch.columns = size;
        batch.ids = request.ids;
        batch.lengths = {size};
        auto packed = pack(batch, m_model.config(), false);
        if (!packed)
            return packed.error();
        if (request.targets.empty())
            return wrong("nothing to explain");
        for (const auto& target : request.targets)
            if (target.position < 0 || target.position >= size || target.category < 0
                || target.category >= m_model.config().classes)
                return wrong("a target outside the sentence or the classes");
        return packed;
    }

    static Packed repeated(const Packed& one, std::int64_t rows) {
        Packed out = one;
        for (std::int64_t r = 1; r < rows; ++r) {
            out.ids.insert(out.ids.end(), one.ids.begin(), one.ids.end());
            out.positions.insert(out.positions.end(), one.positions.begin(), one.positions.end());
            out.starts.push_back(out.starts.back() + one.longest);
        }
        return out;
    }

    // f of each row [rows], of logits [rows × L, C].
    Tensor values(
        const Tensor& logits, const AttributionRequest& request, std::int64_t rows) const {
        const Tensor by = logits.view({rows, -1, m_model.config().classes});
        const Tensor of = request.value == TargetValue::Logit ? by : at::log_softmax(by, -1);
        Tensor sum = at::zeros({rows}, of.options());
        for (const auto& target : request.targets)
            sum = sum + of.select(1, target.position).select(1, target.category);
        return sum.to(at::kDouble);
    }

    Result<Path> begin(const AttributionRequest& request) const {
        auto packed = check(request);
        if (!packed)
            return packed.error();
        if (request.baseline.size() != request.ids.size())
            return wrong("a baseline of another length than the sentence");
        Path path{*packed, {}, {}, {}};
        std::vector<std::int32_t> base = request.baseline;
        for (auto& id : base) {
            if (id < -1 || id >= m_model.config().vocabulary)
                return wrong("a baseline outside the vocabulary");
            id = std::max(id, 0);
        }
        const at::NoGradGuard noGrad;
        path.to = m_model.wordVectors(m_model.place(path.packed)).clone();
        Packed other = path.packed;
        other.ids = base;
        path.from = m_model.wordVectors(m_model.place(other)).clone();
        for (std::size_t i = 0; i < request.baseline.size(); ++i)
            if (request.baseline[i] < 0)
                path.from.select(1, static_cast<std::int64_t>(i)).zero_();
        const Packed both = repeated(path.packed, 2);
        const OnDevice b = m_model.place(both);
        const Tensor ends =
            values(m_model.head(
                       m_model.encode(at::cat({path.from, path.to}, 0), b, both, {}), b, both, {}),
                request, 2)
                .cpu();
        path.ends.baselineValue = ends[0].item<double>();
        path.ends.value = ends[1].item<double>();
        return path;
    }

    // Adds (to − from) · Σ weight ∂f/∂x along the path to the scores.
    Result<void> add(const AttributionRequest& request, const Path& path,
        const std::vector<QuadraturePoint>& points, Attribution& out) const {
        const std::int64_t L = path.packed.longest;
        const auto rowsAtOnce =
            static_cast<std::size_t>(std::max<std::int64_t>(1, kRowsAtOnce / L));
        const Tensor way = path.to - path.from;
        Tensor sum = at::zeros({L}, at::TensorOptions().dtype(at::kDouble));
        for (std::size_t at = 0; at < points.size(); at += rowsAtOnce) {
            if (request.stop.stop_requested())
                return cancelled();
            const auto rows = static_cast<std::int64_t>(std::min(rowsAtOnce, points.size() - at));
            const Tensor where = at::empty({rows, 1, 1}, at::kFloat);
            const Tensor weight = at::empty({rows, 1}, at::kDouble);
            for (std::int64_t r = 0; r < rows; ++r) {
                const auto& point = points[at + static_cast<std::size_t>(r)];
                where.data_ptr<float>()[r] = static_cast<float>(point.at);
                weight.data_ptr<double>()[r] = point.weight;
            }
            const Packed packed = repeated(path.packed, rows);
            const OnDevice b = m_model.place(packed);
            const at::AutoGradMode graph(true);
            const Tensor x =
                (path.from + where.to(m_model.device()) * way).detach().set_requires_grad(true);
            values(m_model.head(m_model.encode(x, b, packed, {}), b, packed, {}), request, rows)
                .sum()
                .backward();
            const at::NoGradGuard noGrad;
            const Tensor parts = (x.grad().to(at::kDouble) * way.to(at::kDouble)).sum(-1).cpu();
            sum = sum + (parts * weight).sum(0);
        }
        out.scores.assign(sum.data_ptr<double>(), sum.data_ptr<double>() + L);
        return {};
    }

    static void finish(const AttributionRequest& request, Attribution& out) {
        double sum = 0;
        for (const double score : out.scores)
            sum += score;
        out.gap = std::fabs(sum - (out.value - out.baselineValue));
        out.complete = out.gap <= request.tolerance;
    }

    Result<Attribution> integrate(const AttributionRequest& request) const {
        if (request.steps < 1 || request.mostSteps < request.steps)
            return wrong("no steps");
        auto path = begin(request);
        if (!path)
            return path.error();
        Attribution out = path->ends;
        for (int steps = request.steps; steps <= request.mostSteps; steps *= 2) {
            out.steps = steps;
            if (auto done = add(request, *path, gaussLegendre(steps), out); !done)
                return done.error();
            finish(request, out);
            if (out.complete)
                break;
        }
        return out;
    }

    GenericModel m_model;
    int m_threads;
};

} // namespace

Result<std::unique_ptr<ExplainSession>> genericExplain(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options) {
    if (options.precision != Precision::Fp32)
        return Error{ErrorCode::Unsupported, "attributions need fp32", "precision",
            "Open the run with the precision fp32"};
    auto layout = Layout::of(config);
    if (!layout)
        return layout.error();
    auto device = deviceOf(options.device);
    if (!device)
        return device.error();
    auto session = std::make_unique<GenericExplain>(
        config, *layout, options, *device, options.threads > 0 ? options.threads : usualThreads());
    if (auto loaded = session->load(weights); !loaded)
        return loaded.error();
    return std::unique_ptr<ExplainSession>(std::move(session));
}

} // namespace evenspan::engine
