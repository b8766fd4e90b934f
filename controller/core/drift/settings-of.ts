/** Settings by their path, such as `routing.weight`, each as a text. */
export type Settings = ReadonlyMap<string, string>;

/** Everything that a value states, at any depth, as texts by their path. Lists of texts are one text. */
export function settingsOf(value: object): Settings {
  const settings = new Map<string, string>();
  collect(value, "", settings);
  return settings;
}

function collect(value: object, path: string, into: Map<string, string>): void {
  for (const [name, field] of Object.entries(value) as [string, unknown][]) {
    const at = path === "" ? name : `${path}.${name}`;
    if (field === undefined || field === null) continue;
    if (Array.isArray(field)) {
      if (field.length > 0) into.set(at, field.map(textOf).join(", "));
    } else if (typeof field === "object") collect(field, at, into);
    else into.set(at, textOf(field));
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
