#include "foundation/http/compression.h"

#include <brotli/encode.h>
#include <libdeflate.h>
#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>

#include "foundation/http/ascii.h"

namespace http {
namespace {

/// Thousandths of "0.8"; nothing when it is no qvalue.
std::optional<int> thousandths(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int value = (text[0] - '0') * 1000;
    int worth = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (!is_digit(c)) return std::nullopt;
        value += (c - '0') * worth;
        worth /= 10;
    }
    return std::min(value, 1000);
}

/// The q of "gzip;q=0.8", 1000 when it says none, 0 when it is broken.
int weight(std::string_view parameters) {
    parameters = without_blanks_around(parameters);
    if (parameters.empty()) return 1000;
    if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) return 0;
    return thousandths(parameters.substr(2)).value_or(0);
}

struct Wishes {
    std::optional<int> identity, gzip, brotli, anything;
};

Wishes read_wishes(std::string_view accept_encoding) {
    Wishes wishes;
    while (!accept_encoding.empty()) {
        std::string_view parameters = take_until(accept_encoding, ',');
        const std::string_view coding = without_blanks_around(take_until(parameters, ';'));
        const int q = weight(parameters);
        if (equals_ignoring_case(coding, "br")) wishes.brotli = q;
        if (equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip")) wishes.gzip = q;
        if (equals_ignoring_case(coding, "identity")) wishes.identity = q;
        if (coding == "*") wishes.anything = q;
    }
    return wishes;
}

/// Of brotli. From 4 on it clears half a megabyte for each text, which costs more than the compressing of a page.
int quality_of(Effort effort) { return effort == Effort::kept ? 9 : 2; }

std::string brotli(std::string_view text, int quality) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string result(size, '\0');
    const bool done =
        BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                              reinterpret_cast<const std::uint8_t*>(text.data()), &size, reinterpret_cast<std::uint8_t*>(result.data()));
    if (!done) throw std::runtime_error("brotli failed");
    result.resize(size);
    return result;
}

/// A part of a longer stream, to the end of a byte. `offset`: how much of the text stands before it; nothing there is referred to.
std::string brotli_part(std::string_view text, std::size_t offset) {
    const std::unique_ptr<BrotliEncoderState, void (*)(BrotliEncoderState*)> encoder(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                     BrotliEncoderDestroyInstance);
    if (!encoder) throw std::bad_alloc();
    BrotliEncoderSetParameter(encoder.get(), BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
    BrotliEncoderSetParameter(encoder.get(), BROTLI_PARAM_QUALITY, quality_of(Effort::kept));
    BrotliEncoderSetParameter(encoder.get(), BROTLI_PARAM_STREAM_OFFSET, static_cast<std::uint32_t>(offset));
    const auto* next = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t left = text.size(), room = 0, made = 0;
    std::string out;
    do {
        if (!BrotliEncoderCompressStream(encoder.get(), BROTLI_OPERATION_FLUSH, &left, &next, &room, nullptr, nullptr))
            throw std::runtime_error("brotli failed");
        made = 0;  // as much as there is
        const auto* piece = BrotliEncoderTakeOutput(encoder.get(), &made);
        out.append(reinterpret_cast<const char*>(piece), made);
    } while (left > 0 || made > 0);
    return out;
}

/// RFC 7932 9.2: a meta-block of up to 65 536 bytes that stand as they are: its length less one in four nibbles, and the mark
/// ISUNCOMPRESSED.
void add_uncompressed(std::string& out, std::string_view text) {
    const auto head = static_cast<std::uint32_t>(text.size() - 1) << 3 | 1U << 19;
    for (int i = 0; i < 3; ++i) out += static_cast<char>(head >> (8 * i) & 0xff);
    out += text;
}

/// The last meta-block, which is empty.
constexpr char end_of_brotli = 3;

/// The level that a text is worth: 4 gives less than Brotli 2 does, in a fifth of its time; 12 tries everything.
int level_of(Effort effort) { return effort == Effort::kept ? 12 : 4; }

std::string gzip(std::string_view text, Effort effort) {
    using Compressor = std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)>;
    const auto made = [](Effort one) { return Compressor(libdeflate_alloc_compressor(level_of(one)), libdeflate_free_compressor); };
    thread_local const Compressor for_once = made(Effort::once);
    const auto for_kept = effort == Effort::kept ? made(effort) : Compressor(nullptr, libdeflate_free_compressor);
    auto* compressor = for_kept ? for_kept.get() : for_once.get();
    if (!compressor) throw std::bad_alloc();
    std::string result(libdeflate_gzip_compress_bound(compressor, text.size()), '\0');
    result.resize(libdeflate_gzip_compress(compressor, text.data(), text.size(), result.data(), result.size()));
    if (result.empty()) throw std::runtime_error("gzip failed");
    return result;
}

}  // namespace

