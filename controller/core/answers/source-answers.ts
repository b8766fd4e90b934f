import { addressOfName } from "../../../probe/contract/address-name.ts";
import type { AskedAnswer } from "../../contract/answer-run.ts";
import type { AnswersAbout, SourceAnswer } from "../../contract/answers.ts";
import type { Asker } from "../routing/asker.ts";
import { isAddress } from "../routing/is-address.ts";
import { predictServed, type Served } from "../routing/predict-served.ts";
import { byWeight, certainly, evenly, type Spread, thence } from "../routing/spread.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { GroupAsker } from "./askers.ts";
import { ledTo } from "./led-to.ts";

/** How often each was answered, or served; and when last. */
export interface Counted {
  /** By the name of an address, or by an endpoint. */
  readonly servedBy: Readonly<Record<string, number>>;
  readonly newestAtMs: number | null;
}

/** What was measured from one vantage by the service's name. */
export interface Observed {
  readonly lookups: Counted;
  readonly connections: Counted;
}

/** What a vantage's probe got by looking the name up; undefined where it tells nothing. */
export function answerOfLookups(
  context: AnswerContext,
  { asker, vantage }: GroupAsker,
  { lookups, connections }: Observed,
): SourceAnswer | undefined {
  const clientSubnet = vantage?.resolver?.clientSubnet ?? null;
  const [counted, basis] =
    total(lookups) > 0 ? [lookups, "answers" as const] : [connections, "connections" as const];
  const answers = total(counted);
  if (answers === 0) return undefined;
  const spread = byWeight(Object.entries(counted.servedBy), ([, count]) => count);
  return {
    source: "lookup",
    ledTo: ledTo(
      thence(spread, ([name]) =>
        basis === "answers"
          ? ofAnswer(context, name, asker)
          : certainly<Served>({ kind: "endpoint", endpoint: name }),
      ),
    ),
    answers,
    atMs: counted.newestAtMs,
    clientSubnet,
    basis,
  };
}

function total({ servedBy }: Counted): number {
  return Object.values(servedBy).reduce((sum, count) => sum + count, 0);
}

/** Lookups are counted by the names of addresses, those of older probes by endpoints. */
function ofAnswer(context: AnswerContext, name: string, asker: Asker): Spread<Served> {
  const address = context.addresses.get(name) ?? addressOfName(name);
  if (address === null) return certainly({ kind: "endpoint", endpoint: name });
  return behind(context, address, asker);
}

/** What is at the end of an answer; an accelerator chooses once more. */
function behind({ world, book, door }: AnswerContext, host: string, asker: Asker): Spread<Served> {
  return predictServed(world, book, { host, port: door.port }, asker);
}

/** What TestDNSAnswer said of an asker; undefined where it said nothing. */
export function answerOfTest(
  context: AnswerContext,
  asker: Asker,
  { responses, atMs, clientSubnet }: AskedAnswer,
  about: AnswersAbout,
): SourceAnswer | undefined {
  if (responses.length === 0) return undefined;
  const spread = thence<AskedAnswer["responses"][number], Served>(
    evenly(responses),
    ({ code, values }) =>
      values.length === 0
        ? certainly({ kind: "none", reason: `Route 53 answers ${code} without any address` })
        : thence(evenly(endsOf(values)), (value) => behind(context, value, asker)),
  );
  return {
    source: about === "live" ? "test" : "shadow",
    ledTo: ledTo(spread),
    answers: responses.length,
    atMs,
    clientSubnet,
    basis: "answers",
  };
}

/** Where an answer ends: its addresses, or the last name of a chain that leads out of the zone. */
function endsOf(values: readonly string[]): readonly string[] {
  const addresses = values.filter(isAddress);
  return addresses.length > 0 ? addresses : values.slice(-1);
}

/** What follows from the records; undefined where they are not known. */
export function answerOfModel(
  context: AnswerContext,
  { asker }: GroupAsker,
): SourceAnswer | undefined {
  const { records, world, book, door } = context;
  if (records === null) return undefined;
  return {
    source: "model",
    ledTo: ledTo(predictServed(world, book, door, asker)),
    answers: null,
    atMs: records.readAtMs,
    clientSubnet: asker.subnet ?? null,
    basis: "answers",
  };
}
