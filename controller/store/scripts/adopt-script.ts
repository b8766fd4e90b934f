/**
 * Takes a series-hour of version 1 over: it becomes a hash of minutes, its hour is due, its series noted,
 * and the record of each of its boots told to look into such hashes too, where the numbers of the batches
 * stay. One step for each hash, so that a migration may be interrupted anywhere.
 *
 * KEYS[1] the hash as it was; [2] hash of minutes; [3] hours due; [4] series by newest minute; then the
 * record of each boot. ARGV[1] hour, [2] series, [3] time to live of the records in ms. Answers 1, or 0
 * where the hash is no longer there.
 */
export const ADOPT_SCRIPT = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local fields = redis.call('HGETALL', KEYS[1])
local newest = -1
for at = 1, #fields, 2 do
  local minute = tonumber(fields[at])
  if minute then newest = math.max(newest, minute) end
end
if redis.call('RENAMENX', KEYS[1], KEYS[2]) == 0 then
  for at = 1, #fields, 2 do
    local present = redis.call('HGET', KEYS[2], fields[at])
    local value = fields[at + 1]
    if present and tonumber(fields[at]) then value = present .. value
    elseif present then value = present .. ',' .. value end
    redis.call('HSET', KEYS[2], fields[at], value)
  end
  redis.call('DEL', KEYS[1])
end
redis.call('PERSIST', KEYS[2])
redis.call('HSET', KEYS[3], ARGV[1], redis.call('HINCRBY', KEYS[3], 'n', 1))
if newest >= 0 then
  local newestMs = tonumber(ARGV[1]) + newest * 60000
  local present = redis.call('ZSCORE', KEYS[4], ARGV[2])
  if not present or tonumber(present) < newestMs then
    redis.call('ZADD', KEYS[4], string.format('%.0f', newestMs), ARGV[2])
  end
end
for k = 5, #KEYS do
  local record = redis.call('GET', KEYS[k])
  if not record then redis.call('SET', KEYS[k], 'v1', 'PX', ARGV[3])
  elseif not string.find(record, 'v1', 1, true) then
    redis.call('SET', KEYS[k], record .. ',v1', 'PX', ARGV[3])
  end
end
return 1
`;
