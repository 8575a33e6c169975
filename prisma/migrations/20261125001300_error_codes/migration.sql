-- Twilio's own list of error codes, when somebody imported it: shown beside ours, which alone decides what is done.
CREATE TABLE imported_error_code (
    code INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    causes TEXT NOT NULL DEFAULT '',
    solutions TEXT NOT NULL DEFAULT '',
    docs_url TEXT,
    imported_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    imported_by_id UUID,

    CONSTRAINT imported_error_code_pkey PRIMARY KEY (code),
    CONSTRAINT imported_error_code_range CHECK (code BETWEEN 1 AND 999999)
);
