import { describe, expect, it } from "vitest";
import type { AcceleratorConfig } from "../../../../infra/lab/accelerator/accelerator-config.ts";
import {
  type EdgeKnowledge,
  endpointOfFlow,
} from "../../../../infra/lab/accelerator/endpoint-of-flow.ts";
import {
  acceleratorConfig,
  endpointConfig,
  groupConfig,
  listenerConfig,
} from "./sample-accelerator.ts";

const EDGE: EdgeKnowledge = {
  rttMsTo: (region) => ({ "us-east-1": 80, "eu-west-1": 10 })[region],
  isHealthy: () => true,
};
const FLOWS = Array.from({ length: 200 }, (_, at) => at + 1);

describe("infra/lab/accelerator/endpoint-of-flow", () => {
  const groups = [
    groupConfig("us-east-1", [endpointConfig("i-use1")]),
    groupConfig("eu-west-1", [endpointConfig("i-euw1")]),
  ];
  const config = acceleratorConfig(["127.1.3.1"], [listenerConfig(80, groups)]);
  const choose = (
    accelerator: AcceleratorConfig,
    { port = 80, sourcePort = 5_000, edge = EDGE, source = "127.1.1.1" } = {},
  ) =>
    endpointOfFlow(
      accelerator,
      {
        source: { address: source, port: sourcePort },
        destination: { address: "127.1.3.1", port },
      },
      edge,
    );
  const chosenBy = (accelerator: AcceleratorConfig, edge = EDGE) =>
    new Set(
      FLOWS.map((sourcePort) => choose(accelerator, { sourcePort, edge })?.endpointId ?? "none"),
    );

  it("takes the group of the Region nearest to the edge", () => {
    expect(choose(config)).toEqual({ endpointId: "i-euw1", port: 80 });
  });

  it("takes groups in their order where the edge is not known", () => {
    const edge = { ...EDGE, rttMsTo: () => undefined };
    expect(choose(config, { edge })?.endpointId).toBe("i-use1");
  });

  it("goes to the next Region when the near one is unhealthy", () => {
    const edge = { ...EDGE, isHealthy: (_: string, id: string) => id !== "i-euw1" };
    expect(chosenBy(config, edge)).toEqual(new Set(["i-use1"]));
  });

  it("fails open in the nearest Region when nothing is healthy", () => {
    expect(chosenBy(config, { ...EDGE, isHealthy: () => false })).toEqual(new Set(["i-euw1"]));
  });

  it("takes nothing at a port that no TCP listener has, disabled, or without endpoints", () => {
    expect(choose(config, { port: 81 })).toBeUndefined();
    expect(choose({ ...config, enabled: false })).toBeUndefined();
    const udp = acceleratorConfig([], [listenerConfig(80, groups, { protocol: "UDP" })]);
    expect(choose(udp)).toBeUndefined();
    const empty = acceleratorConfig([], [listenerConfig(80, [groupConfig("eu-west-1", [])])]);
    expect(choose(empty)).toBeUndefined();
  });

  it("has any port of a range, and a group's override for its own endpoints only", () => {
    const [use1, euw1] = groups;
    if (use1 === undefined || euw1 === undefined) throw new Error("no groups");
    const portOverrides = [{ listenerPort: 443, endpointPort: 8_443 }];
    const listener = listenerConfig(80, [use1, { ...euw1, portOverrides }], {
      portRanges: [
        { fromPort: 80, toPort: 81 },
        { fromPort: 400, toPort: 450 },
      ],
    });
    const ranged = acceleratorConfig([], [listener]);
    expect(choose(ranged, { port: 81 })?.port).toBe(81);
    expect(choose(ranged, { port: 450 })?.port).toBe(450);
    expect(choose(ranged, { port: 443 })).toEqual({ endpointId: "i-euw1", port: 8_443 });
    const edge = { ...EDGE, isHealthy: (_: string, id: string) => id !== "i-euw1" };
    expect(choose(ranged, { port: 443, edge })).toEqual({ endpointId: "i-use1", port: 443 });
  });

  it("keeps a client at one endpoint with affinity, and spreads connections without", () => {
    const both = [groupConfig("eu-west-1", [endpointConfig("i-1"), endpointConfig("i-2")])];
    const spread = acceleratorConfig([], [listenerConfig(80, both)]);
    const kept = acceleratorConfig([], [listenerConfig(80, both, { clientAffinity: "SOURCE_IP" })]);
    expect(chosenBy(spread).size).toBe(2);
    expect(chosenBy(kept).size).toBe(1);
    const clients = FLOWS.map((n) => choose(kept, { source: `127.1.9.${n}` })?.endpointId);
    expect(new Set(clients).size).toBe(2);
  });

  it("counts an endpoint that stands twice as two", () => {
    const twice = [
      endpointConfig("arn:alb", 255),
      { ...endpointConfig("arn:alb", 255), clientIpPreservation: true },
      endpointConfig("i-1", 1),
    ];
    const accelerator = acceleratorConfig(
      [],
      [listenerConfig(80, [groupConfig("eu-west-1", twice)])],
    );
    expect(chosenBy(accelerator).has("arn:alb")).toBe(true);
  });
});
