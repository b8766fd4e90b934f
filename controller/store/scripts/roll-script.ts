/** Field of the hours due: changes with everything that is written to buckets of hours. */
export const ROLL_MARK = "r";

/**
 * Writes roll-ups of one hour of a vantage, if nothing was folded into the hour since its minutes were
 * read, and sets when each key may go.
 *
 * KEYS[1] hours due, then for each series its hash of minutes, of five minutes and of hours. ARGV[1] hour,
 * [2] number under which it was due when it was read, [3] to [5] when minutes, five minutes and hours
 * expire, in epoch ms, [6] a mark that was never used before; then for each series: field and value of the hour, number of fives, and pairs of
 * field and value. Answers 1 when written, 0 when the hour has to be read again.
 */
export const ROLL_SCRIPT = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], '${ROLL_MARK}', ARGV[6])
local at = 7
for k = 2, #KEYS, 3 do
  redis.call('HSET', KEYS[k + 2], ARGV[at], ARGV[at + 1])
  local count = tonumber(ARGV[at + 2])
  at = at + 3
  redis.call('HSET', KEYS[k + 1], unpack(ARGV, at, at + 2 * count - 1))
  at = at + 2 * count
  redis.call('PEXPIREAT', KEYS[k], ARGV[3])
  redis.call('PEXPIREAT', KEYS[k + 1], ARGV[4])
  redis.call('PEXPIREAT', KEYS[k + 2], ARGV[5])
end
return 1
`;
