// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/suggestion_backend.h"

namespace evenspan {

namespace {

class Backend : public ui::SuggestionBackend {
public:
    explicit Backend(const Places& places)
        : m_engine(places.engine) { }

    Result<std::unique_ptr<SuggestionModel>> open(
        store::Project& project, const std::string& run) override {
        return openSuggestionModel(project, run, m_engine);
    }

private:
    std::filesystem::path m_engine;
};

} // namespace

std::unique_ptr<ui::SuggestionBackend> makeSuggestionBackend(const Places& places) {
    return std::make_unique<Backend>(places);
}

} // namespace evenspan