std::string_view to_string(Coding coding) { return coding == Coding::brotli ? "br" : coding == Coding::gzip ? "gzip" : "identity"; }

Coding best_coding(std::string_view accept_encoding, Effort effort) {
    const Wishes wishes = read_wishes(accept_encoding);
    const int brotli_q = wishes.brotli.value_or(wishes.anything.value_or(0));
    const int gzip_q = wishes.gzip.value_or(wishes.anything.value_or(0));
    const int identity_q = wishes.identity.value_or(0);
    if (std::max(brotli_q, gzip_q) == 0 || identity_q > std::max(brotli_q, gzip_q)) return Coding::identity;
    if (brotli_q == gzip_q) return effort == Effort::kept ? Coding::brotli : Coding::gzip;
    return brotli_q > gzip_q ? Coding::brotli : Coding::gzip;
}

bool is_compressible(std::string_view content_type) {
    static constexpr std::array<std::string_view, 7> types{"application/json", "application/javascript", "application/xml",
                                                           "application/yaml", "application/geo+json",   "image/svg+xml",
                                                           "application/wasm"};
    const std::string type = lower_ascii(without_blanks_around(content_type.substr(0, content_type.find(';'))));
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           std::find(types.begin(), types.end(), type) != types.end();
}

BrotliWithHoles::BrotliWithHoles(std::string_view text, const std::vector<std::size_t>& places, std::size_t size) {
    std::size_t at = 0;
    for (const auto place : places) {
        between_.push_back(brotli_part(text.substr(at, place - at), at));
        at = place + size;
    }
    between_.push_back(brotli_part(text.substr(at), at));
}

std::string BrotliWithHoles::filled(std::string_view own) const {
    std::string out = between_.front();
    for (std::size_t i = 1; i < between_.size(); ++i) {
        add_uncompressed(out, own);
        out += between_[i];
    }
    return out += end_of_brotli;
}

std::string compressed(std::string_view text, Coding coding, Effort effort) {
    switch (coding) {
        case Coding::brotli: return brotli(text, quality_of(effort));
        case Coding::gzip: return gzip(text, effort);
        case Coding::identity: break;
    }
    return std::string(text);
}

std::shared_ptr<const std::string> CompressedBodies::get(const std::shared_ptr<const std::string>& body, Coding coding) {
    const auto slot = [coding](Entry& entry) -> std::shared_ptr<const std::string>& {
        return coding == Coding::brotli ? entry.brotli : entry.gzip;
    };
    {
        const std::lock_guard lock(mutex_);
        const auto known = entries_.find(body.get());
        // A new body may stand where a dead one stood.
        if (known != entries_.end() && known->second.body.lock() == body && slot(known->second)) return slot(known->second);
    }
    auto made = std::make_shared<const std::string>(compressed(*body, coding, Effort::kept));
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= forget_at_) forget_dead_bodies();
    Entry& entry = entries_[body.get()];
    if (entry.body.lock() != body) entry = Entry{body, {}, {}};
    slot(entry) = made;
    return made;
}

void CompressedBodies::forget_dead_bodies() {
    std::erase_if(entries_, [](const auto& entry) { return entry.second.body.expired(); });
    forget_at_ = std::max<std::size_t>(64, entries_.size() * 2);
}

}  // namespace http
