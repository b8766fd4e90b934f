import type { AnswerRun } from "../../../../controller/contract/answer-run.ts";
import { type PlacedVantage, Service } from "../../../../controller/contract/estate.ts";
import { answerContext } from "../../../../controller/core/answers/answer-context.ts";
import type { AnswersInput } from "../../../../controller/core/answers/compose-answers.ts";
import type { Observed } from "../../../../controller/core/answers/source-answers.ts";
import { serviceBook } from "../../../../controller/core/routing/service-book.ts";
import { ADDRESS, shopDesign } from "../routing/shop-design.ts";

export const NOW_MS = Date.UTC(2026, 10, 30, 12);

const endpoint = (id: string, place: keyof typeof ADDRESS) => ({
  id,
  label: id,
  place,
  latitude: 0,
  longitude: 0,
  url: `http://${ADDRESS[place]}/`,
});

/** Three Regions by latency records, and two client groups of one vantage each. */
export const SHOP = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: [
    endpoint("virginia", "us-east-1"),
    endpoint("ireland", "eu-west-1"),
    endpoint("sydney", "ap-southeast-2"),
  ],
  dns: { url: "http://www.shop.example/" },
  clientGroups: [
    { id: "europe", label: "Europe", share: 0.8, vantages: ["eu-central-1"] },
    { id: "america", label: "America", share: 0.2, vantages: ["us-east-1"] },
  ],
});

const vantage = (id: string, latitude: number, longitude: number, subnet: string) => ({
  id,
  kind: "region" as const,
  label: id,
  latitude,
  longitude,
  resolver: { address: "9.9.9.9", port: 53, clientSubnet: subnet },
});

export const VANTAGES: PlacedVantage[] = [
  vantage("eu-central-1", 50.11, 8.68, "192.0.2.0/24"),
  vantage("us-east-1", 39.04, -77.49, "203.0.113.0/24"),
];

/** So many lookups with each answer, by the place of its endpoint. */
export function looked(counts: Partial<Record<keyof typeof ADDRESS, number>>): Observed {
  const servedBy = Object.fromEntries(
    Object.entries(counts).map(([place, count]) => [
      `ip-${ADDRESS[place as keyof typeof ADDRESS].replaceAll(".", "-")}`,
      count,
    ]),
  );
  const nothing = { servedBy: {}, newestAtMs: null };
  return { lookups: { servedBy, newestAtMs: NOW_MS - 5_000 }, connections: nothing };
}

/** What Route 53 said of each vantage. */
export function runOf(values: Readonly<Record<string, string[]>>, fields: Partial<AnswerRun> = {}) {
  const results = Object.entries(values).map(([id, addresses]) => ({
    asker: { kind: "vantage" as const, vantage: id },
    atMs: NOW_MS - 1_000,
    resolver: "9.9.9.9",
    clientSubnet: "192.0.2.0/24",
    responses: [{ code: "NOERROR", values: addresses }],
    error: null,
  }));
  return {
    service: "shop",
    about: "live",
    name: "www.shop.example.",
    askedName: "www.shop.example.",
    startedAtMs: NOW_MS - 2_000,
    finishedAtMs: NOW_MS - 1_000,
    results,
    design: null,
    error: null,
    ...fields,
  } satisfies AnswerRun;
}

/** Answers of which every source says the same, but for the changes. */
export function inputOf(changes: Partial<AnswersInput> = {}): AnswersInput {
  return {
    service: SHOP,
    vantages: VANTAGES,
    about: "live",
    context: contextOf(),
    observed: new Map([
      ["eu-central-1", looked({ "eu-west-1": 40 })],
      ["us-east-1", looked({ "us-east-1": 40 })],
    ]),
    run: runOf({
      "eu-central-1": [ADDRESS["eu-west-1"]],
      "us-east-1": [ADDRESS["us-east-1"]],
    }),
    unread: [],
    nowMs: NOW_MS,
    windowMs: 900_000,
    ...changes,
  };
}

export function contextOf(
  design = shopDesign(),
  records: { readonly downChecks?: ReadonlySet<string>; readonly readAtMs?: number } = {},
) {
  return answerContext(
    { design, downChecks: records.downChecks ?? new Set(), readAtMs: records.readAtMs ?? NOW_MS },
    serviceBook(SHOP, null),
    { host: "www.shop.example", port: 80 },
  );
}
