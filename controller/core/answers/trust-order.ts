import type { AnswerSource, AnswersReport, SourceAnswer } from "../../contract/answers.ts";

/**
 * Which source is believed before which. A lookup is what the asker really got; TestDNSAnswer is Route 53's
 * own word, but it says what it would answer and not what caches hand out; under a shadow name it says so
 * of a copy; the model knows neither AWS's table of latencies nor its data of places.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
 */
export const TRUST_ORDER: AnswersReport["trust"] = [
  {
    source: "lookup",
    why: "what the asker's own resolver got; without a client subnet it speaks for that resolver, and comes after Route 53's word",
  },
  {
    source: "test",
    why: "Route 53's own word for this resolver and client subnet, with the health that it sees; caches are left out",
  },
  {
    source: "shadow",
    why: "Route 53's own word on a copy of the records under another name, with the same health checks",
  },
  {
    source: "model",
    why: "worked out from the records: distance stands for AWS's table of latencies, declared places for its data of places",
  },
];

const LAST = TRUST_ORDER.length;

/** The answer that is believed of several; undefined where none knows. */
export function mostTrusted(answers: readonly SourceAnswer[]): SourceAnswer | undefined {
  const known = answers.filter(isKnown);
  return [...known].sort((a, b) => rankOf(a) - rankOf(b))[0];
}

/** Whether a source says anything: all of it not known is nothing. */
export function isKnown({ ledTo }: Pick<SourceAnswer, "ledTo">): boolean {
  return ledTo.some(({ server }) => server.kind !== "unknown");
}

/** Two sources in the order in which they are believed. */
export function byTrust(one: AnswerSource, other: AnswerSource): number {
  return placeOf(one) - placeOf(other);
}

function placeOf(source: AnswerSource): number {
  const place = TRUST_ORDER.findIndex((each) => each.source === source);
  return place < 0 ? LAST : place;
}

/** A lookup by which Route 53 saw no client subnet comes right behind Route 53's own word. */
function rankOf({ source, clientSubnet }: SourceAnswer): number {
  return source === "lookup" && clientSubnet === null ? placeOf("test") + 0.5 : placeOf(source);
}
