/** Whether no two of a list have the same text in a field. */
export function isOncePer<Field extends string>(
  field: Field,
): (items: readonly Readonly<Record<Field, string>>[]) => boolean {
  return (items) => new Set(items.map((item) => item[field])).size === items.length;
}
