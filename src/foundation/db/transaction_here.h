#pragma once
#include "foundation/db/database.h"

namespace db {

/// Says for its lifetime that this thread is inside a transaction of a database, so that a read inside it can join.
class TransactionHere {
public:
    TransactionHere(const Database& of, Connection& in) : database_(&of), connection_(&in), outer_(innermost_) { innermost_ = this; }
    ~TransactionHere() { innermost_ = outer_; }
    TransactionHere(const TransactionHere&) = delete;
    TransactionHere& operator=(const TransactionHere&) = delete;

    static Connection* of(const Database& wanted) {
        for (const TransactionHere* here = innermost_; here; here = here->outer_)
            if (here->database_ == &wanted) return here->connection_;
        return nullptr;
    }
    /// A write inside a write would wait for itself; inside a read it would wait for a connection that the read holds.
    static void refuse_write(const Database& wanted) {
        if (of(wanted)) throw Failure("write() inside read() or write() of the same database: use the Connection given");
    }

private:
    static inline thread_local TransactionHere* innermost_ = nullptr;
    const Database* database_;
    Connection* connection_;
    TransactionHere* outer_;
};

}  // namespace db
