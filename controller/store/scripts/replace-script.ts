/**
 * Puts a new value in a key if it still holds the one that the new one was made from, which is told by its
 * SHA-1 so that it need not be sent; empty for a key that is not there.
 *
 * KEYS[1] the key; ARGV[1] SHA-1 of the value expected in hexadecimal digits, [2] the new one. Answers 1,
 * or 0 where another one was there.
 */
export const REPLACE_SCRIPT = `
local present = redis.call('GET', KEYS[1])
local digest = present and redis.sha1hex(present) or ''
if digest ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`;
