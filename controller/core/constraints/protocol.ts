import type { Reason } from "../../contract/advised-design.ts";
import type { Candidate } from "../predict/candidate.ts";
import { broken } from "./constraint-codes.ts";
import type { ConstraintContext } from "./constraint-context.ts";

/** Whether the listeners at the users' port take what they speak. Names lead anything anywhere. */
export function protocolReasons(
  { design, door }: Candidate,
  { service }: ConstraintContext,
): Reason[] {
  const protocols = service.constraints?.protocols ?? [];
  const wanted = [
    ...(protocols.includes("udp") ? ["UDP"] : []),
    ...(protocols.some((each) => each !== "udp") ? ["TCP"] : []),
  ];
  return design.accelerators.flatMap(({ name, listeners }) =>
    wanted
      .filter(
        (protocol) =>
          !listeners.some(
            (listener) =>
              listener.protocol === protocol &&
              listener.portRanges.some(
                ({ fromPort, toPort }) => fromPort <= door.port && door.port <= toPort,
              ) &&
              listener.endpointGroups.some(({ endpoints }) => endpoints.length > 0),
          ),
      )
      .map((protocol) =>
        broken("protocol", `${name} has nothing that takes ${protocol} at port ${door.port}`),
      ),
  );
}
