import type {
  DeadLetter,
  DeadLetterDetail,
  DeadLetterList,
} from "../../../controller/contract/dead-letter.ts";
import { Service } from "../../../controller/contract/estate.ts";
import type { CellState, Matrix } from "../../../controller/contract/matrix.ts";
import type { Entry } from "../../../controller/contract/measured.ts";
import type { Recommendation } from "../../../controller/contract/recommendation.ts";
import type { Status } from "../../../controller/contract/status.ts";
import { summarise } from "../../../controller/core/summary/summarise.ts";
import { composeStatus } from "../../../controller/core/verdict/compose-status.ts";
import { firstImpression } from "../core/advise/first-impression.ts";
import { type Measured, measuredBucket } from "../core/advise/measured-bucket.ts";
import { NOW_MS, scene } from "../core/verdict/status-scene.ts";

export { NOW_MS };

/** Milliseconds from each vantage straight to each endpoint; invented, of the right order. */
const DIRECT_MS: Readonly<Record<string, readonly number[]>> = {
  "us-east-1": [1, 69, 95, 224, 155],
  "us-west-2-lax-1a": [62, 142, 155, 178, 107],
  "ca-central-1": [16, 73, 97, 214, 148],
  "sa-east-1": [114, 178, 205, 328, 256],
  "eu-west-2": [77, 11, 16, 172, 215],
  "eu-central-1": [92, 24, 4.7, 163, 224],
  "eu-south-1": [101, 34, 11, 155, 219],
  "af-south-1": [227, 160, 156, 270, 350],
  "me-south-1": [182, 112, 85, 95, 170],
  "ap-south-1": [197, 126, 113, 61, 130],
  "ap-southeast-1": [212, 175, 162, 2, 71],
  "ap-southeast-2": [199, 256, 252, 93, 104],
  "ap-northeast-1": [147, 201, 226, 71, 3],
  "op-milan": [104, 37, 13, 158, 222],
};
const ENDPOINTS = ["us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-northeast-1"];
const VANTAGES = Object.keys(DIRECT_MS);

const checkout = Service.parse({
  id: "checkout",
  label: "Checkout",
  endpoints: ENDPOINTS.map((id) => ({
    id,
    label: id,
    place: id,
    latitude: 0,
    longitude: 0,
    url: `http://${id}.checkout.example/`,
  })),
  dns: { url: "http://checkout.example/" },
  accelerator: { url: "http://ga.checkout.example/" },
});

function directMs(vantage: string, endpoint: number): number {
  return DIRECT_MS[vantage]?.[endpoint] ?? 0;
}

function nearest(vantage: string): number {
  // Route 53's table is not ours: it sends Cape Town across the Atlantic.
  if (vantage === "af-south-1") return 0;
  const times = DIRECT_MS[vantage] ?? [];
  return times.indexOf(Math.min(...times));
}

/** States other than `value`, one of each kind. */
const ODD: Readonly<
  Record<string, { state: CellState; measured: Measured | null; ageMs?: number }>
> = {
  "eu-south-1/eu-west-1": { state: "few", measured: { medianMs: 34, n: 4 } },
  "me-south-1/us-east-1": { state: "lost", measured: { lost: 450 } },
  "ap-south-1/ap-northeast-1": { state: "failed", measured: { refused: 450 } },
  "sa-east-1/eu-central-1": {
    state: "stale",
    measured: { medianMs: 205, spreadMs: 3, n: 300 },
    ageMs: 240_000,
  },
};

/** A matrix of fourteen vantages and five endpoints. */
export function sampleMatrix(entry: Entry): Matrix {
  const columns = [...(entry === "direct" ? [] : [null]), ...ENDPOINTS];
  return {
    service: "checkout",
    entry,
    metric: "echo_rtt",
    fromMs: NOW_MS - 900_000,
    toMs: NOW_MS,
    rows: VANTAGES.map((id) => ({ id, label: id, kind: "region", latitude: 0, longitude: 0 })),
    columns: columns.map((endpoint) => ({
      endpoint,
      label: endpoint ?? "as Route 53 answers",
      place: endpoint,
      latitude: null,
      longitude: null,
    })),
    cells: VANTAGES.flatMap((vantage) =>
      columns.map((endpoint) => sampleCell(vantage, endpoint, entry)),
    ),
  };
}

function sampleCell(vantage: string, endpoint: string | null, entry: Entry): Matrix["cells"][0] {
  const place = { vantage, endpoint };
  if (vantage === "op-milan") return { ...place, state: "probe", summary: null };
  if (vantage === "ap-southeast-2" && endpoint === "us-east-1") {
    return { ...place, state: "none", summary: null };
  }
  const odd = ODD[`${vantage}/${endpoint}`];
  const at = endpoint === null ? nearest(vantage) : ENDPOINTS.indexOf(endpoint);
  const medianMs = directMs(vantage, at) * (entry === "accelerator" ? 0.8 : 1) + 0.2;
  const servedBy = { [ENDPOINTS[at] ?? ""]: 300, ...(at === 1 ? { "us-east-1": 100 } : {}) };
  const lost = vantage === "ca-central-1" ? 6 : 0;
  const usual = { medianMs, spreadMs: 1, n: 450 - lost, lost, servedBy };
  const bucket = measuredBucket(odd?.measured ?? usual);
  const lastAtMs = NOW_MS - (odd?.ageMs ?? 1_000);
  return { ...place, state: odd?.state ?? "value", summary: summarise({ ...bucket, lastAtMs }) };
}

