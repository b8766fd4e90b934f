import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { Acts, Pause } from "../../failover/inject/acts.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { pagesOf } from "../pages.ts";
import { ROUTE53 } from "../read/route53.ts";
import { isRefusal } from "./aws-call-problem.ts";
import type { InjectAccount } from "./inject-account.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";
import { optInOf } from "./opt-in.ts";
import { route53Tags } from "./route53-tags.ts";
import {
  changeOfWeight,
  isOfGroup,
  lookOfRecord,
  type RecordName,
  recordIn,
  weightToTake,
} from "./weighted-record.ts";

type ZonedRecord = RecordName & {
  readonly hostedZoneId: string;
  readonly type: "A" | "AAAA" | "CNAME";
};

/**
 * A weighted record is answered no more while its weight is 0 and another one's is not.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
 *
 * @throws InjectProblem
 */
export async function prepareRecordWeight(
  { kind, ...record }: TargetOf<"record_weight">,
  account: InjectAccount,
): Promise<PreparedInjection> {
  const { hostedZoneId, name, type, setIdentifier } = record;
  const weight = weightToTake(await groupOf(account, record), record);
  const words = `HostedZoneId ${hostedZoneId}, UPSERT ${name} ${type} ${JSON.stringify(setIdentifier)}`;
  return {
    preview: [
      `route53:ChangeResourceRecordSets in account ${account.id}: ${words}, Weight 0 (now ${weight}), all else of it as it is`,
      "route53:GetChange until it is INSYNC",
      `To restore: route53:ChangeResourceRecordSets: ${words}, Weight ${weight}; route53:GetChange until it is INSYNC`,
    ],
    restoreSteps: [{ kind, account: account.id, ...record, weight }],
    permissions: [
      "route53:ChangeResourceRecordSets",
      "route53:GetChange",
      "route53:ListResourceRecordSets",
      "route53:ListTagsForResource",
    ],
    optIn: await optInOf(
      {
        what: "the hosted zone",
        names: [hostedZoneId, `arn:aws:route53:::hostedzone/${hostedZoneId}`],
      },
      account,
      () => route53Tags(account, "hostedzone", hostedZoneId),
    ),
  };
}

export function recordWeightActs(
  step: StepOf<"record_weight">,
  account: InjectAccount,
  pause: Pause,
): Acts {
  const found = async () => recordIn(await groupOrNone(account, step), step);
  return {
    patience: AWS_PATIENCE,
    async look() {
      return lookOfRecord(await found(), step.weight);
    },
    async bringAbout() {
      // Read again: other fields may have been changed since, and are kept as they are now.
      const record = await found();
      const { state, reason } = lookOfRecord(record, step.weight);
      if (record === undefined || state !== "restored") {
        throw new InjectProblem(
          `Nothing was made to fail, because it was changed meanwhile: ${reason}.`,
          "Find out who changed it; put it back, then prepare anew.",
        );
      }
      await write(account, step, changeOfWeight(record, 0), pause);
    },
    async putBack() {
      const record = await found();
      // Without a weight it is of another policy by now, which is not undone.
      if (record?.Weight === undefined) return false;
      if (record.Weight === step.weight) return true;
      await write(account, step, changeOfWeight(record, step.weight), pause);
      return true;
    },
  };
}

async function write(
  account: InjectAccount,
  { hostedZoneId }: ZonedRecord,
  change: ReturnType<typeof changeOfWeight>,
  pause: Pause,
): Promise<void> {
  const input = {
    HostedZoneId: hostedZoneId,
    ChangeBatch: { Changes: [change], Comment: "A failover test of Isochrone" },
  };
  const { ChangeInfo } = await account.call(
    { ...ROUTE53, action: "ChangeResourceRecordSets" },
    (client, options) => client.send(new ChangeResourceRecordSetsCommand(input), options),
  );
  for (let looks = 0; looks < AWS_PATIENCE.looks; looks += 1) {
    const { ChangeInfo: now } = await account.call(
      { ...ROUTE53, action: "GetChange" },
      (client, options) => client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }), options),
    );
    if (now?.Status === "INSYNC") return;
    await pause(AWS_PATIENCE.everyMs);
  }
  throw new InjectProblem(
    `The change ${ChangeInfo?.Id} did not reach all name servers of Route 53 within 10 minutes.`,
    "Look at the AWS Health Dashboard; it is asked for, and may still come.",
  );
}

/** All records of the name and type. */
async function groupOf(account: InjectAccount, record: ZonedRecord): Promise<ResourceRecordSet[]> {
  const group: ResourceRecordSet[] = [];
  type Start = Partial<ListResourceRecordSetsCommandInput>;
  const pages = pagesOf(
    (start: Start | undefined) =>
      account.call({ ...ROUTE53, action: "ListResourceRecordSets" }, (client, options) =>
        client.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId: record.hostedZoneId,
            ...(start ?? { StartRecordName: record.name, StartRecordType: record.type }),
          }),
          options,
        ),
      ),
    (page): Start | undefined =>
      page.IsTruncated === true
        ? {
            StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType,
            StartRecordIdentifier: page.NextRecordIdentifier,
          }
        : undefined,
  );
  for await (const { ResourceRecordSets = [] } of pages) {
    const own = ResourceRecordSets.filter((set) => isOfGroup(set, record));
    group.push(...own);
    if (own.length < ResourceRecordSets.length) break;
  }
  return group;
}

/** None where the hosted zone is gone. */
async function groupOrNone(account: InjectAccount, record: ZonedRecord) {
  try {
    return await groupOf(account, record);
  } catch (error) {
    if (isRefusal(error, "NoSuchHostedZone")) return [];
    throw error;
  }
}
