// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_project_file.h"

#include "core/store/writer.h"

namespace evenspan::cli {

Error withRemedy(Error error, const std::string& file) {
    if (error.code == ErrorCode::NotFound)
        error.remedy = "Make it first: evenspan-cli project create " + file;
    return error;
}

Result<std::unique_ptr<store::Project>> openProject(const std::string& file, bool write) {
    auto project = write ? store::Project::open(file) : store::Project::openReadOnly(file);
    if (!project)
        return withRemedy(project.error(), file);
    if (write)
        (*project)->writer()->setActor("evenspan-cli");
    return project;
}

} // namespace evenspan::cli
