/** What ids of keys, users and roles are written in (RFC 4648 §6). */
export const BASE32_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
