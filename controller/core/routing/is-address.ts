/** Whether a host is an IP address, of either family, and no name. */
export function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(":");
}
