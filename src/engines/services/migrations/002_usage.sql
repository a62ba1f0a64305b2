-- How a form is filled in, in sums: nothing of it says who. For those who build the form; kept as long as the version.
CREATE TABLE services_page_use (
    service  TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    page     TEXT    NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0,
    under_15_s INTEGER NOT NULL DEFAULT 0,
    under_30_s INTEGER NOT NULL DEFAULT 0,
    under_1_min INTEGER NOT NULL DEFAULT 0,
    under_2_min INTEGER NOT NULL DEFAULT 0,
    under_5_min INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service, version, page)
) STRICT;
CREATE TABLE services_question_errors (
    service  TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    question TEXT    NOT NULL,
    errors   INTEGER NOT NULL,
    PRIMARY KEY (service, version, question)
) STRICT;
