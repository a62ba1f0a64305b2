#pragma once
/// A file in memory alone, for a program that reads nothing but files.
#include "foundation/base/content.h"

namespace pdf {

class MemoryFile {
public:
    explicit MemoryFile(const Content&);
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

}  // namespace pdf
