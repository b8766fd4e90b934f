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
