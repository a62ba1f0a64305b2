#include "engines/services/sent.h"

#include <fstream>
#include <iterator>

namespace services {

std::string sent_definition(const http::Request& request) {
    std::string sent(request.field("yaml"));
    for (const auto& upload : request.uploads) {
        if (upload.field != "file" || upload.size == 0 || upload.too_large || upload.lost) continue;
        std::ifstream file(upload.path, std::ios::binary);
        sent.assign(std::istreambuf_iterator<char>(file), {});
    }
    return sent;
}

}  // namespace services
