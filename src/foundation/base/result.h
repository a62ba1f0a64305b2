#pragma once
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

/// The failures a caller must expect. Broken disks and bugs throw instead.
enum class Fault { not_found, invalid, forbidden, sign_in_needed, conflict, too_large, too_many, unavailable };

/// What is wrong with one answer: the field's name, and the text that says what to do.
struct FieldError {
    std::string field;
    std::string text_key;
    std::vector<std::string> arguments{};
    bool operator==(const FieldError&) const = default;
};

struct Error {
    Fault fault;
    std::vector<FieldError> fields{};
    std::string text_key{};  ///< said to the reader when the fault's own text is not enough
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Fault fault, std::string text_key = {}) {
    return tl::unexpected(Error{fault, {}, std::move(text_key)});
}
inline tl::unexpected<Error> invalid(std::vector<FieldError> fields) {
    return tl::unexpected(Error{Fault::invalid, std::move(fields), {}});
}

namespace result_detail {
template <class T, class E>
T value_of(tl::expected<T, E>&& result) {
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}
}  // namespace result_detail

/// Unwraps a Result, or returns its error from the calling function.
#define TRY(expression) TRY_NAMED_(__COUNTER__, expression)
#define TRY_NAMED_(number, expression) TRY_INTO_(number, expression)
#define TRY_INTO_(number, expression)                                                            \
    __extension__({                                                                              \
        auto try_result_##number = (expression);                                                 \
        if (!try_result_##number) return tl::unexpected(std::move(try_result_##number).error()); \
        result_detail::value_of(std::move(try_result_##number));                                 \
    })
