#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// The column names of one answer. Reading columns in the order of the SELECT costs one comparison each.
class Columns {
public:
    void clear() { names_.clear(); }
    void add(std::string_view name) { names_.emplace_back(name); }
    /// -1 when there is no such column; the first when two have the name.
    int find(std::string_view name) const {
        if (expected_ < names_.size() && names_[expected_] == name) return static_cast<int>(expected_++);
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] == name) {
                expected_ = i + 1;
                return static_cast<int>(i);
            }
        return -1;
    }
    void start_row() const { expected_ = 0; }

private:
    std::vector<std::string> names_;
    mutable std::size_t expected_ = 0;
};

}  // namespace db
