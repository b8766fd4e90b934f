/** A value with a patch laid over it: fields replace fields, null takes one away (RFC 7386). */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const fields: Record<string, unknown> =
    typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) delete fields[name];
    else fields[name] = mergePatch(fields[name], change);
  }
  return fields;
}
