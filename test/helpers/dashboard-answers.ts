import type { Estate } from "../../controller/contract/estate.ts";
import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Entry, Metric, VantageKind } from "../../controller/contract/measured.ts";
import { Recommendation } from "../../controller/contract/recommendation.ts";
import type { Status } from "../../controller/contract/status.ts";
import { summaryOf } from "./summary-of.ts";

type Place = [id: string, label: string, kind: VantageKind, latitude: number, longitude: number];

const VANTAGES: Place[] = [
  ["us-east-1", "N. Virginia", "region", 38.9, -77.4],
  ["us-west-2", "Oregon", "region", 45.8, -119.7],
  ["us-west-2-lax-1a", "Los Angeles", "local-zone", 34.05, -118.24],
  ["us-east-1-mia-1a", "Miami", "local-zone", 25.76, -80.19],
  ["sa-east-1", "São Paulo", "region", -23.5, -46.6],
  ["eu-west-1", "Ireland", "region", 53.3, -6.3],
  ["eu-central-1", "Frankfurt", "region", 50.1, 8.7],
  ["eu-north-1", "Stockholm", "region", 59.3, 18.1],
  ["op-zurich", "Zurich data centre", "outpost", 47.4, 8.5],
  ["af-south-1", "Cape Town", "region", -33.9, 18.4],
  ["me-central-1", "UAE", "region", 25.2, 55.3],
  ["ap-south-1", "Mumbai", "region", 19.1, 72.9],
  ["ap-southeast-1", "Singapore", "region", 1.35, 103.8],
  ["ap-southeast-2", "Sydney", "region", -33.9, 151.2],
  ["ap-northeast-1", "Tokyo", "region", 35.7, 139.7],
  ["office-lisbon", "Lisbon office", "custom", 38.7, -9.1],
];

const ENDPOINTS: Place[] = [
  ["api-use1", "us-east-1", "region", 38.9, -77.4],
  ["api-usw2", "us-west-2", "region", 45.8, -119.7],
  ["api-euw1", "eu-west-1", "region", 53.3, -6.3],
  ["api-apse1", "ap-southeast-1", "region", 1.35, 103.8],
  ["api-sae1", "sa-east-1", "region", -23.5, -46.6],
];

/** Cells that are not plain values, so that every state is there: `entry/vantage/endpoint` → state. */
const SPECIAL: Record<string, MatrixCell["state"]> = {
  "direct/eu-north-1/api-sae1": "few",
  "direct/af-south-1/api-apse1": "stale",
  "direct/ap-south-1/api-sae1": "lost",
  "direct/office-lisbon/api-usw2": "failed",
  "direct/op-zurich/api-apse1": "none",
  "dns/eu-north-1/null": "few",
  "accelerator/af-south-1/null": "stale",
};

const SILENT = "me-central-1";
const LOSSY: Record<string, number> = {
  "direct/sa-east-1/api-apse1": 4,
  "direct/ap-southeast-2/api-euw1": 20,
  "direct/us-east-1-mia-1a/api-sae1": 60,
  "direct/ap-northeast-1/api-sae1": 150,
};

/** Answers of a controller in which every state of a cell occurs. */
export function cannedStatus(atMs: number): Status {
  return {
    verdict: "degraded",
    sentence:
      "Degraded. 2 of 78 direct paths do not answer: ap-south-1 → api-sae1 lost, office-lisbon → api-usw2 refused by DNS. Cannot tell for 1 of 16 vantages: me-central-1 is silent. No common factor. Next: isochrone matrix --entry direct.",
    environment: { name: "lab", note: "A simulated world on this machine; no packet leaves it." },
    services: [{ id: "checkout", label: "Checkout API" }],
    atMs,
    newestAtMs: atMs - 3_000,
    windowMs: 900_000,
    sent: 86_430,
    lost: 512,
    failed: 450,
    seriesMeasured: 436,
    seriesAssigned: 448,
    vantages: VANTAGES.map(([id, label, kind, latitude, longitude]) => ({
      id,
      label,
      kind,
      latitude,
      longitude,
      probe: id === SILENT ? "silent" : "measuring",
      newestBatchAtMs: id === SILENT ? atMs - 420_000 : atMs - 3_000,
      version: "0.1.0",
    })),
  };
}

export function cannedMatrix(entry: Entry, metric: Metric, windowMs: number, atMs: number): Matrix {
  const pinned = ENDPOINTS.map(([endpoint, place, , latitude, longitude]) => ({
    endpoint,
    label: endpoint,
    place,
    latitude,
    longitude,
  }));
  const routed = {
    endpoint: null,
    label: "as routed",
    place: null,
    latitude: null,
    longitude: null,
  };
  const columns: Matrix["columns"] = entry === "direct" ? pinned : [routed, ...pinned];
  return {
    service: "checkout",
    entry,
    metric,
    fromMs: atMs - windowMs,
    toMs: atMs,
    rows: VANTAGES.map(([id, label, kind, latitude, longitude]) => ({
      id,
      label,
      kind,
      latitude,
      longitude,
    })),
    columns,
    cells: VANTAGES.flatMap((vantage) =>
      columns.map(({ endpoint }) => cell(vantage, endpoint, entry, atMs)),
    ),
  };
}

