import type { AwsOptions } from "../aws/aws-options.ts";
import type { AnswerQuestion, TestDnsAnswers } from "../aws/test-dns-answer.ts";
import type { AnswerRun, AskedAnswer } from "../contract/answer-run.ts";
import type { AwsAccount } from "../contract/aws-settings.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { FoundHostedZone, Inventory } from "../contract/inventory.ts";
import type { ReadError } from "../contract/inventory-part.ts";
import type { ShadowPlan } from "../contract/shadow.ts";
import { clientGroups } from "../core/advise/client-groups.ts";
import { askerKey, askersOf } from "../core/answers/askers.ts";
import { doorOf, zoneOfService } from "../core/answers/zone-of-name.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import { canonicalName } from "../core/routing/names.ts";
import { accountOf } from "./account-of.ts";

/** Askings of a name whose answers are drawn by lot: enough to see each likely one. */
const TIMES_BY_LOT = 8;
const BY_LOT = new Set(["weighted", "multivalue"]);

/** A call of Route 53, as whoever opens the session makes it. */
type Ask = (
  account: AwsAccount,
  asked: Pick<TestDnsAnswers, "zone" | "name" | "questions" | "times">,
) => Promise<AskedAnswer[]>;

export type AskAnswersOptions = {
  readonly estate: Estate;
  readonly service: Service;
  /** Null before AWS was read. */
  readonly inventory: Inventory | null;
  readonly options: AwsOptions;
  readonly ask: Ask;
  readonly now: () => number;
};

/** Asks Route 53 what it answers every asker of a service. What fails is told in the round. */
export async function askAnswers(asking: AskAnswersOptions): Promise<AnswerRun> {
  const { estate, service, inventory, ask, now } = asking;
  const startedAtMs = now();
  const name = canonicalName(doorOf(service)?.host ?? "");
  const run = (results: AskedAnswer[], error: ReadError | null): AnswerRun => ({
    service: service.id,
    about: "live",
    name,
    askedName: name,
    startedAtMs,
    finishedAtMs: now(),
    results,
    design: null,
    error,
  });
  const place = askedPlace(asking);
  if ("mend" in place) return run([], place);
  const { zone, account } = place;
  const records = inventory === null ? [] : recordsOf(service, inventory);
  const times = records.some(({ routing }) => BY_LOT.has(routing.policy)) ? TIMES_BY_LOT : 1;
  const questions = questionsOf(estate, service);
  return run(await ask(account, { zone: zone.spec.id, name, questions, times }), null);
}

/**
 * Writes a planned shadow, asks Route 53 about it as about what stands, and deletes it. What fails is told
 * in the round.
 *
 * @param plan null where it is gone, or another process took it up
 */
export async function askShadow(
  asking: AskAnswersOptions,
  plan: ShadowPlan | null,
  run: (plan: ShadowPlan, ask: () => Promise<AskedAnswer[]>) => Promise<AskedAnswer[]>,
): Promise<AnswerRun> {
  const { estate, service, ask, now } = asking;
  const startedAtMs = now();
  const told = (results: AskedAnswer[], error: ReadError | null): AnswerRun => ({
    service: service.id,
    about: "proposed",
    name: plan?.name ?? canonicalName(doorOf(service)?.host ?? ""),
    askedName: plan?.shadowName ?? "",
    startedAtMs,
    finishedAtMs: now(),
    results,
    design: plan?.design ?? null,
    error,
  });
  if (plan === null)
    return told([], failed("The plan is gone, or was tried before.", "Plan it anew."));
  const place = askedPlace(asking);
  if ("mend" in place) return told([], place);
  const isByLot = plan.records.some(({ routing }) => BY_LOT.has(routing.policy));
  const asked = {
    zone: plan.zone,
    name: plan.shadowName,
    questions: questionsOf(estate, service),
    times: isByLot ? TIMES_BY_LOT : 1,
  };
  try {
    return told(await run(plan, () => ask(place.account, asked)), null);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return told(
      [],
      failed(
        message,
        "See that the account's apply settings may change records of the zone; what was written is deleted by itself.",
      ),
    );
  }
}

function failed(message: string, mend: string): ReadError {
  return { kind: "other", code: "ShadowFailed", message, mend };
}

function recordsOf(service: Service, inventory: Inventory) {
  return liveDesign(service, inventory).design.hostedZones.flatMap(({ records }) => records);
}

/** Every asker of a service that Route 53 can be asked about, each once. */
function questionsOf({ vantages }: Estate, service: Service): AnswerQuestion[] {
  const byKey = new Map<string, AnswerQuestion>();
  for (const group of clientGroups(service, vantages)) {
    for (const { name, question } of askersOf(group, vantages)) {
      if ("resolver" in question) byKey.set(askerKey(name), { asker: name, ...question });
    }
  }
  return [...byKey.values()];
}

/** Where a service's name is answered, and in whose account; or what keeps it from being asked. */
function askedPlace({
  service,
  inventory,
  options,
}: Pick<AskAnswersOptions, "service" | "inventory" | "options">):
  | { readonly zone: FoundHostedZone; readonly account: AwsAccount }
  | ReadError {
  const other = { kind: "other" as const, code: "ZoneUnknown" };
  if (inventory === null) {
    return {
      ...other,
      message: "AWS was not read yet, so that it is not known where the name stands.",
      mend: "Wait for the first reading, then ask again.",
    };
  }
  const zone = zoneOfService(service, inventory);
  if ("reason" in zone) {
    return {
      ...other,
      message: zone.reason,
      mend: "Declare the name and its hostedZoneId with the service's dns entry, and let the account be read that has the zone.",
    };
  }
  const account = accountOf(options, inventory, zone.account);
  if (account !== undefined) return { zone, account };
  return {
    ...other,
    message: `Account ${zone.account}, which has the hosted zone ${zone.spec.id}, is not among those read now.`,
    mend: "Name the account again, or let the inventory be read anew.",
  };
}
