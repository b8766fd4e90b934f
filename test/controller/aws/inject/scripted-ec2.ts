import {
  CreateNetworkAclEntry$,
  type CreateNetworkAclEntryRequest,
  DeleteNetworkAclEntry$,
  type DeleteNetworkAclEntryRequest,
  DescribeInstances$,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  DescribeNetworkAcls$,
  type DescribeNetworkAclsRequest,
  type DescribeNetworkAclsResult,
  type Instance,
  type InstanceStateName,
  type NetworkAcl,
  StartInstances$,
  type StartInstancesRequest,
  StopInstances$,
  type StopInstancesRequest,
} from "@aws-sdk/client-ec2";
import type { ApiService } from "../../../../infra/lab/aws/api-service.ts";
import { EC2_DIALECT, ec2Operation } from "../../../../infra/lab/aws/ec2/operation.ts";
import { queryService } from "../../../../infra/lab/aws/query.ts";
import { ServiceProblem } from "../../../../infra/lab/aws/service-problem.ts";

/** A network ACL and instances of one Region, which the official client reads and changes. */
export type ScriptedEc2 = {
  readonly service: ApiService;
  acls: NetworkAcl[];
  instances: Instance[];
  /** States that an instance goes on to, one at each look. */
  readonly coming: Map<string, InstanceStateName[]>;
  /** Instances that AWS has no room for. */
  readonly noRoomFor: Set<string>;
};

const PLENTY = { burst: 10_000, perSecond: 10_000 };

export function scriptedEc2(): ScriptedEc2 {
  const ec2: Omit<ScriptedEc2, "service"> = {
    acls: [],
    instances: [],
    coming: new Map(),
    noRoomFor: new Set(),
  };
  const operations = [
    ec2Operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResult>(
      DescribeNetworkAcls$,
      ({ NetworkAclIds: [id = ""] = [] }) => ({ NetworkAcls: [aclOf(ec2, id)] }),
    ),
    writing<CreateNetworkAclEntryRequest>(CreateNetworkAclEntry$, (input) => {
      const { NetworkAclId = "", DryRun: _none, ...entry } = input;
      const acl = aclOf(ec2, NetworkAclId);
      if (entryOf(acl, input) !== undefined) {
        throw new ServiceProblem("NetworkAclEntryAlreadyExists", "The number is taken.");
      }
      acl.Entries = [...(acl.Entries ?? []), entry];
      return {};
    }),
    writing<DeleteNetworkAclEntryRequest>(DeleteNetworkAclEntry$, (input) => {
      const acl = aclOf(ec2, input.NetworkAclId ?? "");
      const entry = entryOf(acl, input);
      if (entry === undefined) {
        throw new ServiceProblem("InvalidNetworkAclEntry.NotFound", "There is no such entry.");
      }
      acl.Entries = (acl.Entries ?? []).filter((each) => each !== entry);
      return {};
    }),
    ec2Operation<DescribeInstancesRequest, DescribeInstancesResult>(
      DescribeInstances$,
      ({ Filters = [] }) => {
        const ids = Filters.find(({ Name }) => Name === "instance-id")?.Values ?? [];
        const found = ec2.instances.filter(({ InstanceId = "" }) => ids.includes(InstanceId));
        const Reservations = found.map((each) => ({ Instances: [{ ...each }] }));
        for (const each of found) goOn(ec2, each);
        return { Reservations };
      },
    ),
    writing<StopInstancesRequest>(StopInstances$, ({ InstanceIds = [] }) => {
      for (const id of InstanceIds) turn(ec2, id, ["stopping", "stopped"]);
      return {};
    }),
    writing<StartInstancesRequest>(StartInstances$, ({ InstanceIds = [] }) => {
      for (const id of InstanceIds) {
        if (ec2.noRoomFor.has(id)) {
          throw new ServiceProblem("InsufficientInstanceCapacity", "There is no room.", 400);
        }
        if (instanceOf(ec2, id)?.State?.Name !== "stopped") {
          throw new ServiceProblem("IncorrectInstanceState", `${id} is not in a state to start.`);
        }
      }
      for (const id of InstanceIds) turn(ec2, id, ["pending", "running"]);
      return {};
    }),
  ];
  const rates = { account: PLENTY, perAction: PLENTY, actions: new Map() };
  const service: ApiService = {
    signingName: "ec2",
    rates,
    isRegional: true,
    ...queryService(EC2_DIALECT, operations),
  };
  return Object.assign(ec2, { service });
}

/** With `DryRun` it changes nothing. */
function writing<Input extends { DryRun?: boolean | undefined }>(
  schema: Parameters<typeof ec2Operation>[0],
  run: (input: Input) => object,
) {
  return ec2Operation<Input, object>(schema, (input) => (input.DryRun === true ? {} : run(input)));
}

type Ec2 = Omit<ScriptedEc2, "service">;

function aclOf({ acls }: Ec2, id: string): NetworkAcl {
  const acl = acls.find(({ NetworkAclId }) => NetworkAclId === id);
  if (acl !== undefined) return acl;
  throw new ServiceProblem(
    "InvalidNetworkAclID.NotFound",
    `The networkAcl ID '${id}' does not exist`,
  );
}

function entryOf(
  { Entries = [] }: NetworkAcl,
  { RuleNumber, Egress }: { RuleNumber: number | undefined; Egress: boolean | undefined },
) {
  return Entries.find((each) => each.RuleNumber === RuleNumber && each.Egress === Egress);
}

function instanceOf({ instances }: Ec2, id: string): Instance | undefined {
  return instances.find(({ InstanceId }) => InstanceId === id);
}

/** The first of the states is in force at once, the others come at later looks. */
function turn(ec2: Ec2, id: string, [now, ...later]: InstanceStateName[]): void {
  const instance = instanceOf(ec2, id);
  if (instance !== undefined) instance.State = { Name: now };
  ec2.coming.set(id, later);
}

function goOn(ec2: Ec2, instance: Instance): void {
  const [now, ...later] = ec2.coming.get(instance.InstanceId ?? "") ?? [];
  if (now === undefined) return;
  ec2.coming.set(instance.InstanceId ?? "", later);
  instance.State = { Name: now };
}
