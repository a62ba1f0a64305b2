#pragma once
#include <atomic>

#include "foundation/http/body.h"
#include "foundation/http/compression.h"
#include "foundation/http/proxies.h"
#include "foundation/http/reply.h"
#include "foundation/http/server.h"
#include "foundation/http/worker_pool.h"

namespace http {

/// What all io threads of one server share.
struct Service {
    Service(ServerOptions, Answer, Refuse);

    /// Runs the handler, on a worker thread. Never throws: a broken handler is a 500.
    Reply answered(Request&, IncomingBody&);
    /// The page for a request that reaches no handler.
    Reply refused(int status, const std::string& request_id, Method = Method::get) const;

    const ServerOptions options;
    const Answer answer;
    const Refuse refuse;
    const TrustedProxies proxies;
    CompressedBodies compressed_bodies;
    std::atomic<bool> stopping{false};
    WorkerPool workers;
};

}  // namespace http
