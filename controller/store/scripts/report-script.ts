/**
 * Writes what was heard last of a probe, unless something later is there already: workers finish
 * batches in any order.
 *
 * KEYS[1] hash of the probe; ARGV[1] time of receipt in epoch ms, then pairs of field and value.
 */
export const REPORT_SCRIPT = `
local present = redis.call('HGET', KEYS[1], 'newestBatchAtMs')
if present and tonumber(present) > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'newestBatchAtMs', ARGV[1], unpack(ARGV, 2))
return 1
`;
