import { Estate } from "../../../controller/contract/estate.ts";

/** What the simulated probes of a fleet measure and how often each of them sends. */
export type Profile = {
  readonly name: string;
  readonly endpoints: number;
  /** Series in a batch: the first so many of the assignment. */
  readonly series: number;
  readonly intervalMs: number;
  /** Answers on each series in a batch. */
  readonly answers: number;
};

/** The fleet of the budget: 10,000 probes with 100 series that send every 30 s, so 333 batches a second. */
export const FLEET: Profile = {
  name: "100 series every 30 s",
  endpoints: 16,
  series: 100,
  intervalMs: 30_000,
  answers: 15,
};

/** What a probe of the lab that comes with Isochrone sends: three endpoints, all entries, every 5 s. */
export const LAB: Profile = {
  name: "23 series every 5 s",
  endpoints: 3,
  series: 23,
  intervalMs: 5_000,
  answers: 2,
};

export const vantageName = (at: number): string => `v-${at}`;

/** So many vantages, and a service with every way into each of its endpoints. */
export function estateOf(vantages: number, endpoints: number): Estate {
  const names = Array.from({ length: endpoints }, (_, at) => `endpoint-${at}`);
  const pinned = (entry: string) =>
    Object.fromEntries(names.map((name) => [name, `http://${name}.${entry}.test/`]));
  return Estate.parse({
    environment: { name: "bench", note: "simulated" },
    vantages: Array.from({ length: vantages }, (_, at) => ({
      id: vantageName(at),
      kind: "custom",
      label: `Vantage ${at}`,
      latitude: (at % 120) - 60,
      longitude: (at % 360) - 180,
    })),
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: names.map((id, at) => ({
          id,
          label: `Endpoint ${at}`,
          place: "eu-west-1",
          latitude: at,
          longitude: -at,
          url: `http://${id}.test/`,
        })),
        dns: { url: "http://shop.test/", pinned: pinned("dns") },
        accelerator: { url: "http://accelerator.test/", pinned: pinned("accelerator") },
        servedByHeader: "x-served-by",
      },
    ],
  });
}
