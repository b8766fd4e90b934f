/** Version of the probe, as health reports and the User-Agent header state it. */
export const PROBE_VERSION = "0.1.0";
