import { NAME_HEAD } from "../../core/packed/layout.ts";

/**
 * Adds a batch, once. The record of the batches folded, the minutes and what is due to be rolled up are
 * in one slot, so the answer to "is it in?" and the adding are one atomic step: it holds on a cluster,
 * with any number of workers, and whenever one dies.
 *
 * An hour that gets something is marked due with the next number of a counter that never repeats, so
 * that a roll-up can tell whether anything came after it read. A minute that begins marks its series
 * as active. Minutes of an hour that is over lose their expiry; the next roll-up sets it again.
 *
 * KEYS[1] record of the boot's batches, as ranges of numbers; [2] hours due; [3] series by newest minute;
 * then a hash of minutes for each series and hour. ARGV[1] number of the batch, [2] field of the boot in
 * hashes of version 1, [3] time to live of the record in ms; then for each hash: hour, 1 where it is over,
 * series, number of parts, and pairs of minute and packed part.
 *
 * A part that begins with the same name as the minute leaves it out: see `NAME_HEAD`. Whether it may is
 * decided here, by what the part is put behind.
 *
 * Answers nil where the batch was in already. Otherwise triples: which hash (from 1), a minute that is
 * followed by one that began just now, and its bytes, where these are several parts.
 */
export const FOLD_SCRIPT = `
local seq = tonumber(ARGV[1])
local first, last = seq, seq
local others = {}
local isLegacy = false

local function has(ranges)
  for a, b in string.gmatch(ranges or '', '(%d+)%-?(%d*)') do
    if tonumber(a) <= seq and seq <= (tonumber(b) or tonumber(a)) then return true end
  end
  return false
end

local function lengthOfName(bytes)
  local length, head = string.byte(bytes, 1, 2)
  if length < 128 and head == ${NAME_HEAD} then return length + 1 end
  return 0
end

local function joined(before, part)
  local name = lengthOfName(part)
  if name == 0 or string.sub(before, 1, name) ~= string.sub(part, 1, name) then
    return before .. part
  end
  return before .. string.sub(part, name + 1)
end

local function isSeveral(bytes)
  local length, scale, at = 0, 1, 1 + lengthOfName(bytes)
  local byte = string.byte(bytes, at)
  while byte >= 128 do
    length = length + (byte - 128) * scale
    scale = scale * 128
    at = at + 1
    byte = string.byte(bytes, at)
  end
  return at + length + byte * scale < #bytes
end

for range in string.gmatch(redis.call('GET', KEYS[1]) or '', '[^,]+') do
  local a, b = string.match(range, '^(%d+)%-?(%d*)$')
  if not a then
    isLegacy = true
    others[#others + 1] = range
  else
    local from = tonumber(a)
    local to = tonumber(b) or from
    if from <= seq and seq <= to then return false end
    if to == seq - 1 then first = from
    elseif from == seq + 1 then last = to
    else others[#others + 1] = range end
  end
end
local number = redis.call('HINCRBY', KEYS[2], 'n', 1)
local text = string.format('%.0f', first)
if last > first then text = text .. '-' .. string.format('%.0f', last) end
others[#others + 1] = text
redis.call('SET', KEYS[1], table.concat(others, ','), 'PX', ARGV[3])

local answer = {}
local dueHour = nil
local at = 4
for k = 4, #KEYS do
  local key = KEYS[k]
  local hour, isOver, series, count = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  local newest = -1
  at = at + 4
  if not (isLegacy and has(redis.call('HGET', key, ARGV[2]))) then
    for i = at, at + 2 * count - 2, 2 do
      local minute = ARGV[i]
      local before = redis.call('HGET', key, minute)
      redis.call('HSET', key, minute, before and joined(before, ARGV[i + 1]) or ARGV[i + 1])
      if not before then
        newest = math.max(newest, tonumber(minute))
        local past = redis.call('HGET', key, tonumber(minute) - 1)
        if past and isSeveral(past) then
          answer[#answer + 1] = k - 3
          answer[#answer + 1] = tonumber(minute) - 1
          answer[#answer + 1] = past
        end
      end
    end
    if hour ~= dueHour then
      redis.call('HSET', KEYS[2], hour, number)
      dueHour = hour
    end
    if isOver == '1' then redis.call('PERSIST', key) end
  end
  at = at + 2 * count
  if newest >= 0 then
    local newestMs = tonumber(hour) + newest * 60000
    local present = redis.call('ZSCORE', KEYS[3], series)
    if not present or tonumber(present) < newestMs then
      redis.call('ZADD', KEYS[3], string.format('%.0f', newestMs), series)
    end
  end
end
return answer
`;
