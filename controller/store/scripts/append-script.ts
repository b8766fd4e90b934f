/**
 * Adds a line to a list that has as many as whoever wrote the line has seen, so that of two that follow the
 * same line one is refused.
 *
 * KEYS[1] the list; ARGV[1] lines seen, [2] the new line. Answers 1 when it was added, else 0.
 */
export const APPEND_SCRIPT = `
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
return 1
`;
