/**
 * JSON that is the same for values that are the same (RFC 8785, JSON Canonicalization Scheme): names in
 * the order of their UTF-16 code units, no white space. Fields that are undefined are left out, as JSON
 * does.
 *
 * @throws TypeError of what JSON cannot say: numbers that are not finite, functions, symbols, bigints, and
 *   lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (Number.isFinite(value)) return JSON.stringify(value);
    throw new TypeError(`${value} cannot be written as JSON`);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new TypeError("the text has half of a character");
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${value.map((each) => canonicalJson(each ?? null)).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} cannot be written as JSON`);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  // By code units, which `<` compares and `localeCompare` does not.
  fields.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${canonicalJson(name)}:${canonicalJson(field)}`).join(",")}}`;
}
