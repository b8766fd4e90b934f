/** Host of an http or https address, an IPv6 address without its brackets; empty where it has none. */
export function hostOf(url: string): string {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/:?#]+)/i.exec(url)?.[1] ?? "";
  return host.replace(/^\[|\]$/g, "").toLowerCase();
}

/** Port that an http or https address leads to. */
export function portOf(url: string): number {
  const named = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(url)?.[1];
  if (named !== undefined) return Number(named);
  return isHttps(url) ? 443 : 80;
}

/** Path and query of an address, at least `/`. */
export function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]*(\/[^#]*)?/i.exec(url)?.[1] ?? "/";
}

export function isHttps(url: string): boolean {
  return url.toLowerCase().startsWith("https:");
}
