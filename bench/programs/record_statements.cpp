/// Writes down every statement that a program runs on a writing SQLite connection, with its values, in the order of running.
///   LD_PRELOAD=record_statements.so BENCH_STATEMENTS=file torg demo …
/// A record: the connection, byte 31, the statement, byte 31, the statement with its values, byte 30.
#include <dlfcn.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

static int write_down(unsigned, void*, void* statement, void* text) {
    static std::mutex one_at_a_time;
    static std::FILE* file = std::fopen(std::getenv("BENCH_STATEMENTS"), "ab");
    const auto* sql = static_cast<const char*>(text);
    // What triggers and FTS5 run inside a statement comes with it when the statement is run again.
    if (file == nullptr || std::strncmp(sql, "--", 2) == 0) return 0;
    auto* running = static_cast<sqlite3_stmt*>(statement);
    char* filled = sqlite3_expanded_sql(running);
    const std::lock_guard lock(one_at_a_time);
    std::fprintf(file, "%p\x1f%s\x1f%s\x1e", static_cast<void*>(sqlite3_db_handle(running)), sql, filled == nullptr ? "" : filled);
    std::fflush(file);
    sqlite3_free(filled);
    return 0;
}

extern "C" int sqlite3_open_v2(const char* name, sqlite3** handle, int flags, const char* vfs) {
    static const auto real = reinterpret_cast<decltype(&sqlite3_open_v2)>(dlsym(RTLD_NEXT, "sqlite3_open_v2"));
    const int code = real(name, handle, flags, vfs);
    if (code == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) != 0 && std::getenv("BENCH_STATEMENTS") != nullptr)
        sqlite3_trace_v2(*handle, SQLITE_TRACE_STMT, write_down, nullptr);
    return code;
}
