/**
 * Removes a key, if it has still the value that was read.
 *
 * KEYS[1] the key; ARGV[1] the value. Answers 1 when it is gone, else 0.
 */
export const LET_GO_SCRIPT = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`;
