/** Host of an http or https address, an IPv6 address without its brackets; empty where it has none. */
export function hostOf(url: string): string {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/:?#]+)/i.exec(url)?.[1] ?? "";
  return host.replace(/^\[|\]$/g, "").toLowerCase();
}
