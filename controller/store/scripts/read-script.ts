/** Up to this many fields, naming each is cheaper than reading a whole hash of a day. */
const FEW_FIELDS = 16;

/**
 * Reads ranges of numbered fields of many hashes, with one reply for each hash instead of two for each
 * field. Fields with other names are left out.
 *
 * KEYS hashes; ARGV pairs of first field and the one after the last. Answers for each hash its fields
 * in any order, each as number (2 bytes), length (4 bytes, the high byte first) and value.
 */
export const READ_SCRIPT = `
local answer = {}
for k = 1, #KEYS do
  local from, to = tonumber(ARGV[2 * k - 1]), tonumber(ARGV[2 * k])
  local parts = {}
  if to - from <= ${FEW_FIELDS} then
    local names = {}
    for field = from, to - 1 do names[#names + 1] = field end
    local values = redis.call('HMGET', KEYS[k], unpack(names))
    for at = 1, #values do
      local value = values[at]
      if value then
        parts[#parts + 1] = struct.pack('>I2I4', from + at - 1, #value)
        parts[#parts + 1] = value
      end
    end
  else
    local all = redis.call('HGETALL', KEYS[k])
    for at = 1, #all, 2 do
      local field = tonumber(all[at])
      if field and field >= from and field < to then
        local value = all[at + 1]
        parts[#parts + 1] = struct.pack('>I2I4', field, #value)
        parts[#parts + 1] = value
      end
    end
  end
  answer[k] = table.concat(parts)
end
return answer
`;
