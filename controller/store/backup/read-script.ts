/**
 * Reads whole keys of one slot at one moment: no other command runs meanwhile, so that what scripts wrote
 * together is seen together.
 *
 * KEYS any number. Answers for each its type, its time to live in ms (negative: none) and its items: of a
 * string the value, of a hash field and value in turn, of a sorted set member and score in turn, of a set
 * the members; an empty list for a key that is not there or of another type.
 */
export const READ_SCRIPT = `
local answers = {}
for at, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  local items = {}
  if kind == 'string' then items = { redis.call('GET', key) }
  elseif kind == 'hash' then items = redis.call('HGETALL', key)
  elseif kind == 'zset' then items = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  elseif kind == 'set' then items = redis.call('SMEMBERS', key)
  end
  answers[at] = { kind, redis.call('PTTL', key), items }
end
return answers
`;
