/**
 * Keeps stretches of one lane, each unless a later version of it is there already: they arrive at least
 * once, and late ones may come after those that replaced them.
 *
 * KEYS[1] set of the run's lanes, [2] hash of the lane; ARGV[1] name of the lane, [2] for how many ms to keep
 * the run from now on, then by threes: field, rank of the version, value. Answers how many were written.
 */
export const STRETCH_SCRIPT = `
local written = 0
for at = 3, #ARGV, 3 do
  local present = redis.call('HGET', KEYS[2], ARGV[at])
  local rank = present and tonumber(string.match(present, '^%d+')) or -1
  if tonumber(ARGV[at + 1]) > rank then
    redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1] .. ' ' .. ARGV[at + 2])
    written = written + 1
  end
end
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return written
`;
