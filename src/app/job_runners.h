#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/installation.h"
#include "foundation/jobs/runner.h"

namespace app {

/// The threads that do the jobs of each municipality while the program listens. Those of a paused one stand still.
class JobRunners {
public:
    /// The installation must outlive it.
    explicit JobRunners(Installation&);
    ~JobRunners();
    JobRunners(const JobRunners&) = delete;
    JobRunners& operator=(const JobRunners&) = delete;

    /// Starts or stops by what the municipality is now. Waits for the jobs that run when it is paused.
    void follow(const Tenant&);
    void stop();

private:
    std::unique_ptr<jobs::Runner> runner_of(const Tenant&);

    Installation& installation_;
    std::vector<Area> parts_;
    std::mutex guard_;
    bool is_stopped_ = false;
    std::map<std::string, std::unique_ptr<jobs::Runner>, std::less<>> running_;
};

}  // namespace app
