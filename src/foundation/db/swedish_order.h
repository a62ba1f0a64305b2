#pragma once
#include <memory>
#include <string_view>

namespace db {

/// The Swedish alphabetical order: å, ä, ö after z; upper and lower case side by side. The same as ICU gives PostgreSQL.
class SwedishOrder {
public:
    SwedishOrder();
    ~SwedishOrder();
    /// Below 0, 0 or above 0. Only equal texts are 0.
    int compare(std::string_view left, std::string_view right) const;

private:
    struct Collator;
    std::unique_ptr<Collator> collator_;
};

}  // namespace db
