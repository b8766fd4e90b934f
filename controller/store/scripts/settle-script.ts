/**
 * Takes a field off, if it has still the value that was read: an hour off those that are due, where nothing
 * was folded into it since; a shadow off those that wait for their next step.
 *
 * KEYS[1] the hash; ARGV[1] field, [2] value that was read. Answers 1 when it is off, else 0.
 */
export const SETTLE_SCRIPT = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
`;
