/**
 * Takes an hour off those that are due, if nothing was folded into it since it was read.
 *
 * KEYS[1] hours due; ARGV[1] hour, [2] number under which it was due. Answers 1 when it is off, else 0.
 */
export const SETTLE_SCRIPT = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
`;
