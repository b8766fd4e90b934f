/** What an identifier looks like, apart from the validator, for code that runs without one. */
export const IDENTIFIER_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
