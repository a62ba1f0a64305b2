#include "foundation/jobs/apart.h"

#include <typeinfo>

#include "foundation/db/database.h"
#include "foundation/log/log.h"

namespace jobs {

bool done_apart(std::string_view job_name, const std::function<void()>& piece) {
    try {
        piece();
        return true;
    } catch (const db::Unavailable&) { throw; } catch (const std::exception& problem) {
        logging::error("job_piece_failed", {{"job", job_name}, {"type", typeid(problem).name()}});
        return false;
    }
}

}  // namespace jobs
