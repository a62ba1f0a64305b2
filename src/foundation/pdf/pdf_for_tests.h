#pragma once
/// Documents that are whole: a mended one is not what a test is about.
#include <string>
#include <vector>

namespace pdf {

/// The objects, the first of which is the catalogue, as a file.
inline std::string whole_document(const std::vector<std::string>& objects) {
    std::string out = "%PDF-1.4\n", places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto at = std::to_string(out.size());
        places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto size = std::to_string(objects.size() + 1), at = std::to_string(out.size());
    return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + places + "trailer<</Root 1 0 R/Size " + size + ">>\nstartxref\n" + at +
           "\n%%EOF\n";
}

/// An empty page, which joined documents name "[ 0 0 width 100 ]".
inline std::string one_page(int width) {
    return whole_document({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                           "<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + std::to_string(width) + " 100]>>"});
}

}  // namespace pdf
