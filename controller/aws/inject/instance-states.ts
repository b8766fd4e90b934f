import type { Instance } from "@aws-sdk/client-ec2";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce } from "../../failover/inject/injection.ts";

const SCALING_GROUP = "aws:autoscaling:groupName";
/** These do not come back. */
const GONE = new Set(["shutting-down", "terminated"]);

/**
 * Those of the named instances that run, which are stopped.
 *
 * @throws InjectProblem where one could not be started again, is on its way to another state, or none runs
 */
export function instancesToStop(instances: readonly Instance[], ids: readonly string[]): string[] {
  const byId = new Map(instances.map((each) => [each.InstanceId, each]));
  ids.forEach((id, at) => {
    const fault = faultOf(byId.get(id));
    if (fault === null) return;
    throw new InjectProblem(`injector.instanceIds.${at}: ${id} ${fault.message}.`, fault.mend);
  });
  const running = ids.filter((id) => byId.get(id)?.State?.Name === "running");
  if (running.length > 0) return [...new Set(running)];
  throw new InjectProblem(
    `None of the instances runs: ${ids.join(", ")}.`,
    "Start them, then prepare anew.",
  );
}

function faultOf(instance: Instance | undefined): { message: string; mend: string } | null {
  const state = instance?.State?.Name ?? "not there";
  if (instance === undefined || GONE.has(state)) {
    return { message: `is ${state}`, mend: "Take it out." };
  }
  const group = instance.Tags?.find(({ Key }) => Key === SCALING_GROUP)?.Value;
  if (group !== undefined) {
    return {
      message: `belongs to the Auto Scaling group ${group}, which would terminate it when it stops`,
      mend: "Detach it from the group first, or make the endpoint fail by a network ACL.",
    };
  }
  if (instance.RootDeviceType === "instance-store") {
    return {
      message: "cannot be stopped, because its root device is an instance store",
      mend: "Make the endpoint fail by a network ACL.",
    };
  }
  if (state === "running" || state === "stopped") return null;
  return { message: `is ${state}`, mend: "Wait until it runs or has stopped, then prepare anew." };
}

/** Public addresses that come to an end with a stop: all but Elastic IP addresses. */
export function addressesLost(instances: readonly Instance[], ids: readonly string[]) {
  return instances.flatMap(({ InstanceId: id = "", NetworkInterfaces = [] }) =>
    ids.includes(id)
      ? NetworkInterfaces.flatMap(({ Association: { IpOwnerId, PublicIp } = {} }) =>
          IpOwnerId === "amazon" && PublicIp !== undefined ? [{ id, address: PublicIp }] : [],
        )
      : [],
  );
}

/** What is to be done so that all of them run. */
export type StartWork = {
  readonly toStart: readonly string[];
  /** Can be started in a while. */
  readonly stopping: readonly string[];
  readonly gone: readonly string[];
};

export function workToStart(instances: readonly Instance[], ids: readonly string[]): StartWork {
  const states = statesOf(instances, ids);
  const inState = (isSo: (state: string | null) => boolean) =>
    ids.filter((id) => isSo(states.get(id) ?? null));
  return {
    toStart: inState((state) => state === "stopped"),
    stopping: inState((state) => state === "stopping"),
    gone: inState((state) => state === null || GONE.has(state)),
  };
}

/** @param ids those that ran before */
export function lookOfInstances(instances: readonly Instance[], ids: readonly string[]): InForce {
  const states = statesOf(instances, ids);
  const all = [...states.values()];
  const reason = [...states].map(([id, state]) => `${id} is ${state ?? "not there"}`).join(", ");
  if (all.every((state) => state === "stopped")) return { state: "in_force", reason };
  if (all.every((state) => state === "running")) return { state: "restored", reason };
  return { state: "other", reason };
}

function statesOf(instances: readonly Instance[], ids: readonly string[]) {
  const byId = new Map(instances.map(({ InstanceId, State }) => [InstanceId, State?.Name]));
  return new Map(ids.map((id) => [id, byId.get(id) ?? null]));
}