const MISSING = [
  { what: "full days", have: "0.04", need: "7 (provisional), 14 (firm)" },
  { what: "failover runs", have: "0", need: "5" },
  {
    what: "shares of the traffic",
    have: "equal shares assumed",
    need: "client groups with shares",
  },
  { what: "cost", have: "no traffic volume declared", need: "GB per month and prices" },
];

/** Advice on fourteen vantages after an hour. */
export function sampleRecommendation(): Recommendation {
  const advice = firstImpression({
    atMs: NOW_MS,
    service: checkout,
    vantages: VANTAGES.map((id) => ({ id, label: id })),
    paths: VANTAGES.filter((id) => id !== "op-milan").flatMap((vantage) => {
      const at = nearest(vantage);
      const dnsMs = directMs(vantage, at);
      const acceleratorMs = dnsMs < 30 ? dnsMs + 3 : dnsMs * 0.72;
      const measured = (medianMs: number, servedBy = at) => ({
        medianMs,
        spreadMs: 1 + medianMs / 40,
        n: 1_800,
        servedBy: { [ENDPOINTS[servedBy] ?? ""]: 1_800 },
      });
      return [
        { entry: "dns" as const, endpoint: null, ...measured(dnsMs) },
        { entry: "accelerator" as const, endpoint: null, ...measured(acceleratorMs) },
        ...ENDPOINTS.map((endpoint, index) => ({
          entry: "direct" as const,
          endpoint,
          ...measured(directMs(vantage, index), index),
        })),
      ].map(({ entry, endpoint, ...rest }) => ({
        vantage,
        entry,
        endpoint,
        bucket: measuredBucket(rest),
      }));
    }),
    fullDays: 1 / 24,
    missing: MISSING,
  });
  const hash = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
  return { ...advice, id: "REC-0007", evidence: { ...advice.evidence, hash } };
}

/** Statuses, one for each verdict. */
export const SAMPLE_STATUS: Readonly<Record<Status["verdict"], Status>> = {
  healthy: composeStatus(scene({ vantages: VANTAGES })),
  degraded: composeStatus(
    scene({
      vantages: VANTAGES,
      troubles: { "*/shop/direct/eu-west-1": { n: 60, lost: 30 } },
      heardMs: { "op-milan": 240_000 },
    }),
  ),
  outage: composeStatus(
    scene({ vantages: VANTAGES, troubles: { "*/shop/direct/eu-west-1": { refused: 90 } } }),
  ),
  "cannot-tell": composeStatus(
    scene({
      vantages: VANTAGES,
      heardMs: Object.fromEntries(VANTAGES.slice(0, 5).map((id) => [id, 240_000])),
    }),
  ),
  starting: composeStatus(
    scene({
      vantages: VANTAGES,
      heardMs: Object.fromEntries(VANTAGES.map((id) => [id, null])),
    }),
  ),
};

const FAILED_MS = NOW_MS - 7_200_000;

/** Three dead letters: an old and a new fault, and one whose content cannot be read. */
export function sampleDeadLetters(): DeadLetterList {
  const letter = (vantage: string, seq: number, reason: string, agoMs: number): DeadLetter => ({
    id: `${vantage}.4f1c09ab.${seq}`,
    vantage,
    boot: "4f1c09ab",
    seq,
    attempts: 10,
    reason,
    receivedAtMs: FAILED_MS - agoMs,
    failedAtMs: FAILED_MS - agoMs + 255_000,
    contributions: 118,
    fromMs: FAILED_MS - agoMs - 60_000,
    toMs: FAILED_MS - agoMs,
  });
  return {
    total: 1_204,
    letters: [
      {
        ...letter(
          "eu-west-1",
          117,
          "StoredBytesError: a bucket has layout 2, this release reads layout 0",
          0,
        ),
        attempts: 1,
      },
      letter(
        "ap-southeast-1",
        9_041,
        "ERR user_script:12: attempt to compare nil with number",
        86_400_000,
      ),
      {
        ...letter("us-west-2-lax-1a", 3, "the job carries no batch", 172_800_000),
        attempts: 1,
        contributions: null,
        fromMs: null,
        toMs: null,
      },
    ],
  };
}

/** The first of them with all that is known. */
export function sampleDeadLetter(): DeadLetterDetail {
  const [letter] = sampleDeadLetters().letters;
  if (letter === undefined) throw new Error("there is no sample");
  return {
    ...letter,
    trace: [
      letter.reason,
      "at decodeBucket (file:///opt/isochrone/dist/chunks/main-4FQ2.js:1203:11)",
      "at decodeBuckets (file:///opt/isochrone/dist/chunks/main-4FQ2.js:1190:18)",
    ],
    batch: { vantage: letter.vantage, boot: letter.boot, seq: letter.seq, contributions: [] },
  };
}
