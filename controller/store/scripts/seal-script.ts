/**
 * Puts new values in fields of hashes, each if the field still holds the value that the new one was made
 * from.
 *
 * KEYS a hash for each replacement; ARGV triples of field, value expected, new value. Answers how many
 * were replaced.
 */
export const SEAL_SCRIPT = `
local sealed = 0
for k = 1, #KEYS do
  local at = 3 * k - 2
  if redis.call('HGET', KEYS[k], ARGV[at]) == ARGV[at + 1] then
    redis.call('HSET', KEYS[k], ARGV[at], ARGV[at + 2])
    sealed = sealed + 1
  end
end
return sealed
`;
