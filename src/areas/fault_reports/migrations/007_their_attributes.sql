-- What staff have answered to what the receiver's own system asks (GeoReport v2): JSON, sealed with the key of the case.
ALTER TABLE fault_reports_handed ADD COLUMN sealed_attributes BLOB;
