#include <boost/asio/buffer.hpp>
#include <cstdint>
#include <cstdlib>

#include "foundation/http/compression.h"
#include "foundation/http/head_check.h"
#include "foundation/http/ranges.h"
#include "foundation/http/request_head.h"

/// A head as it comes from the network: refused, or one request that can be read in one way only.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const http::TrustedProxies proxies({"127.0.0.1"});
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    http::wanted_part(input, 1000);
    const auto end = http::end_of_head(input);
    if (end == std::string_view::npos || http::fault_in_head(input.substr(0, end)) != 0) return 0;
    http::RequestParser parser;
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(input.data(), end), error);
    if (error || !parser.is_header_done()) return 0;
    const auto request = http::read_head(parser, "127.0.0.1", proxies);
    if (!request) return 0;
    if (request->path.empty() || request->path.front() != '/') std::abort();
    if (request->path.find('\0') != std::string::npos || request->path.find("/../") != std::string::npos) std::abort();
    for (const auto& [name, value] : request->headers.all)
        if (value.find_first_of("\r\n") != std::string::npos) std::abort();
    return 0;
}
