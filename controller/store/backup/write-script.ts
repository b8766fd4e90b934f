/**
 * Puts a key, or adds to it. A key that is put replaces what is there, whatever its type.
 *
 * KEYS[1] key; ARGV[1] type, [2] `1` when this adds, [3] time to live in ms or empty, then items in the
 * order in which READ_SCRIPT answers them. Type `none` only deletes.
 */
export const WRITE_SCRIPT = `
local kind = ARGV[1]
if ARGV[2] ~= '1' then redis.call('DEL', KEYS[1]) end
if kind == 'none' then return 1 end
if kind == 'string' then redis.call('SET', KEYS[1], ARGV[4])
elseif kind == 'set' then
  for at = 4, #ARGV do redis.call('SADD', KEYS[1], ARGV[at]) end
else
  for at = 4, #ARGV, 2 do
    if kind == 'hash' then redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1])
    else redis.call('ZADD', KEYS[1], ARGV[at + 1], ARGV[at]) end
  end
end
if ARGV[3] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1
`;
