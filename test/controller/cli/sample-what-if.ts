import type { WhatIfComparison } from "../../../controller/contract/what-if.ts";

/** What a further endpoint would come to: a number of every unit, known and not known. */
export const SAMPLE_WHAT_IF: WhatIfComparison = {
  label: "A stack in São Paulo",
  changes: [
    { what: "outcome", before: "change", after: "keep" },
    {
      what: "who serves brazil by the best design",
      before: "virginia by Global Accelerator",
      after: "sao-paulo by Route 53",
    },
  ],
  numbers: [
    {
      what: "p50 of the best design",
      unit: "us",
      before: 61_000,
      after: 42_500,
      basis: "modelled",
    },
    {
      what: "failover p95 of the design in use",
      unit: "s",
      before: 171,
      after: null,
      basis: "measured",
    },
    {
      what: "users back within the RTO of the best design",
      unit: "ratio",
      before: 0.98,
      after: 1,
      basis: "measured_elsewhere",
    },
    {
      what: "cost of the best design",
      unit: "usd_per_month",
      before: null,
      after: 1_177.264,
      basis: "assumed",
    },
    {
      what: "parts to run of the best design",
      unit: "parts",
      before: 9,
      after: 11,
      basis: "measured",
    },
  ],
  notes: [
    {
      what: "times straight to sao-paulo",
      basis: "modelled",
      text: "from distance, 1.5 times as long as light in fibre; put a probe there before you believe it",
    },
  ],
  sentence:
    "The best design becomes latency ttl60-10x3 instead of accelerator 10x3, the outcome keep instead of change; 4 of 5 numbers are not measured.",
};
