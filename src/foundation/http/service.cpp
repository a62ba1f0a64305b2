#include "foundation/http/service.h"

namespace http {

Service::Service(ServerOptions given, Answer answers, Refuse refuses)
    : options(std::move(given)),
      answer(std::move(answers)),
      refuse(std::move(refuses)),
      proxies(options.trusted_proxies),
      workers(options.worker_threads, options.max_waiting) {}

Reply Service::answered(Request& request, IncomingBody& body) {
    try {
        body.finish(request);
        if (body.fault() != 0) return refused(body.fault(), request.request_id, request.method);
        return negotiated(answer(request), request, compressed_bodies);
    } catch (...) { return refused(500, request.request_id, request.method); }
}

Reply Service::refused(int status, const std::string& request_id, Method method) const {
    Response response{.status = status, .type = "text/plain"};
    try {
        response = refuse(status, request_id);
    } catch (...) {  // the page about the failure failed too; the status still tells
    }
    if (status == 503) response.with("Retry-After", "5");
    return plain_reply(std::move(response), method);
}

}  // namespace http
