/** Upper edges of the latency bands in milliseconds; the last band has none. */
const EDGES_MS = [5, 20, 50, 100, 150, 250] as const;

export const BAND_COUNT = EDGES_MS.length + 1;

/** Band of a latency: 0 is the fastest. The lower edge belongs to a band, the upper one does not. */
export function bandOf(us: number): number {
  const ms = us / 1_000;
  const at = EDGES_MS.findIndex((edge) => ms < edge);
  return at === -1 ? EDGES_MS.length : at;
}

/** Edges of a band for the legend, in milliseconds: `0–5`, `> 250`. */
export function bandLabel(band: number): string {
  const from = band === 0 ? 0 : EDGES_MS[band - 1];
  const to = EDGES_MS[band];
  return to === undefined ? `≥ ${from}` : `${from}–${to}`;
}
