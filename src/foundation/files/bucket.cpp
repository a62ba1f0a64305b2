#include "foundation/files/bucket.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <pugixml.hpp>
#include <vector>

namespace files {

namespace fs = std::filesystem;

namespace {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File opened(const fs::path& path, const char* how) {
    File file(std::fopen(path.c_str(), how));
    if (!file) throw std::system_error(errno, std::generic_category(), "a file on its way to or from the bucket cannot be opened");
    return file;
}

std::size_t add_to_text(char* bytes, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(bytes, size * count);
    return size * count;
}

/// SHA-256 of nothing: what a request without a body carries.
constexpr std::string_view no_content = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// One request, signed by AWS Signature Version 4 with the hash of what it carries: the store refuses what was damaged on the way.
class Call {
public:
    Call(const BucketPlace& place, const std::string& address, std::string_view content_hash = no_content)
        : curl_(curl_easy_init(), curl_easy_cleanup) {
        static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
        if (started != CURLE_OK || !curl_) throw std::runtime_error("libcurl does not start");
        set(CURLOPT_URL, address.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_AWS_SIGV4, fmt::format("aws:amz:{}:s3", place.region).c_str());
        set(CURLOPT_USERNAME, place.key.c_str());
        set(CURLOPT_PASSWORD, place.secret.c_str());
        set(CURLOPT_CONNECTTIMEOUT, 5L);
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);  // bytes a second …
        set(CURLOPT_LOW_SPEED_TIME, 30L);  // … for so many seconds: it has stopped answering
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_WRITEFUNCTION, add_to_text);
        set(CURLOPT_WRITEDATA, &answer_);
        header(fmt::format("x-amz-content-sha256: {}", content_hash));
    }

    template <class Value>
    Call& set(CURLoption option, Value value) {
        curl_easy_setopt(curl_.get(), option, value);
        return *this;
    }
    Call& header(const std::string& line) {
        headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
        return *this;
    }
    /// The status, 2xx or 404; anything else is thrown.
    long perform() {
        set(CURLOPT_HTTPHEADER, headers_.get());
        const auto code = curl_easy_perform(curl_.get());
        if (code != CURLE_OK) throw BucketUnreachable(fmt::format("the file store does not answer: {}", curl_easy_strerror(code)));
        long status = 0;
        curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status / 100 != 2 && status != 404) throw BucketUnreachable(fmt::format("the file store answers {}", status));
        return status;
    }
    const std::string& answer() const { return answer_; }

private:
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, curl_slist_free_all};
    std::string answer_;
};

std::string query_encoded(std::string_view text) {
    const std::unique_ptr<char, decltype(&curl_free)> encoded(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())),
                                                              curl_free);
    return encoded.get();
}

}  // namespace

Bucket::Bucket(BucketPlace place) : place_(std::move(place)) {}

std::string Bucket::address(std::string_view hash) const {
    return fmt::format("{}/{}/{}{}", place_.endpoint, place_.bucket, place_.prefix, hash);
}

void Bucket::put(std::string_view hash, const fs::path& path) const {
    const auto file = opened(path, "rb");
    const auto status = Call(place_, address(hash), hash)
                            .set(CURLOPT_UPLOAD, 1L)
                            .set(CURLOPT_READFUNCTION, static_cast<curl_read_callback>(nullptr))
                            .set(CURLOPT_READDATA, file.get())
                            .set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(fs::file_size(path)))
                            .header("Content-Type: application/octet-stream")
                            .perform();
    if (status == 404) throw BucketUnreachable("the file store has no bucket " + place_.bucket);
}

bool Bucket::get(std::string_view hash, const fs::path& to) const {
    const auto file = opened(to, "wb");
    return Call(place_, address(hash))
                   .set(CURLOPT_WRITEFUNCTION, static_cast<curl_write_callback>(nullptr))
                   .set(CURLOPT_WRITEDATA, file.get())
                   .perform() != 404 &&
           std::fflush(file.get()) == 0;
}

bool Bucket::has(std::string_view hash) const { return Call(place_, address(hash)).set(CURLOPT_NOBODY, 1L).perform() != 404; }

void Bucket::remove(std::string_view hash) const { Call(place_, address(hash)).set(CURLOPT_CUSTOMREQUEST, "DELETE").perform(); }

void Bucket::each_older(Date than, const std::function<void(const std::string&)>& visit) const {
    std::string next;
    do {
        // In the order of their names, as the signature asks for.
        const auto address =
            fmt::format("{}/{}?{}list-type=2&prefix={}", place_.endpoint, place_.bucket,
                        next.empty() ? "" : "continuation-token=" + query_encoded(next) + "&", query_encoded(place_.prefix));
        Call call(place_, address);
        call.perform();
        pugi::xml_document list;
        if (!list.load_buffer(call.answer().data(), call.answer().size())) throw BucketUnreachable("the file store's list cannot be read");
        const auto result = list.child("ListBucketResult");
        for (const auto& object : result.children("Contents")) {
            const std::string name = object.child_value("Key");
            const auto day = date_from_iso(std::string_view(object.child_value("LastModified")).substr(0, 10));
            if (day && *day < than && name.starts_with(place_.prefix)) visit(name.substr(place_.prefix.size()));
        }
        next = std::string_view(result.child_value("IsTruncated")) == "true" ? result.child_value("NextContinuationToken") : "";
    } while (!next.empty());
}

}  // namespace files
