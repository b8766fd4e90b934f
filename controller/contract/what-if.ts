import { z } from "zod";
import { DecimalText } from "./decimal-text.ts";
import { Endpoint } from "./endpoint.ts";
import { Identifier } from "./measured.ts";
import { NumberBasis } from "./number-basis.ts";
import { Constraints, Objectives } from "./objectives.ts";
import { AdviceThresholds } from "./scenario.ts";
import { strictly } from "./strictly.ts";

/** The version of the shape below. It grows when a file of an earlier one would be read wrongly. */
const WHAT_IF_VERSION = 1;

/** Times as much as now. */
const Factor = z.number().positive().max(1_000);

/** Fields of a shape that take the place of those that are declared; null takes one away. */
function changesOf<Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) {
  const fields = Object.entries(shape).map(([name, field]) => [
    name,
    (field as z.ZodType).nullable(),
  ]);
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodType<
    { [Name in keyof Shape]?: z.output<Shape[Name]> | null } & object
  >;
}

const DesignChange = z.object({
  policy: z
    .enum(["latency", "geoproximity", "weighted", "multivalue", "failover", "accelerator"])
    .optional()
    .describe("how users are led instead; the design that stands goes on without it"),
  ttlS: z.int().min(0).max(86_400).optional().describe("seconds that answers are kept"),
  intervalS: z
    .literal([10, 30], "must be 10 or 30 seconds")
    .optional()
    .describe("seconds between two looks of a health check"),
  failureThreshold: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe("looks in a row that find an endpoint down before it counts as down"),
});

const PriceChange = z.union(
  [
    z.object({ usd: DecimalText.describe("USD per unit, in all tiers") }),
    z.object({ factor: Factor.describe("times as much as now") }),
  ],
  { error: 'must be {usd: "0.02"} or {factor: 1.5}' },
);

/** What shall be taken for true of a scenario that it does not say. People write it, in YAML or JSON. */
export const WhatIf = strictly(
  z.object({
    isochroneWhatIf: z
      .literal(WHAT_IF_VERSION, {
        error: `must be ${WHAT_IF_VERSION}, the version of what-ifs that this release reads`,
      })
      .describe(`version of this form of file: ${WHAT_IF_VERSION}`),
    label: z.string().min(1).max(120).optional().describe("name to show"),
    remove: z.array(Identifier).max(100).default([]).describe("endpoints that are gone"),
    add: z
      .array(Endpoint)
      .max(20)
      .default([])
      .describe("endpoints that are there as well; their times are modelled"),
    design: DesignChange.optional().describe("how users are led today, if it were otherwise"),
    growth: z
      .object({
        all: Factor.optional().describe("users and traffic of all groups, times as many as now"),
        groups: z
          .record(Identifier, Factor)
          .default({})
          .describe("by client group, in place of that of all"),
      })
      .optional()
      .describe("users and traffic; groups that grow more than others get a larger share"),
    prices: z.record(z.string().min(1), PriceChange).default({}).describe("by name in the book"),
    objectives: changesOf(Objectives)
      .optional()
      .describe("in place of those declared; null takes one away"),
    constraints: changesOf(Constraints)
      .optional()
      .describe("in place of those declared; null takes one away"),
    thresholds: AdviceThresholds.optional().describe("in place of those of the scenario"),
  }),
);

export type WhatIf = z.infer<typeof WhatIf>;

/** A number, or several of a kind, that a what-if touches: how they came about, in words too. */
export const WhatIfNote = z.object({
  /** `times straight to singapore`. */
  what: z.string(),
  basis: NumberBasis,
  text: z.string(),
});

export type WhatIfNote = z.infer<typeof WhatIfNote>;

/** One number that comes out otherwise. */
const ChangedNumber = z.object({
  /** `p95 of the best design`, `p50 of Asia`. */
  what: z.string(),
  unit: z.enum(["us", "s", "ratio", "usd_per_month", "parts"]),
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Of the number after. */
  basis: NumberBasis,
});

export type ChangedNumber = z.infer<typeof ChangedNumber>;

/** What an answer comes to with a what-if, against without it. */
export const WhatIfComparison = z.object({
  label: z.string().nullable(),
  /** Outcome, best design, and who serves whom, before and after, as far as they differ. */
  changes: z.array(z.object({ what: z.string(), before: z.string(), after: z.string() })),
  numbers: z.array(ChangedNumber),
  /** What the numbers after stand on that was not measured. */
  notes: z.array(WhatIfNote),
  sentence: z.string(),
});

export type WhatIfComparison = z.infer<typeof WhatIfComparison>;
