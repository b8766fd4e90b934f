/**
 * Adds the contributions of one batch to one series-hour, once. The hash itself remembers which batches
 * it contains, as ranges of their numbers by boot, so the answer to "is it in?" and the adding are one
 * atomic step on one key: it holds on a cluster, with any number of workers, and whenever one dies.
 *
 * KEYS[1] series-hour; ARGV[1] field of the boot, [2] number of the batch, [3] time to live in ms, then
 * pairs of minute and packed contribution. Answers 1 when added, 0 when it was in already.
 */
export const FOLD_SCRIPT = `
local seq = tonumber(ARGV[2])
local first, last = seq, seq
local others = {}
for a, b in string.gmatch(redis.call('HGET', KEYS[1], ARGV[1]) or '', '(%d+)%-?(%d*)') do
  local from = tonumber(a)
  local to = tonumber(b) or from
  if from <= seq and seq <= to then return 0 end
  if to == seq - 1 then first = from
  elseif from == seq + 1 then last = to
  else others[#others + 1] = b == '' and a or a .. '-' .. b end
end
local text = string.format('%.0f', first)
if last > first then text = text .. '-' .. string.format('%.0f', last) end
others[#others + 1] = text
redis.call('HSET', KEYS[1], ARGV[1], table.concat(others, ','))
for at = 4, #ARGV, 2 do
  local before = redis.call('HGET', KEYS[1], ARGV[at])
  redis.call('HSET', KEYS[1], ARGV[at], before and before .. ARGV[at + 1] or ARGV[at + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`;
