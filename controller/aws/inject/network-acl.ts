import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  type NetworkAcl,
} from "@aws-sdk/client-ec2";
import type { Acts } from "../../failover/inject/acts.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { type DenyRule, inboundEntries, PROTOCOL_NUMBERS, type Traffic } from "./acl-entry.ts";
import { isRefusal } from "./aws-call-problem.ts";
import { denyRulesFor, lookOfRules, overwritten, ownRules } from "./deny-rules.ts";
import type { InjectAccount } from "./inject-account.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";
import { optInOf } from "./opt-in.ts";
import { type DryRun, wouldBeAllowed } from "./would-be-allowed.ts";

type AclPlace = { readonly region: string; readonly networkAclId: string };

/**
 * Packets to a port are lost, also those of open connections: network ACLs keep no state.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 *
 * @param protocols what users come by
 * @throws InjectProblem
 */
export async function prepareNetworkAcl(
  { kind, region, networkAclId, port, cidrs }: TargetOf<"network_acl">,
  account: InjectAccount,
  protocols: readonly Traffic["protocol"][],
): Promise<PreparedInjection> {
  const acl = await read(account, { region, networkAclId });
  const subnets = (acl.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []);
  if (subnets.length === 0) {
    throw new InjectProblem(
      `injector.networkAclId: the network ACL ${networkAclId} is of no subnet, so no packet passes it.`,
      "Choose that of the endpoint's subnets.",
    );
  }
  const traffics = protocols.flatMap((protocol) =>
    [...new Set(cidrs)].map((cidr) => ({ cidr, port, protocol })),
  );
  const rules = denyRulesFor(inboundEntries(acl.Entries), traffics);
  const words = `${region}, NetworkAclId ${networkAclId}`;
  const optIn = await optInOf(
    {
      what: "the network ACL",
      names: [networkAclId, `arn:aws:ec2:${region}:${account.id}:network-acl/${networkAclId}`],
    },
    account,
    () => Promise.resolve(acl.Tags ?? []),
  );
  if (optIn.ok) await wouldBeAllowed(account, dryRuns({ region, networkAclId }, rules));
  return {
    preview: [
      ...rules.map(
        (rule) =>
          `ec2:CreateNetworkAclEntry in account ${account.id}, ${words}: RuleNumber ${rule.ruleNumber}, Egress false, RuleAction deny, Protocol ${PROTOCOL_NUMBERS[rule.protocol]} (${rule.protocol}), port ${rule.port}, from ${rule.cidr}`,
      ),
      `That holds for everything in ${subnets.join(", ")}`,
      ...rules.map(
        ({ ruleNumber }) =>
          `To restore: ec2:DeleteNetworkAclEntry in ${words}: RuleNumber ${ruleNumber}, Egress false, if it is as it was written`,
      ),
    ],
    restoreSteps: [{ kind, account: account.id, region, networkAclId, rules }],
    permissions: [
      "ec2:CreateNetworkAclEntry",
      "ec2:DeleteNetworkAclEntry",
      "ec2:DescribeNetworkAcls",
    ],
    optIn,
  };
}

export function networkAclActs(step: StepOf<"network_acl">, account: InjectAccount): Acts {
  const { rules } = step;
  const entries = async () => {
    const acl = await readOrNone(account, step);
    return acl === null ? null : inboundEntries(acl.Entries);
  };
  return {
    patience: AWS_PATIENCE,
    async look() {
      return lookOfRules(await entries(), rules);
    },
    async bringAbout() {
      const now = (await entries()) ?? [];
      const taken = rules.find(({ ruleNumber }) => now.some((e) => e.ruleNumber === ruleNumber));
      if (taken !== undefined) {
        throw new InjectProblem(
          `Nothing was made to fail, because rule ${taken.ruleNumber} of the network ACL was taken meanwhile.`,
          "Prepare anew, which finds other numbers.",
        );
      }
      for (const rule of rules) await create(account, step, rule);
    },
    async putBack() {
      const now = await entries();
      if (now === null) return false;
      for (const rule of ownRules(now, rules)) await remove(account, step, rule);
      return overwritten(now, rules) === undefined;
    },
  };
}

function creation({ networkAclId, region }: AclPlace, rule: DenyRule, isDry = false): DryRun {
  const { cidr, port, protocol, ruleNumber } = rule;
  const input = {
    NetworkAclId: networkAclId,
    RuleNumber: ruleNumber,
    Egress: false,
    RuleAction: "deny",
    Protocol: PROTOCOL_NUMBERS[protocol],
    PortRange: { From: port, To: port },
    ...(cidr.includes(":") ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...(isDry ? { DryRun: true } : {}),
  } as const;
  return {
    region,
    action: "CreateNetworkAclEntry",
    send: (client, options) => client.send(new CreateNetworkAclEntryCommand(input), options),
  };
}

function deletion({ networkAclId, region }: AclPlace, rule: DenyRule, isDry = false): DryRun {
  const input = {
    NetworkAclId: networkAclId,
    RuleNumber: rule.ruleNumber,
    Egress: false,
    ...(isDry ? { DryRun: true } : {}),
  };
  return {
    region,
    action: "DeleteNetworkAclEntry",
    send: (client, options) => client.send(new DeleteNetworkAclEntryCommand(input), options),
  };
}

/** One rule stands for all. */
function dryRuns(place: AclPlace, rules: readonly DenyRule[]): DryRun[] {
  return rules
    .slice(0, 1)
    .flatMap((rule) => [creation(place, rule, true), deletion(place, rule, true)]);
}

async function create(account: InjectAccount, place: AclPlace, rule: DenyRule): Promise<void> {
  const { region, action, send } = creation(place, rule);
  try {
    await account.call({ service: "ec2", region, action }, send);
  } catch (error) {
    // By the call itself where its first answer was lost: then it was sent once more.
    if (!isRefusal(error, "NetworkAclEntryAlreadyExists")) throw error;
    const { Entries } = await read(account, place);
    if (ownRules(inboundEntries(Entries), [rule]).length === 0) throw error;
  }
}

async function remove(account: InjectAccount, place: AclPlace, rule: DenyRule): Promise<void> {
  const { region, action, send } = deletion(place, rule);
  try {
    await account.call({ service: "ec2", region, action }, send);
  } catch (error) {
    // Somebody else removed it at the same time.
    if (!isRefusal(error, "InvalidNetworkAclEntry.NotFound")) throw error;
  }
}

async function read(account: InjectAccount, place: AclPlace): Promise<NetworkAcl> {
  const { networkAclId, region } = place;
  const { NetworkAcls = [] } = await account.call(
    { service: "ec2", region, action: "DescribeNetworkAcls" },
    (client, options) =>
      client.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [networkAclId] }), options),
  );
  const acl = NetworkAcls.find(({ NetworkAclId }) => NetworkAclId === networkAclId);
  if (acl !== undefined) return acl;
  throw new InjectProblem(`AWS answered without the network ACL ${networkAclId}.`, "Try again.");
}

/** Null where there is none any more. */
async function readOrNone(account: InjectAccount, place: AclPlace): Promise<NetworkAcl | null> {
  try {
    return await read(account, place);
  } catch (error) {
    if (isRefusal(error, "InvalidNetworkAclID.NotFound")) return null;
    throw error;
  }
}
