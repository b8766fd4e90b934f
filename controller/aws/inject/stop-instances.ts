import {
  DescribeInstancesCommand,
  type Instance,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { Acts, Pause } from "../../failover/inject/acts.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import { AwsCallProblem } from "./aws-call-problem.ts";
import type { InjectAccount } from "./inject-account.ts";
import { NotInAccountProblem } from "./inject-accounts.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";
import { addressesLost, instancesToStop, lookOfInstances, workToStart } from "./instance-states.ts";
import { allOptedIn, optInOf } from "./opt-in.ts";
import { type DryRun, wouldBeAllowed } from "./would-be-allowed.ts";

/**
 * Instances that run are stopped; others that are named stay as they are.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html
 *
 * @throws InjectProblem
 */
export async function prepareStopInstances(
  { kind, region, instanceIds }: TargetOf<"stop_instances">,
  account: InjectAccount,
): Promise<PreparedInjection> {
  const instances = await read(account, region, instanceIds);
  if (instances.length === 0) {
    throw new NotInAccountProblem(
      `injector.instanceIds: account ${account.id} has none of them in ${region}.`,
      "Correct the ids, or injector.region.",
    );
  }
  const running = instancesToStop(instances, instanceIds);
  const stays = [...new Set(instanceIds)].filter((id) => !running.includes(id));
  const list = running.join(", ");
  const optIn = await optInOfAll(instances, running, account, region);
  if (optIn.ok) await wouldBeAllowed(account, dryRuns(region, running));
  return {
    preview: [
      `ec2:StopInstances in account ${account.id}, ${region}: InstanceIds ${list}`,
      "ec2:DescribeInstances until all are stopped",
      ...(stays.length === 0 ? [] : [`Stopped already, and left so: ${stays.join(", ")}`]),
      ...addressesLost(instances, running).map(
        ({ id, address }) =>
          `Not restored: ${id} loses ${address}, which is no Elastic IP address, and gets another one`,
      ),
      `To restore: ec2:StartInstances: InstanceIds ${list}`,
    ],
    restoreSteps: [{ kind, account: account.id, region, instanceIds: running }],
    permissions: ["ec2:DescribeInstances", "ec2:StartInstances", "ec2:StopInstances"],
    optIn,
  };
}

function dryRuns(region: string, InstanceIds: string[]): DryRun[] {
  const input = { InstanceIds, DryRun: true };
  return [
    {
      region,
      action: "StopInstances",
      send: (client, options) => client.send(new StopInstancesCommand(input), options),
    },
    {
      region,
      action: "StartInstances",
      send: (client, options) => client.send(new StartInstancesCommand(input), options),
    },
  ];
}

async function optInOfAll(
  instances: readonly Instance[],
  running: readonly string[],
  account: InjectAccount,
  region: string,
) {
  const each = running.map((id) => {
    const arn = `arn:aws:ec2:${region}:${account.id}:instance/${id}`;
    const tags = instances.find(({ InstanceId }) => InstanceId === id)?.Tags ?? [];
    const marked = { what: "the instance", names: [id, arn] } as const;
    return optInOf(marked, account, () => Promise.resolve(tags));
  });
  return allOptedIn(await Promise.all(each));
}

export function stopInstancesActs(
  step: StepOf<"stop_instances">,
  account: InjectAccount,
  pause: Pause,
): Acts {
  const { region, instanceIds } = step;
  const now = () => read(account, region, instanceIds);
  return {
    patience: AWS_PATIENCE,
    async look() {
      return lookOfInstances(await now(), instanceIds);
    },
    async bringAbout() {
      await account.call({ service: "ec2", region, action: "StopInstances" }, (client, options) =>
        client.send(new StopInstancesCommand({ InstanceIds: instanceIds }), options),
      );
    },
    async putBack() {
      for (let looksLeft = AWS_PATIENCE.looks; ; looksLeft -= 1) {
        const { toStart, stopping, gone } = workToStart(await now(), instanceIds);
        await start(account, region, toStart);
        // AWS starts none that is still stopping.
        if (stopping.length === 0 || looksLeft <= 1) return gone.length === 0;
        await pause(AWS_PATIENCE.everyMs);
      }
    },
  };
}

/** All in one call; where AWS refuses that, each by itself, so that one does not keep the others down. */
async function start(account: InjectAccount, region: string, ids: readonly string[]) {
  if (ids.length === 0) return;
  const ask = (InstanceIds: string[]) =>
    account.call({ service: "ec2", region, action: "StartInstances" }, (client, options) =>
      client.send(new StartInstancesCommand({ InstanceIds }), options),
    );
  try {
    await ask([...ids]);
  } catch (error) {
    if (!(error instanceof AwsCallProblem) || ids.length === 1) throw error;
    const each = await Promise.allSettled(ids.map((id) => ask([id])));
    const failed = each.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }
}

/** Those that there are: by a filter, because an id that is not there would make AWS refuse the whole. */
async function read(account: InjectAccount, region: string, ids: readonly string[]) {
  const found: Instance[] = [];
  const Filters = [{ Name: "instance-id", Values: [...new Set(ids)] }];
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      account.call({ service: "ec2", region, action: "DescribeInstances" }, (client, options) =>
        client.send(new DescribeInstancesCommand({ Filters, NextToken }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  for await (const { Reservations = [] } of pages) {
    found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
  }
  return found;
}
