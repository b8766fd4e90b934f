/**
 * Puts a new value in a field of a hash if it still holds the value that the new one was made from.
 *
 * KEYS[1] hash; ARGV[1] field, [2] value expected, [3] new value. Answers 1 when replaced, else 0.
 */
export const REPLACE_SCRIPT = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`;
