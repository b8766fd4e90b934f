/** Version of the JSON that commands print with `--json`: a minor step only adds. */
export const SCHEMA_VERSION = "1.0";
