/** Up to this many fields, naming each is cheaper than reading a whole hash of a day. */
const FEW_FIELDS = 32;

/**
 * Reads ranges of numbered fields of many hashes, with one reply for each hash instead of two for each
 * field. Fields with other names are left out.
 *
 * KEYS hashes; ARGV pairs of first field and the one after the last, of the first hashes: they begin anew for
 * those that follow. Answers for each hash the values of all fields in the range, in order, with a zero byte
 * between them: it cannot be mistaken, because every part of a value begins with its length. A field that is
 * not there has no bytes.
 */
export const READ_SCRIPT = `
local answer = {}
local ranges = {}
for at = 1, #ARGV, 2 do
  local from, count = tonumber(ARGV[at]), ARGV[at + 1] - ARGV[at]
  local names
  if count <= ${FEW_FIELDS} then
    names = {}
    for name = 1, count do names[name] = tostring(from + name - 1) end
  end
  ranges[#ranges + 1] = { from, count, names }
end
for k = 1, #KEYS do
  local from, count, names = unpack(ranges[(k - 1) % #ranges + 1], 1, 3)
  local values
  if names then
    values = redis.call('HMGET', KEYS[k], unpack(names))
  else
    values = {}
    local all = redis.call('HGETALL', KEYS[k])
    for at = 1, #all, 2 do
      local place = tonumber(all[at])
      if place and place >= from and place < from + count then
        values[place - from + 1] = all[at + 1]
      end
    end
  end
  for at = 1, count do
    if not values[at] then values[at] = '' end
  end
  answer[k] = table.concat(values, '\\0')
end
return answer
`;
