-- Places are found by their cells also when they are closed, and counted by service without their rows being read.
CREATE INDEX cases_place_cells ON cases_place (row_no, col_no);
CREATE INDEX cases_place_counted ON cases_place (service, received_at, is_open);
DROP INDEX cases_place_service;
