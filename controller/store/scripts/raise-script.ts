/**
 * Raises the scores of members of a sorted set; a lower score than the present one changes nothing.
 * (`ZADD GT` does the same from Redis 6.2 on; this runs on 6.0 too.)
 *
 * KEYS[1] sorted set; ARGV pairs of score and member.
 */
export const RAISE_SCRIPT = `
for at = 1, #ARGV, 2 do
  local present = redis.call('ZSCORE', KEYS[1], ARGV[at + 1])
  if not present or tonumber(present) < tonumber(ARGV[at]) then
    redis.call('ZADD', KEYS[1], ARGV[at], ARGV[at + 1])
  end
end
return 1
`;
