-- The register is read a page at a time, newest first; the key of a page is its last row's day and case.
DROP INDEX public_register_by_day;
CREATE INDEX public_register_by_day ON public_register_entry (received_on, case_id);