function cell(vantage: Place, endpoint: string | null, entry: Entry, atMs: number): MatrixCell {
  const key = `${entry}/${vantage[0]}/${endpoint}`;
  const target = ENDPOINTS.find(([id]) => id === endpoint) ?? nearest(vantage);
  const gain = entry === "accelerator" ? 0.82 : 1;
  const rttUs = 900 + distanceKm(vantage, target) * 15 * gain;
  const state = vantage[0] === SILENT ? "probe" : (SPECIAL[key] ?? "value");
  return {
    vantage: vantage[0],
    endpoint,
    state,
    summary: summaryOf({
      state,
      rttUs,
      lost: LOSSY[key] ?? 0,
      servedBy: target[0],
      // One group of users is led to two endpoints, as a weighted record does.
      alsoServedBy: endpoint === null && vantage[0] === "us-west-2-lax-1a" ? "api-use1" : null,
      atMs,
    }),
  };
}

function nearest(vantage: Place): Place {
  const sorted = [...ENDPOINTS].sort((a, b) => distanceKm(vantage, a) - distanceKm(vantage, b));
  const [first] = sorted;
  if (first === undefined) throw new Error("the canned world has no endpoint");
  return first;
}

/** Great-circle distance by the haversine formula. */
function distanceKm([, , , latA, lonA]: Place, [, , , latB, lonB]: Place): number {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((latB - latA) * rad) / 2) ** 2 +
    Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(((lonB - lonA) * rad) / 2) ** 2;
  return 12_742 * Math.asin(Math.sqrt(half));
}

export function cannedEstate(): Pick<Estate, "environment"> & { services: unknown[] } {
  return {
    environment: { name: "lab", note: "" },
    services: [
      {
        id: "checkout",
        label: "Checkout API",
        endpoints: [],
        dns: { url: "http://checkout.example", pinned: {} },
        accelerator: { url: "http://ga.example", pinned: {} },
        clientGroups: [],
        incumbent: "dns",
        cadence: { echoIntervalMs: 2_000, connectionIntervalMs: 5_000, timeoutMs: 3_000 },
      },
    ],
  };
}

export function cannedRecommendation(atMs: number): Recommendation {
  const option = (entry: Entry, endpoint: string, us: number) => ({
    entry,
    endpoint,
    p50: { us, lowUs: us - 400, highUs: us + 500 },
    n: 450,
  });
  return Recommendation.parse({
    id: "REC-0007",
    service: "checkout",
    madeAtMs: atMs - 65_000,
    outcome: "insufficient_evidence",
    sentence:
      "Not enough evidence to change the routing of Checkout API: 0 of 14 full days are measured.",
    soFar: {
      design: "hybrid",
      acceleratorGroups: ["south-america"],
      sentence:
        "Global Accelerator for South America (18 % of the traffic), Route 53 for everybody else, would lower the p50 there by 38 ms.",
    },
    missing: [
      { what: "full days", have: "0", need: "14" },
      { what: "proven failover time", have: "none", need: "1 run per entry" },
    ],
    vantages: [],
    groups: [
      {
        group: "europe",
        label: "Europe",
        share: 0.46,
        vantages: ["eu-west-1", "eu-central-1", "office-lisbon"],
        dns: option("dns", "api-euw1", 24_300),
        accelerator: option("accelerator", "api-euw1", 23_900),
        bestDirect: option("direct", "api-euw1", 24_000),
        verdict: "equivalent",
        difference: { us: -400, lowUs: -1_300, highUs: 600 },
        thresholdUs: 5_000,
        sentence: "No real difference in Europe.",
      },
      {
        group: "south-america",
        label: "South America",
        share: 0.18,
        vantages: ["sa-east-1"],
        dns: option("dns", "api-use1", 142_000),
        accelerator: option("accelerator", "api-use1", 104_000),
        bestDirect: option("direct", "api-sae1", 1_900),
        verdict: "better",
        difference: { us: -38_000, lowUs: -44_200, highUs: -31_100 },
        thresholdUs: 7_100,
        sentence: "Global Accelerator is faster in South America.",
      },
      {
        group: "asia",
        label: "Asia",
        share: 0.36,
        vantages: ["ap-southeast-1", "ap-south-1"],
        dns: option("dns", "api-apse1", 48_000),
        accelerator: null,
        bestDirect: option("direct", "api-apse1", 47_000),
        verdict: "inconclusive",
        difference: null,
        thresholdUs: null,
        sentence: "Cannot tell for Asia.",
      },
    ],
    evidence: {
      fromMs: atMs - 900_000,
      toMs: atMs,
      samples: 86_430,
      fullDays: 0,
      coverage: 0.94,
      grade: "C",
      hash: "0".repeat(64),
    },
  });
}
