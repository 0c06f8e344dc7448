-- So that a person is told of them without a walk past the bytes of all others.
CREATE INDEX blob_kept_back ON blob (sequence) WHERE state > 1;
